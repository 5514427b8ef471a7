//! The opaque place after which a page begins. It holds a row's place only: the blob never changes, so that the row's values
//! can be read again, and the text stays short.

use catalog::{
    blob::BlobHash,
    table_query::{QueryError, RowQuery},
};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Bytes of the hash that ties a cursor to its question.
const QUESTION_BYTES: usize = 8;
/// Bytes of the place.
const PLACE_BYTES: usize = 8;

/// A question to which cursors belong: the table, the conditions and the sort keys.
pub(crate) struct Question([u8; QUESTION_BYTES]);

impl Question {
    pub(crate) fn new(table: &BlobHash, query: &RowQuery) -> Self {
        let text = json!([table, query.filters, query.sort]).to_string();
        let digest = Sha256::digest(text);
        let mut question = [0; QUESTION_BYTES];
        question.copy_from_slice(&digest[..QUESTION_BYTES]);
        Self(question)
    }

    /// The cursor for a place.
    pub(crate) fn cursor(&self, place: u64) -> String {
        hex::encode([self.0, place.to_be_bytes()].concat())
    }

    /// The place of a cursor, if it belongs to this question.
    pub(crate) fn place(&self, cursor: &str) -> Result<u64, QueryError> {
        let mut bytes = [0; QUESTION_BYTES + PLACE_BYTES];
        hex::decode_to_slice(cursor, &mut bytes).map_err(|_| QueryError::WrongCursor)?;
        let (question, place) = bytes.split_at(QUESTION_BYTES);
        if question != self.0 {
            return Err(QueryError::WrongCursor);
        }
        Ok(place.iter().fold(0, |place, byte| (place << 8) | u64::from(*byte)))
    }
}
