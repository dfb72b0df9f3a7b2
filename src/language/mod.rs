//! What kilas knows of languages, all of it read from `data/languages`.
//!
//! Invariant: a [`Language`] is a pack that was read without a fault and compiled; a pack with one is an error that
//! names file, line and the nearest known name. Those that ship are read by the build, which stops at a fault. Absent
//! on purpose: any word of any language.

pub mod calendar;
mod compile;
pub mod detect;
mod fault;
pub(crate) mod folding;
pub mod lexicon;
pub mod pack;
mod remainder;
pub mod sentence;
pub mod template;
mod words;

use std::sync::OnceLock;

pub use calendar::Calendar;
pub use fault::{PackError, edits, nearest, nearest_field};
use folding::ByHash;
pub use lexicon::Lexicon;
pub use pack::Pack;

/// A pack as the build has compiled it: all that telling a language needs is a constant of the program.
#[derive(Debug)]
struct Shipped {
    code: &'static str,
    /// What a run needs of the pack beside its words, in JSON.
    rules: &'static str,
    lexicon: Lexicon,
}

/// The packs that ship with the program, in the order of their codes.
static SHIPPED: &[Shipped] = {
    use std::borrow::Cow::Borrowed;

    use lexicon::{Entry, Phrase};

    include!(concat!(env!("OUT_DIR"), "/languages.rs"))
};

/// What tells the languages of the packs apart: see `compile::telling`.
static TELLING: Lexicon = {
    use std::borrow::Cow::Borrowed;

    use lexicon::Entry;

    include!(concat!(env!("OUT_DIR"), "/telling.rs"))
};

/// One language, ready to read articles with.
#[derive(Debug, Default)]
pub struct Language {
    /// The pack as written.
    pub pack: Pack,
    /// Its words.
    pub lexicon: Lexicon,
    /// Its dates.
    pub calendar: Calendar,
    /// The hashes of its titles, each with those of the words it is short for.
    pub(crate) titles: ByHash<Vec<u64>>,
    /// The titles that begin with a word, or are short for words that do, by its hash.
    pub(crate) titles_from: ByHash<Vec<u64>>,
}

impl Language {
    /// Reads and compiles a pack; `file` names it in errors.
    ///
    /// # Errors
    /// The first fault of the pack.
    pub fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let pack = Pack::parse(file, text)?;
        let lexicon = compile::lexicon(&pack);
        let calendar = Calendar::new(file, text, &pack)?;
        Ok(Self::new(pack, lexicon, calendar))
    }

    /// A pack that was compiled with the program.
    fn shipped(shipped: &Shipped) -> Self {
        let pack: Pack = serde_json::from_str(shipped.rules).expect("the build wrote a pack it had read");
        let calendar = Calendar::new("", "", &pack).expect("the build compiled its dates");
        Self::new(pack, shipped.lexicon.clone(), calendar)
    }

    fn new(pack: Pack, lexicon: Lexicon, calendar: Calendar) -> Self {
        let hashes = |long: &str| long.split_whitespace().map(lexicon::hash).collect();
        let titles = pack.names.titles.iter().map(|(short, long)| (lexicon::hash(short), hashes(long)));
        let titles: ByHash<Vec<u64>> = titles.collect();
        let mut titles_from: ByHash<Vec<u64>> = ByHash::default();
        for (short, long) in &titles {
            for word in long.first().into_iter().chain([short]) {
                titles_from.entry(*word).or_default().push(*short);
            }
        }
        Self { pack, lexicon, calendar, titles, titles_from }
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

/// All languages there are packs for, each made ready when it is first asked for.
#[derive(Debug)]
pub struct Languages {
    ready: Vec<OnceLock<Language>>,
    neutral: Language,
}

impl Default for Languages {
    fn default() -> Self {
        Self { ready: SHIPPED.iter().map(|_| OnceLock::new()).collect(), neutral: Language::neutral() }
    }
}

impl Languages {
    /// The packs that ship with the program.
    pub fn new() -> Self {
        Self::default()
    }

    /// Codes of all packs, in order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        SHIPPED.iter().map(|pack| pack.code)
    }

    /// The language of a BCP 47 tag, by its first part in any case; none without a pack.
    ///
    /// ```
    /// let languages = kilas::language::Languages::new();
    /// assert_eq!(languages.get("id-ID").map(|language| language.code()), Some("id"));
    /// assert!(languages.get("tlh").is_none());
    /// ```
    pub fn get(&self, tag: &str) -> Option<&Language> {
        let code = tag.split(['-', '_']).next().unwrap_or(tag);
        let (pack, ready) = SHIPPED.iter().zip(&self.ready).find(|(pack, _)| pack.code.eq_ignore_ascii_case(code))?;
        Some(ready.get_or_init(|| Language::shipped(pack)))
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
    fn every_pack_that_ships_is_ready_and_says_what_its_text_says() {
        let languages = Languages::new();
        let mut packs = Vec::new();
        for Shipped { code, lexicon, .. } in SHIPPED {
            let file = format!("{}/data/languages/{code}.toml", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&file).unwrap();
            let parsed = Language::parse(&file, &text).unwrap();
            assert_eq!(languages.get_or_neutral(code).code(), *code);
            assert_eq!(*lexicon, parsed.lexicon, "{code}");
            let value = |pack: &Pack| serde_json::to_value(pack).unwrap();
            assert_settings(&value(&parsed.pack), &value(&languages.get_or_neutral(code).pack));
            packs.push(parsed.pack);
        }
        assert_eq!(TELLING, compile::telling(&packs));
    }

    /// The build leaves lists of words out, and no setting.
    fn assert_settings(written: &serde_json::Value, shipped: &serde_json::Value) {
        match written {
            serde_json::Value::Object(fields) => {
                fields.iter().for_each(|(name, written)| assert_settings(written, &shipped[name]));
            }
            serde_json::Value::Array(_) => {}
            setting => assert_eq!(setting, shipped),
        }
    }
}
