//! Both languages say the same things.

use std::{collections::BTreeSet, fs, path::Path};

use catalog::Language;
use web::i18n::keys_of;

/// What describes the engine and lists every kind of finding.
const ENGINE: &str = include_str!("../../../../docs/table-engine.md");

/// Every call that names a key: `t.get("…")`, `t.count("…", …)`, `Problem::new(…, "…")`.
const CALLS: [&str; 6] = [".get(\"", ".with(\"", ".with_two(\"", ".with_all(\"", ".count(\"", ".count_with(\""];

#[test]
fn both_languages_have_the_same_keys_with_the_same_arguments() {
    let (ukrainian, english) = (keys_of(Language::Uk), keys_of(Language::En));

    let differing: Vec<_> =
        ukrainian.keys().chain(english.keys()).filter(|key| ukrainian.get(*key) != english.get(*key)).collect();

    assert_eq!(differing, Vec::<&String>::new());
}

#[test]
fn every_key_that_a_template_names_exists() {
    let keys = keys_of(Language::Uk);
    let mut named = BTreeSet::new();
    collect(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates").as_path(), &mut named);

    let missing: Vec<_> = named.iter().filter(|key| !keys.contains_key(*key)).collect();

    assert!(named.len() > 100, "the templates are looked at");
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn every_problem_that_the_source_names_is_explained() {
    let keys = keys_of(Language::Uk);
    let mut codes = BTreeSet::new();
    read(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").as_path(), &mut |source| {
        codes.extend(source.split("StatusCode::").skip(1).filter_map(code_of).map(ToOwned::to_owned));
    });

    let missing: Vec<_> = codes.iter().filter(|code| !keys.contains_key(&format!("problem-{code}-title"))).collect();

    assert!(codes.len() > 20, "the source is looked at: {codes:?}");
    assert_eq!(missing, Vec::<&String>::new());
}

/// `CONFLICT, "taken")` names the code `taken`.
fn code_of(piece: &str) -> Option<&str> {
    let (status, rest) = piece.split_once(", \"")?;
    let is_status = !status.is_empty() && status.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    // A redirect is carried like a problem and never explained.
    if is_status && status != "PERMANENT_REDIRECT" { rest.split('"').next() } else { None }
}

#[test]
fn every_problem_has_a_title_and_a_detail() {
    let keys = keys_of(Language::Uk);
    let titles: Vec<_> = keys.keys().filter_map(|key| key.strip_prefix("problem-")?.strip_suffix("-title")).collect();

    let without: Vec<_> = titles.iter().filter(|code| !keys.contains_key(&format!("problem-{code}-detail"))).collect();

    assert!(titles.len() > 20);
    assert_eq!(without, Vec::<&&str>::new());
}

#[test]
fn every_fix_of_the_engine_has_a_title() {
    let keys = keys_of(Language::Uk);
    let refused = serde_json::from_str::<tabular::FixId>("\"?\"").expect_err("there is no fix of that name");

    // The refusal names every fix there is, those of tomorrow too.
    let told = refused.to_string();
    let fixes: Vec<&str> = told.split('`').skip(3).step_by(2).collect();
    let missing: Vec<_> = fixes.iter().filter(|fix| !keys.contains_key(&format!("fix-{fix}"))).collect();

    assert!(fixes.len() > 30 && fixes.contains(&"street-renames"), "{told}");
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn every_kind_of_finding_that_is_documented_has_a_title() {
    let keys = keys_of(Language::Uk);
    let (_, findings) = ENGINE.split_once("\n## Findings").expect("the section of findings");
    let (findings, _) = findings.split_once("\n## ").expect("a section after it");

    let cells = findings.lines().filter_map(|line| line.strip_prefix("| ")?.split(" |").next());
    let kinds = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    // `-unzr` beside `personal-passport` is short for `personal-unzr`.
    let whole = |kind: &str| if kind.starts_with('-') { format!("personal{kind}") } else { kind.to_owned() };
    let kinds: BTreeSet<String> = kinds.map(whole).collect();
    let missing: Vec<_> = kinds.iter().filter(|kind| !keys.contains_key(&format!("finding-{kind}"))).collect();

    assert!(kinds.len() > 90, "the tables are looked at: {kinds:?}");
    assert_eq!(missing, Vec::<&String>::new());
}

fn collect(folder: &Path, named: &mut BTreeSet<String>) {
    read(folder, &mut |text| {
        for call in CALLS {
            named.extend(text.split(call).skip(1).filter_map(|piece| piece.split('"').next()).map(ToOwned::to_owned));
        }
    });
}

/// Hands every file below a folder to `look`.
fn read(folder: &Path, look: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).expect("a folder of the crate") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(&path, look);
        } else {
            look(&fs::read_to_string(&path).expect("a file of text"));
        }
    }
}
