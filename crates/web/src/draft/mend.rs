//! From an example of a finding to a step: one cell, every cell with its value, or left as it is.

use tabular::{Example, FixId, Step, With};

/// Characters of a new value; longer texts are edited in the file.
const NEW_CHARACTERS_MAX: usize = 2_000;
/// How examples show that a value was cut.
const CUT: char = '…';

/// Why there is no step.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The form is not what the page made.
    Form,
    /// The new value is the old one.
    Same,
}

/// What the form at an example says: where the value stands, whether as a cell of a known row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mend {
    /// The cell's step without a new value, as JSON: line breaks in hidden fields would not come back as they went.
    pub(super) step: String,
    /// What the field of the form is filled with.
    pub(super) proposed: String,
    /// The row is known, so that one cell alone can be named.
    pub(super) has_row: bool,
}

/// The form at an example of a finding in a field; `None` where the example does not show the value itself.
pub(super) fn of(example: &Example, table: &str, field: &str, has_personal: bool) -> Option<Mend> {
    let old = example.value.clone();
    let is_masked = old.contains("**") || (has_personal && old.contains('*'));
    if is_masked || old.ends_with(CUT) {
        return None;
    }
    let row = example.place.row;
    let proposed = example.fixed.clone().filter(|fixed| !fixed.ends_with(CUT)).unwrap_or_else(|| old.clone());
    let cell = With::Cell { row: row.unwrap_or_default(), old, new: String::new() };
    let table = Some(table.to_owned()).filter(|table| !table.is_empty());
    let step = Step { table, ..Step::of(FixId::Cell).on(field).with(cell) };
    Some(Mend { step: serde_json::to_string(&step).ok()?, proposed, has_row: row.is_some() })
}

/// The step of a filled form.
pub(super) fn step(cell: &Step, new: &str, scope: &str) -> Result<Step, Refusal> {
    let Some(With::Cell { row, old, .. }) = &cell.with else { return Err(Refusal::Form) };
    let new = new.trim().replace("\r\n", "\n");
    if new.chars().count() > NEW_CHARACTERS_MAX {
        return Err(Refusal::Form);
    }
    let (fix, with) = match scope {
        "keep" => (FixId::Keep, With::Only([old.clone()].into())),
        _ if new == *old => return Err(Refusal::Same),
        "values" => (FixId::Values, With::Values([(old.clone(), new)].into())),
        "cell" if *row > 0 => (FixId::Cell, With::Cell { row: *row, old: old.clone(), new }),
        _ => return Err(Refusal::Form),
    };
    Ok(Step { fix, with: Some(with), ..cell.clone() })
}

/// Reads a step that a page wrote; anything beyond its fields, or in another form, is refused.
pub(super) fn parse(text: &str) -> Option<Step> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let step: Step = serde_json::from_value(value.clone()).ok()?;
    (serde_json::to_value(&step).ok()? == value).then_some(step)
}

#[cfg(test)]
mod tests {
    use tabular::{Example, FixId, With, finding::Place};

    use super::{Mend, Refusal, of, parse, step};

    fn example(row: Option<u64>, value: &str) -> Example {
        Example { place: Place { row, ..Place::default() }, value: value.to_owned(), fixed: None }
    }

    fn form(row: Option<u64>, value: &str) -> Mend {
        of(&example(row, value), "", "Місто", false).expect("the value is shown whole")
    }

    #[test]
    fn one_form_leads_to_a_cell_to_a_pair_or_to_a_value_left_as_it_is() {
        let cell = parse(&form(Some(7), "Днипро\nмісто").step).expect("the page's own step");

        let made = ["cell", "values", "keep"].map(|scope| step(&cell, " Дніпро ", scope).expect("a lawful form"));

        let old = || "Днипро\nмісто".to_owned();
        assert_eq!(made.each_ref().map(|step| step.fix), [FixId::Cell, FixId::Values, FixId::Keep]);
        assert_eq!(made[0].with, Some(With::Cell { row: 7, old: old(), new: "Дніпро".into() }));
        assert_eq!(made[1].with, Some(With::Values([(old(), "Дніпро".to_owned())].into())));
        assert_eq!(made[2].with, Some(With::Only([old()].into())));
    }

    #[test]
    fn a_value_that_stays_the_same_makes_no_step_and_a_cell_without_a_row_is_none() {
        let cell = parse(&form(None, "Дніпро").step).expect("the page's own step");

        assert_eq!(step(&cell, "Дніпро", "values"), Err(Refusal::Same));
        assert_eq!(step(&cell, "Київ", "cell"), Err(Refusal::Form));
        assert_eq!(step(&cell, "Київ", "everything"), Err(Refusal::Form));
    }

    #[test]
    fn masked_and_cut_examples_have_no_form_because_they_are_not_the_value() {
        for value in ["31********", "дуже довгий текст…"] {
            assert_eq!(of(&example(Some(2), value), "", "РНОКПП", false), None);
        }
        assert_eq!(of(&example(Some(2), "i*@rada.example"), "", "Пошта", true), None);
        assert!(of(&example(Some(2), "12*"), "", "Місць", false).is_some());
    }

    #[test]
    fn only_the_steps_that_a_page_writes_are_read() {
        assert!(parse(r#"{"fix":"rename","with":{"names":{"а":"a"}}}"#).is_some());
        for foreign in [r#"{"fix":"rename","extra":1}"#, r#"{"fix":"?"}"#, "[]", r#"["spaces"]"#, ""] {
            assert_eq!(parse(foreign), None, "{foreign}");
        }
    }
}
