//! Names that the sender marked (ninjs `person`, `place`, `organisation`) and the place of the dateline: what is told
//! need not be guessed.
//!
//! Invariant: a name that stands in the text as it was marked is one, of the kind it was marked as; nothing that is not
//! in the text is added. Absent on purpose: names that are marked in another form than the text's.

use super::{Kind, Name};
use crate::article::{Article, Tagged};
use crate::brief::text::token::{self, Token};
use crate::brief::text::vocabulary::Vocabulary;
use crate::brief::text::{Range, Text};
use crate::language::lexicon::class;

/// A marked name whose words all stand in the text: their numbers, and its kind.
type Marked = (Vec<u32>, Kind);

/// Settles `names` by what is told of `article`.
pub(crate) fn settle(text: &Text<'_>, names: Vec<Name>, article: &Article) -> Vec<Name> {
    let marked = marked(text, article);
    if marked.is_empty() {
        return names;
    }
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    let mut names = names.into_iter().peekable();
    let mut at = 0;
    while at < text.tokens.len() {
        let Some((range, kind)) = found(text, &marked, at) else {
            at += 1;
            continue;
        };
        at = range.end;
        out.extend(std::iter::from_fn(|| names.next_if(|name| name.range.end <= range.start)));
        let mut under: Vec<Name> = std::iter::from_fn(|| names.next_if(|name| name.range.start < range.end)).collect();
        match under.pop() {
            Some(name) if name.range == range && name.kind == kind || is_more(text, &name, &range, kind) => {
                at = name.range.end;
                out.push(name);
            }
            name => out.push(settled(text, range, kind, name)),
        }
    }
    out.extend(names);
    out
}

/// The marked names, those with the same first word beside each other and the longest of them first: `Sagara` may be
/// marked beside `Sagara Timur`.
fn marked(text: &Text<'_>, article: &Article) -> Vec<Marked> {
    let mut marked: Vec<Marked> = Vec::new();
    let Tagged { people, organisations, places } = &article.tagged;
    for (names, kind) in [
        (people.as_slice(), Kind::Person),
        (organisations, Kind::Organisation),
        (places, Kind::Place),
        // Words are numbered in small letters: `MUARA LINTANG — …` is `di Muara Lintang`.
        (article.located.as_slice(), Kind::Place),
    ] {
        for name in names {
            let mut words = Vocabulary::new(text.words.lexicon, name.len());
            let tokens = token::tokens(name, &mut words).all;
            let numbers: Option<Vec<u32>> = tokens.iter().map(|token| text.words.find(token.word, &words)).collect();
            marked.extend(numbers.filter(|numbers| !numbers.is_empty()).map(|numbers| (numbers, kind)));
        }
    }
    marked.sort_by_key(|(words, _)| (words[0], std::cmp::Reverse(words.len())));
    marked
}

/// The marked name that begins at `at`.
fn found(text: &Text<'_>, marked: &[Marked], at: usize) -> Option<(Range, Kind)> {
    let first = text.get(at).filter(|token| token.is_capital())?;
    let behind = &text.tokens[at + 1..];
    let stands = |rest: &[u32]| {
        let fits = |(token, number): (&Token, &u32)| token.word == *number && !token.opens_paragraph;
        rest.len() <= behind.len() && behind.iter().zip(rest).all(fits)
    };
    let from = marked.partition_point(|(words, _)| words[0] < first.word);
    let same = marked[from..].iter().take_while(|(words, _)| words[0] == first.word);
    let (words, kind) = same.into_iter().find(|(words, _)| stands(&words[1..]))?;
    Some((at..at + words.len(), *kind))
}

/// `Universitas Sagara`, `Yayasan Rina Wulandari` are more than the place or person marked in them, and `Sydney Ray` is
/// no town; the words of an office before a person are not more.
fn is_more(text: &Text<'_>, read: &Name, range: &Range, kind: Kind) -> bool {
    let office = kind == Kind::Person
        && read.range.end == range.end
        && (!matches!(read.kind, Kind::Organisation | Kind::Place)
            || text.is(read.range.start.wrapping_sub(1), class::ROLE));
    read.range.len() > range.len() && !office
}

/// A marked name in the place of what was read there: `Ketua Dewan ‹Rina Wulandari›` was no council.
fn settled(text: &Text<'_>, range: Range, kind: Kind, read: Option<Name>) -> Name {
    let gender = read.as_ref().map_or(0, |name| name.gender);
    let mut role = read.as_ref().and_then(|name| name.role.clone()).filter(|role| role.end <= range.start);
    let mut start = read.map_or(range.start, |name| name.range.start).min(range.start);
    while start > 0 && text.is(start - 1, class::ROLE) && !text.tokens[start].opens_paragraph {
        start -= 1;
    }
    if kind == Kind::Person && role.is_none() && text.is(start, class::ROLE) && start < range.start {
        role = Some(start..range.start);
    }
    let role = role.filter(|_| kind == Kind::Person);
    let whole = role.as_ref().map_or(range.start, |role| role.start)..range.end;
    Name { range, whole, role, kind, gender, sure: kind == Kind::Person }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::name;
    use crate::language::Languages;

    #[test]
    fn what_the_sender_marked_is_settled() {
        let languages = Languages::new();
        let body = "“Data,” kata Ketua Dewan Rina Wulandari di Universitas Sagara, Kota Sagara.";
        let text = Text::new(body, languages.get_or_neutral("id"));
        let tagged = Tagged {
            people: vec!["Rina Wulandari".into(), "Siti Rahma".into()],
            places: vec!["Sagara".into()],
            organisations: Vec::new(),
        };
        let article = Article { tagged, located: Some("KOTA SAGARA".into()), ..Article::default() };
        let of = |range: &Range| text.span(range).of(body).to_owned();
        let found: Vec<_> = settle(&text, name::names(&text), &article)
            .into_iter()
            .map(|name| (of(&name.range), name.kind, name.role.map(|role| of(&role))))
            .collect();
        let person = ("Rina Wulandari".to_owned(), Kind::Person, Some("Ketua Dewan".to_owned()));
        let university = ("Universitas Sagara".to_owned(), Kind::Organisation, None);
        assert_eq!(found, [person, university, ("Kota Sagara".to_owned(), Kind::Place, None)]);
    }
}
