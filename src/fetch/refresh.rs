//! Asks all feeds at once for what is new.
//!
//! Invariant: a host has one connection at a time, and what is wrong with a feed costs that feed alone. A server of
//! this very machine is nobody's burden and may have several.

use std::collections::BTreeMap;
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

use ureq::http::Uri;

use super::feeds::Feed;
use super::{Answer, Client, Fault};
use crate::article::Article;
use crate::language::Languages;
use crate::load::{self, Failure, Look};

/// Hosts that are asked at once; most of the time is waiting.
const AT_ONCE: usize = 24;
/// Connections that a server of this machine may have.
const AT_HOME: usize = 8;

/// What came of a feed.
#[derive(Debug)]
pub enum Outcome {
    /// Its entries, and what of it could not be read.
    Read(Vec<Article>, Vec<Failure>),
    /// Nothing has changed.
    Unchanged,
    /// Its server wants to be left alone for so many seconds more.
    Waiting(u64),
    /// It could not be had.
    Failed(Fault),
}

/// Asks for each of `feeds`, at the time `now` in seconds since 1970, and gives what came of it to `each` as it comes.
/// What is to be remembered for the next time stands in the feeds then.
pub fn refresh(
    feeds: &mut [Feed],
    client: &Client,
    languages: &Languages,
    now: u64,
    mut each: impl FnMut(&mut Feed, Outcome),
) {
    let asked: Vec<Feed> = feeds.to_vec();
    let addresses: Vec<&str> = asked.iter().map(|feed| feed.url.as_str()).collect();
    by_host(
        &addresses,
        |at| ask(&asked[at], client, languages, now),
        |at, (feed, outcome)| {
            feeds[at] = feed;
            each(&mut feeds[at], outcome);
        },
    );
}

/// Does `work` for the place of each address, for many hosts at once and for each of them one at a time, and gives what
/// came of it to `each` as it comes.
pub(super) fn by_host<T: Send>(addresses: &[&str], work: impl Fn(usize) -> T + Sync, mut each: impl FnMut(usize, T)) {
    let groups = Mutex::new(groups(addresses).into_iter());
    let (send, results) = channel();
    thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(addresses.len()) {
            let (send, groups, work) = (send.clone(), &groups, &work);
            scope.spawn(move || {
                loop {
                    let group = groups.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(group) = group else { break };
                    for at in group {
                        if send.send((at, work(at))).is_err() {
                            return;
                        }
                    }
                }
            });
        }
        drop(send);
        for (at, done) in results {
            each(at, done);
        }
    });
}

/// The places of addresses, those together that must be asked one after the other.
fn groups(addresses: &[&str]) -> Vec<Vec<usize>> {
    let mut hosts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, address) in addresses.iter().enumerate() {
        let uri = address.parse::<Uri>().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        let is_home = host == "localhost" || host.starts_with("127.") || host == "[::1]";
        let lane = if is_home { at % AT_HOME } else { 0 };
        hosts.entry(format!("{host} {lane}")).or_default().push(at);
    }
    // The longest first, so that none is left alone at the end.
    let mut groups: Vec<Vec<usize>> = hosts.into_values().collect();
    groups.sort_by_key(|group| (usize::MAX - group.len(), group[0]));
    groups
}

/// Asks for one feed; answers it with what is to be remembered.
fn ask(feed: &Feed, client: &Client, languages: &Languages, now: u64) -> (Feed, Outcome) {
    let mut feed = feed.clone();
    if let Some(until) = feed.not_before.filter(|until| *until > now) {
        return (feed, Outcome::Waiting(until - now));
    }
    (feed.asked, feed.not_before) = (Some(now), None);
    let outcome = match client.get(&feed.url, &feed.version) {
        Ok(Answer::Unchanged) => Outcome::Unchanged,
        Ok(Answer::Fresh(part, version)) => match load::look(&part) {
            Look::Feed { title } => {
                feed.title = title.or(feed.title);
                let (articles, failures) = load::part(part, languages);
                feed.version = version;
                Outcome::Read(articles, failures)
            }
            Look::Page { .. } => Outcome::Failed(Fault {
                reason: "the answer is a web page, no feed; the network may want a login first".to_owned(),
                wait: None,
            }),
            Look::Other => Outcome::Failed(Fault { reason: "the answer is no feed".to_owned(), wait: None }),
        },
        Err(fault) => {
            feed.not_before = fault.wait.map(|wait| now + wait);
            Outcome::Failed(fault)
        }
    };
    (feed, outcome)
}
