//! One pass over a page: what it says of itself, and its markup without what is no text.
//!
//! Two thirds of a news page are scripts, styles and drawings, and of the rest half is addresses, pictures and menus.
//! Without them the search for the article takes a third of the time and finds the same, letter for letter (62 pages,
//! 9.4 MB: 0.85 s with all of it, 0.55 s without the first, 0.38 s without either).
//!
//! Invariant: the markup that comes out is no longer than [`LONGEST`], has no more than [`MOST`] elements and none
//! deeper than [`DEEPEST`], whatever came in, so that no parser behind it can be made to build a tower. Absent on
//! purpose: which of it is the article.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{EndTag, Error, StartTag, Token, Tokenizer};

use super::super::html::Bounded;
use super::elements::{
    BLOCKS, DRESS, ELSEWHERE, NO_DRAWING, NO_TEXT, SAYING, TELLING, WORDLESS, escape, is_plain_name, levels, value,
};

/// The most bytes of markup that are searched for an article: three times the longest of the 62 pages.
const LONGEST: usize = 512 << 10;
/// The most elements of it: seven times as many as the most of the 62 pages. The search takes time by their number and
/// by their depth together: 20,000 within 200 others took 2.7 s, these take a third of a second.
const MOST: usize = 10_000;
/// The most elements within each other; the pages have 30.
const DEEPEST: usize = 100;
/// The longest value of an attribute that tells what an element is.
const VALUE: usize = 200;

/// A page as far as it matters.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The language of the whole (`<html lang>`).
    pub(super) language: Option<String>,
    /// The title of the window.
    pub(super) title: String,
    /// The first heading.
    pub(super) heading: String,
    /// The address that the page calls its own.
    pub(super) canonical: Option<String>,
    /// Feeds that it names: the address of each, as written.
    pub(super) feeds: Vec<String>,
    /// The first moment that is marked as one.
    pub(super) time: Option<String>,
    /// Names and values of `<meta>`, names in small letters.
    pub(super) metas: Vec<(String, String)>,
    /// JSON-LD, block by block.
    pub(super) data: Vec<String>,
    /// The markup.
    pub(super) markup: String,
    /// Markup was left out because there was too much of it, or it ends within a tag.
    pub(super) is_cut: bool,
}

/// Where the words of text go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Markup,
    Title,
    Heading,
    Data,
    Nowhere,
}

/// Reads a page.
pub(super) fn read(text: &str) -> Page {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new_with_emitter(Bounded::new(text), emitter) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag),
            Token::String(string) => reader.words(&String::from_utf8_lossy(&string)),
            Token::Error(error) => reader.page.is_cut |= *error == Error::EofInTag,
            Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    reader.page
}

struct Reader {
    page: Page,
    into: Into,
    /// The element whose text goes somewhere else, and how many of its name are open.
    within: (Vec<u8>, usize),
    /// Blocks that are open in an element that leads elsewhere.
    blocks: usize,
    depth: usize,
    elements: usize,
    /// Elements deeper than the deepest: their ends are left out as their beginnings were.
    too_deep: usize,
    preformatted: bool,
}

impl Default for Reader {
    fn default() -> Self {
        let (page, within) = (Page::default(), (Vec::new(), 0));
        Self { page, into: Into::Markup, within, blocks: 0, depth: 0, elements: 0, too_deep: 0, preformatted: false }
    }
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        if self.into == Into::Nowhere || self.into == Into::Data {
            let left_open = match &*self.within.0 {
                b"svg" => NO_DRAWING.contains(&name),
                within => ELSEWHERE.contains(&within) && matches!(name, b"article" | b"main" | b"h1"),
            };
            if !left_open {
                self.within.1 += usize::from(name == &*self.within.0 && !tag.self_closing);
                self.blocks += usize::from(BLOCKS.contains(&name));
                return;
            }
            self.into = Into::Markup;
        }
        self.facts(tag);
        if NO_TEXT.contains(&name) {
            if !tag.self_closing {
                let is_data = name == b"script" && value(tag, b"type").is_some_and(|kind| kind.contains("ld+json"));
                self.leave(name, if is_data { Into::Data } else { Into::Nowhere });
                if is_data {
                    self.page.data.push(String::new());
                }
            }
            return;
        }
        if ELSEWHERE.contains(&name) && self.into == Into::Markup {
            self.blocks = 0;
            self.leave(name, Into::Nowhere);
            return;
        }
        match name {
            b"title" if self.page.title.is_empty() => self.leave(name, Into::Title),
            b"h1" if self.page.heading.is_empty() && self.into == Into::Markup => self.leave(name, Into::Heading),
            b"pre" => self.preformatted = true,
            _ => {}
        }
        self.tag(tag);
    }

    /// Sends the text within an element somewhere else.
    fn leave(&mut self, name: &[u8], into: Into) {
        (self.into, self.within) = (into, (name.to_vec(), 1));
    }

    /// Writes a tag that stays.
    fn tag(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        let is_left_out = DRESS.contains(&name) || WORDLESS.contains(&name) || !is_plain_name(name);
        if is_left_out || !self.has_room() {
            return;
        }
        let levels = levels(name);
        if levels > 0 {
            if self.depth + levels > DEEPEST {
                self.too_deep += 1;
                return;
            }
            self.depth += levels;
        }
        self.elements += 1;
        let markup = &mut self.page.markup;
        markup.push('<');
        markup.push_str(&String::from_utf8_lossy(name));
        let kept = if name == b"meta" { &SAYING[..] } else { &TELLING[..] };
        for (key, value) in tag.attributes.iter().filter(|(key, _)| kept.contains(&&key[..])) {
            let value = String::from_utf8_lossy(value);
            if value.len() <= VALUE {
                markup.push(' ');
                markup.push_str(&String::from_utf8_lossy(key));
                markup.push_str("=\"");
                escape(&value, markup);
                markup.push('"');
            }
        }
        markup.push('>');
    }

    fn end(&mut self, tag: &EndTag<()>) {
        let name: &[u8] = &tag.name;
        if self.into == Into::Nowhere && BLOCKS.contains(&name) {
            if self.blocks == 0 && ELSEWHERE.contains(&&*self.within.0) {
                // What it stands in has ended, and with it what was left open.
                self.into = Into::Markup;
            }
            self.blocks = self.blocks.saturating_sub(1);
        }
        if self.into != Into::Markup && name == &*self.within.0 {
            self.within.1 = self.within.1.saturating_sub(1);
            if self.within.1 == 0 {
                let was = std::mem::replace(&mut self.into, Into::Markup);
                if matches!(was, Into::Nowhere | Into::Data) {
                    return;
                }
            }
        }
        if matches!(self.into, Into::Nowhere | Into::Data) || DRESS.contains(&name) || NO_TEXT.contains(&name) {
            return;
        }
        self.preformatted &= name != b"pre";
        let levels = levels(name);
        if levels > 0 {
            if self.too_deep > 0 {
                self.too_deep -= 1;
                return;
            }
            self.depth = self.depth.saturating_sub(levels);
        }
        if is_plain_name(name) && self.has_room() {
            self.page.markup.push_str("</");
            self.page.markup.push_str(&String::from_utf8_lossy(name));
            self.page.markup.push('>');
        }
    }

    fn words(&mut self, words: &str) {
        match self.into {
            Into::Nowhere => return,
            Into::Data => {
                if let Some(block) = self.page.data.last_mut() {
                    block.push_str(words);
                }
                return;
            }
            Into::Title => self.page.title.push_str(words),
            Into::Heading => self.page.heading.push_str(words),
            Into::Markup => {}
        }
        if self.has_room() {
            let start = self.page.markup.len();
            escape(words, &mut self.page.markup);
            if self.page.markup.len() > LONGEST {
                let whole = (0..=LONGEST).rev().find(|at| self.page.markup.is_char_boundary(*at)).unwrap_or_default();
                self.page.markup.truncate(whole);
                self.page.is_cut = true;
            }
            if !self.preformatted
                && memchr::memchr3(b'\n', b'\r', b'\t', &self.page.markup.as_bytes()[start..]).is_some()
            {
                // A line end in markup is a blank; paragraphs come from elements alone.
                let flat = self.page.markup[start..].replace(['\n', '\r', '\t'], " ");
                self.page.markup.replace_range(start.., &flat);
            }
        }
    }

    fn has_room(&mut self) -> bool {
        let room = self.page.markup.len() < LONGEST && self.elements < MOST;
        self.page.is_cut |= !room;
        room
    }

    /// Keeps what a tag says of the page.
    fn facts(&mut self, tag: &StartTag<()>) {
        let page = &mut self.page;
        match &**tag.name {
            b"html" => page.language = page.language.take().or_else(|| value(tag, b"lang")),
            b"time" => page.time = page.time.take().or_else(|| value(tag, b"datetime")),
            b"link" => {
                let rel = value(tag, b"rel").unwrap_or_default().to_ascii_lowercase();
                let kind = value(tag, b"type").unwrap_or_default().to_ascii_lowercase();
                let is_feed =
                    matches!(&*kind, "application/rss+xml" | "application/atom+xml" | "application/feed+json");
                if rel == "canonical" {
                    page.canonical = page.canonical.take().or_else(|| value(tag, b"href"));
                } else if rel.split_whitespace().any(|word| word == "alternate") && is_feed {
                    page.feeds.extend(value(tag, b"href"));
                }
            }
            b"meta" => {
                let names = [&b"property"[..], b"name", b"itemprop"];
                let name = names.iter().find_map(|name| value(tag, name));
                page.metas.extend(name.map(|name| name.to_ascii_lowercase()).zip(value(tag, b"content")));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_left_out() {
        let page = read(
            "<p onclick=x class=\"a b\">Harga\n<b>beras</b> & gula<svg><g>x</g><p>Stok<script>if (a<b) {}</script>\
             <noscript><img></noscript> cukup<br>",
        );
        assert_eq!(page.markup, "<p class=\"a b\">Harga beras &amp; gula<p>Stok cukup<br>");
        assert!(!page.is_cut);
    }

    #[test]
    fn what_leads_elsewhere_is_left_out_and_ends_with_what_it_stands_in() {
        let page = read(
            "<div><nav><div><ul><li><a>Olahraga</a></ul></div></nav><p>Satu<nav><nav>x</nav>y</nav></div>\
             <div><nav><div><a>Ekonomi</a></div></div><p>Dua<button>Bagikan<article><p>Tiga</article>",
        );
        assert_eq!(page.markup, "<div><p>Satu</div><div></div><p>Dua<article><p>Tiga</article>");
    }

    #[test]
    fn what_the_page_says_of_itself_is_kept() {
        let page = read(
            "<title>J</title><link rel=alternate type=application/rss+xml href=/f><link rel=Canonical href=c>\
             <META Name=Author content='A &amp; B'><script type=application/ld+json>{\"a\": \"</p>\"}</script>",
        );
        assert_eq!((page.title.as_str(), page.feeds), ("J", vec!["/f".to_owned()]));
        assert_eq!((page.canonical.as_deref(), page.data), (Some("c"), vec!["{\"a\": \"</p>\"}".to_owned()]));
        assert_eq!(page.metas, [("author".to_owned(), "A & B".to_owned())]);
    }

    #[test]
    fn towers_and_floods_are_bounded() {
        let deep = read(&"<div>".repeat(50_000)).markup;
        assert_eq!(deep.matches("<div>").count(), DEEPEST);
        let wide = read(&"<p>x".repeat(50_000));
        assert!(wide.is_cut && wide.markup.matches("<p>").count() == MOST);
        assert!(read(&"&lt;".repeat(400_000)).markup.len() <= LONGEST);
    }
}
