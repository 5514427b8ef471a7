//! Use case: a checked draft becomes a version that everybody sees.
