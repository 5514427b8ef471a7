//! What the sample city knows of its places: a border, two districts and a renamed street, all made up.
//!
//! Real borders and decisions come through the importers; these only show what the portal does with them.

use serde_json::{Value, json};
use standards::Rename;

/// Said of everything here.
const SOURCE: &str = "Вигаданий приклад для демонстрації порталу";
/// The day from which it holds.
const SINCE: &str = "2024-02-01";

/// Boxes around the streets of the sample city, as GeoJSON.
pub(super) fn borders() -> Value {
    let city = [[34.86, 48.35], [35.22, 48.35], [35.22, 48.56], [34.86, 48.56]];
    let samarskyi = [[35.11, 48.36], [35.20, 48.36], [35.20, 48.42], [35.11, 48.42]];
    let novokodatskyi =
        [[34.90, 48.465], [34.9585, 48.465], [34.9585, 48.475], [35.0105, 48.475], [35.0105, 48.49], [34.90, 48.49]];
    let features = [
        feature("city", "Вигадані межі міста", "", &city),
        feature("district", "Самарський район", "UA12020010010475293", &samarskyi),
        feature("district", "Новокодацький район", "UA12020010010350200", &novokodatskyi),
    ];
    json!({ "type": "FeatureCollection", "features": features })
}

/// A street that no file of the sample city names.
pub(super) fn renames() -> Vec<Rename> {
    let text = str::to_owned;
    vec![Rename {
        kind: text("вулиця"),
        from: text("Стара Зразкова"),
        to: text("Нова Зразкова"),
        since: text(SINCE),
        source: text(SOURCE),
    }]
}

fn feature(kind: &str, name: &str, code: &str, corners: &[[f64; 2]]) -> Value {
    let ring: Vec<[f64; 2]> = corners.iter().chain(corners.first()).copied().collect();
    let properties = json!({ "kind": kind, "name": name, "code": code, "source": SOURCE, "since": SINCE });
    json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Polygon", "coordinates": [ring] } })
}
