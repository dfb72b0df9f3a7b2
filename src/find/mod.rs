//! Where words stand in a text, as a reader searches for them.
//!
//! Smart case, as in vim and less: a query without capitals finds either case, one with capitals only its own.
//! Invariant: linear in the text for the queries people type; spans lie on character borders. Absent on purpose:
//! ranking, fields and operators.

pub mod fold;

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
    /// Phrases each of which is looked for, where they come of a query.
    each: Vec<Phrase>,
}

/// Words of a query that stand next to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    /// Folded.
    words: Vec<String>,
    /// The last may go on.
    is_beginning: bool,
}

impl Needle {
    /// A search for `words`, taken as they stand.
    pub fn new(words: &str) -> Self {
        Self { words: words.to_owned(), exact: words.chars().any(char::is_uppercase), each: Vec::new() }
    }

    /// A search for each of these words, whole, in either case, with and without accents, as a query finds them; one
    /// with a star behind it may go on.
    ///
    /// ```
    /// use kilas::find::Needle;
    /// let needle = Needle::any(&["Sao".to_owned(), "bers*".to_owned()]);
    /// assert_eq!(needle.spans("Air bersih di São Tomé").count(), 2);
    /// ```
    pub fn any(words: &[String]) -> Self {
        let each = words.iter().map(|word| Phrase {
            words: fold::folded(word).split(' ').map(str::to_owned).collect(),
            is_beginning: word.ends_with('*'),
        });
        // A star alone begins every word, and marks alone are none.
        let each = each.filter(|phrase| !phrase.words.iter().any(String::is_empty));
        Self { words: words.join(" "), exact: false, each: each.collect() }
    }

    /// A search for words that begin so, as those of [`Needle::any`]; marks are looked for as they stand.
    ///
    /// ```
    /// use kilas::find::Needle;
    /// assert_eq!(Needle::beginning("sao").spans("São Tomé, Saotoma, kasao").count(), 2);
    /// assert_eq!(Needle::beginning("#").spans("#air").count(), 1);
    /// ```
    pub fn beginning(word: &str) -> Self {
        let begun = Self::any(&[format!("{word}*")]);
        if begun.each.is_empty() { Self::new(word) } else { begun }
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
            let places = memmem::find_iter(text.as_bytes(), &self.words);
            return Box::new(places.map(|at| Span::new(at, at + self.words.len())));
        }
        Box::new(self.folded(text))
    }

    fn words_of_query(&self, text: &str) -> Vec<Span> {
        let words = fold::spans(text);
        let mut found: Vec<Span> = Vec::new();
        let (mut word, mut end) = (String::new(), 0);
        for at in 0..words.len() {
            word.clear();
            fold::fold(words[at].of(text), &mut word);
            let longest = self.each.iter().filter_map(|phrase| phrase.length_at(&word, &words[at..], text)).max();
            if let Some(length) = longest.filter(|_| at >= end) {
                end = at + length;
                found.push(words[at].join(words[end - 1]));
            }
        }
        found
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

impl Phrase {
    /// How many words it takes at the beginning of these, of which the first is folded already, a blank before it.
    fn length_at(&self, first: &str, words: &[Span], text: &str) -> Option<usize> {
        let last = self.words.len() - 1;
        let fits = |at: usize, wanted: &str, word: &str| {
            if at == last && self.is_beginning { word.starts_with(wanted) } else { word == wanted }
        };
        let mut all = self.words.iter().enumerate();
        let (_, wanted) = all.next()?;
        let fit = words.len() > last
            && fits(0, wanted, first.trim_start())
            && all.all(|(at, wanted)| fits(at, wanted, &fold::folded(words[at].of(text))));
        fit.then_some(last + 1)
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
    fn words_of_a_query_are_found_as_the_index_finds_them() {
        let text = "Élèves di São Tomé, e\u{301}leves; anak-anak SÃO TOMÉSIA";
        let found = |words: &[&str]| -> Vec<&str> {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            Needle::any(&words).spans(text).map(|span| span.of(text)).collect()
        };
        assert_eq!(found(&["eleves"]), ["Élèves", "e\u{301}leves"]);
        assert_eq!(found(&["sao tome", "sao"]), ["São Tomé", "SÃO"]);
        assert_eq!(found(&["sao tome*"]), ["São Tomé", "SÃO TOMÉSIA"]);
        assert_eq!(found(&["anak-anak"]), ["anak-anak"]);
        assert_eq!(found(&["ana", "—"]), [""; 0]);
    }

    #[test]
    fn matches_do_not_overlap_and_reach_the_end() {
        let text = "aaaa";
        let found: Vec<Span> = Needle::new("aa").spans(text).collect();
        assert_eq!(found, [Span::new(0, 2), Span::new(2, 4)]);
    }
}
