//! The old version with its patch is the new one, and every change can be seen.

use std::{ops::ControlFlow, sync::Arc};

use arrow::array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;
use tabular::{
    Field, FieldType, Message, TableSchema,
    diff::{
        ChangeFilter, ChangeKind, Comparison, DiffOptions, RowChange,
        patch::{self, PatchError, PatchHead, Step},
    },
    source::Memory,
};

type Texts = Vec<Vec<Option<String>>>;

struct Version {
    parquet: Memory,
    schema: TableSchema,
}

/// How a generated column is named and stored.
#[derive(Debug, Clone, Copy)]
struct Shape {
    source: usize,
    name: &'static str,
    field_type: FieldType,
}

/// A key that may be doubled, a text that may be missing or empty, a number that may be missing, another text.
type Row = (u8, Option<String>, Option<i16>, Option<String>);

fn text_of(row: &Row, shape: Shape) -> Option<String> {
    match shape.source {
        0 => Some(row.0.to_string()),
        1 => row.1.clone(),
        2 if shape.field_type == FieldType::Number => row.2.map(|number| {
            let half = i32::from(number) * 5;
            let sign = if half < 0 { "-" } else { "" };
            let fraction = if half % 10 == 0 { String::new() } else { format!(".{}", (half % 10).abs()) };
            format!("{sign}{}{fraction}", (half / 10).abs())
        }),
        2 => row.2.map(|number| number.to_string()),
        _ => row.3.clone(),
    }
}

fn column(rows: &[Row], shape: Shape) -> ArrayRef {
    match shape.field_type {
        FieldType::Integer => Arc::new(rows.iter().map(|row| row.2.map(i64::from)).collect::<Int64Array>()),
        FieldType::Number => {
            let halves = rows.iter().map(|row| row.2.map(|number| i128::from(number) * 5));
            let halves = halves.collect::<Decimal128Array>().with_precision_and_scale(18, 1);
            Arc::new(halves.expect("a lawful scale"))
        }
        _ => Arc::new(rows.iter().map(|row| text_of(row, shape)).collect::<StringArray>()),
    }
}

fn version(rows: &[Row], shapes: &[Shape]) -> (Version, Texts) {
    let fields = shapes.iter().map(|shape| Field {
        name: shape.name.to_owned(),
        title: Message::new(shape.name, shape.name),
        field_type: shape.field_type,
        ..Field::default()
    });
    let schema = TableSchema { fields: fields.collect(), ..TableSchema::default() };
    let hidden: ArrayRef = Arc::new(Int64Array::from_iter_values((0_i64..).take(rows.len())));
    let named = shapes.iter().map(|shape| (shape.name, column(rows, *shape), true));
    let batch = RecordBatch::try_from_iter_with_nullable(std::iter::once(("_row", hidden, false)).chain(named))
        .expect("columns");
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
    let texts = rows.iter().map(|row| shapes.iter().map(|shape| text_of(row, *shape)).collect()).collect();
    (Version { parquet: Memory::new("parks.parquet", bytes), schema }, texts)
}

fn patch_of(old: &Version, new: &Version, options: &DiffOptions) -> (PatchHead, Vec<Step>) {
    let mut steps = Vec::new();
    let head = patch::make(&old.parquet, &new.parquet, &old.schema, &new.schema, options, |_, step| {
        steps.push(step);
        ControlFlow::Continue(())
    });
    (head.expect("compared"), steps)
}

fn applied(old: &Version, head: &PatchHead, steps: Vec<Step>) -> Texts {
    let mut rows = Vec::new();
    patch::apply(&old.parquet, head, steps, |row| rows.push(row)).expect("applied");
    rows
}

const KEY: Shape = Shape { source: 0, name: "k", field_type: FieldType::String };
const NAME: Shape = Shape { source: 1, name: "Park Name", field_type: FieldType::String };
const RENAMED: Shape = Shape { source: 1, name: "park_name", field_type: FieldType::String };
const COUNT: Shape = Shape { source: 2, name: "count", field_type: FieldType::Integer };
const HALVES: Shape = Shape { source: 2, name: "count", field_type: FieldType::Number };
const COUNT_TEXT: Shape = Shape { source: 2, name: "count", field_type: FieldType::String };
const NOTE: Shape = Shape { source: 3, name: "note", field_type: FieldType::String };

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_u8..12, prop::option::of("[аб]{0,1}"), prop::option::of(-3_i16..3), prop::option::of("[x]{0,1}"));
    prop::collection::vec(row, 0..24)
}

/// The key and some of the other fields, in any order, under either name, of any type.
fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let name = prop::option::of(prop::sample::select(vec![NAME, RENAMED]));
    let count = prop::option::of(prop::sample::select(vec![COUNT, HALVES, COUNT_TEXT]));
    (name, count, prop::option::of(Just(NOTE)))
        .prop_map(|(name, count, note)| [Some(KEY), name, count, note].into_iter().flatten().collect::<Vec<_>>())
        .prop_shuffle()
}

/// A version made from another: rows dropped, doubled, edited and moved, which two random tables seldom are.
fn edited(old: Vec<Row>) -> impl Strategy<Value = (Vec<Row>, Vec<Row>)> {
    let edits = prop::collection::vec(0_u8..8, old.len());
    let shuffled = any::<bool>();
    (Just(old), edits, shuffled, rows()).prop_map(|(old, edits, reversed, fresh)| {
        let mut new = Vec::new();
        for (row, edit) in old.iter().zip(edits) {
            match edit {
                0 => {}
                1 => new.extend([row.clone(), row.clone()]),
                2 => new.push((row.0, row.1.clone(), Some(2), row.3.clone())),
                _ => new.push(row.clone()),
            }
        }
        new.extend(fresh.into_iter().take(2));
        if reversed {
            new.reverse();
        }
        (old, new)
    })
}

proptest! {
    #[test]
    fn the_old_version_with_its_patch_is_the_new_one_to_the_letter(
        (old, new) in rows().prop_flat_map(edited),
        old_shapes in shapes(),
        new_shapes in shapes(),
        keyed in any::<bool>(),
    ) {
        let (old, _) = version(&old, &old_shapes);
        let (new, wanted) = version(&new, &new_shapes);
        let options = DiffOptions { key: keyed.then(|| vec!["k".to_owned()]), ..DiffOptions::default() };

        let (head, steps) = patch_of(&old, &new, &options);
        let written = serde_json::to_string(&(&head, &steps)).expect("JSON");
        let (head, steps): (PatchHead, Vec<Step>) = serde_json::from_str(&written).expect("the same");

        let names: Vec<&str> = head.fields.iter().map(|field| field.name.as_str()).collect();
        prop_assert_eq!(names, new_shapes.iter().map(|shape| shape.name).collect::<Vec<_>>());
        let types: Vec<FieldType> = head.fields.iter().map(|field| field.field_type).collect();
        prop_assert_eq!(types, new_shapes.iter().map(|shape| shape.field_type).collect::<Vec<_>>());
        prop_assert_eq!(applied(&old, &head, steps), wanted);
    }

    #[test]
    fn all_changes_are_shown_however_few_are_listed((old, new) in rows().prop_flat_map(edited), keyed in any::<bool>()) {
        let shapes = [KEY, NAME, COUNT];
        let (old, new) = (version(&old, &shapes).0, version(&new, &shapes).0);
        let options = DiffOptions { key: keyed.then(|| vec!["k".to_owned()]), ..DiffOptions::default() };

        let compared = Comparison::new(&old.parquet, &new.parquet, &old.schema, &new.schema, &options).expect("compared");
        let all = compared.diff(usize::MAX).expect("listed").changes;

        prop_assert_eq!(seen(&compared, &ChangeFilter::default()), all.clone());
        let added = ChangeFilter { kind: Some(ChangeKind::Added), field: None };
        let wanted: Vec<RowChange> = all.into_iter().filter(|change| change.kind == ChangeKind::Added).collect();
        prop_assert_eq!(seen(&compared, &added), wanted);
    }
}

fn seen(compared: &Comparison<'_>, filter: &ChangeFilter) -> Vec<RowChange> {
    let mut seen = Vec::new();
    compared
        .visit(filter, |change| {
            seen.push(change);
            ControlFlow::Continue(())
        })
        .expect("shown");
    seen
}

fn row(key: u8, name: &str, count: i16) -> Row {
    (key, Some(name.to_owned()), Some(count), None)
}

#[test]
fn a_small_change_makes_a_small_patch() {
    let old: Vec<Row> = (0..100).map(|key| row(key, "Парк", 1)).collect();
    let mut new = old.clone();
    new[40].2 = Some(2);
    new.remove(70);
    let (old, new) = (version(&old, &[KEY, NAME, COUNT]).0, version(&new, &[KEY, NAME, COUNT]).0);

    let (_, steps) = patch_of(&old, &new, &DiffOptions::default());

    assert_eq!(
        steps,
        [
            Step::Keep { old_row: 0, rows: 40 },
            Step::Change { old_row: 40, cells: vec![(2, Some("2".to_owned()))] },
            Step::Keep { old_row: 41, rows: 29 },
            Step::Keep { old_row: 71, rows: 29 },
        ]
    );
}

#[test]
fn a_field_is_followed_across_its_new_name() {
    let old = version(&[row(1, "Парк", 1), row(2, "Сквер", 2)], &[KEY, NAME, COUNT]).0;
    let new = version(&[row(1, "Сад", 1), row(2, "Сквер", 3)], &[KEY, RENAMED, COUNT]).0;

    let compared = Comparison::new(&old.parquet, &new.parquet, &old.schema, &new.schema, &DiffOptions::default())
        .expect("compared");

    for name in ["Park Name", "park_name"] {
        let changes = seen(&compared, &ChangeFilter { kind: None, field: Some(name.to_owned()) });
        assert_eq!((changes.len(), changes[0].cells.len()), (1, 1));
        assert_eq!(changes[0].cells[0].old.as_deref(), Some("Парк"));
    }
}

#[test]
fn a_patch_for_another_table_is_refused() {
    let old = version(&[row(1, "Парк", 1)], &[KEY, NAME]).0;
    let (head, _) = patch_of(&old, &old, &DiffOptions::default());
    let apply = |head: &PatchHead, step: Step| patch::apply(&old.parquet, head, [step], |_| {});

    let beyond = apply(&head, Step::Keep { old_row: 0, rows: u64::MAX });
    let no_row = apply(&head, Step::Change { old_row: 1, cells: Vec::new() });
    let no_field = apply(&head, Step::Change { old_row: 0, cells: vec![(9, None)] });
    let other_count = apply(&PatchHead { old_rows: 2, ..head.clone() }, Step::Keep { old_row: 0, rows: 1 });
    let fits = apply(&head, Step::Keep { old_row: 0, rows: 1 });

    for refused in [beyond, no_row, no_field, other_count] {
        assert!(matches!(refused, Err(PatchError::OtherTable(_))), "{refused:?}");
    }
    assert!(fits.is_ok());
}
