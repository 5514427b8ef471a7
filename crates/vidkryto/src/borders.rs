//! The city's border and its districts: read from GeoJSON (RFC 7946), kept in the data folder, handed to the engine.

use std::{fs, io::Write, path::Path, sync::Arc};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tabular::{
    Knowledge,
    check::{Border, District},
};

use crate::data_folder::DataFolder;

/// Bytes of the largest file: a border drawn to the metre takes far less.
const BYTES_MAX: u64 = 64 << 20;
/// Points of all borders together; each point of a table is held against them.
const POINTS_MAX: usize = 200_000;
/// Districts of a city.
const DISTRICTS_MAX: usize = 200;
/// Longitudes and latitudes of Ukraine, with a margin: what lies elsewhere is in metres, or latitude and longitude changed places.
const LONGITUDES: std::ops::RangeInclusive<f64> = 22.0..=40.3;
const LATITUDES: std::ops::RangeInclusive<f64> = 44.0..=52.5;

/// A ring of (longitude, latitude).
type Ring = Vec<(f64, f64)>;

/// What an operator imported, as the data folder keeps it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Borders {
    /// Who drew them: register or decision.
    source: String,
    /// The day from which they hold, ISO 8601.
    since: String,
    /// Rings of the city's border; none where only districts are known.
    city: Vec<Ring>,
    districts: Vec<Area>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    rings: Vec<Ring>,
}

impl Borders {
    /// How many districts there are.
    pub(crate) fn districts(&self) -> usize {
        self.districts.len()
    }

    /// Puts them among what the engine knows.
    pub(crate) fn told_to(&self, knowledge: Knowledge) -> Knowledge {
        let district = |area: &Area| {
            let border = Border::new(area.rings.clone())?;
            Some(District { name: area.name.clone(), code: area.code.clone(), border })
        };
        Knowledge {
            border: Border::new(self.city.clone()).map(Arc::new),
            districts: self.districts.iter().filter_map(district).collect(),
            ..knowledge
        }
    }
}

/// Reads GeoJSON. A feature with the property `kind` = `district` is a district with its `name` and, where given, its `code` (КАТОТТГ);
/// one of the kind `city` or without a kind is the border. Day and source are properties `since` and `source` of any feature unless they
/// are named here.
pub(crate) fn read(path: &Path, source: Option<&str>, since: Option<&str>) -> anyhow::Result<Borders> {
    let said = || format!("{} cannot be read", path.display());
    if fs::metadata(path).with_context(said)?.len() > BYTES_MAX {
        bail!("{} is larger than {} MB", path.display(), BYTES_MAX >> 20);
    }
    let text = fs::read(path).with_context(said)?;
    let document: Value = serde_json::from_slice(&text).with_context(|| format!("{} is no JSON", path.display()))?;
    borders_of(&document, source, since).with_context(|| format!("{} was not taken", path.display()))
}

/// Borders of a document; see [`read`].
pub(crate) fn borders_of(document: &Value, source: Option<&str>, since: Option<&str>) -> anyhow::Result<Borders> {
    let features: Vec<&Value> = match document["type"].as_str() {
        Some("FeatureCollection") => document["features"].as_array().context("`features` is no list")?.iter().collect(),
        Some("Feature" | "Polygon" | "MultiPolygon") => vec![document],
        _ => bail!("it is no GeoJSON of polygons"),
    };
    let property = |feature: &Value, name: &str| {
        feature["properties"][name].as_str().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let of_any = |name: &str| features.iter().find_map(|feature| property(feature, name));
    let source = source.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).or_else(|| of_any("source"));
    let source = source.context("no `source` says who drew the border")?;
    let since =
        since.map(str::to_owned).or_else(|| of_any("since")).context("no `since` says from which day it holds")?;
    if tabular::value::date(&since).is_none() {
        bail!("“{since}” is no day such as 2024-02-01");
    }
    let mut borders = Borders { source, since, city: Vec::new(), districts: Vec::new() };
    for feature in &features {
        let geometry = if feature["type"] == "Feature" { &feature["geometry"] } else { *feature };
        let rings = rings(geometry)?;
        match property(feature, "kind").as_deref() {
            Some("district") => {
                let name = property(feature, "name").context("a district has no `name`")?;
                borders.districts.push(Area { name, code: property(feature, "code"), rings });
            }
            Some("city") | None => borders.city.extend(rings),
            Some(other) => bail!("a feature's `kind` is “{other}”, neither `city` nor `district`"),
        }
    }
    let areas = borders.districts.iter().flat_map(|area| &area.rings);
    let points: usize = borders.city.iter().chain(areas).map(Vec::len).sum();
    if points == 0 {
        bail!("it holds no polygon");
    }
    if points > POINTS_MAX || borders.districts.len() > DISTRICTS_MAX {
        bail!("it has more than {POINTS_MAX} points or {DISTRICTS_MAX} districts: simplify the lines");
    }
    Ok(borders)
}

fn rings(geometry: &Value) -> anyhow::Result<Vec<Ring>> {
    let list = |value: &Value| value.as_array().cloned().context("coordinates are no list");
    let polygons = match geometry["type"].as_str() {
        Some("Polygon") => vec![geometry["coordinates"].clone()],
        Some("MultiPolygon") => list(&geometry["coordinates"])?,
        other => bail!("a geometry is {}, not a polygon", other.unwrap_or("missing")),
    };
    let mut rings = Vec::new();
    for polygon in &polygons {
        for ring in &list(polygon)? {
            let ring = list(ring)?.iter().map(point).collect::<anyhow::Result<Ring>>()?;
            // RFC 7946, section 3.1.6: four positions at least, the last equal to the first.
            if ring.len() < 4 || ring.first() != ring.last() {
                bail!("a ring is not closed or has fewer than four points");
            }
            rings.push(ring);
        }
    }
    Ok(rings)
}

fn point(value: &Value) -> anyhow::Result<(f64, f64)> {
    let (Some(longitude), Some(latitude)) = (value[0].as_f64(), value[1].as_f64()) else {
        bail!("a point is no pair of numbers")
    };
    if !LONGITUDES.contains(&longitude) || !LATITUDES.contains(&latitude) {
        bail!(
            "the point {longitude}, {latitude} lies outside Ukraine: coordinates must be longitude and latitude in degrees (WGS 84)"
        );
    }
    Ok((longitude, latitude))
}

/// Checks borders and keeps them in the data folder in the place of those before.
pub(crate) fn import(
    path: &Path,
    source: Option<&str>,
    since: Option<&str>,
    folder: &DataFolder,
) -> anyhow::Result<Borders> {
    let borders = read(path, source, since)?;
    keep(&borders, folder)?;
    Ok(borders)
}

/// Keeps borders in the data folder.
pub(crate) fn keep(borders: &Borders, folder: &DataFolder) -> anyhow::Result<()> {
    fs::create_dir_all(folder.root()).context("the data folder cannot be made")?;
    let mut partial = tempfile::NamedTempFile::new_in(folder.root()).context("the data folder cannot be written")?;
    partial.write_all(&serde_json::to_vec(borders)?)?;
    partial.as_file().sync_all()?;
    partial.persist(folder.borders()).context("the borders cannot be written")?;
    Ok(())
}

/// What the engine knows of the city's borders; nothing where none were imported.
pub(crate) fn load(path: &Path) -> anyhow::Result<Knowledge> {
    if !path.exists() {
        return Ok(Knowledge::default());
    }
    let text = fs::read(path).context("the borders cannot be read")?;
    let borders: Borders = serde_json::from_slice(&text).context("the borders are damaged")?;
    Ok(borders.told_to(Knowledge::default()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn square(west: f64, east: f64) -> Value {
        json!([[west, 48.0], [east, 48.0], [east, 49.0], [west, 49.0], [west, 48.0]])
    }

    fn feature(kind: &str, name: &str, ring: &Value) -> Value {
        let properties = json!({ "kind": kind, "name": name, "since": "2024-02-01", "source": "рішення № 1" });
        json!({ "type": "Feature", "properties": properties, "geometry": { "type": "Polygon", "coordinates": [ring] } })
    }

    #[test]
    fn an_imported_border_is_known_at_the_next_start() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = DataFolder::new(&folder.path().join("data"));
        let file = folder.path().join("borders.geojson");
        let features =
            [feature("city", "", &square(34.0, 36.0)), feature("district", "Зразковий", &square(34.0, 35.0))];
        fs::write(&file, json!({ "type": "FeatureCollection", "features": features }).to_string()).expect("a file");

        let imported = import(&file, None, None, &data).expect("lawful borders");
        let known = load(&data.borders()).expect("borders");

        assert_eq!((imported.districts(), known.districts.len()), (1, 1));
        assert!(known.border.is_some_and(|border| border.holds(48.5, 35.5) && !border.holds(48.5, 36.5)));
        assert!(load(&folder.path().join("none")).expect("nothing").border.is_none());
    }

    #[test]
    fn what_is_no_border_of_a_ukrainian_city_is_refused_with_the_reason() {
        let refused = |document: &Value| format!("{:#}", borders_of(document, None, None).expect_err("it is refused"));
        let polygon = |ring: &Value| json!({ "type": "Polygon", "coordinates": [ring] });
        let named = |document: &Value| borders_of(document, Some("реєстр"), Some("2024-02-01"));

        assert!(refused(&json!({ "type": "Point", "coordinates": [35.0, 48.0] })).contains("no GeoJSON of polygons"));
        assert!(refused(&polygon(&square(34.0, 36.0))).contains("`source`"));
        assert!(named(&polygon(&square(34.0, 36.0))).is_ok());
        let open = json!([[34.0, 48.0], [35.0, 48.0], [35.0, 49.0], [34.0, 49.0]]);
        let metres = json!([[3.8e6, 6.1e6], [3.9e6, 6.1e6], [3.9e6, 6.2e6], [3.8e6, 6.1e6]]);
        let swapped = json!([[48.0, 34.0], [48.0, 35.0], [49.0, 35.0], [48.0, 34.0]]);
        let told = |ring: &Value| format!("{:#}", named(&polygon(ring)).expect_err("it is refused"));
        assert!(told(&open).contains("not closed"));
        assert!(told(&metres).contains("in degrees") && told(&swapped).contains("in degrees"));
        assert!(told(&json!([])).contains("fewer than four"));
        assert!(
            format!("{:#}", borders_of(&polygon(&square(34.0, 36.0)), Some("а"), Some("вчора")).expect_err("refused"))
                .contains("no day")
        );
        assert!(refused(&feature("district", "", &square(34.0, 35.0))).contains("`name`"));
    }
}
