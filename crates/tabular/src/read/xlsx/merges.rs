//! Merged cells found ahead of the rows: a sheet writes them down after its rows.

use std::io::BufRead;

use crate::{
    finding::EngineError,
    read::{
        package::unpacking,
        sheet::{MERGES_MAX, Merge, merge_of},
    },
};

/// What a merged block's tag begins with.
const TAG: &[u8] = b"mergeCell ";
/// The longest such tag, with room to spare.
const TAG_BYTES: usize = 256;

/// Finds the merged blocks of several rows by a search through the text of the part, much faster than reading its XML.
pub(super) fn tall_merges(mut input: impl BufRead) -> Result<Vec<Merge>, EngineError> {
    let mut merges = Vec::new();
    let mut window: Vec<u8> = Vec::new();
    loop {
        let piece = input.fill_buf().map_err(|error| unpacking(&error))?;
        let (read, ended) = (piece.len(), piece.is_empty());
        window.extend_from_slice(piece);
        input.consume(read);
        // A tag near the end may go on in the next piece.
        let safe = if ended { window.len() } else { window.len().saturating_sub(TAG_BYTES) };
        let mut from = 0;
        while let Some(at) = memchr::memmem::find(&window[from..], TAG).map(|offset| from + offset) {
            if at >= safe || merges.len() >= MERGES_MAX {
                break;
            }
            from = at + TAG.len();
            let tag = &window[from..window.len().min(from + TAG_BYTES)];
            merges.extend(reference(tag).and_then(merge_of).filter(Merge::is_tall));
        }
        if ended {
            merges.sort_unstable_by_key(|merge| merge.first_row);
            return Ok(merges);
        }
        window.drain(..safe.max(from).min(window.len()));
    }
}

/// `ref="A1:B2"` inside a tag.
fn reference(tag: &[u8]) -> Option<&str> {
    let tag = tag.split(|byte| *byte == b'>').next()?;
    let text = std::str::from_utf8(tag).ok()?;
    let value = text.split_once("ref=")?.1;
    value.get(1..)?.split(['"', '\'']).next()
}
