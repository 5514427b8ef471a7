//! Placemarks of KML: name, description, extended data and geometry.

use super::element::Element;
use crate::read::{
    geo::{self, Geometry, Position},
    record::Record,
};

/// Levels of geometries inside each other.
const LEVELS_MAX: usize = 8;

/// Fills a record from a placemark.
pub(super) fn fill(placemark: &Element, record: &mut Record) {
    let mut own: Vec<&str> = Vec::new();
    for name in ["name", "description", "address", "phoneNumber"] {
        if let Some(child) = placemark.child(name) {
            record.push(name, child.value());
            own.push(name);
        }
    }
    for (moment, name) in [("TimeStamp", "when"), ("TimeSpan", "begin"), ("TimeSpan", "end")] {
        if let Some(child) = placemark.child(moment).and_then(|moment| moment.child(name)) {
            record.push(name, child.value());
            own.push(name);
        }
    }
    let data = placemark.children.iter().filter(|child| child.name == "ExtendedData");
    for (name, value) in data.flat_map(|data| &data.children).flat_map(extended) {
        if own.contains(&name) {
            record.push(&format!("ExtendedData.{name}"), value);
        } else {
            record.push(name, value);
        }
    }
    let mut shapes = placemark.children.iter().filter_map(|child| geometry(child, 0));
    if let Some(shape) = shapes.next() {
        geo::push_cells(record, &shape, None);
    }
}

/// The fields of one element of extended data.
fn extended(data: &Element) -> Vec<(&str, &str)> {
    match data.name.as_str() {
        "Data" => {
            let value = data.child("value").map_or("", Element::value);
            data.attribute("name").map(|name| (name, value)).into_iter().collect()
        }
        "SchemaData" => {
            let simple = data.children.iter().filter(|child| child.name == "SimpleData");
            simple.filter_map(|child| Some((child.attribute("name")?, child.value()))).collect()
        }
        name if data.is_plain() => vec![(name, data.value())],
        _ => Vec::new(),
    }
}

fn geometry(element: &Element, level: usize) -> Option<Geometry> {
    match element.name.as_str() {
        "Point" => line(element)?.first().copied().map(Geometry::Point),
        "LineString" | "LinearRing" => line(element).map(Geometry::Line),
        "Polygon" => polygon(element).map(Geometry::Polygon),
        "MultiGeometry" if level < LEVELS_MAX => {
            let inner: Vec<Geometry> = element.children.iter().filter_map(|child| geometry(child, level + 1)).collect();
            Some(together(inner))
        }
        "Track" => {
            let places = element.children.iter().filter(|child| child.name == "coord");
            places.map(|child| position(child.value().split_whitespace())).collect::<Option<_>>().map(Geometry::Line)
        }
        _ => None,
    }
}

/// Geometries of one kind as the kind's plural.
fn together(inner: Vec<Geometry>) -> Geometry {
    let points: Option<Vec<Position>> =
        inner.iter().map(|one| if let Geometry::Point(place) = one { Some(*place) } else { None }).collect();
    if let Some(points) = points {
        return Geometry::MultiPoint(points);
    }
    let lines: Option<Vec<_>> =
        inner.iter().map(|one| if let Geometry::Line(line) = one { Some(line.clone()) } else { None }).collect();
    if let Some(lines) = lines {
        return Geometry::MultiLine(lines);
    }
    let polygons: Option<Vec<_>> =
        inner.iter().map(|one| if let Geometry::Polygon(rings) = one { Some(rings.clone()) } else { None }).collect();
    polygons.map_or(Geometry::Collection(inner), Geometry::MultiPolygon)
}

fn polygon(element: &Element) -> Option<Vec<Vec<Position>>> {
    let ring = |boundary: &Element| line(boundary.child("LinearRing")?);
    let outer = element.child("outerBoundaryIs").and_then(ring)?;
    let inner = element.children.iter().filter(|child| child.name == "innerBoundaryIs").filter_map(ring);
    Some(std::iter::once(outer).chain(inner).collect())
}

/// `lon,lat,height lon,lat,height …`; a comma may have spaces behind it.
fn line(element: &Element) -> Option<Vec<Position>> {
    let text = element.child("coordinates")?.value().replace(", ", ",");
    text.split_whitespace().map(|place| position(place.split(','))).collect()
}

fn position<'p>(mut parts: impl Iterator<Item = &'p str>) -> Option<Position> {
    let mut number = || parts.next()?.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    Some((number()?, number()?))
}
