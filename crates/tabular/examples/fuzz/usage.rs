//! What this process has used so far, as Linux tells it; elsewhere the clock stands in for the processor's time.

use std::{
    fs,
    sync::OnceLock,
    time::{Duration, Instant},
};

/// Ticks of the processor's time in a second: the same on all of Linux, whatever the kernel's own.
const TICKS_PER_SECOND: u64 = 100;

/// Processor time of all threads.
pub(crate) fn cpu() -> Duration {
    static STARTED: OnceLock<Instant> = OnceLock::new();
    let started = STARTED.get_or_init(Instant::now);
    let ticks = fs::read_to_string("/proc/self/stat").ok().and_then(|stat| {
        // The name of the program may hold anything but ends with the last bracket.
        let mut fields = stat.rsplit_once(") ")?.1.split(' ');
        let user: u64 = fields.nth(11)?.parse().ok()?;
        let system: u64 = fields.next()?.parse().ok()?;
        Some(user + system)
    });
    ticks.map_or_else(|| started.elapsed(), |ticks| Duration::from_millis(ticks * 1_000 / TICKS_PER_SECOND))
}

/// Memory held now, and the most since [`forget_peak`], in KiB; 0 where nobody tells.
pub(crate) fn memory_kib() -> (u64, u64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let told = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
    };
    (told("VmRSS:"), told("VmHWM:"))
}

/// Begins to watch for the most memory anew.
pub(crate) fn forget_peak() {
    // Where it cannot be forgotten it only shows again.
    let _ = fs::write("/proc/self/clear_refs", "5");
}
