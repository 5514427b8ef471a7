//! A coordinate reference system as a file names it.

use super::transform::{Ellipsoid, Helmert, KRASSOWSKY, Projection, Transform, WGS84};

/// What is known of a system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) enum Known {
    /// Longitude and latitude in WGS 84, or the same within a metre.
    Wgs84,
    /// Something from which there is a way to WGS 84.
    Convertible(Transform),
    /// SK-63, whose parameters were never published.
    Sk63,
    /// Nothing.
    Nothing,
}

/// A system with the name people know.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read) struct Crs {
    pub(in crate::read) name: String,
    pub(in crate::read) known: Known,
}

impl Crs {
    /// Longitude and latitude in WGS 84.
    pub(in crate::read) fn wgs84() -> Self {
        Self { name: "WGS 84".to_owned(), known: Known::Wgs84 }
    }

    /// The way to WGS 84, where one is needed.
    pub(in crate::read) fn transform(&self) -> Option<Transform> {
        match self.known {
            Known::Convertible(transform) => Some(transform),
            _ => None,
        }
    }
}

/// A datum: where an ellipsoid lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Datum {
    pub(super) ellipsoid: Ellipsoid,
    pub(super) shift: Option<Helmert>,
}

/// WGS 84, and what differs from it by less than a metre: ETRS89, ITRF.
pub(super) const DATUM_WGS84: Datum = Datum { ellipsoid: WGS84, shift: None };
/// Pulkovo 1942, by EPSG:5044 (accuracy 3 m).
pub(super) const DATUM_PULKOVO: Datum =
    Datum { ellipsoid: KRASSOWSKY, shift: Some(Helmert([23.57, -140.95, -79.8, 0.0, 0.35, 0.79, -0.22])) };
/// УСК-2000, by EPSG's operation “UCS-2000 to WGS 84 (2)” (accuracy 1 m).
pub(super) const DATUM_UCS2000: Datum =
    Datum { ellipsoid: KRASSOWSKY, shift: Some(Helmert([24.0, -121.0, -76.0, 0.0, 0.0, 0.0, 0.0])) };

impl Datum {
    /// A system of this datum.
    pub(super) fn with(self, projection: Projection) -> Known {
        let plain = Projection::Geographic { degrees: 1.0, meridian: 0.0 };
        if projection == plain && self.shift.is_none() {
            return Known::Wgs84;
        }
        Known::Convertible(Transform { ellipsoid: self.ellipsoid, projection, shift: self.shift })
    }
}

/// A transverse Mercator projection in metres from the equator.
pub(super) fn zone(meridian: f64, scale: f64, east: f64, north: f64) -> Projection {
    Projection::TransverseMercator { meridian, latitude: 0.0, scale, east, north, metres: 1.0 }
}
