//! Systems by their number in the EPSG dataset: those that Ukrainian files are in.

use super::{
    crs::{Crs, DATUM_PULKOVO, DATUM_UCS2000, DATUM_WGS84, Datum, Known, zone},
    transform::Projection,
};

/// The system of a number.
pub(in crate::read) fn of_code(code: u32) -> Crs {
    let plain = Projection::Geographic { degrees: 1.0, meridian: 0.0 };
    let number = |first: u32| f64::from(code - first);
    // Gauß–Krüger: full scale; the number of the zone stands before the 500 km of false easting, or not.
    let kruger = |datum: Datum, meridian: f64, prefix: f64| {
        datum.with(zone(meridian, 1.0, prefix * 1_000_000.0 + 500_000.0, 0.0))
    };
    let utm =
        |zone_number: f64, north: f64| DATUM_WGS84.with(zone(zone_number * 6.0 - 183.0, 0.9996, 500_000.0, north));
    let (name, known) = match code {
        4326 | 4258 | 4979 | 4937 | 4936 | 4978 | 9000..=9010 => ("WGS 84", DATUM_WGS84.with(plain)),
        3857 | 3785 | 900_913 | 102_100 | 102_113 => ("Web Mercator", DATUM_WGS84.with(Projection::WebMercator)),
        32_601..=32_660 => ("WGS 84 / UTM", utm(number(32_600), 0.0)),
        32_701..=32_760 => ("WGS 84 / UTM", utm(number(32_700), 10_000_000.0)),
        25_828..=25_838 => ("ETRS89 / UTM", utm(number(25_800), 0.0)),
        4284 => ("Pulkovo 1942", DATUM_PULKOVO.with(plain)),
        28_404..=28_407 => {
            ("Pulkovo 1942 / Gauss-Kruger", kruger(DATUM_PULKOVO, number(28_400) * 6.0 - 3.0, number(28_400)))
        }
        // 28464..28467 are the same zones without the number before the easting.
        28_464..=28_467 => ("Pulkovo 1942 / Gauss-Kruger", kruger(DATUM_PULKOVO, number(28_460) * 6.0 - 3.0, 0.0)),
        2523..=2529 => {
            ("Pulkovo 1942 / 3-degree Gauss-Kruger", kruger(DATUM_PULKOVO, number(2516) * 3.0, number(2516)))
        }
        2582..=2589 => ("Pulkovo 1942 / 3-degree Gauss-Kruger", kruger(DATUM_PULKOVO, number(2575) * 3.0, 0.0)),
        5561 | 5560 => ("UCS-2000", DATUM_UCS2000.with(plain)),
        5562..=5565 => ("UCS-2000 / Gauss-Kruger", kruger(DATUM_UCS2000, number(5558) * 6.0 - 3.0, number(5558))),
        5566..=5569 => ("UCS-2000 / Gauss-Kruger", kruger(DATUM_UCS2000, number(5562) * 6.0 - 3.0, 0.0)),
        5570..=5576 => ("UCS-2000 / 3-degree Gauss-Kruger", kruger(DATUM_UCS2000, number(5563) * 3.0, number(5563))),
        5577..=5583 => ("UCS-2000 / 3-degree Gauss-Kruger", kruger(DATUM_UCS2000, number(5570) * 3.0, 0.0)),
        6381..=6387 => ("UCS-2000 / Ukraine TM", DATUM_UCS2000.with(zone(number(6374) * 3.0, 1.0, 300_000.0, 0.0))),
        7825..=7831 | 3350..=3352 => ("SK-63", Known::Sk63),
        _ => ("", Known::Nothing),
    };
    let name = if name.is_empty() { format!("EPSG:{code}") } else { format!("{name} (EPSG:{code})") };
    Crs { name, known }
}

#[cfg(test)]
mod tests {
    use super::of_code;

    /// Computed by PROJ 9 with the same operations of the EPSG dataset.
    #[expect(clippy::unreadable_literal, reason = "as PROJ printed them")]
    const CONTROL: [(u32, f64, f64, f64, f64); 14] = [
        (3857, 3900634.957, 6183726.499, 35.039999996, 48.459999997),
        (32636, 650813.298, 5369439.349, 35.040000001, 48.460000000),
        (32634, 595843.348, 5383806.898, 22.300000006, 48.600000002),
        (32637, 462702.297, 5316421.167, 38.499999998, 48.000000002),
        (4284, 35.04, 48.46, 35.038413543, 48.459883581),
        (28404, 4717944.859, 5527553.881, 24.028249798, 49.839719075),
        (28406, 6650876.161, 5371682.52, 35.038413537, 48.459883580),
        (28407, 7462686.75, 5318642.216, 38.498477897, 47.999931119),
        (2528, 12428998.059, 5370116.945, 35.038413548, 48.459883583),
        (2587, 428998.059, 5370116.945, 35.038413548, 48.459883583),
        (5564, 6650876.161, 5371682.52, 35.038474188, 48.459906270),
        (5563, 5602029.945, 5452909.58, 28.398382895, 49.199825557),
        (6386, 228998.059, 5370116.945, 35.038474199, 48.459906273),
        (6381, 395883.298, 5386056.064, 22.298358697, 48.599732090),
    ];

    #[test]
    fn control_points_lie_where_proj_puts_them() {
        for (code, x, y, lon, lat) in CONTROL {
            let place = of_code(code).transform().expect("convertible").to_wgs84((x, y));

            let (east, north) = ((place.0 - lon).abs() * 74_000.0, (place.1 - lat).abs() * 111_200.0);
            assert!(east < 0.01 && north < 0.01, "EPSG:{code} is off by {east} m and {north} m");
        }
    }
}
