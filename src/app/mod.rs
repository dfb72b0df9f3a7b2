//! What is on the screen and why: the state of a reader's session, and how each thing that happens changes it.
//!
//! Invariant: everything here is pure. Absent on purpose: files, the network, threads, clocks, terminals, escape
//! sequences; what must be done outside is said as an effect, and its answer comes back as a message.

pub mod key;
