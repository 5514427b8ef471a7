//! Geometries in well-known binary, as `GeoPackage` and `GeoParquet` hold them.

use super::{Geometry, Position};

/// Levels of collections.
const DEPTH_MAX: usize = 8;

/// The geometry that some bytes hold.
pub(in crate::read) fn geometry_of(bytes: &[u8]) -> Option<Geometry> {
    Wkb { bytes, little: true }.geometry(0)
}

struct Wkb<'b> {
    bytes: &'b [u8],
    little: bool,
}

impl Wkb<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*first)
    }

    fn integer(&mut self) -> Option<u32> {
        let bytes = self.take()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn real(&mut self) -> Option<f64> {
        let bytes = self.take()?;
        Some(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn geometry(&mut self, depth: usize) -> Option<Geometry> {
        self.little = self.take::<1>()?[0] == 1;
        let code = self.integer()?;
        // ISO counts dimensions in thousands, the older form of PostGIS in high bits.
        let (mut extra, flags) = ((code & 0x0FFF_FFFF) / 1000, code >> 29);
        extra = match extra {
            0 => (flags >> 2 & 1) + (flags >> 1 & 1),
            1 | 2 => 1,
            3 => 2,
            _ => return None,
        };
        if flags & 1 == 1 {
            self.integer()?;
        }
        match (code & 0x0FFF_FFFF) % 1000 {
            1 => self.position(extra).map(Geometry::Point),
            2 => self.line(extra).map(Geometry::Line),
            3 => self.lines(extra).map(Geometry::Polygon),
            kind @ 4..=7 => {
                let inner = self.inner(depth)?;
                collected(kind, inner)
            }
            _ => None,
        }
    }

    fn inner(&mut self, depth: usize) -> Option<Vec<Geometry>> {
        if depth >= DEPTH_MAX {
            return None;
        }
        let count = self.integer()?;
        // Each takes bytes, so that a great number without bytes ends at once.
        (0..count).map(|_| self.geometry(depth + 1)).collect()
    }

    fn position(&mut self, extra: u32) -> Option<Position> {
        let place = (self.real()?, self.real()?);
        for _ in 0..extra {
            self.real()?;
        }
        (place.0.is_finite() && place.1.is_finite()).then_some(place)
    }

    fn line(&mut self, extra: u32) -> Option<Vec<Position>> {
        let count = self.integer()?;
        (0..count).map(|_| self.position(extra)).collect()
    }

    fn lines(&mut self, extra: u32) -> Option<Vec<Vec<Position>>> {
        let count = self.integer()?;
        (0..count).map(|_| self.line(extra)).collect()
    }
}

/// Puts the parts of a geometry together.
fn collected(kind: u32, inner: Vec<Geometry>) -> Option<Geometry> {
    Some(match kind {
        4 => Geometry::MultiPoint(
            inner
                .into_iter()
                .map(|one| if let Geometry::Point(place) = one { Some(place) } else { None })
                .collect::<Option<_>>()?,
        ),
        5 => Geometry::MultiLine(
            inner
                .into_iter()
                .map(|one| if let Geometry::Line(line) = one { Some(line) } else { None })
                .collect::<Option<_>>()?,
        ),
        6 => Geometry::MultiPolygon(
            inner
                .into_iter()
                .map(|one| if let Geometry::Polygon(rings) = one { Some(rings) } else { None })
                .collect::<Option<_>>()?,
        ),
        _ => Geometry::Collection(inner),
    })
}
