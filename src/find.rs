//! Where words stand in a text, as a reader searches for them.
//!
//! Smart case, as in vim and less: a query without capitals finds either case, one with capitals only its own.
//! Invariant: linear in the text for the queries people type; spans lie on character borders. Absent on purpose:
//! ranking, fields and operators.

use memchr::{memchr2_iter, memmem};

use crate::article::Span;

/// What is searched for.
///
/// ```
/// use kilas::find::Needle;
/// let text = "Harga beras turun; harga cabai naik.";
/// assert_eq!(Needle::new("harga").spans(text).count(), 2);
/// assert_eq!(Needle::new("Harga").spans(text).count(), 1);
/// assert_eq!(Needle::new("").spans(text).count(), 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    words: String,
    exact: bool,
    /// Words each of which is looked for, where a query has several.
    each: Vec<Word>,
}

/// A word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    needle: Needle,
    /// It may go on.
    is_beginning: bool,
}

impl Needle {
    /// A search for `words`, taken as they stand.
    pub fn new(words: &str) -> Self {
        Self { words: words.to_owned(), exact: words.chars().any(char::is_uppercase), each: Vec::new() }
    }

    /// A search for each of these words, whole and in either case, as a query finds them; one with a star behind it may go
    /// on.
    ///
    /// ```
    /// use kilas::find::Needle;
    /// let needle = Needle::any(&["Air".to_owned(), "bers*".to_owned()]);
    /// assert_eq!(needle.spans("Air bersih dan cairan").count(), 2);
    /// ```
    pub fn any(words: &[String]) -> Self {
        let each = words.iter().map(|word| {
            let plain = word.trim_end_matches('*');
            Word { needle: Self::new(&plain.to_lowercase()), is_beginning: plain.len() < word.len() }
        });
        Self { words: words.join(" "), exact: false, each: each.collect() }
    }

    /// The words searched for.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Whether they stand in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.spans(text).next().is_some()
    }

    /// Where they stand in `text`, in order, without overlaps.
    pub fn spans<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = Span> + 'a> {
        if !self.each.is_empty() {
            return Box::new(self.words_of_query(text).into_iter());
        }
        if self.words.is_empty() {
            return Box::new(std::iter::empty());
        }
        if self.exact {
            let length = self.words.len();
            let places = memmem::find_iter(text.as_bytes(), self.words.as_bytes()).collect::<Vec<_>>();
            return Box::new(places.into_iter().map(move |at| Span::new(at, at + length)));
        }
        Box::new(self.folded(text))
    }

    fn words_of_query(&self, text: &str) -> Vec<Span> {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mut spans: Vec<Span> = Vec::new();
        for Word { needle, is_beginning } in &self.each {
            spans.extend(needle.spans(text).filter(|span| {
                let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
                !is_letter(before.chars().next_back()) && (*is_beginning || !is_letter(after.chars().next()))
            }));
        }
        spans.sort_unstable();
        let mut end = 0;
        spans.retain(|span| {
            let apart = span.start >= end;
            end = if apart { span.end } else { end };
            apart
        });
        spans
    }

    fn folded<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        let first = self.words.as_bytes()[0];
        let starts: Box<dyn Iterator<Item = usize>> = if first.is_ascii() {
            Box::new(memchr2_iter(first, first.to_ascii_uppercase(), text.as_bytes()))
        } else {
            Box::new(text.char_indices().filter(|(_, c)| !c.is_ascii()).map(|(at, _)| at))
        };
        let mut after = 0;
        starts.filter_map(move |start| {
            if start < after {
                return None;
            }
            let end = start + self.length_at(text.get(start..)?)?;
            after = end;
            Some(Span::new(start, end))
        })
    }

    /// Bytes of `text` that the words take at its beginning, either case.
    fn length_at(&self, text: &str) -> Option<usize> {
        let mut wanted = self.words.chars();
        let mut next = wanted.next();
        for (at, c) in text.char_indices() {
            for lower in c.to_lowercase() {
                match next {
                    None => return Some(at),
                    Some(want) if want == lower => next = wanted.next(),
                    Some(_) => return None,
                }
            }
        }
        next.is_none().then_some(text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_either_case_beyond_ascii() {
        let text = "École, école; ÉCOLE";
        let found: Vec<&str> = Needle::new("école").spans(text).map(|s| s.of(text)).collect();
        assert_eq!(found, ["École", "école", "ÉCOLE"]);
        assert_eq!(Needle::new("É").spans(text).count(), 2);
    }

    #[test]
    fn matches_do_not_overlap_and_reach_the_end() {
        let text = "aaaa";
        let found: Vec<Span> = Needle::new("aa").spans(text).collect();
        assert_eq!(found, [Span::new(0, 2), Span::new(2, 4)]);
    }
}
