//! Text of a story given as markup, by html5gum: each block a paragraph, what is no text left out.
//!
//! For the bodies of records (`body_xhtml`, `contentType` text/html), which are nothing but the story. Absent on
//! purpose: finding the story within a web page.

use std::convert::Infallible;

use html5gum::{Readable, Reader, StringReader, Token, Tokenizer};

/// Elements after and before which a new paragraph begins.
const BLOCKS: [&[u8]; 25] = [
    b"p",
    b"div",
    b"br",
    b"li",
    b"ul",
    b"ol",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"blockquote",
    b"section",
    b"article",
    b"table",
    b"tr",
    b"figure",
    b"header",
    b"footer",
    b"aside",
    b"pre",
    b"hr",
    b"dt",
    b"dd",
];
/// Cells of a row, whose words stand apart.
const CELLS: [&[u8]; 2] = [b"td", b"th"];
/// Elements whose content is no text of the story.
const NO_TEXT: [&[u8]; 8] =
    [b"script", b"style", b"figcaption", b"noscript", b"template", b"iframe", b"button", b"title"];

/// The most double marks within a tag; pages have sixty.
const MARKS: usize = 400;

/// Markup as far as a tag with more than [`MARKS`]: html5gum 0.9 calls itself for each attribute whose value stands in
/// double marks, and some thousand in one tag overflowed the stack.
pub(super) struct Bounded<'m> {
    markup: StringReader<'m>,
    marks: usize,
}

impl<'m> Bounded<'m> {
    pub(super) fn new(markup: &'m str) -> Self {
        Self { markup: markup.to_reader(), marks: 0 }
    }
}

impl Reader for Bounded<'_> {
    type Error = Infallible;

    #[inline]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        if self.marks > MARKS { Ok(None) } else { self.markup.read_byte() }
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        self.markup.try_read_string(wanted, case_sensitive)
    }

    #[inline]
    fn read_until<'b>(&'b mut self, ends: &[u8], buffer: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Infallible> {
        if self.marks > MARKS {
            return Ok(None);
        }
        let read = self.markup.read_until(ends, buffer)?;
        // Marks end what is read within a tag alone.
        self.marks = if ends.contains(&b'"') { self.marks + usize::from(read == Some(b"\"")) } else { 0 };
        Ok(read)
    }
}

/// The text of `markup`, paragraphs apart by a blank line.
pub(super) fn text(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut hidden: Option<Vec<u8>> = None;
    for Ok(token) in Tokenizer::new(Bounded::new(markup)) {
        match token {
            Token::String(string) if hidden.is_none() => {
                // A line end in markup is a blank; paragraphs come from elements alone.
                text.push_str(&String::from_utf8_lossy(&string).replace(['\n', '\r'], " "));
            }
            Token::StartTag(tag) => {
                if hidden.is_none() && NO_TEXT.contains(&&**tag.name) && !tag.self_closing {
                    hidden = Some(tag.name.to_vec());
                } else {
                    text.push_str(border(&tag.name));
                }
            }
            Token::EndTag(tag) => {
                if hidden.as_deref() == Some(&**tag.name) {
                    hidden = None;
                } else {
                    text.push_str(border(&tag.name));
                }
            }
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    text
}

/// What parts the words before a tag from those behind it.
fn border(name: &[u8]) -> &'static str {
    match name {
        name if BLOCKS.contains(&name) => "\n\n",
        name if CELLS.contains(&name) => " ",
        _ => "",
    }
}

/// Whether a text that should be plain is markup all the same.
pub(super) fn is_markup(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<')
        && ["<p", "<div", "<html", "<article", "<!DOCTYPE", "<body", "<h1", "<section"]
            .iter()
            .any(|tag| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_paragraphs_and_scripts_are_no_text() {
        let markup = "<div><p>Harga &amp; stok<br/>turun</p>\n<script>x < 1</script><p>Kata <b>Siti</b>.</p></div>";
        let paragraphs: Vec<String> =
            text(markup).split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        assert_eq!(paragraphs, ["Harga & stok", "turun", "Kata Siti."]);
    }

    #[test]
    fn cells_and_terms_do_not_run_into_each_other() {
        let words = |markup: &str| text(markup).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            words("<table><tr><th>Beras<th>Gula<tr><td>14.500</td><td>17.000</td></table>"),
            "Beras Gula 14.500 17.000"
        );
        assert_eq!(words("<dl><dt>Beras<dd>14.500<dt>Gula<dd>17.000</dl>"), "Beras 14.500 Gula 17.000");
    }

    #[test]
    fn a_tag_without_end_of_its_attributes_ends_the_text() {
        let of = |attributes: usize| text(&format!("Satu<b {}>dua", "a=\"b\" ".repeat(attributes)));
        assert_eq!((of(100), of(100_000)), ("Satudua".to_owned(), "Satu".to_owned()));
        let apart = "<b a=\"b\">\"</b>".repeat(1_000);
        assert_eq!(text(&apart), "\"".repeat(1_000));
    }

    #[test]
    fn broken_markup_is_read_as_far_as_it_goes() {
        assert_eq!(text("<p>Satu <b>dua <i").trim(), "Satu dua");
        assert_eq!(text("<script>x").trim(), "");
    }
}
