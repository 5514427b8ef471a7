//! Fixes of one value: pure functions from text to text.
