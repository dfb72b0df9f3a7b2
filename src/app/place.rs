//! Where a reader stopped in a story, found again when the story has changed.
//!
//! Invariant: what is found is a byte of the body it is looked for in, on a character border. Absent on purpose: lines,
//! which another width of the pane would move.

use memchr::memmem;

/// Bytes of the words that are kept: enough that they stand once in an article.
const WORDS: usize = 80;

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The byte of the body.
    pub byte: u32,
    /// The words that stand there.
    pub words: String,
    /// Lines of the headline and what follows it that were in view above.
    pub above: u16,
}

impl Place {
    /// The place of a byte of `body`, which is on a character border.
    pub fn at(body: &str, byte: u32, above: usize) -> Self {
        let rest = body.get(byte as usize..).unwrap_or_default();
        Self { byte, words: rest[..border(rest, WORDS)].to_owned(), above: above.try_into().unwrap_or(u16::MAX) }
    }

    /// The byte of `body` where the words stand now: nearest to where they stood. Where they are gone their first half
    /// is looked for, and at last the byte itself.
    ///
    /// ```
    /// use kilas::app::place::Place;
    /// let place = Place::at("Harga turun.\n\nStok cukup.", 14, 0);
    /// assert_eq!(place.find("Harga beras turun.\n\nStok cukup."), 20);
    /// assert_eq!(place.find("Harga"), 5);
    /// ```
    pub fn find(&self, body: &str) -> u32 {
        // Most texts are as they were; to look for words takes longer than all else about opening a story.
        if body.get(self.byte as usize..).is_some_and(|rest| rest.starts_with(&self.words)) {
            return self.byte;
        }
        let half = &self.words[..border(&self.words, self.words.len() / 2)];
        for words in [self.words.as_str(), half] {
            let places = memmem::find_iter(body.as_bytes(), words.as_bytes());
            let nearest = places.min_by_key(|at| at.abs_diff(self.byte as usize)).filter(|_| !words.is_empty());
            if let Some(at) = nearest {
                return at as u32;
            }
        }
        border(body, self.byte as usize) as u32
    }
}

/// The last character border up to a byte of `text`.
fn border(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_words_that_stand_twice_the_nearer_are_meant() {
        let body = "Naik.\n\nTurun.\n\nNaik.\n\nTurun.";
        let second = Place { byte: 22, words: "Turun.".into(), above: 0 };
        assert_eq!(second.find(body), 22);
        assert_eq!(second.find(&format!("Baru. {body}")), 28);
    }

    #[test]
    fn what_is_gone_is_looked_for_by_its_beginning() {
        let place = Place::at("Satu dua tiga empat lima", 5, 0);
        assert_eq!(place.find("Nol satu dua tiga enam"), 9);
        assert_eq!(place.find("ééééé"), 4);
        assert_eq!(Place { byte: 3, words: "x".into(), above: 0 }.find("éé"), 2, "half of one letter is no word");
        assert_eq!(Place { byte: 3, words: String::new(), above: 0 }.find("satu"), 3);
    }
}
