//! Systems by their well-known text, as a `.prj` file and a `GeoPackage` have them.

use super::{
    crs::{Crs, DATUM_PULKOVO, DATUM_UCS2000, DATUM_WGS84, Datum, Known},
    of_code,
    transform::{Ellipsoid, Helmert, Projection},
};

/// Levels of brackets; a system needs about eight.
const DEPTH_MAX: usize = 32;
/// Bytes of a system's text; the longest of EPSG has about 6,000.
const TEXT_BYTES_MAX: usize = 64 << 10;

/// One bracket of the text.
#[derive(Debug, Default)]
struct Node {
    keyword: String,
    /// Texts and numbers inside, in order.
    values: Vec<String>,
    nodes: Vec<Node>,
}

/// The system that a text describes.
pub(in crate::read) fn of_text(text: &str) -> Crs {
    let text = text.trim_start_matches('\u{feff}').trim();
    let Some(root) = (text.len() <= TEXT_BYTES_MAX).then(|| node(text, &mut 0, 0)).flatten() else {
        return Crs { name: text.chars().take(60).collect(), known: Known::Nothing };
    };
    let name = root.values.first().cloned().unwrap_or_default();
    let known = known(&root, &name);
    match known {
        // A number behind the description helps where the description does not.
        Known::Nothing => match root.code().map(of_code) {
            Some(by_code) if by_code.known != Known::Nothing => by_code,
            _ => Crs { name, known },
        },
        known => Crs { name, known },
    }
}

fn known(root: &Node, name: &str) -> Known {
    let plain = squeezed(name);
    if ["cs63", "sk63", "ск63", "csk63", "sk1963"].iter().any(|word| plain.contains(word)) {
        return Known::Sk63;
    }
    if plain.contains("webmercator") || plain.contains("pseudomercator") || plain.contains("googlemaps") {
        return DATUM_WGS84.with(Projection::WebMercator);
    }
    let Some(datum) = datum(root) else { return Known::Nothing };
    let meridian = root.find(&["PRIMEM", "PRIMEMERIDIAN"]).and_then(|node| node.number(1)).unwrap_or(0.0);
    let Some(method) = root.find(&["PROJECTION", "METHOD"]) else {
        if !matches!(
            root.keyword.as_str(),
            "GEOGCS" | "GEOGCRS" | "GEODCRS" | "GEODETICCRS" | "GEOGRAPHICCRS" | "COMPD_CS"
        ) {
            return Known::Nothing;
        }
        let unit = root.find(&["UNIT", "ANGLEUNIT"]).and_then(|node| node.number(1)).unwrap_or(1_f64.to_radians());
        // Written with more or fewer digits, a degree is a degree.
        let degrees = if (unit.to_degrees() - 1.0).abs() < 1e-6 { 1.0 } else { unit.to_degrees() };
        return datum.with(Projection::Geographic { degrees, meridian });
    };
    let method = squeezed(method.values.first().map_or("", String::as_str));
    if !(method.contains("transversemercator") || method.contains("gausskruger") || method.contains("utm")) {
        return Known::Nothing;
    }
    let parameter = |names: &[&str]| {
        let named = |node: &&Node| node.values.first().is_some_and(|own| names.contains(&squeezed(own).as_str()));
        root.all("PARAMETER").into_iter().find(named).and_then(|node| node.number(1))
    };
    let latitude = parameter(&["latitudeoforigin", "latitudeofnaturalorigin"]).unwrap_or(0.0);
    // Only SK-63 begins its northings at 0°05′.
    if datum == DATUM_PULKOVO && (latitude - 5.0 / 60.0).abs() < 1e-3 {
        return Known::Sk63;
    }
    let Some(central) = parameter(&["centralmeridian", "longitudeofnaturalorigin", "longitudeoforigin"]) else {
        return Known::Nothing;
    };
    let mut units = root.nodes.iter().rev().filter(|node| matches!(node.keyword.as_str(), "UNIT" | "LENGTHUNIT"));
    let metres = units.next().and_then(|node| node.number(1)).unwrap_or(1.0);
    datum.with(Projection::TransverseMercator {
        meridian: central + meridian,
        latitude,
        scale: parameter(&["scalefactor", "scalefactoratnaturalorigin"]).unwrap_or(1.0),
        east: parameter(&["falseeasting"]).unwrap_or(0.0),
        north: parameter(&["falsenorthing"]).unwrap_or(0.0),
        metres,
    })
}

fn datum(root: &Node) -> Option<Datum> {
    let node = root.find(&["DATUM", "GEODETICDATUM", "TRF", "ENSEMBLE"])?;
    let name = squeezed(node.values.first()?);
    let known = if ["wgs1984", "wgs84", "worldgeodeticsystem1984", "etrs", "europeanterrestrial", "itrf"]
        .iter()
        .any(|word| name.contains(word))
    {
        Some(DATUM_WGS84)
    } else if ["ukraine2000", "ucs2000", "usk2000", "уск2000"].iter().any(|word| name.contains(word)) {
        Some(DATUM_UCS2000)
    } else if name.ends_with("pulkovo1942")
        || name.ends_with("sk42")
        || name.ends_with("system42")
        || name.ends_with("s42")
    {
        Some(DATUM_PULKOVO)
    } else {
        None
    };
    // Parameters that the text brings along are its own; zeros only say that nobody knew them.
    let given = root.find(&["TOWGS84"]).map(|node| (0..7).map(|at| node.number(at).unwrap_or(0.0)).collect::<Vec<_>>());
    let spheroid = root.find(&["SPHEROID", "ELLIPSOID"]);
    match (given, spheroid) {
        (Some(given), Some(spheroid)) if known.is_none() && given.iter().any(|value| *value != 0.0) => {
            let inverse = spheroid.number(2)?;
            let flattening = if inverse == 0.0 { 0.0 } else { 1.0 / inverse };
            let axis = spheroid.number(1).filter(|axis| (6e6..7e6).contains(axis))?;
            (0.0..0.01).contains(&flattening).then_some(())?;
            let shift = <[f64; 7]>::try_from(given).ok()?;
            Some(Datum { ellipsoid: Ellipsoid { axis, flattening }, shift: Some(Helmert(shift)) })
        }
        _ => known,
    }
}

/// Letters and digits in lower case.
fn squeezed(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Node {
    fn find(&self, keywords: &[&str]) -> Option<&Node> {
        let own = self.nodes.iter().find(|node| keywords.contains(&node.keyword.as_str()));
        own.or_else(|| self.nodes.iter().find_map(|node| node.find(keywords)))
    }

    fn all(&self, keyword: &str) -> Vec<&Node> {
        let mut found: Vec<&Node> = self.nodes.iter().filter(|node| node.keyword == keyword).collect();
        found.extend(self.nodes.iter().flat_map(|node| node.all(keyword)));
        found
    }

    fn number(&self, at: usize) -> Option<f64> {
        self.values.get(at)?.parse::<f64>().ok().filter(|number| number.is_finite())
    }

    /// The EPSG number of the whole system.
    fn code(&self) -> Option<u32> {
        let node = self.nodes.iter().rev().find(|node| matches!(node.keyword.as_str(), "AUTHORITY" | "ID"))?;
        node.values.get(1)?.parse().ok()
    }
}

/// Reads a node that begins at a byte.
fn node(text: &str, at: &mut usize, depth: usize) -> Option<Node> {
    if depth > DEPTH_MAX {
        return None;
    }
    let bytes = text.as_bytes();
    let start = *at;
    while bytes.get(*at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
        *at += 1;
    }
    let mut node = Node { keyword: text.get(start..*at)?.to_ascii_uppercase(), ..Node::default() };
    spaces(bytes, at);
    if !matches!(bytes.get(*at), Some(b'[' | b'(')) || node.keyword.is_empty() {
        return None;
    }
    *at += 1;
    loop {
        spaces(bytes, at);
        match *bytes.get(*at)? {
            b']' | b')' => {
                *at += 1;
                return Some(node);
            }
            b',' => *at += 1,
            b'"' => {
                let rest = text.get(*at + 1..)?;
                let end = rest.find('"')?;
                node.values.push(rest[..end].to_owned());
                *at += end + 2;
            }
            byte if byte.is_ascii_alphabetic() && opens(bytes, *at) => {
                node.nodes.push(self::node(text, at, depth + 1)?);
            }
            _ => {
                let rest = text.get(*at..)?;
                let end = rest.find([',', ']', ')', '[', '(', '"'])?;
                node.values.push(rest[..end].trim().to_owned());
                // A bracket without a keyword would hold us here for ever.
                *at += end.max(1);
            }
        }
    }
}

/// Whether the word at a byte opens a bracket.
fn opens(bytes: &[u8], at: usize) -> bool {
    let word = bytes[at..].iter().position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'));
    let mut end = at + word.unwrap_or(bytes.len() - at);
    spaces(bytes, &mut end);
    matches!(bytes.get(end), Some(b'[' | b'('))
}

fn spaces(bytes: &[u8], at: &mut usize) {
    while bytes.get(*at).is_some_and(u8::is_ascii_whitespace) {
        *at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, of_code, of_text};

    const PULKOVO: &str = r#"PROJCS["Pulkovo_1942_GK_Zone_6",GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",6500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",33.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

    #[test]
    fn a_zone_is_known_by_its_description() {
        assert_eq!(of_text(PULKOVO).known, of_code(28406).known);
        let ucs = PULKOVO.replace("D_Pulkovo_1942", "D_Ukraine_2000").replace("6500000.0", "300000.0");
        assert_eq!(of_text(&ucs).known, of_code(6385).known);
    }

    #[test]
    fn longitude_and_latitude_need_no_conversion() {
        let text = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
        assert_eq!(of_text(text).known, Known::Wgs84);
    }

    #[test]
    fn sk63_is_known_by_name_and_by_its_origin() {
        assert_eq!(of_text(&PULKOVO.replace("Pulkovo_1942_GK_Zone_6", "CS63_zone_X5")).known, Known::Sk63);
        let origin = PULKOVO.replace("\"Latitude_Of_Origin\",0.0", "\"Latitude_Of_Origin\",0.0833333333333333");
        assert_eq!(of_text(&origin).known, Known::Sk63);
    }

    #[test]
    fn what_is_no_description_is_nothing() {
        for text in ["", "GEOGCS", "GEOGCS[", "A[[[", "A(\"", "LOCAL_CS[\"x\"]"] {
            assert_eq!(of_text(text).known, Known::Nothing, "{text}");
        }
    }
}
