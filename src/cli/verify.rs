//! `kilas verify`: does every finding of a briefing stand where it says?
//!
//! Invariant: nothing is taken on trust: positions are counted anew in the text, and words compared byte for byte.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;

use serde::Deserialize;

use super::arguments::Verify;
use super::{complain, say};
use crate::fetch::Source;
use crate::language::Languages;
use crate::load;

/// A briefing as far as it is held against its text.
#[derive(Deserialize)]
struct Record {
    uri: String,
    body: String,
    #[serde(default)]
    key_points: Vec<Words>,
    #[serde(default)]
    quotes: Vec<Quoted>,
    #[serde(default)]
    mentions: Vec<Words>,
    #[serde(default)]
    dates: Vec<Words>,
    #[serde(default)]
    speakers: Vec<Named>,
}

#[derive(Deserialize)]
struct Words {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct Quoted {
    spans: Vec<Words>,
    cue: Option<String>,
    speaker: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    role: Option<String>,
}

/// The texts of articles by their names; of a name there are as many as there are versions.
type Texts = HashMap<String, Vec<String>>;

pub(super) fn run(options: &Verify) -> ExitCode {
    let is_stdin = options.briefing.as_os_str() == "-";
    let name = if is_stdin { load::Found::Stdin.name() } else { options.briefing.display().to_string() };
    let records = match read(&options.briefing).and_then(|text| parse(&text)) {
        Ok(records) => records,
        Err(reason) => {
            complain(format!("{name}: {reason}"));
            return ExitCode::from(2);
        }
    };
    let languages = Languages::new();
    let source = Source::default();
    let (mut bodies, mut failed) = (Texts::new(), false);
    for found in load::walk(&options.articles) {
        let (articles, failures) = match found {
            Ok(found) => source.read(&found, &languages),
            Err(failure) => (Vec::new(), vec![failure]),
        };
        failed |= !failures.is_empty();
        failures.iter().for_each(complain);
        articles.into_iter().for_each(|article| bodies.entry(article.uri).or_default().push(article.body));
    }
    let against = (!options.articles.is_empty()).then_some(&bodies);
    let (mut held, mut faults) = (0, Vec::new());
    for record in &records {
        held += check(record, against, &mut faults);
    }
    for fault in &faults {
        complain(format!("{name}: {fault}"));
    }
    let is_said = say(format!("{held} of {} findings stand where they say", held + faults.len()));
    match (is_said, faults.is_empty() && !failed) {
        (false, _) => ExitCode::from(2),
        (true, false) => ExitCode::from(1),
        (true, true) => ExitCode::SUCCESS,
    }
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    text(bytes.map_err(|error| load::reason(&error))?)
}

/// The text of a briefing, which is UTF-8 as kilas writes it; any other encoding would move what is counted in it.
fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count();
        format!("line {line}: not UTF-8 at byte offset {at}; a briefing is UTF-8")
    })
}

/// The briefings of a JSON array, of one object, or of JSON Lines.
fn parse(text: &str) -> Result<Vec<Record>, String> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text).map_err(no_briefing);
    }
    let records = serde_json::Deserializer::from_str(text).into_iter::<Record>();
    let records: Vec<Record> = records.collect::<Result<_, _>>().map_err(no_briefing)?;
    if records.is_empty() { Err("there is no briefing in it".to_owned()) } else { Ok(records) }
}

/// Why a text is no briefing, and where it stops being one.
fn no_briefing(error: serde_json::Error) -> String {
    let said = error.to_string();
    let reason = match said.split(" at line ").next() {
        _ if error.is_eof() => "it ends too early",
        reason => reason.unwrap_or_default(),
    };
    format!("line {}, column {}: this is no briefing: {reason}", error.line(), error.column())
}

/// How many findings hold; the others are told in `faults`.
fn check(record: &Record, articles: Option<&Texts>, faults: &mut Vec<String>) -> usize {
    let before = faults.len();
    let mut count = 0;
    let mut hold = |what: String, fault: Option<String>| {
        count += 1;
        faults.extend(fault.map(|fault| format!("{}: {what}: {fault}", record.uri)));
    };
    if let Some(articles) = articles {
        hold("text".to_owned(), another_text(record, articles));
    }
    let mut body = Body::new(&record.body);
    let listed = [("key_points", &record.key_points), ("mentions", &record.mentions), ("dates", &record.dates)];
    for (name, list) in listed {
        for (at, found) in list.iter().enumerate() {
            hold(format!("{name}[{at}]"), body.misplaced(found));
        }
    }
    for (at, quote) in record.quotes.iter().enumerate() {
        for found in &quote.spans {
            hold(format!("quotes[{at}]"), body.misplaced(found));
        }
        for text in quote.cue.iter().chain(quote.speaker.iter().flat_map(Named::texts)) {
            hold(format!("quotes[{at}]"), body.missing(text));
        }
    }
    for (at, text) in record.speakers.iter().enumerate().flat_map(|(at, s)| s.texts().map(move |text| (at, text))) {
        hold(format!("speakers[{at}]"), body.missing(text));
    }
    count - (faults.len() - before)
}

/// Why the text of a briefing is not that of its article.
fn another_text(record: &Record, articles: &Texts) -> Option<String> {
    match articles.get(&record.uri) {
        None => Some("no article of that uri was given".to_owned()),
        Some(texts) if texts.contains(&record.body) => None,
        Some(_) => Some("it is not the text of the article".to_owned()),
    }
}

/// A text, with the byte that each of its code points begins at, and its end.
struct Body<'a> {
    text: &'a str,
    borders: Vec<usize>,
    /// Words that were found in it: a cue or a name is looked for once, however many quotations have it.
    found: HashSet<&'a str>,
    /// Where the last of them stands.
    last: usize,
}

impl<'a> Body<'a> {
    fn new(text: &'a str) -> Self {
        let borders = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, borders, found: HashSet::new(), last: 0 }
    }

    /// Why words do not stand where they are said to.
    fn misplaced(&self, Words { text, start, end }: &Words) -> Option<String> {
        let [first, last] = [start, end].map(|point| self.borders.get(*point).copied());
        match first.zip(last).and_then(|(first, last)| self.text.get(first..last)) {
            None => Some(format!("{start}-{end} is not within the text")),
            Some(there) if there != text => Some(format!("at {start}-{end} stands {there:?}, not {text:?}")),
            Some(_) => None,
        }
    }

    /// Why words are none of the text's.
    fn missing(&mut self, words: &str) -> Option<String> {
        if self.found.contains(words) {
            return None;
        }
        // They come in the order of the text: searched from its beginning, 60,000 names took seven seconds.
        let found = memchr::memmem::find(&self.text.as_bytes()[self.last..], words.as_bytes()).map(|at| self.last + at);
        match found.or_else(|| memchr::memmem::find(self.text.as_bytes(), words.as_bytes())) {
            None => Some(format!("{words:?} does not stand in the text")),
            Some(at) => {
                self.last = at;
                self.found.insert(&self.text[at..at + words.len()]);
                None
            }
        }
    }
}

impl Named {
    fn texts(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRIEFING: &str = r#"{"uri": "a", "body": "“Kami é,” kata Siti.", "quotes": [{"spans":
        [{"text": "Kami é,", "start": 1, "end": 8}], "cue": "kata", "speaker": {"name": "Siti"}}]}"#;

    fn faults(briefing: &str) -> Vec<String> {
        let mut faults = Vec::new();
        for record in parse(briefing).unwrap() {
            check(&record, None, &mut faults);
        }
        faults
    }

    #[test]
    fn an_honest_briefing_holds() {
        assert_eq!(faults(BRIEFING), [""; 0]);
        assert_eq!(faults(&format!("[{BRIEFING}, {BRIEFING}]")), [""; 0]);
    }

    #[test]
    fn what_is_no_briefing_is_said_to_be_none() {
        let fault = parse("{\"uri\": \"a\"}").err().unwrap();
        assert_eq!(fault, "line 1, column 12: this is no briefing: missing field `body`");
    }

    #[test]
    fn what_is_not_utf8_is_named_with_its_place() {
        let fault = text(b"{\"uri\": \"a\",\n\"body\": \"caf\xe9\"}".to_vec());
        assert_eq!(fault.unwrap_err(), "line 2: not UTF-8 at byte offset 25; a briefing is UTF-8");
        assert_eq!(text(BRIEFING.into()).unwrap(), BRIEFING);
    }

    #[test]
    fn a_forged_quotation_and_a_moved_one_are_caught() {
        let forged = faults(&BRIEFING.replace("\"Kami é,\"", "\"Kita é,\""));
        assert_eq!(forged, ["a: quotes[0]: at 1-8 stands \"Kami é,\", not \"Kita é,\""]);
        let moved = faults(&BRIEFING.replace("\"start\": 1", "\"start\": 2"));
        assert_eq!(moved, ["a: quotes[0]: at 2-8 stands \"ami é,\", not \"Kami é,\""]);
        assert_eq!(
            faults(&BRIEFING.replace("\"end\": 8", "\"end\": 80")),
            ["a: quotes[0]: 1-80 is not within the text"]
        );
        assert_eq!(faults(&BRIEFING.replace("\"name\": \"Siti\"", "\"name\": \"Sita\"")).len(), 1);
    }
}
