//! The shapes of a layer, one after another.

use std::io::BufReader;

use crate::{
    Limits, ReadSeek, Source,
    finding::EngineError,
    read::{
        csv::record_too_long,
        geo::{Geometry, Position},
        package::damaged,
        scan::read_full,
    },
};

/// Bytes of the file's header.
const HEADER_BYTES: usize = 100;
/// Rings up to which each hole is put into the ring around it; beyond, into the ring before it.
const RINGS_MAX: usize = 1_000;

/// The geometry of a record, where it has one.
pub(super) struct Shape(pub(super) Option<Geometry>);

/// Open shapes.
pub(super) struct Shapes {
    input: BufReader<Box<dyn ReadSeek>>,
    /// South-west and north-east of all.
    pub(super) bounds: [Position; 2],
    most: usize,
    number: u64,
    content: Vec<u8>,
}

impl Shapes {
    pub(super) fn open(source: &dyn Source, limits: &Limits) -> Result<Self, EngineError> {
        let mut input = BufReader::with_capacity(256 << 10, source.open()?);
        let mut header = [0; HEADER_BYTES];
        let read = read_full(&mut input, &mut header)?;
        if read < HEADER_BYTES || header[..4] != [0, 0, 0x27, 0x0A] {
            return Err(damaged().into());
        }
        let real = |at: usize| real(&header, at).unwrap_or_default();
        let bounds = [(real(36), real(44)), (real(52), real(60))];
        Ok(Self { input, bounds, most: limits.record_bytes_max, number: 0, content: Vec::new() })
    }

    /// The next shape; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Shape>, EngineError> {
        let mut head = [0; 8];
        let read = read_full(&mut self.input, &mut head)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let words = u32::from_be_bytes([head[4], head[5], head[6], head[7]]);
        let length = usize::try_from(words).unwrap_or(usize::MAX).saturating_mul(2);
        if length > self.most {
            return Err(record_too_long(self.number, self.most).into());
        }
        self.content.resize(length, 0);
        if read < head.len() || read_full(&mut self.input, &mut self.content)? < length {
            return Err(damaged().into());
        }
        Ok(Some(Shape(geometry(&self.content))))
    }
}

fn geometry(content: &[u8]) -> Option<Geometry> {
    match integer(content, 0)? {
        1 | 11 | 21 => position(content, 4).map(Geometry::Point),
        8 | 18 | 28 => {
            let count = integer(content, 36)?;
            (0..count).map(|index| position(content, 40 + index * 16)).collect::<Option<_>>().map(Geometry::MultiPoint)
        }
        3 | 13 | 23 => {
            let mut lines = parts(content)?;
            Some(if lines.len() == 1 { Geometry::Line(lines.remove(0)) } else { Geometry::MultiLine(lines) })
        }
        5 | 15 | 25 => {
            let mut polygons = polygons(parts(content)?);
            Some(if polygons.len() == 1 {
                Geometry::Polygon(polygons.remove(0))
            } else {
                Geometry::MultiPolygon(polygons)
            })
        }
        _ => None,
    }
}

/// The lines or rings of a shape.
fn parts(content: &[u8]) -> Option<Vec<Vec<Position>>> {
    let (parts, places) = (integer(content, 36)?, integer(content, 40)?);
    let first = parts.checked_mul(4)?.checked_add(44)?;
    if places.checked_mul(16)?.checked_add(first)? > content.len() {
        return None;
    }
    let start = |part: usize| if part < parts { integer(content, 44 + part * 4) } else { Some(places) };
    let mut lines = Vec::new();
    for part in 0..parts {
        let (from, to) = (start(part)?, start(part + 1)?);
        if from > to || to > places {
            return None;
        }
        lines.push((from..to).map(|place| position(content, first + place * 16)).collect::<Option<Vec<_>>>()?);
    }
    Some(lines)
}

/// Puts rings together: those that run clockwise are outlines, the others holes in them.
fn polygons(rings: Vec<Vec<Position>>) -> Vec<Vec<Vec<Position>>> {
    let is_few = rings.len() <= RINGS_MAX;
    let (outlines, holes): (Vec<_>, Vec<_>) = rings.into_iter().enumerate().partition(|(_, ring)| area(ring) <= 0.0);
    let mut polygons: Vec<(usize, Vec<Vec<Position>>)> =
        outlines.into_iter().map(|(order, ring)| (order, vec![ring])).collect();
    let outlines = polygons.len();
    for (order, hole) in holes {
        let around = if is_few {
            let holds = |polygon: &(usize, Vec<Vec<Position>>)| {
                hole.first().is_some_and(|place| is_inside(*place, &polygon.1[0]))
            };
            polygons[..outlines].iter().position(holds)
        } else {
            polygons[..outlines].partition_point(|(before, _)| *before < order).checked_sub(1)
        };
        match around {
            Some(around) => polygons[around].1.push(hole),
            None => polygons.push((order, vec![hole])),
        }
    }
    polygons.into_iter().map(|(_, rings)| rings).collect()
}

/// Twice the area, positive where the ring runs against the clock.
fn area(ring: &[Position]) -> f64 {
    ring.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum()
}

fn is_inside(place: Position, ring: &[Position]) -> bool {
    let crosses = |pair: &&[Position]| {
        let (one, other) = (pair[0], pair[1]);
        (one.1 > place.1) != (other.1 > place.1)
            && place.0 < (other.0 - one.0) * (place.1 - one.1) / (other.1 - one.1) + one.0
    };
    ring.windows(2).filter(crosses).count() % 2 == 1
}

fn integer(content: &[u8], at: usize) -> Option<usize> {
    let bytes = content.get(at..at.checked_add(4)?)?;
    usize::try_from(i32::from_le_bytes(bytes.try_into().ok()?)).ok()
}

fn real(content: &[u8], at: usize) -> Option<f64> {
    let bytes = content.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?)).filter(|number| number.is_finite())
}

fn position(content: &[u8], at: usize) -> Option<Position> {
    Some((real(content, at)?, real(content, at.checked_add(8)?)?))
}
