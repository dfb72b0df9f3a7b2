//! The fields of a record: IPTC ninjs 1.x, 2.x and 3.x, schema.org NewsArticle and its kinds, and plain objects.
//!
//! The three share one table of names, because records in the wild mix them: the first name that is there counts.
//! Sources: IPTC `ninjs-schema_{1.6,2.2,3.1}.json`; schema.org NewsArticle, Article, CreativeWork. Absent on purpose:
//! links to pictures and other media.

use std::fmt;

use serde_json::{Map, Value};

use super::draft::{Draft, is_tag};
use crate::article::{Kept, Status, Tagged, Withdrawn};

/// A field that holds something else than it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The field.
    pub(super) field: Option<String>,
    /// What was expected.
    expected: &'static str,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "expected {} for \"{field}\"", self.expected),
            None => write!(f, "expected {}", self.expected),
        }
    }
}

const HEADLINES: [&str; 5] = ["headline", "headlines", "title", "name", "alternativeHeadline"];
const PLAIN_BODIES: [&str; 7] = ["body_text", "articleBody", "body", "text", "content", "content_text", "full_text"];
const MARKUP_BODIES: [&str; 4] = ["body_xhtml", "body_html", "body_xml", "content_html"];
const SUMMARIES: [&str; 6] = ["description_text", "descriptions", "description", "summary", "abstract", "body_summary"];
const TIMES: [&str; 13] = [
    "versioncreated",
    "versionCreated",
    "contentcreated",
    "contentCreated",
    "firstcreated",
    "firstCreated",
    "datePublished",
    "dateModified",
    "dateCreated",
    "published",
    "date_published",
    "published_at",
    "date",
];

/// Whether a field of this name holds the text of an article.
pub(super) fn is_text(field: &str) -> bool {
    PLAIN_BODIES.contains(&field) || MARKUP_BODIES.contains(&field) || field == "bodies" || field.starts_with("body_")
}

/// The fields of a record, with the lengths of their names, a bit each: of the names that are asked for nearly all are
/// not there, and most of those have another length.
#[derive(Clone, Copy)]
struct Record<'a> {
    fields: &'a Map<String, Value>,
    lengths: u64,
}

impl<'a> Record<'a> {
    fn new(fields: &'a Map<String, Value>) -> Self {
        Self { fields, lengths: fields.keys().fold(0, |lengths, name| lengths | length(name)) }
    }

    fn get(self, name: &str) -> Option<&'a Value> {
        if self.lengths & length(name) == 0 { None } else { self.fields.get(name) }
    }
}

/// The bit of the length of a name.
fn length(name: &str) -> u64 {
    1 << (name.len() % 64)
}

/// What a record says.
pub(super) fn draft(record: Value) -> Result<Draft, Fault> {
    let Value::Object(record) = record else {
        return Err(Fault { field: None, expected: "an object with the fields of an article" });
    };
    let (body, is_markup, summary_only) = body(Record::new(&record))?;
    let headline = headline(Record::new(&record))?;
    let mut draft = about(&record);
    draft.status.partial |= summary_only;
    Ok(Draft { headline, body, is_markup, ..draft })
}

/// What a record says of an article beside its text.
pub(super) fn about(record: &Map<String, Value>) -> Draft {
    let record = Record::new(record);
    Draft {
        uri: optional(record, &["uri", "@id", "identifier", "id", "guid"]),
        link: optional(record, &["url", "link", "mainEntityOfPage", "canonical_url"]),
        language: language(record),
        source: optional(
            record,
            &[
                "infosource",
                "infosources",
                "infoSources",
                "source",
                "publisher",
                "sourceOrganization",
                "outlet",
                "domain",
            ],
        ),
        headline: optional(record, &HEADLINES),
        byline: optional(record, &["byline", "by", "author", "authors", "creator"]),
        slugline: optional(record, &["slugline", "slug"]),
        located: optional(record, &["located", "dateline", "contentLocation", "locationCreated"]),
        published: optional(record, &TIMES),
        status: status(record),
        tagged: tagged(record),
        kept: kept(record),
        ..Draft::default()
    }
}

/// The text, whether it is markup, and whether it is only a summary.
fn body(record: Record<'_>) -> Result<(String, bool, bool), Fault> {
    if let Some(Value::Array(bodies)) = record.get("bodies") {
        let of = |kind: &str| bodies.iter().find(|body| content_type(body).contains(kind));
        let plain = of("plain").map(|body| (body, false));
        let chosen =
            plain.or_else(|| of("html").map(|body| (body, true))).or_else(|| bodies.first().map(|b| (b, false)));
        if let Some((text, markup)) = chosen.and_then(|(body, markup)| Some((value_of(body)?, markup))) {
            return Ok((text, markup, false));
        }
    }
    for (names, markup) in [(&PLAIN_BODIES[..], false), (&MARKUP_BODIES[..], true)] {
        if let Some(text) = first(record, names)? {
            return Ok((text, markup, false));
        }
    }
    // ninjs 1.x allows `body_` and anything behind it.
    let other = record.fields.iter().find(|(name, value)| name.starts_with("body_") && value.is_string());
    if let Some(text) = other.and_then(|(_, value)| value_of(value)) {
        return Ok((text, false, false));
    }
    // A list of links has nothing but headlines.
    let linked = || optional(record, &["url", "link"]).and_then(|_| optional(record, &HEADLINES));
    match first(record, &SUMMARIES)?.or_else(linked) {
        Some(text) => Ok((text, false, true)),
        None => {
            Err(Fault { field: None, expected: "a text: one of body_text, bodies, articleBody, body, text, content" })
        }
    }
}

fn content_type(body: &Value) -> String {
    let kind = body.get("contentType").or_else(|| body.get("contenttype")).and_then(Value::as_str);
    kind.unwrap_or_default().to_ascii_lowercase()
}

/// The headline; of several that whose role is the main one.
fn headline(record: Record<'_>) -> Result<Option<String>, Fault> {
    if let Some(Value::Array(headlines)) = record.get("headlines") {
        let main = headlines.iter().find(|one| one.get("role").and_then(Value::as_str) == Some("main"));
        if let Some(text) = main.or(headlines.first()).and_then(value_of) {
            return Ok(Some(text));
        }
    }
    let named = first(record, &HEADLINES)?;
    let other =
        || record.fields.iter().find(|(name, _)| name.starts_with("headline_")).and_then(|(_, value)| value_of(value));
    Ok(named.or_else(other))
}

fn status(record: Record<'_>) -> Status {
    let standing = optional(record, &["pubstatus", "pubStatus"]).unwrap_or_default().to_ascii_lowercase();
    // What `kilas export` wrote of it.
    let told: Vec<&str> =
        record.get("status").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let is = |word: &str| standing == word || told.contains(&word);
    let embargo = || told.iter().find_map(|words| words.strip_prefix("embargoed until ")).map(str::to_owned);
    let kind = optional(record, &["representationtype", "representationType"]).unwrap_or_default();
    let paid = record.get("isAccessibleForFree").is_some_and(|free| {
        *free == Value::Bool(false) || free.as_str().is_some_and(|text| text.eq_ignore_ascii_case("false"))
    });
    Status {
        embargo: optional(record, &["embargoed", "embargoedUntil"]).or_else(embargo),
        withdrawn: match () {
            () if is("canceled") || is("cancelled") => Some(Withdrawn::Canceled),
            () if is("withheld") => Some(Withdrawn::Withheld),
            () => None,
        },
        partial: paid || kind == "partial" || kind == "incomplete" || told.contains(&"partial"),
        note: optional(record, &["ednote", "edNote"]),
    }
}

/// Names the sender marked; what is no list of names is passed over, since nothing depends on it.
fn tagged(record: Record<'_>) -> Tagged {
    let names = |fields: &[&str], kind: &str| {
        let own = fields.iter().filter_map(|field| record.get(field)?.as_array()).flatten();
        let about = ["about", "mentions"].iter().filter_map(|field| record.get(field)).flat_map(|value| match value {
            Value::Array(values) => values.iter().collect::<Vec<_>>(),
            one => vec![one],
        });
        let typed = about.filter(|value| value.get("@type").and_then(Value::as_str).is_some_and(|t| t.ends_with(kind)));
        own.chain(typed).filter_map(value_of).collect()
    };
    Tagged {
        people: names(&["person", "people"], "Person"),
        places: names(&["place", "places"], "Place"),
        organisations: names(&["organisation", "organisations"], "Organization"),
    }
}

/// What a reader keeps with it, in an archive that was exported with its marks.
fn kept(record: Record<'_>) -> Option<Box<Kept>> {
    let reader = record.get("reader")?.as_object()?;
    let is = |field: &str| reader.get(field).and_then(Value::as_bool).unwrap_or_default();
    let tags = reader.get("tags").and_then(Value::as_array).into_iter().flatten().filter_map(value_of).collect();
    let note = optional(Record::new(reader), &["note"]).unwrap_or_default();
    Some(Box::new(Kept { read: is("read"), starred: is("starred"), tags, note }))
}

/// The first of these fields that holds a text; the article is none without it.
fn first(record: Record<'_>, fields: &[&str]) -> Result<Option<String>, Fault> {
    for field in fields {
        match record.get(field) {
            None | Some(Value::Null) => {}
            Some(value) => match value_of(value) {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => return Ok(Some(text)),
                None if value.as_array().is_some_and(Vec::is_empty) => {}
                None => return Err(fault(field)),
            },
        }
    }
    Ok(None)
}

/// The first of these fields that holds a text, a number or a reference. What holds something else, as
/// `"mainEntityOfPage": true` does in pages, is passed over: the article is worth more than the field.
fn optional(record: Record<'_>, fields: &[&str]) -> Option<String> {
    let text = |value: &Value| match value {
        Value::Number(number) => Some(number.to_string()),
        value => value_of(value).or_else(|| value.get("@id")?.as_str().map(str::to_owned)),
    };
    fields.iter().filter_map(|field| text(record.get(field)?)).find(|text| !text.trim().is_empty())
}

/// The tag of the language: a string, or schema.org's `Language`, whose code is its other name.
fn language(record: Record<'_>) -> Option<String> {
    let given = ["language", "inLanguage", "lang"].iter().filter_map(|field| record.get(field));
    given
        .filter_map(|value| value.get("alternateName").and_then(value_of).or_else(|| value_of(value)))
        .find(|tag| is_tag(tag))
}

/// Whether a JSON object says by its schema.org type that it is an article or that it is something else; none where it
/// says nothing.
pub(super) fn is_article(text: &str) -> Option<bool> {
    #[derive(serde::Deserialize)]
    struct Typed {
        #[serde(rename = "@type")]
        kind: Option<Value>,
    }
    // Records of other formats are not read twice.
    memchr::memmem::find(text.as_bytes(), br#""@type""#)?;
    Some(is_article_type(&serde_json::from_str::<Typed>(text).ok()?.kind?))
}

/// Whether a schema.org type, or one of several, is that of an article.
pub(super) fn is_article_type(kind: &Value) -> bool {
    match kind {
        Value::Array(kinds) => kinds.iter().any(is_article_type),
        Value::String(kind) => kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report",
        _ => false,
    }
}

fn fault(field: &str) -> Fault {
    Fault { field: Some(field.to_owned()), expected: "a string" }
}

/// The text of a value: a string, an object that has one under a name in use, or a list of such.
fn value_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(map) => {
            ["value", "@value", "name", "literal"].iter().find_map(|key| map.get(*key)).and_then(value_of)
        }
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().map(value_of).collect::<Option<_>>()?;
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_three_ninjs_and_schema_org_say_the_same() {
        for record in [
            json!({"uri": "a", "headline": "H", "body_text": "T", "byline": "B", "located": "L", "language": "id",
                "versioncreated": "2024-07-05", "pubstatus": "canceled", "representationtype": "incomplete",
                "ednote": "N", "person": [{"name": "P"}]}),
            json!({"uri": "a", "headlines": [{"role": "sub", "value": "S"}, {"role": "main", "value": "H"}],
                "bodies": [{"contenttype": "text/html", "value": "<p>T"}, {"contenttype": "text/plain", "value": "T"}],
                "by": "B", "located": "L", "language": "id", "versioncreated": "2024-07-05", "pubstatus": "canceled",
                "representationtype": "partial", "ednote": "N", "people": [{"name": "P"}]}),
            json!({"uri": "a", "headlines": [{"value": "H"}], "bodies": [{"contentType": "text/plain", "value": "T"}],
                "by": "B", "located": "L", "language": "id", "versionCreated": "2024-07-05", "pubStatus": "canceled",
                "representationType": "partial", "edNote": "N", "people": [{"name": "P"}]}),
        ] {
            let draft = draft(record).unwrap();
            assert_eq!(draft.uri.as_deref(), Some("a"));
            assert_eq!(draft.headline.as_deref(), Some("H"));
            assert_eq!((draft.body.as_str(), draft.is_markup), ("T", false));
            assert_eq!(draft.byline.as_deref(), Some("B"));
            assert_eq!(draft.published.as_deref(), Some("2024-07-05"));
            assert!(draft.status.partial && draft.status.withdrawn == Some(Withdrawn::Canceled));
            assert_eq!(draft.status.note.as_deref(), Some("N"));
            assert_eq!(draft.tagged.people, ["P"]);
        }
    }

    #[test]
    fn schema_org_with_its_many_shapes() {
        let draft = draft(json!({"@type": ["NewsArticle"], "headline": "H", "articleBody": "T",
            "author": [{"@type": "Person", "name": "A"}, "B"], "publisher": {"name": "P"},
            "isAccessibleForFree": "False", "contentLocation": {"name": "L"},
            "mainEntityOfPage": {"@id": "https://contoh.example/a"},
            "about": {"@type": "Person", "name": "X"}}))
        .unwrap();
        assert_eq!(draft.byline.as_deref(), Some("A, B"));
        assert_eq!(draft.source.as_deref(), Some("P"));
        assert_eq!(draft.link.as_deref(), Some("https://contoh.example/a"));
        assert_eq!(draft.tagged.people, ["X"]);
        assert!(draft.status.partial);
    }

    #[test]
    fn an_odd_value_beside_the_text_costs_itself_alone() {
        let draft = draft(json!({"headline": "H", "body": "T", "mainEntityOfPage": true, "published": 1720000000,
            "contentLocation": {"address": "x"}, "author": {"@type": "Person"}}))
        .unwrap();
        assert_eq!((draft.link, draft.located, draft.byline), (None, None, None));
        assert_eq!(draft.published.as_deref(), Some("1720000000"));
    }

    #[test]
    fn a_language_is_a_tag_or_left_open() {
        for (given, tag) in [
            (json!("id-ID"), Some("id-ID")),
            (json!({"@type": "Language", "name": "Indonesian", "alternateName": "id"}), Some("id")),
            (json!({"@type": "Language", "name": "Indonesian"}), None),
            (json!("Bahasa Indonesia"), None),
            (json!(7), None),
        ] {
            let draft = draft(json!({"body": "T", "inLanguage": given})).unwrap();
            assert_eq!(draft.language.as_deref(), tag);
        }
    }

    #[test]
    fn what_an_export_says_is_taken_up() {
        let draft = draft(json!({"body": "T", "status": ["withheld", "embargoed until 2024-07-05", "partial"],
            "reader": {"read": true, "tags": ["energi", 7], "note": "N"}}))
        .unwrap();
        let status = draft.status;
        assert_eq!((status.withdrawn, status.partial), (Some(Withdrawn::Withheld), true));
        assert_eq!(status.embargo.as_deref(), Some("2024-07-05"));
        let kept = Kept { read: true, starred: false, tags: vec!["energi".to_owned()], note: "N".to_owned() };
        assert_eq!(draft.kept.as_deref(), Some(&kept));
    }

    #[test]
    fn faults_name_the_field() {
        let fault = draft(json!({"headline": 3, "body": "T"})).unwrap_err();
        assert_eq!(fault.to_string(), "expected a string for \"headline\"");
        let fault = draft(json!({"headline": "H"})).unwrap_err();
        assert!(fault.to_string().starts_with("expected a text: one of body_text"));
        assert!(draft(json!([1])).is_err());
    }
}
