//! A briefing as Markdown: for mails, wikis and notes.

use std::io::{self, Write};

use crate::article::{Article, Span, is_address};
use crate::brief::{Briefing, Quote, QuoteKind, Speaker};

pub(super) fn write(article: &Article, briefing: &Briefing, to: &mut impl Write) -> io::Result<()> {
    let body = article.body.as_str();
    let (title, points) = super::text::beginning(article, briefing);
    writeln!(to, "# {}\n", escaped(&title))?;
    let facts = super::text::facts(article, briefing);
    if !facts.is_empty() {
        writeln!(to, "*{}*\n", escaped(&facts.join(" · ")))?;
    }
    if let Some(note) = super::note(article) {
        writeln!(to, "{}\n", escaped(&note))?;
    }
    for point in &points {
        writeln!(to, "- {}", escaped(point))?;
    }
    if !points.is_empty() {
        writeln!(to)?;
    }
    for quote in &briefing.quotes {
        write_quote(body, briefing, quote, to)?;
    }
    if let Some(link) = &article.link {
        writeln!(to, "{}\n", page(link))?;
    }
    Ok(())
}

/// A link to click where it leads to a page of the web, else its text.
pub(crate) fn page(link: &str) -> String {
    match is_address(link) {
        true => format!("<{}>", link.replace('<', "%3C").replace('>', "%3E").replace(' ', "%20")),
        false => escaped(link),
    }
}

fn write_quote(body: &str, briefing: &Briefing, quote: &Quote, to: &mut impl Write) -> io::Result<()> {
    let words = joined(body, &quote.content);
    match quote.kind {
        QuoteKind::Indirect => writeln!(to, "> {}", escaped(&words))?,
        QuoteKind::Direct | QuoteKind::Mixed => writeln!(to, "> “{}”", escaped(&words))?,
    }
    if let Some(attributed) = attributed(body, briefing, quote) {
        writeln!(to, ">\n> — {}", escaped(&attributed))?;
    }
    writeln!(to)
}

/// Name and role of who speaks, and of a reported statement its word of saying.
pub(super) fn attributed(body: &str, briefing: &Briefing, quote: &Quote) -> Option<String> {
    let verb = quote.verb().map(|verb| format!(" · {}", one_line(verb.of(body))));
    Some(name_and_role(body, briefing.speaker_of(quote)?) + &verb.unwrap_or_default())
}

/// Name and role of a speaker.
pub(super) fn name_and_role(body: &str, speaker: &Speaker) -> String {
    let role = speaker.role.map(|role| format!(", {}", one_line(role.of(body))));
    one_line(speaker.name.of(body)) + &role.unwrap_or_default()
}

/// The words of several stretches, an ellipsis where the text goes on between them. A comma at the end belongs to the
/// sentence around them.
pub(super) fn joined(body: &str, spans: &[Span]) -> String {
    let words = spans.iter().map(|span| one_line(span.of(body))).collect::<Vec<_>>().join(" … ");
    words.trim_end_matches(',').to_owned()
}

/// Words on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text in which Markdown reads nothing but text, at the beginning of a block too, where `1. Satu` begins a list.
pub(crate) fn escaped(text: &str) -> String {
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut safe = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let anywhere = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '&' | '~');
        let at_start = at == 0 && matches!(c, '-' | '+' | '=') || at == number && number > 0 && matches!(c, '.' | ')');
        if anywhere || at_start {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_ends_where_it_ends_and_leads_to_a_page() {
        assert_eq!(page("https://k.example/?a=<b> c"), "<https://k.example/?a=%3Cb%3E%20c>");
        assert_eq!(page("mid:a*b"), "mid:a\\*b");
    }

    #[test]
    fn nothing_but_text() {
        for (text, safe) in [
            ("Harga *naik* <b>&lt;~x~", "Harga \\*naik\\* \\<b\\>\\&lt;\\~x\\~"),
            ("1. Satu 2. dua", "1\\. Satu 2. dua"),
            ("12) dua", "12\\) dua"),
            ("1.500 rumah", "1\\.500 rumah"),
            (".5 persen - +", ".5 persen - +"),
            ("- satu", "\\- satu"),
            ("=", "\\="),
            ("", ""),
        ] {
            assert_eq!(escaped(text), safe);
        }
    }
}
