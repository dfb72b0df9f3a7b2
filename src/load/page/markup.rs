//! One pass over a page: what it says of itself, and its markup without what is no text.
//!
//! Two thirds of a news page are scripts, styles and drawings. Without them the search for the article takes half as
//! long (62 pages, 9.4 MB: 0.85 s before, 0.5 s after), and finds the same.
//!
//! Invariant: the markup that comes out is no longer than [`LONGEST`], has no more than [`MOST`] elements and none
//! deeper than [`DEEPEST`], whatever came in, so that no parser behind it can be made to build a tower. Absent on purpose: which of it is the article.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{EndTag, StartTag, Token, Tokenizer};

/// The most bytes of markup that are searched for an article: three times the longest of the 62 pages.
const LONGEST: usize = 512 << 10;
/// The most elements of it. The search takes time by the square of them where they all lie side by side: 20,000 rows of
/// one table took 9 s.
const MOST: usize = 20_000;
/// The most elements within each other; pages have 20 to 60.
const DEEPEST: usize = 200;
/// The longest value of an attribute that tells what an element is.
const VALUE: usize = 200;
/// Elements whose content is no text of a page.
const NO_TEXT: [&[u8]; 9] =
    [b"script", b"style", b"svg", b"noscript", b"template", b"iframe", b"textarea", b"xmp", b"noembed"];
/// Elements that a drawing cannot hold: where one begins, a drawing that was never closed has ended.
const NO_DRAWING: [&[u8]; 8] = [b"p", b"div", b"li", b"ul", b"h1", b"h2", b"body", b"table"];
/// Elements that only dress words. Left in, a parser opens them anew in every paragraph until they are closed.
const DRESS: [&[u8]; 17] = [
    b"b", b"i", b"em", b"strong", b"u", b"font", b"big", b"small", b"code", b"nobr", b"s", b"strike", b"tt", b"mark",
    b"wbr", b"sup", b"sub",
];
/// Elements without an end.
const VOID: [&[u8]; 12] =
    [b"br", b"img", b"hr", b"meta", b"link", b"input", b"area", b"base", b"col", b"embed", b"source", b"track"];
/// Elements that the next of their kind closes: pages leave their ends out, and they lie in no depth of their own.
const SELF_ENDING: [&[u8]; 10] = [b"p", b"li", b"dd", b"dt", b"option", b"tr", b"td", b"th", b"tbody", b"thead"];
/// Attributes that tell what an element is.
const TELLING: [&[u8]; 17] = [
    b"class",
    b"id",
    b"itemprop",
    b"itemtype",
    b"rel",
    b"href",
    b"name",
    b"property",
    b"content",
    b"datetime",
    b"role",
    b"type",
    b"lang",
    b"hidden",
    b"aria-hidden",
    b"style",
    b"title",
];

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
    /// The first moment that is marked as one.
    pub(super) time: Option<String>,
    /// Names and values of `<meta>`, names in small letters.
    pub(super) metas: Vec<(String, String)>,
    /// JSON-LD, block by block.
    pub(super) data: Vec<String>,
    /// The markup.
    pub(super) markup: String,
    /// Markup was left out because there was too much of it.
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
    for Ok(token) in Tokenizer::new_with_emitter(text, emitter) {
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&tag),
            Token::String(string) => reader.words(&String::from_utf8_lossy(&string)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.page
}

struct Reader {
    page: Page,
    into: Into,
    /// The element whose text goes somewhere else, and how many of its name are open.
    within: (Vec<u8>, usize),
    depth: usize,
    elements: usize,
    /// Elements deeper than the deepest: their ends are left out as their beginnings were.
    too_deep: usize,
    preformatted: bool,
}

impl Default for Reader {
    fn default() -> Self {
        let (page, within) = (Page::default(), (Vec::new(), 0));
        Self { page, into: Into::Markup, within, depth: 0, elements: 0, too_deep: 0, preformatted: false }
    }
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) {
        let name: &[u8] = &tag.name;
        if self.into == Into::Nowhere || self.into == Into::Data {
            let left_open = *self.within.0 == *b"svg" && NO_DRAWING.contains(&name);
            if !left_open {
                self.within.1 += usize::from(name == &*self.within.0 && !tag.self_closing);
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
        if DRESS.contains(&name) || !is_plain_name(name) || !self.has_room() {
            return;
        }
        if !VOID.contains(&name) && !SELF_ENDING.contains(&name) {
            if self.depth == DEEPEST {
                self.too_deep += 1;
                return;
            }
            self.depth += 1;
        }
        self.elements += 1;
        let markup = &mut self.page.markup;
        markup.push('<');
        markup.push_str(&String::from_utf8_lossy(name));
        for (key, value) in tag.attributes.iter().filter(|(key, _)| TELLING.contains(&&key[..])) {
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
        if !VOID.contains(&name) && !SELF_ENDING.contains(&name) {
            if self.too_deep > 0 {
                self.too_deep -= 1;
                return;
            }
            self.depth = self.depth.saturating_sub(1);
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
                if rel == "canonical" {
                    page.canonical = page.canonical.take().or_else(|| value(tag, b"href"));
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

/// Names that may be written as they are.
fn is_plain_name(name: &[u8]) -> bool {
    !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// The value of an attribute, where it has one.
fn value(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let value = tag.attributes.get(name)?;
    let value = String::from_utf8_lossy(value).trim().to_owned();
    (!value.is_empty()).then_some(value)
}

fn escape(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'&', b'<', b'"', rest.as_bytes()) {
        into.push_str(&rest[..at]);
        into.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    into.push_str(rest);
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
    fn what_the_page_says_of_itself_is_kept() {
        let page = read(
            "<title>J</title><link rel=Canonical href=c>\
             <META Name=Author content='A &amp; B'><script type=application/ld+json>{\"a\": \"</p>\"}</script>",
        );
        assert_eq!(page.title, "J");
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
