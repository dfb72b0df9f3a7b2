//! The screen without a terminal: what keys do to it and what it looks like.

mod frames;
mod journeys;
mod session;
