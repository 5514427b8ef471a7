//! What holds for any rows.

use proptest::prelude::*;
use tabular::{Recipe, Safety};

use crate::table::{Outcome, Table};

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => any::<String>(),
        3 => "[ \u{a0}\u{200b}аaіiоo0-9.,/:+-]{0,12}",
        2 => "[0-9]{1,2}[./-][0-9]{1,2}[./-](20)?[0-9]{2}",
        2 => "-?[0-9]{1,3}([ ,][0-9]{3}){0,2}([.,][0-9]{1,3})?",
        2 => "-?[0-9]{1,6}",
        1 => prop::sample::select(vec!["", "немає", "-", "+", "є", "так", "ні", "null", "true", "Всього", "45323", "1.5E+3"]).prop_map(str::to_owned),
    ]
}

fn uniform() -> impl Strategy<Value = Vec<String>> {
    let of = |pattern: &'static str| prop::collection::vec(pattern, 1..12);
    prop_oneof![
        prop::collection::vec(cell(), 1..12),
        of("[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}"),
        of("[0-9]{1,2}[.][0-9]{1,2}[.]20[0-9]{2}( [0-2][0-9]:[0-5][0-9])?"),
        of("-?[0-9]{1,3}([ ,][0-9]{3}){0,2}([.,][0-9]{1,3})?"),
        of("[0-9]{0,3}( |,)?[0-9]{1,3}"),
        of("(так|ні|є|немає|-|[+])"),
    ]
}

fn table(values: &[Vec<String>]) -> Table {
    let rows = values.iter().map(Vec::len).min().unwrap_or(0);
    (0..rows).fold(Table::new(&["Дата", "n"]), |table, row| table.row(&[&values[0][row], &values[1][row]]))
}

fn rebuilt(outcome: &Outcome) -> Outcome {
    let fields: Vec<(String, Vec<String>)> =
        outcome.built.schema.fields.iter().map(|field| (field.name.clone(), outcome.values(&field.name))).collect();
    let headers: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    let rows = fields.first().map_or(0, |(_, values)| values.len());
    let table = (0..rows).fold(Table::new(&headers), |table, row| {
        let cells: Vec<&str> =
            fields.iter().map(|(_, values)| if values[row] == "∅" { "" } else { values[row].as_str() }).collect();
        table.row(&cells)
    });
    table.all_safe().build()
}

proptest! {
    #[test]
    fn without_fixes_no_cell_is_lost(values in prop::collection::vec(uniform(), 2)) {
        let outcome = table(&values).recipe(Recipe { as_text: true, ..Recipe::empty() }).build();

        let rows = outcome.values("n").len();
        for (index, name) in ["Дата", "n"].into_iter().enumerate() {
            let read: Vec<String> = outcome.values(name).into_iter().map(|value| if value == "∅" { String::new() } else { value }).collect();
            prop_assert_eq!(&read[..], &values[index][..rows]);
        }
    }

    #[test]
    fn any_rows_can_be_analysed_and_built(values in prop::collection::vec(uniform(), 2)) {
        let plain = table(&values).build();
        let fixed = table(&values).all_safe().build();

        prop_assert_eq!(plain.built.rows, plain.built.report.rows);
        prop_assert!(fixed.built.rows <= plain.built.rows);
        prop_assert!(plain.built.report.findings.iter().all(|finding| finding.count > 0 && finding.examples.len() <= 10));
    }

    #[test]
    fn to_remember_values_changes_nothing_but_speed(values in prop::collection::vec(uniform(), 2), is_fixed: bool) {
        // Often enough that every tally has its examples before the end.
        let often: Vec<Vec<String>> = values.iter().map(|column| [column.as_slice(); 4].concat()).collect();
        let built = |known_values_max: usize| {
            let mut table = table(&often);
            table.engine.limits.examples_max = 2;
            table.engine.limits.known_values_max = known_values_max;
            if is_fixed { table.all_safe().build() } else { table.build() }
        };

        let (remembered, forgotten) = (built(1_000), built(0));

        prop_assert_eq!(&remembered.built.report, &forgotten.built.report);
        prop_assert_eq!(&remembered.built.profile, &forgotten.built.profile);
        prop_assert_eq!(&remembered.batches, &forgotten.batches);
    }

    #[test]
    fn once_all_safe_fixes_are_done_none_is_left(values in prop::collection::vec(uniform(), 2)) {
        let fixed = table(&values).all_safe().build();

        let offers = |outcome: &Outcome| {
            let safe = |finding: &&tabular::Finding| finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
            outcome.built.report.findings.iter().find(safe).cloned()
        };
        prop_assert_eq!(offers(&fixed), None);
        prop_assert_eq!(offers(&rebuilt(&fixed)), None);
    }
}
