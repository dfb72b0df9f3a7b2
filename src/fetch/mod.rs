//! What is on the network: pages and feeds by their addresses, and the feeds a reader follows.
//!
//! Invariant: nothing is fetched but what was asked for by name: no picture, script, style or list that a page or feed
//! mentions. Every failure is a line that names its address. Absent on purpose: async, a daemon, and any address of our
//! own.

mod client;
mod feeds;
mod pages;
mod proxy;
mod refresh;
mod subscribe;

use std::sync::OnceLock;

pub use client::{Answer, Bounds, Client, Fault, Version};
pub use feeds::{Feed, Feeds, path};
pub use pages::complete;
pub use refresh::{Outcome, refresh};
pub use subscribe::{outlines, subscribe};

use crate::language::Languages;
use crate::load::{self, Failure, Found, Loaded};

/// Reads what was found, from wherever it is; the network is looked for when the first address comes.
#[derive(Debug, Default)]
pub struct Source {
    client: OnceLock<Result<Client, Fault>>,
}

impl Source {
    /// Reads what was found.
    pub fn read(&self, found: &Found, languages: &Languages) -> Loaded {
        let Found::Address(address) = found else { return load::read(found, languages) };
        let client = self.client.get_or_init(|| Client::new(Bounds::default()));
        let answer = client.as_ref().map_err(Clone::clone).and_then(|client| client.get(address, &Version::default()));
        match answer {
            Ok(Answer::Fresh(part, _)) => load::part(part, languages),
            // Nothing was known, so nothing can be unchanged.
            Ok(Answer::Unchanged) => Loaded::default(),
            Err(fault) => (Vec::new(), vec![Failure::new(address, None, fault.to_string())]),
        }
    }
}
