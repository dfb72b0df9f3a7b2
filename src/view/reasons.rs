//! Why something could not be read or fetched, in the reader's language.
//!
//! A reason is worded where it is found, in English, and a locale says the ones that readers meet most in its own
//! words, as message catalogues do: `{}` stands for what varies. Invariant: what a locale does not say stays as it is,
//! and so does what comes from the system. Absent on purpose: a list of all reasons.

use std::collections::BTreeMap;

/// Between what is always the same of a reason.
const VARIES: &str = "{}";

/// The reasons that a locale says, each with how.
#[derive(Clone, Debug, Default)]
pub(super) struct Reasons(Vec<(Vec<String>, Vec<String>)>);

impl Reasons {
    /// From the table of a locale: English, and how it is said.
    pub(super) fn new(table: &BTreeMap<String, String>) -> Self {
        let parts = |text: &str| text.split(VARIES).map(str::to_owned).collect();
        Self(table.iter().map(|(english, said)| (parts(english), parts(said))).collect())
    }

    /// A reason as the locale says it; as it is where the locale does not. Costs the same for each reason of the table.
    pub(super) fn say(&self, reason: &str) -> String {
        // Of two that begin alike the longer is tried first.
        let said = self.0.iter().rev().find_map(|(english, said)| {
            let varying = varying(english, reason)?.into_iter().map(|part| self.whole(part).unwrap_or(part));
            Some(filled(said, varying))
        });
        said.unwrap_or_else(|| reason.to_owned())
    }

    /// How something is said in which nothing varies.
    fn whole(&self, text: &str) -> Option<&str> {
        let (_, said) = self.0.iter().find(|(english, _)| matches!(&english[..], [whole] if whole == text))?;
        said.first().map(String::as_str)
    }
}

/// What stands in a reason between the parts that are always the same, where it has them all.
fn varying<'r>(parts: &[String], reason: &'r str) -> Option<Vec<&'r str>> {
    let (first, parts) = parts.split_first()?;
    let mut rest = reason.strip_prefix(first.as_str())?;
    let mut varying = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let end = if at + 1 == parts.len() { rest.len().checked_sub(part.len())? } else { rest.find(part)? };
        let (before, behind) = rest.split_at_checked(end)?;
        varying.push(before);
        rest = behind.strip_prefix(part.as_str())?;
    }
    rest.is_empty().then_some(varying)
}

/// Parts with what varies between them.
fn filled<'t>(parts: &'t [String], varying: impl Iterator<Item = &'t str>) -> String {
    let between = varying.chain(std::iter::repeat(""));
    parts.iter().zip(std::iter::once("").chain(between)).flat_map(|(part, before)| [before, part]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_said_with_what_varies_in_them() {
        let table = [
            ("it is {}, no article", "ini {}, bukan artikel"),
            ("{} of {} MB", "{} dari {} MB"),
            ("empty", "kosong"),
            ("a picture", "gambar"),
            ("{} of {} MB in {}", "{} dari {} MB di {}"),
        ];
        let reasons = Reasons::new(&table.map(|(english, said)| (english.to_owned(), said.to_owned())).into());
        for (english, said) in [
            ("empty", "kosong"),
            ("it is empty", "it is empty"),
            ("empty file", "empty file"),
            ("it is a picture, no article", "ini gambar, bukan artikel"),
            ("it is é", "it is é"),
            ("3 of 4 MB", "3 dari 4 MB"),
            ("3 of 4 MB in all", "3 dari 4 MB di all"),
            ("3 MB", "3 MB"),
            ("", ""),
        ] {
            assert_eq!(reasons.say(english), said);
        }
        assert_eq!(Reasons::default().say("empty"), "empty");
    }
}
