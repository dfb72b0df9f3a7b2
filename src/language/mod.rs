//! What kilas knows of languages, all of it read from `data/languages`.
//!
//! Invariant: a [`Language`] is a pack that was read without a fault and compiled; a pack with one is an error that
//! names file, line and the nearest known name. Absent on purpose: any word of any language.

pub mod calendar;
pub mod detect;
mod fault;
pub(crate) mod folding;
pub mod lexicon;
pub mod pack;
pub mod sentence;
pub mod template;

use std::sync::OnceLock;

pub use calendar::Calendar;
pub use fault::{PackError, nearest};
pub use lexicon::Lexicon;
pub use pack::Pack;

/// The packs that ship with the program: code and TOML text.
pub const PACKS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// One language, ready to read articles with.
#[derive(Debug, Default)]
pub struct Language {
    /// The pack as written.
    pub pack: Pack,
    /// Its words.
    pub lexicon: Lexicon,
    /// Its dates.
    pub calendar: Calendar,
}

impl Language {
    /// Reads and compiles a pack; `file` names it in errors.
    ///
    /// # Errors
    /// The first fault of the pack.
    pub fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let pack = Pack::parse(file, text)?;
        let lexicon = Lexicon::new(&pack);
        let calendar = Calendar::new(file, text, &pack)?;
        Ok(Self { pack, lexicon, calendar })
    }

    /// A language nobody wrote a pack for: marks are marks, and nothing is known of words.
    pub fn neutral() -> Self {
        let language = pack::About { code: "und".to_owned(), ..pack::About::default() };
        Self { pack: Pack { language, ..Pack::default() }, ..Self::default() }
    }

    /// Whether nobody wrote a pack for it.
    pub fn is_neutral(&self) -> bool {
        self.code() == "und"
    }

    /// Its BCP 47 code; `und` for the neutral one.
    pub fn code(&self) -> &str {
        &self.pack.language.code
    }
}

/// A pack that is compiled when it is first asked for.
#[derive(Debug)]
struct Shelf {
    code: &'static str,
    text: &'static str,
    language: OnceLock<Result<Language, PackError>>,
}

/// All languages there are packs for, each compiled when it is first asked for.
#[derive(Debug)]
pub struct Languages {
    packs: Vec<Shelf>,
    neutral: Language,
}

impl Default for Languages {
    fn default() -> Self {
        Self {
            packs: PACKS.iter().map(|(code, text)| Shelf { code, text, language: OnceLock::new() }).collect(),
            neutral: Language::neutral(),
        }
    }
}

impl Languages {
    /// The packs that ship with the program.
    pub fn new() -> Self {
        Self::default()
    }

    /// Codes of all packs, in order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.packs.iter().map(|shelf| shelf.code)
    }

    /// The language of a BCP 47 tag, by its first part in any case; none without a pack, or with a faulty one.
    ///
    /// ```
    /// let languages = kilas::language::Languages::new();
    /// assert_eq!(languages.get("id-ID").map(|language| language.code()), Some("id"));
    /// assert!(languages.get("tlh").is_none());
    /// ```
    pub fn get(&self, tag: &str) -> Option<&Language> {
        self.try_get(tag).and_then(Result::ok)
    }

    /// As [`Languages::get`], with the fault of a faulty pack.
    pub fn try_get(&self, tag: &str) -> Option<Result<&Language, &PackError>> {
        let code = tag.split(['-', '_']).next().unwrap_or(tag);
        let shelf = self.packs.iter().find(|shelf| shelf.code.eq_ignore_ascii_case(code))?;
        let file = || format!("data/languages/{}.toml", shelf.code);
        Some(shelf.language.get_or_init(|| Language::parse(&file(), shelf.text)).as_ref())
    }

    /// The language of a tag, or the neutral one.
    pub fn get_or_neutral(&self, tag: &str) -> &Language {
        self.get(tag).unwrap_or(&self.neutral)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_is_without_fault_and_named_by_its_code() {
        let languages = Languages::new();
        for code in languages.codes() {
            match languages.try_get(code) {
                Some(Ok(language)) => assert_eq!(language.code(), code),
                Some(Err(fault)) => panic!("{fault}"),
                None => panic!("{code} is not found"),
            }
        }
    }
}
