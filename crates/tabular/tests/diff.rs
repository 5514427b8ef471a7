//! Comparing two versions of a table.

use std::{collections::BTreeMap, sync::Arc};

use arrow::array::{ArrayRef, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;
use tabular::{
    Field, FieldType, Message, TableSchema,
    diff::{CellChange, ChangeKind, DiffOptions, RowChange, TableDiff, diff},
    source::{Memory, MemoryScratch},
};

struct Version {
    parquet: Memory,
    schema: TableSchema,
}

fn version(columns: Vec<(&str, FieldType, ArrayRef)>) -> Version {
    let fields = columns.iter().map(|(name, field_type, _)| Field {
        name: (*name).to_owned(),
        title: Message::new(*name, *name),
        field_type: *field_type,
        ..Field::default()
    });
    let schema = TableSchema { fields: fields.collect(), ..TableSchema::default() };
    let rows = i64::try_from(columns[0].2.len()).expect("few rows");
    let hidden: ArrayRef = Arc::new(Int64Array::from_iter_values(0..rows));
    let named = columns.into_iter().map(|(name, _, array)| (name, array, true));
    let batch = RecordBatch::try_from_iter_with_nullable(std::iter::once(("_row", hidden, false)).chain(named))
        .expect("columns");
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
    Version { parquet: Memory::new("parks.parquet", bytes), schema }
}

/// A version of text fields; `""` is no value.
fn texts(names: &[&str], rows: &[&[&str]]) -> Version {
    let column = |place: usize| -> ArrayRef {
        Arc::new(rows.iter().map(|row| Some(row[place]).filter(|text| !text.is_empty())).collect::<StringArray>())
    };
    version(names.iter().enumerate().map(|(place, name)| (*name, FieldType::String, column(place))).collect())
}

fn compare(old: &Version, new: &Version, options: &DiffOptions) -> TableDiff {
    diff(&old.parquet, &new.parquet, &old.schema, &new.schema, options, &MemoryScratch).expect("compared")
}

fn compared(old: &Version, new: &Version) -> TableDiff {
    compare(old, new, &DiffOptions::default())
}

fn cell(field: &str, old: Option<&str>, new: Option<&str>) -> CellChange {
    CellChange { field: field.to_owned(), old: old.map(str::to_owned), new: new.map(str::to_owned), masked: false }
}

#[test]
fn rows_are_matched_by_the_field_that_identifies_them() {
    let old = texts(&["name", "uid"], &[&["Парк", "1"], &["Сквер", "2"], &["Сад", "3"]]);
    let new = texts(&["name", "uid"], &[&["Сад", "3"], &["Парк Слави", "1"], &["", "4"]]);

    let diff = compared(&old, &new);

    assert_eq!(diff.key, ["uid"]);
    assert_eq!((diff.rows_added, diff.rows_removed, diff.rows_changed, diff.rows_unchanged), (1, 1, 1, 1));
    assert_eq!((diff.cells_changed, diff.per_field), (1, vec![("name".to_owned(), 1)]));
    let kinds: Vec<ChangeKind> = diff.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Removed, ChangeKind::Changed, ChangeKind::Added]);
    assert_eq!(
        diff.changes[1],
        RowChange {
            kind: ChangeKind::Changed,
            old_row: Some(0),
            new_row: Some(1),
            key: vec!["1".to_owned()],
            cells: vec![cell("name", Some("Парк"), Some("Парк Слави"))],
        }
    );
    assert_eq!(diff.changes[2].cells, [cell("uid", None, Some("4"))]);
}

#[test]
fn equal_versions_do_not_differ() {
    let same = texts(&["a"], &[&["x"], &["x"], &[""]]);

    let diff = compared(&same, &same);

    assert_eq!(diff, TableDiff { rows_unchanged: 3, ..TableDiff::default() });
}

#[test]
fn without_a_key_equal_rows_cancel_out_as_often_as_they_stand() {
    let old = texts(&["a", "b"], &[&["x", "1"], &["x", "1"], &["y", "1"], &["x", "1"]]);
    let new = texts(&["a", "b"], &[&["x", "1"], &["z", "1"], &["y", "1"]]);

    let diff = compared(&old, &new);

    assert!(diff.key.is_empty());
    assert_eq!((diff.rows_added, diff.rows_removed, diff.rows_changed, diff.rows_unchanged), (1, 2, 0, 2));
}

#[test]
fn a_mere_row_number_is_no_key_where_another_field_tells_more() {
    let old = texts(&["№", "name", "area"], &[&["1", "б", "2"], &["2", "в", "3"], &["3", "г", "4"], &["4", "ґ", "5"]]);
    let new = texts(
        &["№", "name", "area"],
        &[&["1", "а", "1"], &["2", "б", "2"], &["3", "в", "3"], &["4", "г", "4"], &["5", "ґ", "5"]],
    );

    let declared = compare(&old, &new, &DiffOptions { key: Some(vec!["№".to_owned()]), ..DiffOptions::default() });
    let found = compared(&old, &new);

    assert_eq!((declared.rows_changed, declared.cells_changed, declared.rows_added), (4, 8, 1));
    assert_eq!((found.rows_changed, found.cells_changed, found.rows_added), (4, 4, 1));
    assert_eq!((found.key, found.changes[0].new_row), (vec!["name".to_owned()], Some(0)));
}

#[test]
fn a_row_entered_twice_does_not_part_all_others_from_what_they_were() {
    let number = |place: usize| place.to_string();
    let of = |area: usize| -> Vec<Vec<String>> {
        (1..=20).chain([20]).map(|place| vec![number(place), format!("об’єкт {place}"), number(place * area)]).collect()
    };
    let version = |rows: &[Vec<String>]| {
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        texts(&["№ з/п", "назва", "площа"], &rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
    };

    let diff = compared(&version(&of(2)), &version(&of(3)[..20]));

    assert_eq!(diff.key, ["№ з/п"]);
    assert_eq!((diff.rows_changed, diff.cells_changed, diff.rows_added, diff.rows_removed), (19, 19, 1, 2));
}

#[test]
fn rows_of_a_doubled_key_are_not_guessed_at() {
    let mut old = texts(&["k", "v"], &[&["1", "a"], &["1", "b"], &["1", "c"]]);
    let mut new = texts(&["k", "v"], &[&["1", "c"], &["1", "d"], &["1", "e"]]);
    old.schema.primary_key = vec!["k".to_owned()];
    new.schema.primary_key = vec!["k".to_owned()];

    let diff = compared(&old, &new);

    assert_eq!((diff.rows_added, diff.rows_removed, diff.rows_changed, diff.rows_unchanged), (2, 2, 0, 1));
}

#[test]
fn values_count_and_not_their_representation() {
    let keys = || -> ArrayRef { Arc::new(StringArray::from(vec!["a", "b"])) };
    let decimal = |digits: Vec<i128>, scale| -> ArrayRef {
        Arc::new(Decimal128Array::from(digits).with_precision_and_scale(18, scale).expect("a lawful scale"))
    };
    let old = version(vec![
        ("uid", FieldType::String, keys()),
        ("price", FieldType::Number, decimal(vec![150, 200], 2)),
        ("count", FieldType::Integer, Arc::new(Int64Array::from(vec![7, 800]))),
        ("day", FieldType::Date, Arc::new(Date32Array::from(vec![19_782, 0]))),
    ]);
    let new = version(vec![
        ("uid", FieldType::String, keys()),
        ("price", FieldType::Number, decimal(vec![15, 20], 1)),
        ("count", FieldType::Number, decimal(vec![7000, 800_500], 3)),
        ("day", FieldType::String, Arc::new(StringArray::from(vec!["2024-02-29", "1970-01-01"]))),
    ]);

    let diff = compared(&old, &new);

    assert_eq!(diff.per_field, [("count".to_owned(), 1)]);
    assert_eq!(diff.changes[0].cells, [cell("count", Some("800"), Some("800.5"))]);
    let retyped = |field: &str, old: &str, new: &str| (field.to_owned(), old.to_owned(), new.to_owned());
    assert_eq!(diff.fields_retyped, [retyped("count", "integer", "number"), retyped("day", "date", "string")]);
}

#[test]
fn renamed_fields_are_known_by_their_name_or_their_values() {
    let old = texts(
        &["uid", "Park Name", "phone", "gone"],
        &[&["1", "а", "x", "p"], &["2", "б", "y", "q"], &["3", "в", "", "r"]],
    );
    let new = texts(
        &["uid", "park_name", "contact", "fresh"],
        &[&["1", "а", "x", "s"], &["2", "б", "y", "t"], &["3", "г", "", "u"]],
    );

    let diff = compared(&old, &new);
    let plain = compare(&old, &new, &DiffOptions { renames: false, ..DiffOptions::default() });

    let pair = |old: &str, new: &str| (old.to_owned(), new.to_owned());
    assert_eq!(diff.fields_renamed, [pair("Park Name", "park_name"), pair("phone", "contact")]);
    assert_eq!((diff.fields_added, diff.fields_removed), (vec!["fresh".to_owned()], vec!["gone".to_owned()]));
    assert_eq!(diff.per_field, [("park_name".to_owned(), 1)]);
    assert_eq!((plain.fields_added.len(), plain.fields_removed.len(), plain.fields_renamed.len()), (3, 3, 0));
}

#[test]
fn masked_values_never_show() {
    let old = texts(&["uid", "phone"], &[&["1", "+380671234567"], &["2", "+380671234568"], &["3", "x"]]);
    let mut new = texts(&["uid", "phone"], &[&["1", "+38067*******"], &["2", "+38067*******"], &["4", "y"]]);
    new.schema.fields[1].masked = true;

    let diff = compared(&old, &new);

    assert_eq!(diff.cells_changed, 2);
    let json = serde_json::to_string(&diff).expect("JSON");
    assert!(!json.contains("38067") && !json.contains("\"x\"") && !json.contains("\"y\""));
    assert!(diff.changes.iter().flat_map(|change| &change.cells).any(|cell| cell.field == "phone" && cell.masked));
}

#[test]
fn all_differences_are_counted_and_the_first_are_listed() {
    let old = texts(&["uid", "v"], &[]);
    let rows: Vec<[String; 2]> = (0..100).map(|row| [row.to_string(), "v".to_owned()]).collect();
    let borrowed: Vec<[&str; 2]> = rows.iter().map(|row| [row[0].as_str(), row[1].as_str()]).collect();
    let new = texts(&["uid", "v"], &borrowed.iter().map(<[&str; 2]>::as_slice).collect::<Vec<_>>());

    let diff = compare(&old, &new, &DiffOptions { changes_max: 3, ..DiffOptions::default() });

    assert_eq!((diff.rows_added, diff.changes.len(), diff.truncated), (100, 3, true));
    assert_eq!(diff.changes[2].new_row, Some(2));
}

#[test]
fn tables_without_a_common_field_have_no_common_row() {
    let diff = compared(&texts(&["a"], &[&["x"]]), &texts(&["b"], &[&["y"], &["z"]]));

    assert_eq!((diff.rows_added, diff.rows_removed, diff.rows_unchanged), (2, 1, 0));
}

type Row = [String; 3];

fn of_rows(rows: &[Row]) -> Version {
    let borrowed: Vec<[&str; 3]> = rows.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]).collect();
    texts(&["k", "a", "b"], &borrowed.iter().map(<[&str; 3]>::as_slice).collect::<Vec<_>>())
}

/// Old rows with the diff applied, sorted.
fn applied(old: &[Row], diff: &TableDiff) -> Vec<Row> {
    let place = |field: &str| ["k", "a", "b"].iter().position(|name| *name == field).expect("a known field");
    let mut rows: BTreeMap<u64, Row> = (0..).zip(old.iter().cloned()).collect();
    let mut result = Vec::new();
    for change in &diff.changes {
        let mut row = change.old_row.map(|at| rows.remove(&at).expect("each row changes once")).unwrap_or_default();
        for cell in &change.cells {
            assert_eq!(cell.old.clone().unwrap_or_default(), row[place(&cell.field)]);
            row[place(&cell.field)] = cell.new.clone().unwrap_or_default();
        }
        if change.kind != ChangeKind::Removed {
            result.push(row);
        }
    }
    result.extend(rows.into_values());
    result.sort();
    result
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(("[0-9]{1,2}", "[ab]{0,1}", "[xy]{0,2}").prop_map(|(key, a, b)| [key, a, b]), 0..40)
}

proptest! {
    #[test]
    fn the_old_version_with_its_diff_is_the_new_one(old in rows(), new in rows(), keyed in any::<bool>()) {
        let options = DiffOptions { key: keyed.then(|| vec!["k".to_owned()]), changes_max: usize::MAX, renames: true };

        let diff = compare(&of_rows(&old), &of_rows(&new), &options);

        let mut wanted = new.clone();
        wanted.sort();
        prop_assert_eq!(applied(&old, &diff), wanted);
        prop_assert_eq!(diff.rows_unchanged + diff.rows_changed + diff.rows_removed, old.len() as u64);
        prop_assert_eq!(diff.rows_unchanged + diff.rows_changed + diff.rows_added, new.len() as u64);
        let cells: usize = diff.changes.iter().filter(|change| change.kind == ChangeKind::Changed).map(|change| change.cells.len()).sum();
        prop_assert_eq!(diff.cells_changed, cells as u64);
    }

    #[test]
    fn edited_rows_of_a_unique_key_are_changed_rows(edits in prop::collection::vec(any::<bool>(), 1..40)) {
        let old: Vec<Row> = (0..edits.len()).map(|at| [at.to_string(), "a".to_owned(), "x".to_owned()]).collect();
        let mut new = old.clone();
        for (row, _) in new.iter_mut().zip(&edits).filter(|(_, edit)| **edit) {
            row[2] = "y".to_owned();
        }
        let options = DiffOptions { key: Some(vec!["k".to_owned()]), ..DiffOptions::default() };

        let diff = compare(&of_rows(&old), &of_rows(&new), &options);

        let edited = edits.iter().filter(|edit| **edit).count() as u64;
        prop_assert_eq!((diff.rows_changed, diff.cells_changed, diff.rows_added, diff.rows_removed), (edited, edited, 0, 0));
    }
}
