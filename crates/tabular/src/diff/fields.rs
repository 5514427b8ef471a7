//! Which field of the old version is which of the new one.

use arrow::datatypes::DataType;

use super::meaning::Class;
use crate::{
    Field, FieldType, Source, TableSchema,
    export::columns::{self, Column},
    finding::EngineError,
};

/// One version of the table.
pub(super) struct Side<'a> {
    pub(super) source: &'a dyn Source,
    pub(super) columns: Vec<Column>,
    pub(super) rows: u64,
    schema: &'a TableSchema,
}

impl<'a> Side<'a> {
    pub(super) fn open(source: &'a dyn Source, schema: &'a TableSchema) -> Result<Self, EngineError> {
        let reader = columns::open(source)?;
        Ok(Self { source, columns: reader.columns().to_vec(), rows: reader.rows(), schema })
    }

    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        self.schema.field(name)
    }

    pub(super) fn primary_key(&self) -> &[String] {
        &self.schema.primary_key
    }

    pub(super) fn is_masked(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.masked)
    }

    pub(super) fn field_type(&self, column: &Column) -> FieldType {
        self.field(&column.name).map_or_else(|| stored_type(&column.data_type), |field| field.field_type)
    }

    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

fn stored_type(data_type: &DataType) -> FieldType {
    match data_type {
        DataType::Int64 => FieldType::Integer,
        DataType::Decimal128(..) | DataType::Float64 => FieldType::Number,
        DataType::Boolean => FieldType::Boolean,
        DataType::Date32 => FieldType::Date,
        DataType::Timestamp(..) => FieldType::Datetime,
        _ => FieldType::String,
    }
}

/// One field in both versions.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    /// Name in the old version.
    pub(super) old: String,
    /// Name in the new version.
    pub(super) new: String,
    types: (FieldType, FieldType),
    /// How texts of the old version are read to compare them.
    pub(super) old_as: Option<Class>,
    /// How texts of the new version are read to compare them.
    pub(super) new_as: Option<Class>,
    pub(super) masked: bool,
}

impl Pair {
    pub(super) fn of(old_side: &Side<'_>, old: &Column, new_side: &Side<'_>, new: &Column) -> Self {
        let (old_class, new_class) = (Class::of(&old.data_type), Class::of(&new.data_type));
        Self {
            old: old.name.clone(),
            new: new.name.clone(),
            types: (old_side.field_type(old), new_side.field_type(new)),
            old_as: new_class.filter(|_| old_class.is_none()),
            new_as: old_class.filter(|_| new_class.is_none()),
            masked: old_side.is_masked(&old.name) || new_side.is_masked(&new.name),
        }
    }

    pub(super) fn renamed(&self) -> Option<(String, String)> {
        (self.old != self.new).then(|| (self.old.clone(), self.new.clone()))
    }

    pub(super) fn retyped(&self) -> Option<(String, String, String)> {
        let (old, new) = self.types;
        (old != new).then(|| (self.new.clone(), old.name().to_owned(), new.name().to_owned()))
    }
}

/// Fields of both versions, in the order of the new one, and those of one only.
pub(super) struct Fields {
    pub(super) pairs: Vec<Pair>,
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
}

/// Pairs fields by name, then, where renames are looked for, by names and titles that differ only in case, spaces and signs.
pub(super) fn pair(old: &Side<'_>, new: &Side<'_>, renames: bool) -> Fields {
    let mut removed: Vec<&Column> = old.columns.iter().filter(|column| new.column(&column.name).is_none()).collect();
    let mut fields = Fields { pairs: Vec::new(), added: Vec::new(), removed: Vec::new() };
    for column in &new.columns {
        if let Some(same) = old.column(&column.name) {
            fields.pairs.push(Pair::of(old, same, new, column));
            continue;
        }
        let mut alike =
            removed.iter().enumerate().filter(|(_, candidate)| renames && is_alike(old, candidate, new, column));
        match (alike.next(), alike.next()) {
            (Some((place, candidate)), None) => {
                fields.pairs.push(Pair::of(old, candidate, new, column));
                removed.remove(place);
            }
            _ => fields.added.push(column.name.clone()),
        }
    }
    fields.removed = removed.into_iter().map(|column| column.name.clone()).collect();
    fields
}

fn is_alike(old_side: &Side<'_>, old: &Column, new_side: &Side<'_>, new: &Column) -> bool {
    if old_side.field_type(old) != new_side.field_type(new) {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().to_lowercase();
    let title = |side: &Side<'_>, column: &Column| {
        side.field(&column.name).map(|field| letters(&field.title.uk)).unwrap_or_default()
    };
    let same = |left: &str, right: &str| !left.is_empty() && left == right;
    same(&letters(&old.name), &letters(&new.name)) || same(&title(old_side, old), &title(new_side, new))
}
