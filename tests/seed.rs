//! Holds the briefing of a real article against what a careful reader finds in it, where the folder that has both is at
//! hand: `KILAS_SEED`. Neither may be passed on, so neither is in the project; without them the test says that it is
//! skipped.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

fn folder() -> Option<PathBuf> {
    let folder = env::var_os("KILAS_SEED").map(PathBuf::from)?;
    folder.join("expected.json").is_file().then_some(folder)
}

fn json(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap()
}

fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(of: &'a Value, key: &str) -> &'a str {
    of[key].as_str().unwrap_or_default()
}

/// Blanks, marks, stops and case do not matter to a reader.
fn plain(words: &str) -> String {
    let squeezed = words.split_whitespace().collect::<Vec<_>>().join(" ");
    squeezed.trim_matches([' ', '.', '"', '“', '”']).to_lowercase()
}

struct Check<'a> {
    briefing: &'a Value,
    faults: Vec<String>,
}

impl Check<'_> {
    fn that(&mut self, holds: bool, what: impl Into<String>) {
        if !holds {
            self.faults.push(what.into());
        }
    }

    /// The first quotation, direct or not as wanted, with a stretch that begins so; and that stretch.
    fn quote(&self, direct: bool, begins: &str) -> Option<(&Value, &Value)> {
        let begins = plain(begins);
        let wanted = |quote: &&Value| (text(quote, "kind") == "direct") == direct;
        list(self.briefing, "quotes").iter().filter(wanted).find_map(|quote| {
            let span = list(quote, "spans").iter().find(|span| {
                let words: String = plain(text(span, "text")).chars().take(begins.chars().count() + 40).collect();
                words.contains(&begins)
            })?;
            Some((quote, span))
        })
    }

    fn article(&mut self, expected: &Value) {
        let body = text(self.briefing, "body");
        let briefing = self.briefing;
        self.that(text(briefing, "language").starts_with(text(expected, "language")), "the language");
        self.that(plain(text(briefing, "located")) == plain(text(expected, "located")), "the dateline");
        for line in list(expected, "boilerplate").iter().filter_map(Value::as_str) {
            let kept = list(briefing, "boilerplate").iter().filter_map(Value::as_str).any(|b| plain(b) == plain(line));
            self.that(kept && !body.contains(line), format!("boilerplate {line:?}"));
        }
        for date in list(expected, "dates") {
            let fits =
                |d: &Value| text(d, "text").contains(text(date, "text")) && text(d, "date") == text(date, "date");
            self.that(list(briefing, "dates").iter().any(fits), format!("the date {date}"));
        }
    }

    fn direct(&mut self, expected: &Value) {
        let body: Vec<char> = text(self.briefing, "body").chars().collect();
        let found = list(self.briefing, "quotes").iter().filter(|quote| text(quote, "kind") == "direct").count();
        let wanted = list(expected, "quotes").len();
        self.that(found == wanted, format!("{wanted} direct quotations, found {found}"));
        for want in list(expected, "quotes") {
            let begins = text(want, "begins");
            let Some((quote, span)) = self.quote(true, begins) else {
                self.that(false, format!("the quotation {begins:?}"));
                continue;
            };
            let end = |words: &str| plain(words).trim_end_matches(',').to_owned();
            let place = |key: &str| span[key].as_u64().unwrap_or_default() as usize;
            let words: String = body[place("start")..place("end")].iter().collect();
            let holds = [
                (end(text(span, "text")).ends_with(&end(text(want, "ends"))), "end"),
                (text(&quote["speaker"], "name") == text(want, "speaker"), "speaker"),
                (text(quote, "cue").contains(text(want, "cue")), "cue"),
                (words == text(span, "text"), "place"),
            ];
            for (holds, what) in holds {
                self.that(holds, format!("the {what} of {begins:?}"));
            }
        }
    }

    fn reported(&mut self, expected: &Value) {
        for want in list(expected, "statements") {
            let found = self.quote(false, text(want, "begins"));
            let holds = found.is_some_and(|(quote, _)| text(&quote["speaker"], "name") == text(want, "speaker"));
            self.that(holds, format!("the statement {want}"));
        }
    }

    fn names(&mut self, expected: &Value) {
        for want in list(expected, "speakers") {
            let named = list(self.briefing, "speakers").iter().find(|s| text(s, "name") == text(want, "name"));
            let holds = named.is_some_and(|s| plain(text(s, "role")).contains(&plain(text(want, "role"))));
            self.that(holds, format!("the speaker {want}"));
        }
        for (kind, key) in [("person", "people"), ("place", "places"), ("organisation", "organisations")] {
            for name in list(expected, key).iter().filter_map(Value::as_str) {
                let fits = |m: &Value| text(m, "kind") == kind && plain(text(m, "text")) == plain(name);
                self.that(list(self.briefing, "mentions").iter().any(fits), format!("the {kind} {name}"));
            }
        }
    }

    fn points(&mut self) {
        let body = plain(text(self.briefing, "body"));
        let points = list(self.briefing, "key_points");
        self.that((3..=7).contains(&points.len()), format!("three to seven key points, found {}", points.len()));
        self.that(
            points.iter().all(|point| body.contains(&plain(text(point, "text")))),
            "a key point of the body's words",
        );
    }
}

#[test]
fn a_real_article_is_read_as_a_careful_reader_reads_it() {
    let Some(folder) = folder() else {
        println!("skipped: no seed folder (set KILAS_SEED)");
        return;
    };
    let expected = json(&fs::read(folder.join("expected.json")).unwrap());
    let article = folder.join("nato-ukraina.txt");
    let ran =
        Command::new(env!("CARGO_BIN_EXE_kilas")).args(["brief", "--format", "json"]).arg(article).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let briefings = json(&ran.stdout);
    let mut check = Check { briefing: briefings.get(0).unwrap_or(&briefings), faults: Vec::new() };
    check.article(&expected);
    check.direct(&expected);
    check.reported(&expected);
    check.names(&expected);
    check.points();
    assert!(check.faults.is_empty(), "these do not hold:\n{}", check.faults.join("\n"));
}
