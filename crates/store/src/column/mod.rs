//! How values of the catalog become values of columns: moments as numbers, names as text, parts as JSON.

mod counts;

use catalog::{
    StoreError,
    blob::{BlobHash, BlobRef},
    ports::Stored,
};
use jiff::{Timestamp, civil::Date};
use sea_orm::{
    ColIdx, DbErr, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr},
};
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use self::counts::{count, number, position, stored_count, stored_number};

/// An instant, as microseconds since 1970: sorts the same way in every database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl From<Moment> for Value {
    fn from(moment: Moment) -> Self {
        Self::BigInt(Some(moment.0.as_microsecond()))
    }
}

impl TryGetable for Moment {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let microseconds = i64::try_get_by(row, index)?;
        Timestamp::from_microsecond(microseconds).map(Self).map_err(|error| DbErr::Type(error.to_string()).into())
    }
}

impl ValueType for Moment {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let microseconds = <i64 as ValueType>::try_from(value)?;
        Timestamp::from_microsecond(microseconds).map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Moment".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::BigInt
    }

    fn column_type() -> ColumnType {
        ColumnType::BigInteger
    }
}

impl Nullable for Moment {
    fn null() -> Value {
        Value::BigInt(None)
    }
}

/// A value whose serde form is one word, kept as that word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<T>(pub(crate) T);

impl<T: Serialize> From<Word<T>> for Value {
    fn from(word: Word<T>) -> Self {
        let value = serde_json::to_value(word.0).expect("a value of one word always serialises");
        Self::String(value.as_str().map(str::to_owned))
    }
}

impl<T: DeserializeOwned> TryGetable for Word<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        serde_json::from_value(text.into()).map(Self).map_err(|error| DbErr::Type(error.to_string()).into())
    }
}

impl<T: DeserializeOwned> ValueType for Word<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let text = <String as ValueType>::try_from(value)?;
        serde_json::from_value(text.into()).map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Word".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

impl<T> Nullable for Word<T> {
    fn null() -> Value {
        Value::String(None)
    }
}

/// A structured part of an aggregate that nothing searches inside, kept as JSON.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part<T>(pub(crate) T);

impl<T: Serialize> From<Part<T>> for Value {
    fn from(part: Part<T>) -> Self {
        let value = serde_json::to_value(part.0).expect("values of the catalog have text keys, so they serialise");
        Self::Json(Some(Box::new(value)))
    }
}

impl<T: DeserializeOwned> TryGetable for Part<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let value = serde_json::Value::try_get_by(row, index)?;
        serde_json::from_value(value).map(Self).map_err(|error| DbErr::Json(error.to_string()).into())
    }
}

impl<T: DeserializeOwned> ValueType for Part<T> {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let value = <serde_json::Value as ValueType>::try_from(value)?;
        serde_json::from_value(value).map(Self).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Part".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::Json
    }

    fn column_type() -> ColumnType {
        ColumnType::JsonBinary
    }
}

impl<T> Nullable for Part<T> {
    fn null() -> Value {
        Value::Json(None)
    }
}

/// A day, as ISO 8601.
pub(crate) type Day = Word<Date>;

/// The hash that a column holds.
pub(crate) fn hash(stored: String) -> Stored<BlobHash> {
    BlobHash::new(stored).ok_or_else(|| StoreError::backend("a column of hashes holds something else"))
}

/// The blob that two columns hold.
pub(crate) fn blob(sha256: String, bytes: i64) -> Stored<BlobRef> {
    Ok(BlobRef { sha256: hash(sha256)?, size: count(bytes) })
}
