//! Clocks: the system's, and one that the sample city's past is told with.

use std::sync::Mutex;

use catalog::clock::Clock;
use jiff::Timestamp;

/// The system's clock, cut to microseconds as the stores keep them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the system's clock")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// A clock that stands where it is set and moves on by a millisecond each time it is read.
#[derive(Debug)]
pub(crate) struct StoryClock {
    now: Mutex<Timestamp>,
}

impl StoryClock {
    /// Stands at an instant.
    pub(crate) fn new(at: Timestamp) -> Self {
        Self { now: Mutex::new(at) }
    }

    /// Sets it.
    pub(crate) fn set(&self, at: Timestamp) {
        *self.now.lock().expect("no code panics while it holds this lock") = at;
    }
}

impl Clock for StoryClock {
    fn now(&self) -> Timestamp {
        let mut now = self.now.lock().expect("no code panics while it holds this lock");
        *now += jiff::SignedDuration::from_millis(1);
        *now
    }
}
