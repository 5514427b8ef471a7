use std::collections::HashSet;

use super::{bodies, months, sheet::Sheet, *};
use crate::packs;

/// The clean sheet behind each dataset that is not written row by row, in its last month.
fn sheets() -> Vec<(&'static str, Sheet)> {
    datasets().iter().filter_map(|dataset| Some((dataset.identifier, dataset.sheet?(&months::last(1)[0])))).collect()
}

#[test]
fn the_same_bytes_are_made_on_every_run() {
    for (first, second) in datasets().iter().zip(&datasets()) {
        for (one, other) in first.versions.iter().zip(&second.versions) {
            assert!(one.bytes().expect("generated") == other.bytes().expect("generated"), "{}", one.file_name);
        }
    }
}

#[test]
fn there_are_enough_datasets_versions_and_dirty_files_to_show_the_portal() {
    let datasets = datasets();

    assert!(datasets.len() >= 17);
    assert!(datasets.iter().filter(|dataset| dataset.versions.len() >= 4).count() >= 7);
    assert!(datasets.iter().filter(|dataset| dataset.versions.iter().any(|version| version.dirty)).count() >= 4);
    let identifiers: HashSet<_> = datasets.iter().map(|dataset| dataset.identifier).collect();
    assert_eq!(identifiers.len(), datasets.len());
}

#[test]
fn every_passport_is_complete_and_names_what_the_packs_know() {
    let country = packs::country();
    let publishers = packs::publishers();

    for dataset in datasets() {
        let id = dataset.identifier;
        assert!(catalog::dataset::Identifier::new(id).is_ok(), "{id}");
        assert!(country.theme(dataset.theme).is_some(), "{id}");
        assert!(country.frequency(dataset.frequency).is_some(), "{id}");
        assert!(publishers.iter().any(|seed| seed.identifier.as_str() == dataset.publisher), "{id}");
        assert!(dataset.description.uk.contains("згенеровано для демонстрації"), "{id}");
        let item = dataset.mandatory_item.map(|code| country.mandatory.iter().find(|item| item.code == code));
        if let Some(item) = item {
            let standards = &item.expect("the item is on the list").standards;
            // An item may ask for several tables; the sample publishes one of them.
            let own = dataset.standard.into_iter().all(|id| standards.iter().any(|standard| standard == id));
            assert!(own && dataset.standard.is_some() != standards.is_empty(), "{id}");
        }
    }
}

#[test]
fn versions_come_one_after_another_and_each_differs_from_the_one_before() {
    for dataset in datasets() {
        for pair in dataset.versions.windows(2) {
            assert!(pair[0].published < pair[1].published, "{}", dataset.identifier);
            assert!(pair[0].data_date < pair[1].data_date, "{}", dataset.identifier);
            assert!(
                pair[0].bytes().expect("generated") != pair[1].bytes().expect("generated"),
                "{}",
                pair[1].file_name
            );
        }
    }
}

#[test]
fn most_rows_stay_the_same_from_one_month_to_the_next() {
    let stops = datasets().into_iter().find(|dataset| dataset.identifier == "public-transport-stops");
    let make = stops.and_then(|stops| stops.sheet).expect("stops are made from a sheet");
    let [before, after] = [0, 1].map(|month| make(&months::last(5)[month]).rows.into_iter().collect::<HashSet<_>>());

    let kept = before.intersection(&after).count();
    assert!(kept * 10 > before.len() * 8, "{kept} of {}", before.len());
    assert!(kept < after.len(), "rows were added or changed");
    assert!(kept < before.len(), "rows were removed or changed");
}

#[test]
fn every_clean_cell_fits_its_standard() {
    let sources = datasets();
    for dataset in sources.iter().filter(|dataset| dataset.versions.iter().all(|version| !version.dirty)) {
        let (Some(id), Some(make)) = (dataset.standard, dataset.sheet) else { continue };
        let sheet = make(&months::last(1)[0]);
        let fields = fields(id);
        assert_eq!(fields.len(), sheet.columns.len());
        for (place, field) in fields.iter().enumerate() {
            for row in &sheet.rows {
                assert!(fits(&row[place], field), "{id}: {} = {:?}", field["name"], row[place]);
            }
        }
    }
}

fn fits(cell: &str, field: &serde_json::Value) -> bool {
    let constraints = &field["constraints"];
    if cell.is_empty() {
        return constraints["required"] != true;
    }
    let listed = constraints["enum"].as_array().is_none_or(|lawful| lawful.iter().any(|value| value == cell));
    listed
        && match field["type"].as_str().expect("a type") {
            "integer" => cell.parse::<i64>().is_ok(),
            "number" => cell.parse::<f64>().is_ok(),
            "boolean" => cell == "true" || cell == "false",
            "date" => cell.parse::<jiff::civil::Date>().is_ok(),
            "datetime" => cell.parse::<jiff::civil::DateTime>().is_ok(),
            _ => cell.trim() == cell,
        }
}

#[test]
fn primary_keys_are_unique() {
    for (id, sheet) in sheets() {
        let keys: HashSet<_> = sheet.rows.iter().map(|row| &row[0]).collect();
        assert_eq!(keys.len(), sheet.rows.len(), "{id}");
    }
}

#[test]
fn every_point_lies_within_the_city() {
    let city = packs::bounding_box();

    for (id, sheet) in sheets() {
        let places = ["lat", "lon"].map(|name| sheet.columns.iter().position(|column| column.name == name));
        let [Some(latitude), Some(longitude)] = places else { continue };
        for row in &sheet.rows {
            let degrees = |place: usize| row[place].replace(',', ".").parse::<f64>().expect("degrees");
            assert!(city.contains(degrees(latitude), degrees(longitude)), "{id}: {row:?}");
        }
    }
}

#[test]
fn every_code_of_a_body_passes_its_check_digit_and_some_begin_with_zeros() {
    let codes: Vec<String> = bodies::all().iter().map(bodies::Body::code).collect();

    assert!(codes.iter().all(|code| code.len() == 8 && passes(code)), "{codes:?}");
    assert!(codes.iter().any(|code| code.starts_with("00")));
    assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
}

/// The register's rule, written apart from the generator's.
fn passes(code: &str) -> bool {
    let digits: Vec<u32> = code.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let number: u32 = code.parse().expect("eight digits");
    let base: [u32; 7] =
        if (30_000_000..=60_000_000).contains(&number) { [7, 1, 2, 3, 4, 5, 6] } else { [1, 2, 3, 4, 5, 6, 7] };
    let sum = |more: u32| digits.iter().zip(base).map(|(digit, weight)| digit * (weight + more)).sum::<u32>() % 11;
    let check = if sum(0) < 10 { sum(0) } else { sum(2) % 10 };
    digits.get(7) == Some(&check)
}

#[test]
fn dirty_files_look_as_departments_send_them() {
    let all = datasets();
    let file = |identifier: &str| {
        let dataset = all.iter().find(|dataset| dataset.identifier == identifier).expect("it is there");
        dataset.versions[0].bytes().expect("generated")
    };

    let parking = file("parking-lots");
    assert!(std::str::from_utf8(&parking).is_err());
    let (parking, _, _) = encoding_rs::WINDOWS_1251.decode(&parking);
    assert!(parking.starts_with("uid;type;") && parking.contains("\r\n") && parking.contains(";н/д;"));
    let works = file("capital-works-title-list");
    let (works, _) = encoding_rs::WINDOWS_1251.decode_without_bom_handling(&works);
    assert!(works.contains(".2026;") && works.contains('\u{a0}'));
    assert!(file("civil-protection-shelters").starts_with(b"PK"));
}

#[test]
fn the_large_table_has_all_its_rows_and_cells() {
    let appeals = datasets().into_iter().find(|dataset| dataset.identifier == "hotline-appeals").expect("it is there");
    let text = String::from_utf8(appeals.versions[0].bytes().expect("generated")).expect("UTF-8");

    assert_eq!(text.lines().count() as u64, appeals::ROWS + 1);
    assert!(text.lines().step_by(997).all(|line| line.split(',').count() == 20 && !line.contains('"')));
}

#[test]
fn every_value_is_of_its_fields_kind_or_a_safe_fix_makes_it_so() {
    let kinds = standards::kinds();

    for (id, sheet) in standard_sheets() {
        for (place, field) in fields(id).iter().enumerate() {
            let Some(kind) = field["kind"].as_str().and_then(|kind| kinds.get(kind)) else { continue };
            for row in &sheet.rows {
                let cell = row[place].trim();
                if cell.is_empty() || ["н/д", "-", "немає"].contains(&cell) {
                    continue;
                }
                // Look-alike letters are mended before a kind is asked.
                let clean = tabular::fix::homoglyphs(cell);
                let cell = clean.as_deref().unwrap_or(cell);
                let verdict = kind.judge(cell);
                let safe = tabular::Safety::Safe;
                let good = matches!(&verdict, tabular::Verdict::Valid)
                    || matches!(&verdict, tabular::Verdict::Fixable { safety, .. } if *safety == safe);
                // A soiled number is put right before its kind is asked.
                let number = field["type"] == "number";
                assert!(good || number, "{id}: {} = {cell:?} is {verdict:?}", field["name"]);
            }
        }
    }
}

#[test]
fn the_screen_finds_nothing_personal() {
    let screen = standards::screen();

    for (id, sheet) in sheets() {
        for (place, column) in sheet.columns.iter().enumerate() {
            let mut watch = screen.field(&column.name, &column.name, None);
            for (number, row) in (2..).zip(&sheet.rows) {
                watch.observe(&row[place], number);
            }
            assert!(watch.findings().is_empty(), "{id}: {} {:?}", column.name, watch.findings());
        }
    }
}

fn standard_sheets() -> Vec<(&'static str, Sheet)> {
    let all = datasets();
    all.iter().filter_map(|dataset| Some((dataset.standard?, dataset.sheet?(&months::last(1)[0])))).collect()
}

fn fields(id: &str) -> Vec<serde_json::Value> {
    let (_, json) = packs::STANDARDS.iter().find(|(known, _)| *known == id).expect("the pack carries it");
    let standard: serde_json::Value = serde_json::from_str(json).expect("a standard is JSON");
    standard["fields"].as_array().cloned().expect("a standard has fields")
}
