//! What kilas knows of languages, all of it read from `data/languages`.
//!
//! Invariant: a [`Language`] is a pack that was read without a fault and compiled; a pack with one is an error that
//! names file, line and the nearest known name. Absent on purpose: any word of any language.

/// The packs that ship with the program: code and TOML text.
pub const PACKS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// One language, ready to read articles with.
#[derive(Debug, Default)]
pub struct Language {}
