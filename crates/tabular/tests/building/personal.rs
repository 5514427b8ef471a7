//! Kinds of value and personal data, with stand-ins for what `standards` knows.

use std::{borrow::Cow, sync::Arc};

use tabular::{
    FieldScreen, FieldType, FixId, Kinds, Message, PersonalFinding, Recipe, Safety, Screen, Severity, Step, ValueKind,
    Verdict, With,
};

use crate::table::Table;

/// Codes of four digits whose last repeats the first; a lost zero is put back.
struct Code;

impl ValueKind for Code {
    fn id(&self) -> &'static str {
        "edrpou"
    }

    fn title(&self) -> Message {
        Message::new("код", "code")
    }

    fn field_type(&self) -> FieldType {
        FieldType::String
    }

    fn is_hinted_by(&self, header: &str) -> bool {
        header.contains("код")
    }

    fn needs_hint(&self) -> bool {
        true
    }

    fn judge<'a>(&self, value: &'a str) -> Verdict<'a> {
        let is_code = |text: &str| text.len() == 4 && text.as_bytes()[0] == text.as_bytes()[3];
        let padded = format!("{value:0>4}");
        if is_code(value) {
            Verdict::Valid
        } else if value.len() == 3 && is_code(&padded) {
            Verdict::Fixable { value: Cow::Owned(padded), fix: FixId::EdrpouZeros, safety: Safety::Safe }
        } else {
            Verdict::Invalid
        }
    }
}

struct Codes(Vec<Arc<dyn ValueKind>>);

impl Kinds for Codes {
    fn all(&self) -> &[Arc<dyn ValueKind>] {
        &self.0
    }
}

fn codes() -> Codes {
    Codes(vec![Arc::new(Code)])
}

/// Takes every value that begins with `secret` for personal.
struct Secrets;

struct SecretField(Vec<u64>);

impl Screen for Secrets {
    fn field(&self, _name: &str, _title: &str, _kind: Option<&str>) -> Box<dyn FieldScreen> {
        Box::new(SecretField(Vec::new()))
    }

    fn mask(&self, value: &str) -> Option<String> {
        value.starts_with("secret").then(|| "se****".to_owned())
    }

    fn holds(&self, value: &str, kind: Option<&str>) -> bool {
        value.starts_with("secret") && kind.is_none_or(|kind| kind == "rnokpp")
    }
}

impl FieldScreen for SecretField {
    fn observe(&mut self, value: &str, row: u64) -> bool {
        let is_secret = value.starts_with("secret");
        self.0.extend(is_secret.then_some(row));
        !is_secret
    }

    fn pass(&mut self) {}

    fn findings(&self) -> Vec<PersonalFinding> {
        let examples = self.0.iter().map(|row| (*row, "se****".to_owned())).collect();
        let message = Message::new("особисте", "personal");
        let found = PersonalFinding { kind: "rnokpp", count: self.0.len() as u64, examples, message };
        if self.0.is_empty() { Vec::new() } else { vec![found] }
    }
}

fn step(fix: FixId, choice: Option<&str>) -> Recipe {
    let step = Step { fix, table: None, field: Some("a".into()), choice: choice.map(str::to_owned), with: None };
    Recipe { steps: vec![step], ..Recipe::empty() }
}

#[test]
fn a_kind_makes_codes_text_mends_them_and_tells_the_invalid() {
    let values = ["1231", "450", "5675", "1239"];

    let before = Table::column("Код", &values).kinds(codes()).build();
    let after = Table::column("Код", &values).kinds(codes()).all_safe().build();
    let unhinted = Table::column("Число", &values).kinds(codes()).build();

    assert_eq!((before.type_of("Код"), before.built.schema.fields[0].kind.as_deref()), ("string", Some("edrpou")));
    assert_eq!((before.count("edrpou-zeros"), before.count("value")), (1, 1));
    assert_eq!(after.values("Код"), ["1231", "0450", "5675", "1239"]);
    assert_eq!(after.finding("value").map(|finding| finding.severity), Some(Severity::Warning));
    assert_eq!(unhinted.type_of("Число"), "integer");
}

#[test]
fn personal_data_are_errors_with_masked_examples() {
    let outcome = Table::column("a", &["x", " secret 1"]).screen(Secrets).all_safe().build();

    let finding = outcome.finding("personal-rnokpp").expect("personal data are told");
    assert_eq!((finding.count, finding.severity, finding.examples[0].value.as_str()), (1, Severity::Error, "se****"));
    assert_eq!(outcome.built.personal.len(), 1);
    assert_eq!(outcome.built.personal_in_source, []);
}

#[test]
fn masked_values_are_hidden_everywhere_but_the_source_is_still_known_to_hold_them() {
    let outcome = Table::column("a", &["secret 1", "x"]).screen(Secrets).recipe(step(FixId::Mask, None)).build();

    assert_eq!(outcome.values("a"), ["se****", "x"]);
    assert!(outcome.built.schema.fields[0].masked);
    assert_eq!((outcome.built.personal.len(), outcome.built.personal_in_source.len()), (0, 1));
    assert_eq!(outcome.built.profile.fields[0].minimum, None);
    let report = format!("{:?}", outcome.built.report);
    assert!(!report.contains("secret"), "{report}");
}

#[test]
fn invisible_characters_hide_nothing_from_the_screen() {
    let as_read = Table::column("a", &["sec\u{200b}ret 1", "x"]).screen(Secrets).build();
    let fixed = Table::column("a", &["sec\u{200b}ret 1", "x"]).screen(Secrets).all_safe().build();
    let masked = Table::column("a", &["sec\u{200b}ret 1", "x"]).screen(Secrets).recipe(step(FixId::Mask, None)).build();

    assert_eq!((as_read.built.personal.len(), as_read.built.personal_in_source.len()), (1, 1));
    assert_eq!((fixed.built.personal.len(), fixed.built.personal_in_source.len()), (1, 1));
    assert_eq!(masked.values("a"), ["se****", "x"]);
}

#[test]
fn only_cells_of_the_chosen_kind_become_empty() {
    let chosen = Table::column("a", &["secret 1", "x"])
        .screen(Secrets)
        .recipe(step(FixId::EmptyPersonal, Some("rnokpp")))
        .build();
    let other = Table::column("a", &["secret 1", "x"])
        .screen(Secrets)
        .recipe(step(FixId::EmptyPersonal, Some("phone")))
        .build();

    assert_eq!(chosen.values("a"), ["∅", "x"]);
    assert_eq!(other.values("a"), ["secret 1", "x"]);
}

#[test]
fn a_dropped_field_is_still_screened_in_the_source() {
    let outcome =
        Table::new(&["a", "b"]).row(&["secret", "x"]).screen(Secrets).recipe(step(FixId::DropField, None)).build();

    assert_eq!((outcome.built.personal.len(), outcome.built.personal_in_source.len()), (0, 1));
}

#[test]
fn what_is_personal_in_the_name_of_a_field_is_told_until_it_is_renamed() {
    let table = || Table::new(&["secret 12", "b"]).row(&["1", "2"]);
    let renamed = Step::of(FixId::Rename).with(With::Names([("secret 12".to_owned(), "phone".to_owned())].into()));

    let built = table().screen(Secrets).build();
    let mended = table().screen(Secrets).recipe(Recipe { steps: vec![renamed], ..Recipe::empty() }).build();

    assert_eq!(built.built.personal.iter().filter(|(_, found)| found.message.uk.contains("назві поля")).count(), 1);
    assert!(mended.built.personal.is_empty());
}
