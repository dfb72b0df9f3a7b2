//! What is wrong with a pack, told so that whoever wrote it finds the place.
//!
//! Invariant: every fault names the file and the line. Absent on purpose: faults of articles.

use std::collections::HashSet;
use std::mem;

use super::compile;
use super::pack::{Pack, Words};

/// A fault of a language pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct PackError {
    /// The pack's file name.
    pub file: String,
    /// Line of the fault, from 1.
    pub line: usize,
    /// What is wrong, with the nearest known name where there is one.
    pub what: String,
}

/// A fault the TOML reader found.
pub(super) fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> PackError {
    let at = error.span().map_or(0, |span| span.start);
    let what = match nearest_field(error.message()) {
        Some((wrong, near)) => format!("unknown key `{wrong}`; did you mean `{near}`?"),
        None => error.message().to_owned(),
    };
    PackError { file: file.to_owned(), line: line_of(text, at), what }
}

/// The unknown key that a message of the TOML reader is about, and the nearest of those it says are known.
pub fn nearest_field(message: &str) -> Option<(&str, &str)> {
    let mut names = message.split('`').skip(1).step_by(2);
    let wrong = names.next().filter(|_| message.starts_with("unknown field"))?;
    Some((wrong, nearest(wrong, names)?))
}

/// The candidate that is nearest to `word` by edits, if any is near enough to have been meant.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = candidates.map(|name| (edits(word, name), name)).min()?;
    (near.0 <= 1 + word.chars().count() / 3).then_some(near.1)
}

/// How many letters must be put in, taken out, changed, or swapped with the next to make one word of the other (the
/// optimal string alignment distance). Costs the product of their lengths.
///
/// ```
/// use kilas::language::edits;
/// assert_eq!(edits("bnajir", "banjir"), 1);
/// assert_eq!(edits("beras", "berasa"), 1);
/// assert_eq!(edits("", "air"), 3);
/// ```
pub fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    // The row being filled, the one above it, and the one above that.
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut row = above.clone();
    let mut twice_above = above.clone();
    let mut before = None;
    for (i, x) in a.chars().enumerate() {
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = above[j] + usize::from(x != *y);
            row[j + 1] = change.min(above[j + 1] + 1).min(row[j] + 1);
            if j > 0 && before == Some(*y) && b[j - 1] == x {
                row[j + 1] = row[j + 1].min(twice_above[j - 1] + 1);
            }
        }
        before = Some(x);
        mem::swap(&mut twice_above, &mut above);
        mem::swap(&mut above, &mut row);
    }
    above[b.len()]
}

/// Empty entries and entries written twice in one list.
pub(super) fn check_entries(file: &str, text: &str, pack: &Pack) -> Result<(), PackError> {
    let words = &pack.attribution;
    let grown = words.clitics.0.len() * (words.cue_source.0.len() + words.openers.0.len())
        + 2 * words.perfects.0.len() * words.source_cue.0.len();
    // Each letter of the end of a compound is an entry of its own.
    let entries = |word: &str| if word.starts_with('-') { word.len() } else { 1 };
    let words = |(_, words): (_, &Words)| words.iter().flat_map(|entry| entry.split(' ')).map(entries).sum::<usize>();
    if lists(pack).map(words).sum::<usize>() + grown > compile::MOST {
        let what = format!("a pack has {} words at the most", compile::MOST);
        return Err(PackError { file: file.to_owned(), line: 1, what });
    }
    let mut seen = HashSet::new();
    for (key, words) in lists(pack) {
        seen.clear();
        for word in words.iter() {
            let fault = |what: String| Err(entry_fault(file, text, key, word, what));
            if word.trim() != word || word.is_empty() {
                return fault(format!("an empty entry, or blanks around it, in `{key}`: {word:?}"));
            }
            if !seen.insert(word) {
                return fault(format!("`{key}` has {word:?} twice"));
            }
        }
    }
    Ok(())
}

/// The place of an entry: its last mention between its key and the next one.
pub(super) fn entry_fault(file: &str, text: &str, key: &str, word: &str, what: String) -> PackError {
    let name = key.rsplit('.').next().unwrap_or(key);
    let section = key.split('.').next().unwrap_or(key);
    let start = text.find(&format!("[{section}]")).unwrap_or(0);
    let start = text[start..].find(&format!("\n{name} =")).map_or(start, |at| start + at);
    let stop = text[start..].find("\n\n").map_or(text.len(), |at| start + at);
    let at = text[start..stop].rfind(word).map_or(start + 1, |at| start + at);
    PackError { file: file.to_owned(), line: line_of(text, at), what }
}

fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

macro_rules! lists {
    ($pack:expr, $($section:ident . $($field:ident).+),* $(,)?) => {
        [$((concat!(stringify!($section) $(, ".", stringify!($field))+), &$pack.$section$(.$field)+)),*]
    };
}

/// Every list of words of a pack with the key it stands under.
pub(super) fn lists(pack: &Pack) -> impl Iterator<Item = (&'static str, &Words)> {
    lists![
        pack,
        language.strangers,
        quotation.title_cues,
        attribution.cue_source,
        attribution.source_cue,
        attribution.either,
        attribution.perfects,
        attribution.openers,
        attribution.closers,
        attribution.marked_only,
        attribution.clitics,
        attribution.conjunctions,
        attribution.relatives,
        attribution.not_cues,
        attribution.predicates,
        attribution.passives,
        attribution.participles,
        attribution.prepositions,
        attribution.complements,
        attribution.coordinators,
        attribution.reported,
        pronouns.enclitics,
        pronouns.objects,
        pronouns.plural_endings,
        pronouns.anaphors.nouns,
        pronouns.anaphors.masculine,
        pronouns.anaphors.feminine,
        pronouns.anaphors.writings,
        pronouns.anaphors.broad,
        pronouns.anaphors.pointers,
        pronouns.anaphors.feminine_pointers,
        names.honorifics,
        names.masculine_honorifics,
        names.feminine_honorifics,
        names.roles,
        names.feminine_roles,
        names.masculine_roles,
        names.relations,
        names.office_words,
        names.post_nominals,
        names.particles,
        names.possessives,
        names.case_endings,
        names.elisions,
        names.masculine,
        names.feminine,
        names.people,
        names.groups,
        names.function_words,
        names.others,
        organisations.heads,
        organisations.tails,
        organisations.names,
        organisations.joiners,
        places.heads,
        places.tails,
        places.names,
        places.before,
        dates.ordinals,
        dates.future,
        sentences.abbreviations,
        boilerplate.lines,
        boilerplate.line_starts,
        boilerplate.tail_starts,
        boilerplate.bylines,
        boilerplate.credits,
        boilerplate.mastheads,
        key_points.stop_words,
        key_points.leaning,
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_name_file_line_and_nearest_name() {
        let head = "[language]\ncode = \"xx\"\nname = \"X\"\n";
        for (rest, expected) in [
            ("[attribution]\nopenners = []", "xx.toml:5: unknown key `openners`; did you mean `openers`?"),
            ("[quotations]\n", "xx.toml:4: unknown key `quotations`; did you mean `quotation`?"),
            (
                "[attribution]\n\nopeners = [\n\"a\", \"b\",\n \"a\"]",
                "xx.toml:8: `attribution.openers` has \"a\" twice",
            ),
            ("[names]\nparticles = \"van de van\"", "xx.toml:5: `names.particles` has \"van\" twice"),
            (
                "[names]\nroles = \"\"\nrole_stands = \"befor\"",
                "xx.toml:6: unknown variant `befor`, expected one of `before`, `after`, `both`",
            ),
        ] {
            let fault = Pack::parse("xx.toml", &format!("{head}{rest}")).map(drop).unwrap_err();
            assert_eq!(fault.to_string(), expected);
        }
    }
}
