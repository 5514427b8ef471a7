//! The port to time, so that rules about dates can be tested at any date.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Tells the time. The binary wires the system's clock, tests a fixed one.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    fn now(&self) -> Timestamp;
}

/// The last instant of a local day: "as of a date" means the end of that day in the city.
pub fn end_of_day(date: Date, time_zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    let next = date.tomorrow()?.to_zoned(time_zone.clone())?;
    Ok(next.timestamp() - jiff::SignedDuration::from_nanos(1))
}
