//! Plainly synthetic values for tests of this crate.

use catalog::{
    DatasetId, Language, PublisherId, Text,
    city::{City, Country, Term},
    dataset::{ContactPoint, Dataset, DatasetState, Identifier, Passport},
};
use jiff::{Timestamp, tz::TimeZone};

/// A city whose update frequencies are these.
pub(crate) fn city(frequencies: Vec<Term>) -> City {
    City {
        name: Text::new("Зразок", "Sample"),
        portal_title: Text::new("Відкриті дані Зразка", "Open data of Sample"),
        tagline: Text::default(),
        time_zone: TimeZone::UTC,
        accent: "#0b4f94".to_owned(),
        accent_dark: "#7cc4ff".to_owned(),
        contact_email: "data@sample.example".to_owned(),
        country: Country { frequencies, ..Country::default() },
    }
}

/// A published dataset of that update frequency.
pub(crate) fn dataset(frequency: &str) -> Dataset {
    let at = Timestamp::UNIX_EPOCH;
    Dataset {
        id: DatasetId::new(at),
        identifier: Identifier::new("sample").expect("a lawful identifier"),
        aliases: Vec::new(),
        publisher_id: PublisherId::new(at),
        passport: Passport {
            title: Text::new("Зразковий набір", "Sample dataset"),
            description: Text::new("Опис", "Description"),
            frequency: Some(frequency.to_owned()),
            languages: vec![Language::Uk],
            contact_point: ContactPoint {
                name: "Відповідальна особа".to_owned(),
                email: "data@sample.example".to_owned(),
            },
            ..Passport::with_defaults()
        },
        state: DatasetState::Published,
        withdrawn_because: None,
        distributions: Vec::new(),
        external_identifiers: Vec::new(),
        targets: Vec::new(),
        issued: Some(at),
        modified: at,
        created_at: at,
        revision: 1,
    }
}
