//! What the checks know of the world outside the file: the day, the city's border, the codifier of settlements.

use std::{borrow::Cow, sync::Arc};

/// Handed in by callers, since the engine reads no clock and no files; all optional.
#[derive(Clone, Default)]
pub struct Knowledge {
    /// Today, in days since 1970; without it nothing lies in the future.
    pub today: Option<i32>,
    /// The city's border.
    pub border: Option<Arc<Border>>,
    /// The city's districts, as far as they are known.
    pub districts: Arc<[District]>,
    /// The codifier of administrative units (КАТОТТГ).
    pub codifier: Option<Arc<dyn Codifier>>,
}

impl std::fmt::Debug for Knowledge {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Knowledge").field("today", &self.today).finish_non_exhaustive()
    }
}

/// A district of the city.
#[derive(Debug, Clone, PartialEq)]
pub struct District {
    /// What it is called, with or without the word for a district.
    pub name: String,
    /// Its code in the codifier (КАТОТТГ), where it is given.
    pub code: Option<String>,
    /// Where it lies.
    pub border: Border,
}

impl District {
    /// Whether a cell names it, by name or code.
    pub(crate) fn is_named_by(&self, cell: &str) -> bool {
        let cell = cell.trim();
        self.code.as_deref() == Some(cell) || bare_name(cell) == bare_name(&self.name)
    }
}

/// A district's name for comparison: small letters, without the word for a district.
fn bare_name(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split_whitespace().map(|word| word.trim_matches(['.', ',']));
    let is_name = |word: &&str| !matches!(*word, "район" | "р-н" | "район-у-місті" | "district" | "");
    words.filter(is_name).collect::<Vec<_>>().join(" ")
}

/// The port to the codifier of settlements: what `standards` knows of КАТОТТГ.
pub trait Codifier: Send + Sync {
    /// The name that a code stands for, without the word for its kind (`Дніпро`), and behind it those of what it belongs to, the
    /// nearest first: the code of a district of a city may stand beside the city's name. Nothing for a code it does not hold.
    fn names(&self, code: &str) -> Vec<Cow<'_, str>>;
}

/// Latitudes and longitudes of Ukraine, with a margin of some kilometres.
pub(crate) const UKRAINE: Box2 = Box2 { south: 44.0, north: 52.5, west: 22.0, east: 40.3 };

/// A box of degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Box2 {
    pub(crate) south: f64,
    pub(crate) north: f64,
    pub(crate) west: f64,
    pub(crate) east: f64,
}

impl Box2 {
    pub(crate) fn holds(&self, latitude: f64, longitude: f64) -> bool {
        (self.south..=self.north).contains(&latitude) && (self.west..=self.east).contains(&longitude)
    }
}

/// A border on the map: rings of points, holes and exclaves included.
#[derive(Debug, Clone, PartialEq)]
pub struct Border {
    rings: Vec<Vec<(f64, f64)>>,
    frame: Box2,
}

impl Border {
    /// A border from rings of (longitude, latitude), as GeoJSON has them; `None` without a ring of three points.
    pub fn new(rings: Vec<Vec<(f64, f64)>>) -> Option<Self> {
        let rings: Vec<Vec<(f64, f64)>> = rings.into_iter().filter(|ring| ring.len() >= 3).collect();
        let points = || rings.iter().flatten();
        points().next()?;
        let least = |pick: fn(&(f64, f64)) -> f64| points().map(pick).fold(f64::INFINITY, f64::min);
        let most = |pick: fn(&(f64, f64)) -> f64| points().map(pick).fold(f64::NEG_INFINITY, f64::max);
        let frame = Box2 {
            west: least(|point| point.0),
            east: most(|point| point.0),
            south: least(|point| point.1),
            north: most(|point| point.1),
        };
        Some(Self { rings, frame })
    }

    /// Whether a point lies inside: a ray from it crosses the rings an odd number of times.
    pub fn holds(&self, latitude: f64, longitude: f64) -> bool {
        if !self.frame.holds(latitude, longitude) {
            return false;
        }
        let mut inside = false;
        for ring in &self.rings {
            let mut before = ring[ring.len() - 1];
            for point in ring {
                let ((x1, y1), (x2, y2)) = (before, *point);
                if (y1 > latitude) != (y2 > latitude) && longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1 {
                    inside = !inside;
                }
                before = *point;
            }
        }
        inside
    }

    /// Whether a point lies inside or at most so many metres from the border.
    pub fn holds_nearly(&self, latitude: f64, longitude: f64, metres: f64) -> bool {
        // A plane that touches the Earth at the point: within some hundred metres nobody sees the difference.
        let scale = (longitude_metres(latitude), LATITUDE_METRES);
        let at = |point: &(f64, f64)| ((point.0 - longitude) * scale.0, (point.1 - latitude) * scale.1);
        let is_near = |ring: &Vec<(f64, f64)>| {
            let closed = ring.iter().chain(ring.first());
            closed.clone().zip(closed.skip(1)).any(|(from, to)| distance_to_origin(at(from), at(to)) <= metres)
        };
        self.holds(latitude, longitude) || self.rings.iter().any(is_near)
    }
}

/// Metres of a degree of latitude.
const LATITUDE_METRES: f64 = 111_195.0;

fn longitude_metres(latitude: f64) -> f64 {
    LATITUDE_METRES * latitude.to_radians().cos()
}

/// How far a stretch lies from the origin.
fn distance_to_origin(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let length = x * x + y * y;
    let along = if length > 0.0 { (-(from.0 * x + from.1 * y) / length).clamp(0.0, 1.0) } else { 0.0 };
    (from.0 + x * along).hypot(from.1 + y * along)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_border_knows_its_holes() {
        let square = |west: f64, east: f64| vec![(west, west), (east, west), (east, east), (west, east)];
        let border = Border::new(vec![square(0.0, 10.0), square(4.0, 6.0)]).expect("rings of four points");

        assert!(border.holds(1.0, 1.0) && border.holds(9.0, 5.0));
        assert!(!border.holds(5.0, 5.0) && !border.holds(11.0, 5.0) && !border.holds(5.0, -1.0));
        assert!(Border::new(vec![vec![(0.0, 0.0), (1.0, 1.0)]]).is_none());
    }

    #[test]
    fn a_point_some_metres_outside_is_nearly_inside() {
        let border = Border::new(vec![vec![(35.0, 48.0), (36.0, 48.0), (36.0, 49.0), (35.0, 49.0)]]).expect("a ring");

        // 0.0005 degrees of longitude are 37 m here, 0.001 are 74 m.
        assert!(!border.holds(48.5, 34.9995) && border.holds_nearly(48.5, 34.9995, 50.0));
        assert!(!border.holds_nearly(48.5, 34.999, 50.0) && border.holds_nearly(48.5, 35.5, 0.0));
    }

    #[test]
    fn a_district_is_named_with_or_without_the_word_for_it() {
        let border = Border::new(vec![vec![(35.0, 48.0), (36.0, 48.0), (36.0, 49.0)]]).expect("a ring");
        let district =
            District { name: "Зразковий район".to_owned(), code: Some("UA01".to_owned()), border };

        assert!(["Зразковий", "зразковий р-н.", "р-н Зразковий", "UA01"].iter().all(|cell| district.is_named_by(cell)));
        assert!(["Інший", "", "UA02", "район"].iter().all(|cell| !district.is_named_by(cell)));
    }
}
