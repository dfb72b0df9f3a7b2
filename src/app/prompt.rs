//! Words being typed: where the cursor stands in them, and the keys that change them.
//!
//! Invariant: the cursor stands between characters as they are seen, accents with their letter. Absent on purpose: what
//! is done with the words.

use std::mem;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::key::{Key, KeyCode};
use super::mistake::Mistake;
use super::search::Scope;
use super::story::StoryId;
use crate::find::fold::folded;

/// Words being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// Where it will look.
    pub scope: Scope,
    /// What was typed so far.
    pub words: String,
    /// The byte of them that the cursor stands before.
    pub cursor: usize,
    /// First line in view when it was opened, to go back to.
    pub top: usize,
    /// The story that was open then, to go back to.
    pub open: Option<StoryId>,
    /// The quotation of it that was current.
    pub quote: Option<usize>,
    /// Words that may be meant, the likeliest first.
    pub known: Vec<String>,
    /// What in them is not understood yet.
    pub mistake: Option<Mistake>,
    /// What was typed here before, and at the end what is typed now.
    lines: Vec<String>,
    /// Which of them stands there.
    line: usize,
}

impl Prompt {
    /// Opened on these words, the cursor behind them.
    pub fn new(scope: Scope, words: String, top: usize) -> Self {
        let (cursor, lines) = (words.len(), vec![String::new()]);
        Self { scope, cursor, words, top, open: None, quote: None, known: Vec::new(), mistake: None, lines, line: 0 }
    }

    /// The same where this was typed before, the last at the end.
    pub(super) fn after(self, earlier: impl Iterator<Item = String>) -> Self {
        let lines: Vec<String> = earlier.chain([String::new()]).collect();
        Self { line: lines.len() - 1, lines, ..self }
    }

    /// How the word that is being typed may go on, as a known one does that does not stand there yet.
    pub fn offer(&self) -> Option<&str> {
        let typed = self.typed();
        let letters = typed.trim_start_matches('#');
        let (begun, count) = (folded(letters), letters.chars().count());
        if begun.is_empty() || self.cursor < self.words.len() {
            return None;
        }
        let there: Vec<String> = self.words[..self.cursor - typed.len()].split(is_apart).map(folded).collect();
        let mut meant = self.known.iter().map(|known| (known, folded(known)));
        let (known, _) = meant.find(|(_, word)| word.starts_with(&begun) && !there.contains(word))?;
        known.char_indices().nth(count).map(|(at, _)| &known[at..])
    }

    /// The bytes that are not understood, up to the next blank; none at the end where nothing is wrong, or something
    /// missing.
    pub fn wrong(&self) -> Range<usize> {
        let column = self.mistake.as_ref().map_or(usize::MAX, |mistake| mistake.column);
        let start = self.words.char_indices().nth(column.saturating_sub(1)).map_or(self.words.len(), |(at, _)| at);
        let rest = &self.words[start..];
        start..start + rest.find(char::is_whitespace).unwrap_or(rest.len())
    }

    /// What of the word at the cursor is typed.
    fn typed(&self) -> &str {
        let before = &self.words[..self.cursor];
        &before[before.rfind(is_apart).map_or(0, |blank| blank + 1)..]
    }

    /// Adds pasted or typed text where the cursor stands, what is no text left out.
    pub fn push(&mut self, text: &str) {
        let text: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).filter(|c| !c.is_control()).collect();
        self.words.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Does what a key does to a line of words: those of a terminal's own and of readline.
    pub(super) fn edit(&mut self, key: Key) {
        let before = self.before();
        let (cursor, end) = (self.cursor, self.words.len());
        match (key.code, key.ctrl) {
            (KeyCode::Tab, _) => {
                if let Some(rest) = self.offer().map(|rest| format!("{rest} ")) {
                    self.push(&rest);
                }
            }
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => self.remove(before, cursor),
            (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => self.remove(cursor, self.behind()),
            (KeyCode::Char('u'), true) => self.remove(0, cursor),
            (KeyCode::Char('k'), true) => self.remove(cursor, end),
            (KeyCode::Char('w'), true) => {
                let words = self.words[..cursor].trim_end();
                self.remove(words.rfind(' ').map_or(0, |blank| blank + 1), cursor);
            }
            (KeyCode::Left, _) | (KeyCode::Char('b'), true) => self.cursor = before,
            (KeyCode::Right, _) | (KeyCode::Char('f'), true) => self.cursor = self.behind(),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.recall(self.line.checked_sub(1)),
            (KeyCode::Down, _) | (KeyCode::Char('n'), true) => self.recall(Some(self.line + 1)),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => self.cursor = 0,
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => self.cursor = end,
            (KeyCode::Char(c), false) if !key.alt => self.push(c.encode_utf8(&mut [0; 4])),
            _ => {}
        }
    }

    /// Goes to another line, where there is one; what stands there stays as it is for who comes back.
    fn recall(&mut self, line: Option<usize>) {
        let Some(recalled) = line.and_then(|line| self.lines.get_mut(line)).map(mem::take) else { return };
        self.lines[self.line] = mem::replace(&mut self.words, recalled);
        self.line = line.unwrap_or_default();
        self.cursor = self.words.len();
    }

    fn remove(&mut self, from: usize, to: usize) {
        self.words.replace_range(from..to, "");
        self.cursor = from;
    }

    /// Where the character before the cursor begins.
    fn before(&self) -> usize {
        self.words[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    /// Where the character at the cursor ends.
    fn behind(&self) -> usize {
        self.cursor + self.words[self.cursor..].graphemes(true).next().map_or(0, str::len)
    }
}

/// What stands between words; each is one byte long.
fn is_apart(c: char) -> bool {
    matches!(c, ' ' | ',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_word_is_offered_and_taken() {
        let known = ["energi", "Énergi-laut", "pajak"].map(str::to_owned).to_vec();
        for (typed, offer, taken) in [
            ("e", Some("nergi"), "energi "),
            ("pajak,#ENE", Some("rgi"), "pajak,#ENErgi "),
            ("energi en", Some("ergi-laut"), "energi energi-laut "),
            ("x pa", Some("jak"), "x pajak "),
            ("pajak", None, "pajak"),
            ("pajak pa", None, "pajak pa"),
            ("laut", None, "laut"),
            ("", None, ""),
            ("pajak ", None, "pajak "),
        ] {
            let mut prompt = Prompt { known: known.clone(), ..Prompt::new(Scope::Tags, typed.to_owned(), 0) };
            assert_eq!(prompt.offer(), offer, "{typed}");
            prompt.edit("Tab".parse().unwrap());
            assert_eq!(prompt.words, taken, "{typed}");
            prompt.cursor = 0;
            assert_eq!(prompt.offer(), None, "only behind what is typed");
        }
    }

    #[test]
    fn keys_move_and_mend() {
        for (keys, words) in [
            ("Left Left x", "kópix i"),
            ("Home x", "xkópi i"),
            ("Home Delete Right Ctrl-d", "ói i"),
            ("Backspace Backspace Backspace Backspace", "kó"),
            ("Ctrl-w y", "kópi y"),
            ("Left Ctrl-u", "i"),
            ("Ctrl-a Right Ctrl-k", "k"),
            ("Ctrl-a Ctrl-f Ctrl-f Ctrl-b x Ctrl-e z", "kxópi iz"),
            ("Left Left Left Left Left Left Left Left Backspace", "kópi i"),
            ("Right Delete", "kópi i"),
        ] {
            // An accent of its own: one character as it is seen, two in the text.
            let mut prompt = Prompt::new(Scope::All, "ko\u{301}pi i".to_owned(), 0);
            keys.split(' ').for_each(|key| prompt.edit(key.parse().unwrap()));
            let seen = prompt.words.replace("o\u{301}", "ó");
            assert!(prompt.words.is_char_boundary(prompt.cursor), "{keys}");
            assert_eq!(seen, words, "{keys}");
        }
    }
}
