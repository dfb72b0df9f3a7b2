//! The real program in a real pseudo-terminal: it starts, hears keys, follows the size, can be suspended, and however
//! it ends, the terminal is as it was and no process is left. Every test waits for a condition, none for a time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

mod archive;
mod endings;
mod environment;
mod fetching;
mod fixture;
#[cfg(target_os = "linux")]
mod hostile;
mod line;
mod screen;
mod seat;
#[cfg(target_os = "linux")]
mod ssh;
#[cfg(target_os = "linux")]
mod watch;

/// Columns and rows of the terminals it is tried on.
const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];
