//! The archive as a file: what goes in comes out, in the order of the list, whatever happened in between.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

mod commands;
mod crash;
mod deeds;
mod fixture;
mod list;
mod moved;
mod session;
mod store;
mod written;
