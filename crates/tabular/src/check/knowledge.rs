//! What the checks know of the world outside the file: the day, the city's border, the codifier of settlements.

use std::{borrow::Cow, sync::Arc};

/// Handed in by callers, since the engine reads no clock and no files; all optional.
#[derive(Clone, Default)]
pub struct Knowledge {
    /// Today, in days since 1970; without it nothing lies in the future.
    pub today: Option<i32>,
    /// The city's border.
    pub border: Option<Arc<Border>>,
    /// The codifier of administrative units (КАТОТТГ).
    pub codifier: Option<Arc<dyn Codifier>>,
}

impl std::fmt::Debug for Knowledge {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Knowledge").field("today", &self.today).finish_non_exhaustive()
    }
}

/// The port to the codifier of settlements: what `standards` knows of КАТОТТГ.
pub trait Codifier: Send + Sync {
    /// The name that a code stands for, without the word for its kind (`Дніпро`); `None` for a code it does not hold.
    fn name(&self, code: &str) -> Option<Cow<'_, str>>;
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
}
