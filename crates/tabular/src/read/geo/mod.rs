//! Places on the earth: geometries as cells, coordinate reference systems and the way from them to WGS 84.
//!
//! A point becomes the fields `lon` and `lat`; every other geometry becomes well-known text in the field `geometry`. Whatever the file
//! is in, what is published is longitude and latitude in WGS 84.

mod crs;
mod epsg;
mod notes;
mod prj;
mod transform;
mod wkb;

use std::fmt::Write;

pub(super) use self::{
    crs::{Crs, Known},
    epsg::of_code,
    notes::{crs_note, refused, unknown_note},
    prj::of_text,
    transform::Transform,
    wkb::geometry_of,
};
use super::record::Record;

/// East and north: longitude and latitude, or what the projection makes of them.
pub(super) type Position = (f64, f64);

/// Places after the point that a converted coordinate keeps: about a centimetre.
const CONVERTED_DIGITS: usize = 7;

/// A geometry in the plane; heights and measures are left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Geometry {
    Point(Position),
    MultiPoint(Vec<Position>),
    Line(Vec<Position>),
    MultiLine(Vec<Vec<Position>>),
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
    Collection(Vec<Geometry>),
}

/// A number as short as it can be without losing anything. What lies beyond every map has an exponent: written out it would be
/// hundreds of digits.
pub(super) fn number(value: f64) -> String {
    if value == 0.0 || (1e-12..1e16).contains(&value.abs()) { format!("{value}") } else { format!("{value:e}") }
}

/// Adds the cells of a geometry, in WGS 84.
pub(super) fn push_cells(record: &mut Record, geometry: &Geometry, transform: Option<&Transform>) {
    match geometry {
        Geometry::Point(place) => {
            let (lon, lat) = texts(*place, transform);
            record.push_geometry("lon", &lon);
            record.push_geometry("lat", &lat);
        }
        // What is one point in fact is published as one.
        Geometry::MultiPoint(places) if places.len() == 1 => {
            push_cells(record, &Geometry::Point(places[0]), transform);
        }
        other => {
            let mut text = String::new();
            write_wkt(other, transform, &mut text);
            record.push_geometry("geometry", &text);
        }
    }
}

fn texts(place: Position, transform: Option<&Transform>) -> (String, String) {
    match transform {
        None => (number(place.0), number(place.1)),
        Some(transform) => {
            let (lon, lat) = transform.to_wgs84(place);
            (rounded(lon), rounded(lat))
        }
    }
}

fn rounded(degrees: f64) -> String {
    if degrees.abs() >= 1e16 {
        return number(degrees);
    }
    let text = format!("{degrees:.CONVERTED_DIGITS$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes well-known text.
fn write_wkt(geometry: &Geometry, transform: Option<&Transform>, out: &mut String) {
    let name = match geometry {
        Geometry::Point(_) => "POINT",
        Geometry::MultiPoint(_) => "MULTIPOINT",
        Geometry::Line(_) => "LINESTRING",
        Geometry::MultiLine(_) => "MULTILINESTRING",
        Geometry::Polygon(_) => "POLYGON",
        Geometry::MultiPolygon(_) => "MULTIPOLYGON",
        Geometry::Collection(_) => "GEOMETRYCOLLECTION",
    };
    out.push_str(name);
    out.push(' ');
    let place = |place: &Position, out: &mut String| {
        let (lon, lat) = texts(*place, transform);
        let _ = write!(out, "{lon} {lat}");
    };
    let line = |places: &Vec<Position>, out: &mut String| list(places, out, place);
    let lines = |rings: &Vec<Vec<Position>>, out: &mut String| list(rings, out, line);
    match geometry {
        Geometry::Point(one) => list(&[*one], out, place),
        Geometry::MultiPoint(places) => list(places, out, |one, out| list(&[*one], out, place)),
        Geometry::Line(places) => line(places, out),
        Geometry::MultiLine(rings) | Geometry::Polygon(rings) => lines(rings, out),
        Geometry::MultiPolygon(polygons) => list(polygons, out, lines),
        Geometry::Collection(inner) => list(inner, out, |one, out| write_wkt(one, transform, out)),
    }
}

fn list<T>(items: &[T], out: &mut String, write: impl Fn(&T, &mut String)) {
    if items.is_empty() {
        out.push_str("EMPTY");
        return;
    }
    out.push('(');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(item, out);
    }
    out.push(')');
}

#[cfg(test)]
mod tests {
    use super::{Geometry, write_wkt};

    #[test]
    fn geometries_are_written_as_well_known_text() {
        let ring = vec![(35.0, 48.5), (35.1, 48.5), (35.0, 48.6), (35.0, 48.5)];
        let all = Geometry::Collection(vec![
            Geometry::MultiPoint(vec![(1.0, 2.0), (3.5, 4.0)]),
            Geometry::Polygon(vec![ring]),
            Geometry::Line(vec![]),
        ]);
        let mut text = String::new();

        write_wkt(&all, None, &mut text);

        assert_eq!(
            text,
            "GEOMETRYCOLLECTION (MULTIPOINT ((1 2), (3.5 4)), POLYGON ((35 48.5, 35.1 48.5, 35 48.6, 35 48.5)), LINESTRING EMPTY)"
        );
    }
}
