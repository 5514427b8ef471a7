//! Loading a pack's standards.

use std::{fs, path::Path};

use standards::{StandardError, Standards};
use tabular::FieldType;

const PARKING: &str = r#"{
    "id": "ua-835-2025/36/parkingLots", "title": {"uk": "Майданчики", "en": "Parking"}, "annex": 36,
    "edition": "2025-01-20", "source": "додаток 36",
    "fields": [
        {"name": "uid", "title": {"uk": "Ідентифікатор"}, "type": "string", "kind": "identifier", "constraints": {"required": true}},
        {"name": "price", "title": {"uk": "Ціна"}, "type": "number", "kind": null, "constraints": {"minimum": 0}, "description": {"uk": "Гривні."}}
    ],
    "primaryKey": ["uid"]
}"#;

fn with_id(id: &str) -> String {
    PARKING.replace("ua-835-2025/36/parkingLots", id)
}

#[test]
fn a_document_becomes_a_schema() {
    let standards = Standards::from_json([("36.json", PARKING)]).expect("a good document");

    let parking = standards.get("ua-835-2025/36/parkingLots").expect("the loaded standard");

    assert_eq!(parking.schema.primary_key, ["uid"]);
    assert!(parking.schema.fields[0].constraints.required);
    assert_eq!(parking.schema.fields[1].field_type, FieldType::Number);
    assert_eq!(parking.schema.fields[1].constraints.minimum.as_deref(), Some("0"));
    assert_eq!(parking.descriptions["price"].uk, "Гривні.");
}

#[test]
fn short_forms_name_a_standard_only_where_one_fits() {
    let texts = [PARKING.to_owned(), with_id("ua-835-2025/27/stops"), with_id("ua-835-2025/56/stopTimes")];
    let standards = Standards::from_json(texts.iter().map(|text| ("x.json", text))).expect("good documents");
    let id = |short: &str| standards.find(short).map(|standard| standard.id.clone());

    assert_eq!(id("36/parking").as_deref(), Some("ua-835-2025/36/parkingLots"));
    assert_eq!(id("parking").as_deref(), Some("ua-835-2025/36/parkingLots"));
    assert_eq!(id("PARKINGLOTS").as_deref(), Some("ua-835-2025/36/parkingLots"));
    assert_eq!(id("stops").as_deref(), Some("ua-835-2025/27/stops"));
    assert_eq!(id("stop"), None);
    assert_eq!(id("6/parking"), None);
    assert_eq!(id("36/"), None);
    assert_eq!(id(""), None);
}

#[test]
fn a_defect_of_the_pack_is_named() {
    let fault = |text: &str| Standards::from_json([("36.json", text)]).expect_err("a defect").to_string();

    assert_eq!(fault("{}"), "36.json is not a standard's document");
    assert_eq!(fault(&PARKING.replace("identifier", "idol")), "36.json: the field uid has the unknown kind idol");
    assert_eq!(fault(&PARKING.replace("[\"uid\"]", "[\"id\"]")), "36.json: the primary key names the unknown field id");
    assert_eq!(fault(&PARKING.replace("\"price\"", "\"uid\"")), "36.json: the field uid stands twice");
    let twice = Standards::from_json([("a.json", PARKING), ("b.json", PARKING)]);
    assert!(matches!(twice, Err(StandardError::SameId { name, .. }) if name == "b.json"));
}

#[test]
fn every_standard_of_the_pack_loads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/ukraine/standards");
    let documents = fs::read_dir(folder).expect("the pack's folder").map(|entry| {
        let path = entry.expect("a readable folder").path();
        (path.display().to_string(), fs::read_to_string(&path).expect("a readable document"))
    });

    let standards = Standards::from_json(documents).expect("no defect");

    assert!(standards.all().len() >= 15);
    assert!(standards.all().iter().all(|standard| !standard.title.uk.is_empty() && !standard.schema.fields.is_empty()));
}
