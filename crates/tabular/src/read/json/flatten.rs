//! A JSON object as a record: members of inner objects are `a.b`, arrays of scalars one text, arrays of objects JSON.

use super::value::Value;
use crate::read::{
    geo::{self, Geometry, Transform},
    record::Record,
};

/// Levels of objects that become fields; deeper ones stay JSON.
const LEVELS_MAX: usize = 8;

/// Fills a record from a value: an object's members, an array's cells, a scalar as `value`.
pub(super) fn fill(record: &mut Record, value: &Value<'_>, transform: Option<&Transform>) {
    match value {
        Value::Object(members) if is_feature(value) => feature(record, members, transform),
        Value::Object(members) => {
            for (name, value) in members {
                member(record, name, value, 1);
            }
        }
        Value::Array(cells) => {
            for (position, cell) in cells.iter().enumerate() {
                if record.is_full() {
                    return;
                }
                record.all_text &= matches!(cell, Value::Text(_));
                record.push_positional(position, &text_of(cell));
            }
        }
        scalar => record.push("value", &scalar.cell()),
    }
}

/// Whether an object is a GeoJSON feature.
pub(super) fn is_feature(value: &Value<'_>) -> bool {
    value.get("type").and_then(Value::as_text) == Some("Feature")
        && (value.get("geometry").is_some() || value.get("properties").is_some())
}

fn feature(record: &mut Record, members: &[(std::borrow::Cow<'_, str>, Value<'_>)], transform: Option<&Transform>) {
    // The number of a feature is a field of its own unless the properties have it.
    let has_own_id = members.iter().any(|(name, inner)| name == "properties" && inner.get("id").is_some());
    for (name, value) in members {
        let is_own = ["type", "geometry", "properties", "bbox"].contains(&&**name) || (name == "id" && has_own_id);
        if !is_own {
            member(record, name, value, 1);
        }
    }
    for (name, value) in members {
        match (&**name, value) {
            ("properties", Value::Object(properties)) => {
                for (name, value) in properties {
                    member(record, name, value, 1);
                }
            }
            ("geometry", shape) => match geometry(shape, 0) {
                Some(geometry) => geo::push_cells(record, &geometry, transform),
                None if matches!(shape, Value::Null) => {}
                None => record.push_geometry("geometry", &shape.cell()),
            },
            _ => {}
        }
    }
}

fn member(record: &mut Record, name: &str, value: &Value<'_>, level: usize) {
    // Names within names are long: what no longer fits need not be written out.
    if record.is_full() {
        return;
    }
    match value {
        Value::Object(members) if members.is_empty() => record.push(name, ""),
        Value::Object(members) if level < LEVELS_MAX => {
            if let Some(Geometry::Point(place)) = geometry(value, 0) {
                record.push(&format!("{name}.lon"), &geo::number(place.0));
                record.push(&format!("{name}.lat"), &geo::number(place.1));
                return;
            }
            for (inner, value) in members {
                member(record, &format!("{name}.{inner}"), value, level + 1);
            }
        }
        other => record.push(name, &text_of(other)),
    }
}

/// What a cell shows: arrays of plain scalars joined, where they can be told apart again; other nested values as JSON.
fn text_of<'v>(value: &'v Value<'_>) -> std::borrow::Cow<'v, str> {
    let Some(elements) = value.as_array() else { return value.cell() };
    if elements.is_empty() {
        return "".into();
    }
    let joins = |element: &Value<'_>| {
        !element.is_nested() && {
            let cell = element.cell();
            !cell.trim().is_empty() && cell.trim() == cell && !cell.contains([',', '\n', '"'])
        }
    };
    if elements.iter().all(joins) {
        elements.iter().map(Value::cell).collect::<Vec<_>>().join(", ").into()
    } else {
        value.cell()
    }
}

/// A GeoJSON geometry.
fn geometry(value: &Value<'_>, level: usize) -> Option<Geometry> {
    let kind = value.get("type")?.as_text()?;
    if kind == "GeometryCollection" {
        let inner = value.get("geometries")?.as_array()?;
        (level < LEVELS_MAX).then_some(())?;
        return inner.iter().map(|one| geometry(one, level + 1)).collect::<Option<_>>().map(Geometry::Collection);
    }
    let coordinates = value.get("coordinates")?;
    Some(match kind {
        "Point" => Geometry::Point(position(coordinates)?),
        "MultiPoint" => Geometry::MultiPoint(line(coordinates)?),
        "LineString" => Geometry::Line(line(coordinates)?),
        "MultiLineString" => Geometry::MultiLine(lines(coordinates)?),
        "Polygon" => Geometry::Polygon(lines(coordinates)?),
        "MultiPolygon" => Geometry::MultiPolygon(coordinates.as_array()?.iter().map(lines).collect::<Option<_>>()?),
        _ => return None,
    })
}

fn lines(value: &Value<'_>) -> Option<Vec<Vec<geo::Position>>> {
    value.as_array()?.iter().map(line).collect()
}

fn line(value: &Value<'_>) -> Option<Vec<geo::Position>> {
    value.as_array()?.iter().map(position).collect()
}

fn position(value: &Value<'_>) -> Option<geo::Position> {
    let number = |value: &Value<'_>| match value {
        Value::Number(number) => number.parse::<f64>().ok().filter(|number| number.is_finite()),
        Value::Text(text) => text.trim().parse::<f64>().ok().filter(|number| number.is_finite()),
        _ => None,
    };
    match value.as_array()? {
        [x, y, ..] => Some((number(x)?, number(y)?)),
        _ => None,
    }
}
