//! A pack's words to the flat tables of a lexicon.
//!
//! Invariant: the same pack gives the same tables, in the order of the hashes. Absent on purpose: anything a run of the
//! program needs; the build does this once for each pack that ships.

use std::collections::BTreeMap;

use super::lexicon::{Class, Entry, Lexicon, Phrase, class, hashes, tag, tails};
use super::pack::{Gender, Number, Pack, Pronoun, Words};

/// The most words that the lists of a pack may have, each word of a phrase and each cue with a clitic counted. The
/// tables count in 16 bits, so that an index stays in a processor's nearest cache; half of what these hold leaves room
/// for what stands outside the lists, as months do.
pub(super) const MOST: usize = u16::MAX as usize / 2;

/// Compiles the words of `pack`, which are [`MOST`] at the most.
pub(super) fn lexicon(pack: &Pack) -> Lexicon {
    let elisions = pack.names.elisions.iter().map(str::to_owned).collect();
    let mut words = Vocabulary { elisions, ..Vocabulary::default() };
    words.add_attribution(pack);
    words.add_people(pack);
    words.add_rest(pack);
    words.tables()
}

/// What tells languages apart, of all packs at once, so that a word of a sample is looked up once: for the pack at
/// each position the bit of a function word, and [`STRANGERS`] above it that of a stranger. Elided words stand without
/// their apostrophe.
#[allow(dead_code, reason = "the build calls it; a run reads what it wrote")]
pub(super) fn telling(packs: &[Pack]) -> Lexicon {
    let mut words = Vocabulary::default();
    for (position, pack) in packs.iter().enumerate().take(STRANGERS) {
        let bare = |word: &str| word.trim_end_matches('\'').to_owned();
        let single = |words: &Words| words.iter().filter(|word| !word.contains(' ')).map(bare).collect::<Vec<_>>();
        let function = [&pack.names.function_words, &pack.key_points.stop_words];
        function.into_iter().flat_map(single).for_each(|word| words.add(&word, 1 << position, 0));
        single(&pack.language.strangers).iter().for_each(|word| words.add(word, 1 << (STRANGERS + position), 0));
    }
    words.tables()
}

/// The most packs that can be told apart, and where the bits of strangers begin.
pub(super) const STRANGERS: usize = 32;

#[derive(Debug, Default)]
struct Known {
    class: Class,
    clitic: u8,
    /// Whether it names a body or a degree, and each list that has it so writes it in three capitals at the most: `MA`.
    letters: Option<bool>,
    /// The further words of each phrase that begins here, and its classes.
    phrases: Vec<(Vec<u64>, Class)>,
}

/// Words by their hashes, and the bytes of the shortest end of a compound and of the longest.
#[derive(Debug, Default)]
struct Vocabulary {
    words: BTreeMap<u64, Known>,
    /// What an apostrophe joins to the next word, which a text is read without: `d'après` is two words.
    elisions: Vec<String>,
    tails: (u8, u8, bool),
}

impl Vocabulary {
    /// The tables, sorted by hash.
    fn tables(mut self) -> Lexicon {
        let (mut entries, mut phrases, mut rests) = (Vec::new(), Vec::new(), Vec::new());
        for (hash, known) in &mut self.words {
            known.phrases.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
            let first_phrase = narrow(phrases.len());
            for (rest, class) in &known.phrases {
                phrases.push(Phrase { class: *class, first: narrow(rests.len()), length: narrow(rest.len()) });
                rests.extend_from_slice(rest);
            }
            let (class, clitic, letters) = (known.class, known.clitic, known.letters.unwrap_or_default());
            let known_phrases = narrow(known.phrases.len());
            entries.push(Entry { hash: *hash, class, clitic, letters, phrases: known_phrases, first_phrase });
        }
        let index = index(&entries).into();
        let (entries, phrases, rests) = (entries.into(), phrases.into(), rests.into());
        Lexicon { index, entries, phrases, rests, tails: self.tails }
    }

    fn add_attribution(&mut self, pack: &Pack) {
        let words = &pack.attribution;
        self.add_all(&words.cue_source, class::CUE_SOURCE);
        self.add_all(&words.source_cue, class::SOURCE_CUE);
        self.add_all(&words.either, class::CUE);
        for perfect in words.perfects.iter() {
            for cue in words.source_cue.iter().filter(|cue| !cue.contains(' ')) {
                self.add(&format!("{perfect} {cue}"), class::CUE, 0);
            }
        }
        self.add_all(&words.openers, class::OPENER);
        self.add_all(&words.closers, class::CLOSER);
        self.add_all(&words.marked_only, class::MARKED_ONLY);
        self.add_all(&words.clause_cues, class::CLAUSE_CUE);
        self.add_all(&words.addressing_cues, class::ADDRESSING);
        self.add_all(&words.conjunctions, class::CONJUNCTION);
        self.add_all(&words.inner_conjunctions, class::CONJUNCTION | class::INNER);
        self.add_all(&words.reporting_conjunctions, class::REPORTING);
        self.add_all(&words.negations, class::NEGATION);
        self.add_all(&words.auxiliaries, class::AUXILIARY);
        self.add_all(&words.relatives, class::RELATIVE);
        self.add_all(&words.not_cues, class::NOT_CUE);
        self.add_all(&words.predicates, class::PREDICATE);
        self.add_all(&words.passives, class::PASSIVE);
        self.add_all(&words.agents, class::AGENT);
        self.add_all(&words.prepositions, class::PREPOSITION);
        self.add_all(&words.complements, class::COMPLEMENT);
        self.add_all(&words.coordinators, class::COORDINATOR);
        self.add_all(&words.reported, class::REPORTED);
        self.add_all(&words.participles, class::PARTICIPLE | class::SOURCE_CUE);
        self.add_all(&pack.quotation.title_cues, class::TITLE_CUE);
        self.add_all(&pack.quotation.questions, class::QUESTION);
        self.add_all(&pack.quotation.answers, class::ANSWER);
        self.add_all(&pack.pronouns.first, class::FIRST_PERSON);
        for (cues, kind) in [(&words.cue_source, class::CUE_SOURCE), (&words.openers, class::OPENER)] {
            for cue in cues.iter() {
                for clitic in words.clitics.iter() {
                    self.add(&format!("{cue}{clitic}"), class::CLITIC | kind, clitic.len() as u8);
                }
            }
        }
        self.add_all(&pack.pronouns.anaphors.pointers, class::POINTER);
        self.add_all(&pack.pronouns.anaphors.feminine_pointers, class::POINTER | class::FEMININE);
        self.add_all(&pack.pronouns.enclitics, class::ENCLITIC);
        self.add_all(&pack.pronouns.objects, class::OBJECT);
        for (pronouns, kind) in [(&pack.pronouns.third, class::PRONOUN), (&pack.pronouns.possessive, class::POSSESSIVE)]
        {
            // A clitic is never a word.
            for pronoun in pronouns.iter().filter(|pronoun| !pronoun.form.starts_with('-')) {
                self.add(&pronoun.form, kind | traits(pronoun), 0);
            }
        }
    }

    fn add_people(&mut self, pack: &Pack) {
        let (names, anaphors) = (&pack.names, &pack.pronouns.anaphors);
        for (words, class) in [
            (&anaphors.nouns, class::PERSON_NOUN),
            (&anaphors.masculine, class::PERSON_NOUN | class::MASCULINE),
            (&anaphors.feminine, class::PERSON_NOUN | class::FEMININE),
            (&anaphors.writings, class::WRITING),
            (&anaphors.broad, class::BROAD),
            (&names.honorifics, class::HONORIFIC),
            (&names.masculine_honorifics, class::HONORIFIC | class::MASCULINE),
            (&names.feminine_honorifics, class::HONORIFIC | class::FEMININE),
            (&names.roles, class::ROLE),
            (&names.feminine_roles, class::ROLE | class::FEMININE),
            (&names.masculine_roles, class::ROLE | class::MASCULINE),
            (&names.relations, class::RELATION),
            (&names.office_words, class::OFFICE),
            (&names.post_nominals, class::POST_NOMINAL),
            (&names.particles, class::PARTICLE),
            (&names.possessives, class::APOSTROPHE_S),
            (&names.elisions, class::ELIDED),
            (&names.masculine, class::GIVEN | class::MASCULINE),
            (&names.feminine, class::GIVEN | class::FEMININE),
            (&names.people, class::GIVEN),
            (&names.groups, class::GROUP),
            (&names.function_words, class::FUNCTION),
            (&names.others, class::OTHER_NAME),
        ] {
            self.add_all(words, class);
        }
    }

    fn add_rest(&mut self, pack: &Pack) {
        for (words, class) in [
            (&pack.organisations.heads, class::ORGANISATION_HEAD),
            (&pack.organisations.tails, class::ORGANISATION_TAIL),
            (&pack.organisations.names, class::ORGANISATION),
            (&pack.organisations.joiners, class::JOINER),
            (&pack.places.heads, class::PLACE_HEAD),
            (&pack.places.tails, class::PLACE_TAIL),
            (&pack.places.names, class::PLACE),
            (&pack.places.before, class::BEFORE_PLACE),
            (&pack.sentences.abbreviations, class::ABBREVIATION),
            (&pack.key_points.stop_words, class::STOP_WORD),
            (&pack.key_points.leaning, class::LEANING),
        ] {
            self.add_all(words, class);
        }
        for (forms, class) in [(&pack.dates.weekdays, class::WEEKDAY), (&pack.dates.months, class::MONTH)] {
            for form in forms.iter().flatten() {
                self.add(form, class, 0);
            }
        }
        let relative = pack.dates.relative.iter().filter_map(|relative| relative.form.split(" {").next());
        relative.for_each(|form| self.add(form, class::RELATIVE_DAY, 0));
        // `two days ago`, `2 days ago`: the first and the second word show such a day.
        let counted = pack.dates.relative.iter().filter_map(|relative| relative.form.strip_prefix("{count} "));
        for form in counted {
            let unit = form.split(' ').next().into_iter();
            let counts = pack.dates.counts.iter().flatten().map(String::as_str);
            unit.chain(counts).for_each(|word| self.add(word, class::RELATIVE_DAY, 0));
        }
    }

    fn add_all(&mut self, words: &Words, class: Class) {
        words.iter().for_each(|word| self.add(word, class, 0));
    }

    fn add(&mut self, words: &str, class: Class, clitic: u8) {
        let elided = words.split(' ').any(|word| self.elided(word).is_some());
        let (first, rest) = if elided { hashes(&self.parted(words)) } else { hashes(words) };
        let tail = words.strip_prefix('-').unwrap_or_default();
        let length = u8::try_from(tail.len()).unwrap_or(u8::MAX);
        self.tails = match self.tails {
            known if length == 0 => known,
            (shortest, longest, _) if tail.starts_with('-') => (shortest, longest, true),
            (_, 0, hyphened) => (length, length, hyphened),
            (shortest, longest, hyphened) => (shortest.min(length), longest.max(length), hyphened),
        };
        // What an end of a compound ends with is an entry too, without a class: where there is none, no end goes on.
        for hash in tails(tail) {
            self.words.entry(hash).or_default();
        }
        let known = self.words.entry(first).or_default();
        if rest.is_empty() {
            known.class |= class;
            known.clitic = known.clitic.max(clitic);
            if matches!(class, class::ORGANISATION | class::POST_NOMINAL) {
                let letters = words.len() <= 3 && words.bytes().all(|byte| byte.is_ascii_uppercase());
                known.letters = Some(letters && known.letters.unwrap_or(true));
            }
        } else if let Some((_, classes)) = known.phrases.iter_mut().find(|(words, _)| *words == rest) {
            *classes |= class;
        } else {
            known.phrases.push((rest, class));
        }
    }
}

impl Vocabulary {
    /// The elision that begins a word, and the rest of it.
    fn elided<'a>(&self, word: &'a str) -> Option<(&'a str, &'a str)> {
        let length =
            self.elisions.iter().find(|elision| word.len() > elision.len() && word.starts_with(*elision))?.len();
        word.split_at_checked(length)
    }

    fn parted(&self, words: &str) -> String {
        let part = |word| self.elided(word).map_or(String::from(word), |(elided, rest)| format!("{elided} {rest}"));
        words.split(' ').map(part).collect::<Vec<_>>().join(" ")
    }
}

fn traits(pronoun: &Pronoun) -> Class {
    let gender = match pronoun.gender {
        Some(Gender::Masculine) => class::MASCULINE,
        Some(Gender::Feminine) => class::FEMININE,
        None => 0,
    };
    gender | if pronoun.number == Some(Number::Plural) { class::PLURAL } else { 0 }
}

/// Open addressing over the low bits of the hashes, at most half full.
fn index(entries: &[Entry]) -> Vec<u32> {
    if entries.is_empty() {
        return Vec::new();
    }
    let places = (2 * entries.len()).next_power_of_two();
    let mut index = vec![0; places];
    for (number, entry) in entries.iter().enumerate() {
        let mut at = entry.hash as usize & (places - 1);
        while index[at] != 0 {
            at = (at + 1) & (places - 1);
        }
        index[at] = tag(entry.hash) | u32::from(narrow(number + 1));
    }
    index
}

fn narrow(number: usize) -> u16 {
    u16::try_from(number).expect("a pack without fault has `MOST` words at the most")
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::hash;
    use super::*;

    #[test]
    fn words_phrases_and_clitics_are_known() {
        let text = "[language]\ncode=\"xx\"\nname=\"X\"\n[attribution]\ncue_source=[\"kata\"]\nnot_cues=[\"kata kunci\"]\nclitics=[\"nya\"]";
        let lexicon = lexicon(&Pack::parse("xx.toml", text).unwrap());
        assert_eq!(lexicon.word(hash("Kata")).class, class::CUE_SOURCE);
        assert_eq!(lexicon.word(hash("katanya")).clitic, 3);
        let kunci = |i: usize| (i == 0).then(|| hash("kunci"));
        assert_eq!(lexicon.phrase(lexicon.word(hash("kata")), kunci), Some((2, class::NOT_CUE)));
        assert_eq!(lexicon.class_of("kata kunci"), class::NOT_CUE);
        assert_eq!(lexicon.class_of("kata kata"), 0);
        assert_eq!(hash("Ma’ruf"), hash("ma'ruf"));
    }

    #[test]
    fn a_compound_is_what_its_longest_end_is() {
        let text = "[language]\ncode=\"xx\"\nname=\"X\"\n[names]\nmasculine_roles=\"-chef Chef\"\nroles=\"-vizechef\"";
        let lexicon = lexicon(&Pack::parse("xx.toml", text).unwrap());
        assert_eq!(lexicon.compound("Hafenchef"), class::ROLE | class::MASCULINE);
        assert_eq!(lexicon.compound("Hafenvizechef"), class::ROLE);
        assert_eq!(lexicon.compound("Chef"), 0);
        assert_eq!(lexicon.compound("Hafen"), 0);
    }

    #[test]
    fn a_pack_with_more_words_than_the_tables_count_is_a_fault() {
        let words: String = (0..=MOST).map(|number| format!("w{number} ")).collect();
        let text = format!("[language]\ncode=\"xx\"\nname=\"X\"\n[names]\npeople=\"{words}\"");
        let fault = Pack::parse("xx.toml", &text).map(drop).unwrap_err();
        assert_eq!(fault.to_string(), "xx.toml:1: a pack has 32767 words at the most");
    }
}
