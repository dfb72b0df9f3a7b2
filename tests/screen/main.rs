//! The screen without a terminal: what keys do to it and what it looks like.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

mod frames;
mod journeys;
mod pages;
mod picture;
mod session;
mod spoken;
mod walks;
