//! When frames are sent while keys flow: a key held down, or typed ahead.
//!
//! Over SSH nobody tells how fast the line is, and whoever writes more than it carries fills it with frames that nobody
//! looks at: `j` held for a second would leave seconds of them at 64 kbit/s. So while keys flow, no more is sent than
//! the slowest line in use carries, and what a key moves goes before what only follows it. A single key is never held
//! back. Absent on purpose: measuring the line by asking the terminal; an answer that comes late is read as keys.

use std::time::{Duration, Instant};

/// Bytes a second of the slowest line that is still used: 64 kbit/s.
const RATE: u32 = 8_000;
/// Keys that come closer together than this flow. Keyboards repeat every 30 to 90 ms.
const REST: Duration = Duration::from_millis(100);

/// The pace of a session.
#[derive(Debug)]
pub(super) struct Pace {
    /// Whether a line lies between, as thin as it may be.
    thin: bool,
    typed: Option<Instant>,
    flows: bool,
    /// When a thin line has carried what was sent.
    free: Instant,
}

impl Pace {
    pub(super) fn new(thin: bool, now: Instant) -> Self {
        Self { thin, typed: None, flows: false, free: now }
    }

    /// Keys were typed, so many at once.
    pub(super) fn typed(&mut self, keys: usize, now: Instant) {
        self.flows = self.thin && (keys > 1 || self.typed.is_some_and(|typed| now < typed + REST));
        self.typed = Some(now);
    }

    /// So many bytes were sent.
    pub(super) fn sent(&mut self, bytes: usize, now: Instant) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.free = self.free.max(now) + Duration::from_secs(1) * bytes / RATE;
    }

    /// Whether keys flow.
    pub(super) fn flows(&self, now: Instant) -> bool {
        self.flows && self.rest().is_some_and(|rest| now < rest)
    }

    /// When keys have rested, if no more come.
    pub(super) fn rest(&self) -> Option<Instant> {
        self.typed.map(|typed| typed + REST)
    }

    /// When to send what was wanted at `at`.
    pub(super) fn hold(&self, at: Instant) -> Instant {
        match self.rest() {
            Some(rest) if self.flows => at.max(self.free.min(rest)),
            _ => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_key_is_never_held_and_a_flow_is() {
        let start = Instant::now();
        let after = |ms| start + Duration::from_millis(ms);
        let mut pace = Pace::new(true, start);
        pace.typed(1, start);
        pace.sent(1_600, start);
        assert_eq!(pace.hold(after(10)), after(10));
        pace.typed(1, after(30));
        assert_eq!(pace.hold(after(30)), after(130), "keys rest before the line is free");
        pace.typed(1, after(120));
        assert_eq!(pace.hold(after(120)), after(200), "the line is free");
        assert!(pace.flows(after(210)) && !pace.flows(after(230)));
        pace.typed(1, after(900));
        assert_eq!(pace.hold(after(900)), after(900));
        pace.sent(320, after(1_500));
        pace.sent(320, after(1_500));
        pace.typed(23, after(1_500));
        assert_eq!(pace.hold(after(1_500)), after(1_580), "both are on their way");
        assert!(pace.flows(after(1_500)));
    }

    #[test]
    fn a_line_of_this_machine_holds_nothing() {
        let start = Instant::now();
        let mut pace = Pace::new(false, start);
        pace.sent(100_000, start);
        pace.typed(5, start);
        assert_eq!(pace.hold(start), start);
    }
}
