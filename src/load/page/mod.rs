//! A web page becomes the article in it.
//!
//! What the page says of itself counts for headline, byline, date and the like: schema.org NewsArticle in JSON-LD
//! first, then OpenGraph and the other names of `<meta>` in use, then what stands on it. The article's text is found by
//! rs-trafilatura. Invariant: a page without an article is a failure that says so, never a navigation bar taken for
//! news. Absent on purpose: fetching anything that a page names.

mod elements;
mod markup;
mod told;

use rs_trafilatura::{Options, extract_with_options, page_type::PageType};

use super::draft::Draft;
use super::json::Record;
use super::{Failure, MAX_FILE};
use crate::language::{Languages, detect};

/// Words below which what was found is no article of its own: a consent form, a teaser, a caption.
const FEWEST: usize = 40;

/// The article of a page called `name`, which was read at `address`.
pub(super) fn drafts(name: &str, text: &str, address: Option<&str>, languages: &Languages) -> Vec<Record> {
    debug_assert!(text.len() as u64 <= 2 * MAX_FILE);
    let page = markup::read(text);
    let told = told::told(&page);
    let found = article(page.markup);
    // Some pages build their text by script and hand it over in JSON-LD alone.
    let body = if words(&found) < words(&told.body) / 2 { told.body } else { found };
    let few = words(&body) < FEWEST;
    if few && !told.is_article || body.trim().is_empty() {
        let reason =
            "no article was found in the page; it may ask for consent or a login first, or build its text by script";
        return vec![Err(Failure::new(name, None, reason))];
    }
    let mut draft = Draft { body, origin: name.to_owned(), ..told.draft };
    draft.link = draft.link.or_else(|| address.map(str::to_owned));
    draft.uri = draft.link.clone();
    draft.status.partial |= few || page.is_cut;
    draft.language = language(draft.language.take(), &draft.body, languages);
    vec![Ok((draft, None))]
}

/// The addresses of the feeds that a page names, as written.
pub(super) fn feeds(text: &str) -> Vec<String> {
    markup::read(text).feeds
}

/// What the library would otherwise search the whole page for, rule after rule, and nobody asks it: a fifth of its
/// time. It counts only where the page says nothing itself.
const UNASKED: &str = "<meta name=author content=xx><meta name=date content=2000-01-01>\
    <meta name=keywords content=x><meta name=category content=x><meta name=dc.license content=x>";

/// The text of the article in markup, paragraphs apart by blank lines; empty where there is none.
fn article(mut markup: String) -> String {
    markup.push_str(UNASKED);
    let options = Options { page_type: Some(PageType::Article), ..Options::default() };
    // Twenty thousand lines that cut strings by bytes: no broken page made them panic yet, and one that does is to cost
    // itself alone, not the pile.
    match std::panic::catch_unwind(|| extract_with_options(&markup, &options)) {
        // Its line ends are borders of elements: those of the markup were blanks.
        Ok(Ok(found)) => found.content_text.replace('\n', "\n\n"),
        Ok(Err(_)) | Err(_) => String::new(),
    }
}

/// The language of a page: what its text is written in, where that can be told. Half of the world's templates say
/// `lang="en-US"` whatever stands in them.
fn language(told: Option<String>, body: &str, languages: &Languages) -> Option<String> {
    let seen = detect::language(body, languages);
    let agrees = |tag: &String| seen == "und" || tag.split(['-', '_']).next() == Some(seen);
    told.filter(agrees).or_else(|| (seen != "und").then(|| seen.to_owned()))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}
