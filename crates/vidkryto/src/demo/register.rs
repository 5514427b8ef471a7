//! The register of datasets: it lists what the demo itself publishes.

use super::{
    bodies::COUNCIL,
    dataset::{About, DemoDataset, Form},
    months::Month,
    sheet::{Sheet, cells},
};
use crate::packs;

const REGISTER: &str = "ua-835-2025/7/register";

pub(super) fn dataset() -> DemoDataset {
    About {
        identifier: "register-of-datasets",
        title: ("Реєстр наборів даних міської ради", "Register of datasets of the city council"),
        description: (
            "Усі набори, які публікує портал: назва, опис, частота оновлення, формати, хто відповідає.",
            "All datasets that the portal publishes: title, description, update frequency, formats and who is responsible.",
        ),
        keywords: &[("реєстр", "register"), ("набори даних", "datasets"), ("відкриті дані", "open data")],
        theme: "derzhava",
        frequency: "once a month",
        publisher: "department-it",
        purpose: ("Облік наборів даних у володінні розпорядника.", "To keep account of the datasets that the publisher holds."),
        standard: Some(REGISTER),
        mandatory_item: Some("common-06"),
    }
    .monthly(3, Form::Xlsx, register)
}

/// Lists the datasets that had a version by that month.
fn register(month: &Month) -> Sheet {
    let country = packs::country();
    let publishers = packs::publishers();
    let mut sheet = Sheet::of_standard(REGISTER);
    for dataset in super::all_but_the_register() {
        if dataset.versions.iter().all(|version| version.data_date > month.day) {
            continue;
        }
        let frequency = country.frequency(dataset.frequency).map_or("", |term| term.label.uk.as_str());
        let publisher = publishers.iter().find(|seed| seed.identifier.as_str() == dataset.publisher);
        let name = publisher.and_then(|seed| seed.names.last()).map_or(COUNCIL.name, |dated| dated.name.uk.as_str());
        let code = publisher.and_then(|seed| seed.edrpou.clone()).unwrap_or_default();
        let keywords: Vec<&str> = dataset.keywords.iter().map(|keyword| keyword.uk.as_str()).collect();
        sheet.push(cells![
            "uid" => dataset.identifier,
            "title" => dataset.title.uk,
            "description" => dataset.description.uk,
            "accrualPeriodicity" => frequency,
            "keywords" => keywords.join(", "),
            "purpose" => format!("{} {}", dataset.legal_ground.uk, dataset.purpose.uk),
            "url" => format!("https://data.dnipro.example/datasets/{}", dataset.identifier),
            "distributionFormat" => "CSV, XLSX, JSON, PARQUET",
            "publisherName" => name,
            "publisherId" => code,
            "contactPointName" => dataset.contact_name,
            "contactPointEmail" => dataset.contact_email,
        ]);
    }
    sheet
}
