//! Use cases of datasets: create, describe, rename, list, look up.
