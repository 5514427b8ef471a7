use std::collections::HashSet;

use serde_json::Value;

use super::*;

#[test]
fn every_code_of_a_vocabulary_stands_once() {
    let country = country();

    for terms in [&country.frequencies, &country.themes, &country.licences] {
        let codes: HashSet<_> = terms.iter().map(|term| &term.code).collect();
        assert_eq!(codes.len(), terms.len());
        assert!(terms.iter().all(|term| !term.label.is_empty() && term.label.en.is_some() && term.uri.is_some()));
    }
    assert_eq!(country.notice.len(), 3);
}

#[test]
fn the_mandatory_list_has_sixteen_common_and_fifty_seven_local_items_each_with_its_own_code() {
    let list = country().mandatory;

    let codes: HashSet<_> = list.iter().map(|item| item.code.as_str()).collect();
    assert_eq!(codes.len(), list.len());
    assert_eq!(codes.iter().filter(|code| code.starts_with("common-")).count(), 16);
    assert_eq!(codes.iter().filter(|code| code.starts_with("local-")).count(), 57);
    assert!(list.iter().all(|item| !item.title.is_empty() && item.title.en.is_some() && !item.audience.is_empty()));
}

#[test]
fn every_standard_belongs_to_a_theme_of_the_country() {
    let country = country();
    let standards = standards::Standards::from_json(STANDARDS.iter().copied()).expect("the pack has no defect");

    let strange: Vec<_> = standards
        .all()
        .iter()
        .filter(|standard| standard.theme.as_deref().is_none_or(|code| country.theme(code).is_none()))
        .map(|standard| &standard.id)
        .collect();

    assert_eq!(strange, Vec::<&String>::new());
}

#[test]
fn a_mandatory_item_names_the_standards_that_the_pack_carries() {
    let list = country().mandatory;

    let parking = list.iter().find(|item| item.code == "local-19").expect("parking is on the list");
    assert_eq!(parking.standards, ["ua-835-2025/36/parkingLots", "ua-835-2025/36/operators"]);
    let named: usize = list.iter().map(|item| item.standards.len()).sum();
    // Annexes 75 and 76 came after the list as it stands in the pack.
    let younger = STANDARDS.iter().filter(|(id, _)| id.contains("/75/") || id.contains("/76/")).count();
    assert_eq!((named + younger, younger), (STANDARDS.len(), 3));
}

#[test]
fn every_standard_has_its_own_id_and_fields_with_plain_unique_names() {
    let kinds = kinds();

    for (id, json) in STANDARDS {
        let standard: Value = serde_json::from_str(json).expect("a standard is JSON");
        assert_eq!(standard["id"], *id);
        let fields = standard["fields"].as_array().expect("a standard has fields");
        let names: HashSet<_> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(names.len(), fields.len(), "{id}");
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric())), "{id}");
        for field in fields {
            let kind = &field["kind"];
            assert!(kind.as_str().is_some_and(|kind| kinds.contains(kind)), "{id}: {kind}");
            assert!(field["title"]["uk"].is_string() && field["title"]["en"].is_string(), "{id}: {field}");
        }
    }
}

fn kinds() -> HashSet<String> {
    let file: toml::Table =
        toml::from_str(include_str!("../../../../packs/ukraine/kinds.toml")).expect("the kinds are TOML");
    let kinds = file["kind"].as_array().expect("kinds are a list");
    kinds.iter().filter_map(|kind| kind["id"].as_str()).map(str::to_owned).collect()
}

#[test]
fn the_codifier_knows_every_place_and_its_parents() {
    let codifier = codifier();

    let soborny = codifier.get("UA12020010010512802").expect("a district of the city");
    let above = |code: &str| codifier.parent(code).map(|place| place.name.to_owned());
    assert_eq!((codifier.len(), soborny.name), (31_758, "Соборний"));
    assert_eq!(above("UA12020010010512802").as_deref(), Some("Дніпро"));
    assert_eq!(above("UA12020010010037010").as_deref(), Some("Дніпровська"));
}

#[test]
fn every_file_of_a_standard_is_carried() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/ukraine/standards");
    let files = std::fs::read_dir(folder).expect("the pack's folder").count();

    assert_eq!((files, STANDARDS.len()), (109, 109));
}

#[test]
fn publishers_form_one_tree_whose_parents_come_first() {
    let publishers = publishers();

    let mut seen: HashSet<&Identifier> = HashSet::new();
    for publisher in &publishers {
        match &publisher.parent {
            Some(parent) => assert!(seen.contains(parent), "{}", publisher.identifier),
            None => assert_eq!(publisher.kind, PublisherKind::Council),
        }
        assert!(seen.insert(&publisher.identifier), "{}", publisher.identifier);
        assert!(!publisher.source.is_empty() && !publisher.names.is_empty());
    }
    assert_eq!(publishers.iter().filter(|publisher| publisher.parent.is_none()).count(), 1);
}

#[test]
fn districts_carry_codes_of_the_city() {
    let districts = districts();

    assert_eq!(districts.len(), 8);
    assert!(districts.iter().all(|district| district.code.starts_with("UA1202001001") && district.code.len() == 19));
}

#[test]
fn accent_colours_can_be_read_on_their_grounds() {
    let city = city();

    assert!(contrast(&city.accent, "#ffffff") >= 4.5);
    assert!(contrast(&city.accent_dark, "#0e1620") >= 4.5);
}

/// Contrast ratio after WCAG 2.
fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn the_standards_load_as_table_schemas() {
    let loaded = standards::Standards::from_json(STANDARDS.iter().copied()).expect("every standard loads");

    assert_eq!(loaded.all().len(), STANDARDS.len());
}
