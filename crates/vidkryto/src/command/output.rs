//! Printing: standard output for results, standard error for what goes on beside them.

use std::io::{self, Write};

/// Prints a line of the result. A reader that went away is no error of ours.
pub(super) fn line(text: &str) {
    let _ = writeln!(io::stdout().lock(), "{text}");
}

/// Prints a line beside the result.
pub(super) fn aside(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Prints why a command failed.
pub(super) fn error(text: &str) {
    aside(&format!("vidkryto: {text}"));
}
