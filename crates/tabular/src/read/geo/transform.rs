//! From a projection on some ellipsoid to longitude and latitude in WGS 84.

use super::Position;

/// Multiples of an angle in Krüger's series.
const EVEN: [f64; 4] = [2.0, 4.0, 6.0, 8.0];

/// An ellipsoid by its half axis in metres and its flattening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) struct Ellipsoid {
    pub(super) axis: f64,
    pub(super) flattening: f64,
}

pub(super) const WGS84: Ellipsoid = Ellipsoid { axis: 6_378_137.0, flattening: 1.0 / 298.257_223_563 };
pub(super) const KRASSOWSKY: Ellipsoid = Ellipsoid { axis: 6_378_245.0, flattening: 1.0 / 298.3 };

/// The seven parameters from a datum to WGS 84, as position vector: metres, seconds of arc, parts per million.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) struct Helmert(pub(super) [f64; 7]);

/// How places on the ellipsoid are drawn on the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) enum Projection {
    /// Longitude and latitude themselves, in units of so many degrees, from a meridian so many degrees east of Greenwich.
    Geographic { degrees: f64, meridian: f64 },
    /// Transverse Mercator: Gauß–Krüger, UTM.
    TransverseMercator { meridian: f64, latitude: f64, scale: f64, east: f64, north: f64, metres: f64 },
    /// What web maps use.
    WebMercator,
}

/// The way to WGS 84.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) struct Transform {
    pub(super) ellipsoid: Ellipsoid,
    pub(super) projection: Projection,
    /// `None` where the datum is WGS 84 or the same within a metre.
    pub(super) shift: Option<Helmert>,
}

impl Transform {
    /// Longitude and latitude in WGS 84, in degrees.
    pub(in crate::read) fn to_wgs84(self, place: Position) -> Position {
        let (lon, lat) = match self.projection {
            Projection::Geographic { degrees, meridian } => (place.0 * degrees + meridian, place.1 * degrees),
            Projection::WebMercator => web_mercator(place),
            Projection::TransverseMercator { .. } => self.unproject(place),
        };
        match self.shift {
            None => (lon, lat),
            Some(shift) => shifted(lon, lat, self.ellipsoid, shift),
        }
    }

    /// Krüger's series to the fourth power of the third flattening: better than a millimetre within a zone.
    fn unproject(self, place: Position) -> Position {
        let Projection::TransverseMercator { meridian, latitude, scale, east, north, metres } = self.projection else {
            return place;
        };
        let n = self.ellipsoid.flattening / (2.0 - self.ellipsoid.flattening);
        let (n2, n3, n4) = (n * n, n.powi(3), n.powi(4));
        let radius = self.ellipsoid.axis / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0);
        let forward = [
            n / 2.0 - 2.0 * n2 / 3.0 + 5.0 * n3 / 16.0 + 41.0 * n4 / 180.0,
            13.0 * n2 / 48.0 - 3.0 * n3 / 5.0 + 557.0 * n4 / 1440.0,
            61.0 * n3 / 240.0 - 103.0 * n4 / 140.0,
            49_561.0 * n4 / 161_280.0,
        ];
        let back = [
            n / 2.0 - 2.0 * n2 / 3.0 + 37.0 * n3 / 96.0 - n4 / 360.0,
            n2 / 48.0 + n3 / 15.0 - 437.0 * n4 / 1440.0,
            17.0 * n3 / 480.0 - 37.0 * n4 / 840.0,
            4_397.0 * n4 / 161_280.0,
        ];
        let e = (self.ellipsoid.flattening * (2.0 - self.ellipsoid.flattening)).sqrt();
        // The arc from the equator to the latitude where northings begin.
        let begins = conformal(latitude.to_radians(), e);
        let arc = begins + series(&forward, begins);
        let xi = (place.1 * metres - north * metres) / (scale * radius) + arc;
        let eta = (place.0 * metres - east * metres) / (scale * radius);
        let (mut xi_1, mut eta_1) = (xi, eta);
        for (double, factor) in EVEN.into_iter().zip(back) {
            xi_1 -= factor * (double * xi).sin() * (double * eta).cosh();
            eta_1 -= factor * (double * xi).cos() * (double * eta).sinh();
        }
        let chi = (xi_1.sin() / eta_1.cosh()).clamp(-1.0, 1.0).asin();
        let lon = eta_1.sinh().atan2(xi_1.cos()).to_degrees() + meridian;
        (lon, geodetic(chi, e).to_degrees())
    }
}

fn series(factors: &[f64], angle: f64) -> f64 {
    EVEN.iter().zip(factors).map(|(double, factor)| factor * (double * angle).sin()).sum()
}

/// Latitude on the ellipsoid to latitude on the conformal sphere.
fn conformal(lat: f64, e: f64) -> f64 {
    let sine = lat.sin();
    ((sine.atanh() - e * (e * sine).atanh()).tanh()).asin()
}

/// Latitude on the conformal sphere to latitude on the ellipsoid.
fn geodetic(chi: f64, e: f64) -> f64 {
    let isometric = chi.sin().atanh();
    let mut sine = chi.sin();
    // Gains two digits each turn.
    for _ in 0..10 {
        sine = (isometric + e * (e * sine).atanh()).tanh();
    }
    sine.asin()
}

fn web_mercator(place: Position) -> Position {
    let lat = (place.1 / WGS84.axis).sinh().atan();
    ((place.0 / WGS84.axis).to_degrees(), lat.to_degrees())
}

/// Moves a place at height 0 from one datum to WGS 84.
fn shifted(lon: f64, lat: f64, from: Ellipsoid, Helmert([dx, dy, dz, rx, ry, rz, ppm]): Helmert) -> Position {
    let (sine, cosine) = lat.to_radians().sin_cos();
    let squared = from.flattening * (2.0 - from.flattening);
    let normal = from.axis / (1.0 - squared * sine * sine).sqrt();
    let (x, y) = (normal * cosine * lon.to_radians().cos(), normal * cosine * lon.to_radians().sin());
    let z = normal * (1.0 - squared) * sine;
    let [rx, ry, rz] = [rx, ry, rz].map(|seconds| (seconds / 3600.0).to_radians());
    let scale = 1.0 + ppm * 1e-6;
    let moved =
        (dx + scale * (x - rz * y + ry * z), dy + scale * (rz * x + y - rx * z), dz + scale * (-ry * x + rx * y + z));
    on_ellipsoid(moved)
}

/// Longitude and latitude of a place in space on WGS 84.
fn on_ellipsoid((x, y, z): (f64, f64, f64)) -> Position {
    let squared = WGS84.flattening * (2.0 - WGS84.flattening);
    let across = x.hypot(y);
    let mut lat = z.atan2(across * (1.0 - squared));
    // Near the surface each turn gains more than two digits.
    for _ in 0..8 {
        let sine = lat.sin();
        let normal = WGS84.axis / (1.0 - squared * sine * sine).sqrt();
        lat = (z + squared * normal * sine).atan2(across);
    }
    (y.atan2(x).to_degrees(), lat.to_degrees())
}
