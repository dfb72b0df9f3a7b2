//! What a page says of its article: JSON-LD, `<meta>`, and the little that stands on every page.
//!
//! Sources: schema.org; ogp.me and its article namespace; Dublin Core; the names that Parse.ly, Sailthru and Chartbeat
//! ask for, which newsrooms fill in. Invariant: what is no name or date is nothing, never shown as one.

use serde_json::{Map, Value};

use super::super::{draft::Draft, html, record};
use super::markup::Page;
use crate::article::is_address;

/// How deep within JSON-LD an article is looked for: `@graph` within an array, an article within the page it is of.
const DEPTH: usize = 4;
/// The most references of one field that are followed; each is looked for in all of the page's JSON-LD.
const REFERENCES: usize = 16;

const HEADLINES: [&str; 5] = ["og:title", "parsely-title", "sailthru.title", "twitter:title", "dc.title"];
const BYLINES: [&str; 9] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "byline",
    "og:article:author",
];
const TIMES: [&str; 16] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "publish-date",
    "pubdate",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "article:modified_time",
    "og:updated_time",
];
const SITES: [&str; 3] = ["og:site_name", "application-name", "dc.publisher"];
const LANGUAGES: [&str; 4] = ["og:locale", "content-language", "language", "dc.language"];
const LINKS: [&str; 2] = ["og:url", "parsely-link"];
/// What publishers say in `article:content_tier` of a text that not everybody may read.
const TIERS: [&str; 2] = ["metered", "locked"];

/// What a page says.
pub(super) struct Told {
    /// All but the text.
    pub(super) draft: Draft,
    /// The text as JSON-LD has it; empty where it has none.
    pub(super) body: String,
    /// The page says that it is an article.
    pub(super) is_article: bool,
}

/// What `page` says of its article.
pub(super) fn told(page: &Page) -> Told {
    let blocks: Vec<Value> = page.data.iter().filter_map(|block| parse(block)).collect();
    let data = blocks.iter().find_map(|block| article(block, DEPTH)).map(|article| resolved(article, &blocks));
    let mut draft = data.as_ref().map(record::about).unwrap_or_default();
    let meta = |names: &[&str]| {
        let of = |name: &&str| page.metas.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        names.iter().filter_map(of).find(|value| !value.trim().is_empty())
    };
    let one_of = |given: Option<String>, otherwise: &[&str]| given.or_else(|| meta(otherwise));
    let on_page = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    // A reference that leads nowhere names nobody.
    let named = |source: &String| !source.contains("://");
    let site = one_of(draft.source.take().filter(named), &SITES);
    draft.headline = one_of(draft.headline.take(), &HEADLINES)
        .map(|headline| plain(&headline))
        .or_else(|| on_page(&page.heading))
        .or_else(|| on_page(&page.title))
        .map(|headline| without_site(headline, site.as_deref(), &page.heading));
    draft.byline = one_of(draft.byline.take(), &BYLINES).map(|byline| plain(&byline)).filter(|byline| is_name(byline));
    draft.published = one_of(draft.published.take(), &TIMES).or_else(|| page.time.clone()).filter(|time| is_time(time));
    draft.language = page.language.clone().or_else(|| one_of(draft.language.take(), &LANGUAGES));
    draft.source = site.map(|site| plain(&site));
    let address = |link: &String| is_address(link);
    draft.link = page.canonical.clone().filter(address).or_else(|| one_of(draft.link.take(), &LINKS)).filter(address);
    draft.status.partial |= meta(&["article:content_tier"]).is_some_and(|tier| TIERS.contains(&&*tier));
    let body =
        data.as_ref().and_then(|data| data.get("articleBody")?.as_str()).map(plain_paragraphs).unwrap_or_default();
    let is_article = data.is_some()
        || meta(&["og:type"]).is_some_and(|kind| kind == "article")
        || meta(&["article:published_time"]).is_some();
    Told { draft, body, is_article }
}

/// A block of JSON-LD; sites write line ends into strings, which JSON forbids.
fn parse(block: &str) -> Option<Value> {
    let block = block.trim().trim_start_matches("<!--").trim_end_matches("-->");
    serde_json::from_str(block).ok().or_else(|| serde_json::from_str(&block.replace(char::is_control, " ")).ok())
}

/// The article in a value of JSON-LD.
fn article(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    match value {
        _ if depth == 0 => None,
        Value::Array(values) => values.iter().find_map(|value| article(value, depth - 1)),
        Value::Object(map) if map.get("@type").is_some_and(record::is_article_type) => Some(map),
        Value::Object(map) => {
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|key| article(map.get(*key)?, depth - 1))
        }
        _ => None,
    }
}

/// An article with the people and houses it refers to by `@id`, which stand beside it in its graph.
fn resolved(article: &Map<String, Value>, blocks: &[Value]) -> Map<String, Value> {
    let mut article = article.clone();
    for key in ["author", "creator", "publisher", "sourceOrganization"] {
        let Some(value) = article.get_mut(key) else { continue };
        let values = match value {
            Value::Array(values) => values.iter_mut().collect::<Vec<_>>(),
            one => vec![one],
        };
        for value in values.into_iter().take(REFERENCES).filter(|value| value.get("name").is_none()) {
            let id = value.get("@id").and_then(Value::as_str);
            let named = id.and_then(|id| blocks.iter().find_map(|block| of_id(block, id, DEPTH)));
            if let Some(named) = named {
                *value = named.clone();
            }
        }
    }
    article
}

/// What an `@id` names.
fn of_id<'b>(value: &'b Value, id: &str, depth: usize) -> Option<&'b Value> {
    match value {
        _ if depth == 0 => None,
        Value::Array(values) => values.iter().find_map(|value| of_id(value, id, depth - 1)),
        Value::Object(map) if map.get("@id").and_then(Value::as_str) == Some(id) && map.contains_key("name") => {
            Some(value)
        }
        Value::Object(map) => map.get("@graph").and_then(|graph| of_id(graph, id, depth - 1)),
        _ => None,
    }
}

/// A field as words: some sites write entities into their JSON.
fn plain(text: &str) -> String {
    if text.contains(['&', '<']) { html::text(text).trim().to_owned() } else { text.to_owned() }
}

fn plain_paragraphs(text: &str) -> String {
    if text.contains(['&', '<']) { html::text(&text.replace('\n', "<br>")) } else { text.replace('\n', "\n\n") }
}

/// A headline without the name of the site behind a bar or a dash, which window titles and og:title often carry:
/// `Rice is cheaper | The Daily`.
fn without_site(headline: String, site: Option<&str>, heading: &str) -> String {
    let heading = heading.trim();
    let Some((at, mark)) = headline.char_indices().rev().find(|(_, c)| matches!(c, '|' | '-' | '–' | '—')) else {
        return headline;
    };
    let (before, behind) = (headline[..at].trim_end(), headline[at + mark.len_utf8()..].trim());
    let is_site = site.is_some_and(|site| site.eq_ignore_ascii_case(behind)) || before == heading;
    if is_site && !before.is_empty() { before.to_owned() } else { headline }
}

/// Whether a byline is one: profiles on other sites and handles stand in the same fields.
fn is_name(byline: &str) -> bool {
    let byline = byline.trim();
    !byline.is_empty() && !byline.contains("://") && !byline.starts_with('@') && byline.len() <= 200
}

/// Whether a time can be one: a page that says `today` says nothing.
fn is_time(time: &str) -> bool {
    time.bytes().filter(u8::is_ascii_digit).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::super::markup;
    use super::*;

    fn of(head: &str) -> Draft {
        told(&markup::read(&format!("<html lang=id><head>{head}</head><body><h1>Harga turun</h1>"))).draft
    }

    #[test]
    fn people_of_a_graph_are_found_by_reference() {
        let draft = of("<script type=application/ld+json>{\"@graph\": [{\"@type\": \"NewsArticle\", \"headline\": \"Harga &amp; stok\",
            \"author\": [{\"@id\": \"#r\"}], \"publisher\": {\"@id\": \"https://k.example/#lost\"}},
            {\"@type\": \"Person\", \"@id\": \"#r\", \"name\": \"Ratna Dewi\"}]}</script><meta property=og:site_name content=Kabar>");
        assert_eq!(draft.headline.as_deref(), Some("Harga & stok"));
        assert_eq!(draft.byline.as_deref(), Some("Ratna Dewi"));
        assert_eq!(draft.source.as_deref(), Some("Kabar"));
    }

    #[test]
    fn a_page_without_data_is_told_by_its_tags() {
        let draft = of("<title>Harga turun - Kabar</title><meta name=author content=\"https://x.example/ratna\">
            <meta property=article:published_time content=2024-07-05><link rel=canonical href=https://k.example/1>
            <meta property=og:title content=\"Harga turun | Kabar\"><meta property=og:site_name content=Kabar>");
        assert_eq!(draft.headline.as_deref(), Some("Harga turun"));
        assert_eq!((draft.byline, draft.published.as_deref()), (None, Some("2024-07-05")));
        assert_eq!((draft.link.as_deref(), draft.language.as_deref()), (Some("https://k.example/1"), Some("id")));
    }

    #[test]
    fn a_page_leads_to_no_place_within_itself_and_tells_who_must_pay() {
        let draft = of("<link rel=canonical href=/1><meta property=og:url content=https://k.example/2>
            <meta property=article:content_tier content=locked>");
        assert_eq!((draft.link.as_deref(), draft.status.partial), (Some("https://k.example/2"), true));
        assert!(!of("<meta property=article:content_tier content=free>").status.partial);
    }

    #[test]
    fn a_year_is_a_time_and_a_word_is_none() {
        assert!(is_time("2024") && is_time("5 July 2024"));
        assert!(!is_time("today") && !is_time("5 July"));
    }

    #[test]
    fn a_dash_of_the_headline_itself_stays() {
        assert_eq!(without_site("Beras - gula naik".into(), Some("Kabar"), "Lain"), "Beras - gula naik");
        assert_eq!(without_site("Beras – naik – Kabar".into(), Some("kabar"), ""), "Beras – naik");
    }
}
