//! Who is who: all forms of a name are one person.
//!
//! `Jens Stoltenberg`, `Stoltenberg` and `Sekretaris Jenderal NATO Jens Stoltenberg` share words; where a language
//! uses the last part of a name later on it is that part that must agree, else any, and of two who share it the one
//! named last is meant. Invariant: one look-up a word. Absent on purpose: pronouns.

mod namesake;

use super::name::{Kind, Name};
use super::text::token::Shape;
use super::text::{Range, Text};
use crate::language::folding::ByHash;
use crate::language::lexicon::{self, Class, class};
use crate::language::pack::SecondMention;

/// Somebody named, with every form of the name.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// The fullest form, as a position in the names.
    pub(super) full: usize,
    /// Position of the first form.
    pub(super) first: usize,
    /// `MASCULINE` or `FEMININE` where a name, honorific or role tells.
    pub(super) gender: Class,
    /// The first role that introduces the name.
    pub(super) role: Option<Range>,
    /// What the forms seem to name.
    pub(super) kind: Kind,
    /// The words of the fullest form: a stretch of `People::words`.
    words: Range,
}

/// Everybody named in a text.
#[derive(Debug, Default)]
pub(super) struct People {
    /// By first mention.
    pub(super) all: Vec<Person>,
    /// For each name, the position of its person.
    pub(super) of_name: Vec<Option<usize>>,
    words: Vec<u32>,
}

impl People {
    /// Joins the forms of each name.
    pub(super) fn new(text: &Text<'_>, names: &[Name]) -> Self {
        let any = text.language.pack.names.second_mention == SecondMention::Any;
        let all = Vec::with_capacity(names.len() / 2);
        let mut people = Self { all, of_name: vec![None; names.len()], words: Vec::with_capacity(names.len()) };
        let by_ends = ByHash::with_capacity_and_hasher(names.len(), <_>::default());
        let mut known = Known { by_word: vec![NONE; text.words.len()], by_ends, words: Vec::new(), shared: Vec::new() };
        let full = |i: &usize| names[*i].range.len() > 1;
        let mut aliases: ByHash<usize> = ByHash::default();
        let joined: Vec<usize> = (0..names.len()).filter(|i| names[*i].kind != Kind::Place).collect();
        // Full names first: a surname may stand in the lede before the full name does.
        for i in joined.iter().copied().filter(full) {
            people.place(text, names, i, any, &mut known);
        }
        let given = if any { Vec::new() } else { people.by_given(text, names) };
        for i in joined {
            if let Some(person) = i.checked_sub(1).and_then(|whose| people.also_called(text, &names[whose..=i], whose))
            {
                aliases.entry(key(text, &names[i])).or_insert(person);
            }
            let alias = if aliases.is_empty() { None } else { aliases.get(&key(text, &names[i])) };
            if let Some(person) = alias {
                people.of_name[i] = Some(*person);
                continue;
            }
            match people.of_name[i] {
                // `Ahmad Baskara` and `Ahmad Lazuardi` are in the story: `Ahmad` is the one named last.
                Some(person) if any => people.recall(text, person, &mut known),
                Some(_) => {}
                None => {
                    let word = text.tokens[names[i].range.start].word as usize;
                    let alone = given.get(word).filter(|_| known.by_word[word] == NONE);
                    let alone = alone.filter(|person| people.may_be_called(**person, &names[i]));
                    match alone.map(|person| *person as usize).or_else(|| people.nearer(text, names, i, &known)) {
                        Some(person) => {
                            known.read(text, &names[i]);
                            people.join(person, i, &known.words, text, names);
                            people.of_name[i] = Some(person);
                        }
                        None => people.place(text, names, i, any, &mut known),
                    }
                }
            }
        }
        people
    }

    /// `Anwar Rahim … ‹Anwar› said`: whom a first name alone means, for each word: the only one whose name begins so.
    fn by_given(&self, text: &Text<'_>, names: &[Name]) -> Vec<u32> {
        let mut given = vec![NONE; text.words.len()];
        for (person, known) in self.all.iter().enumerate().filter(|(_, known)| known.kind == Kind::Person) {
            let word = text.tokens[names[known.full].range.start].word as usize;
            // A sign has no place among the words.
            if let Some(given) = given.get_mut(word) {
                *given = if *given == NONE { person as u32 } else { SEVERAL };
            }
        }
        given
    }

    /// Whether `name` is one word, by which `person` may be called.
    fn may_be_called(&self, person: u32, name: &Name) -> bool {
        let Some(known) = self.all.get(person as usize).filter(|_| name.range.len() == 1) else { return false };
        let other = clear(name.gender) && clear(known.gender) && name.gender != known.gender;
        !other && matches!(name.kind, Kind::Person | Kind::Unknown)
    }

    /// Finds or makes the person of a name.
    fn place(&mut self, text: &Text<'_>, names: &[Name], i: usize, any: bool, known: &mut Known) {
        known.read(text, &names[i]);
        let Known { by_word, by_ends, words, shared } = known;
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let keys: &[u32] = if any { words } else { std::slice::from_ref(last) };
        let fits = |p: &u32| *p != NONE && self.fits(*p as usize, words, any, names[i].kind);
        // `Ann Ray` and `Tom Ray` are two, each as often as named: first and last word together tell them apart.
        let ends = (words.len() > 1).then(|| ends(*first, *last));
        let by_ends_too = ends.and_then(|ends| by_ends.get(&ends).copied()).filter(fits);
        let own = clear(names[i].gender).then(|| by_ends.get(&ends_of(names[i].gender, *last)).copied());
        // `‹Mrs› Ray` is the woman of that name.
        let own = own.flatten().filter(|_| words.len() == 1).filter(fits);
        let found = by_ends_too.or(own).or_else(|| keys.iter().rev().map(|word| by_word[*word as usize]).find(fits));
        let person = found.map_or_else(|| self.add(i, &names[i]), |person| person as usize);
        self.join(person, i, words, text, names);
        if let Some(ends) = ends {
            by_ends.entry(ends).or_insert(person as u32);
        }
        if clear(names[i].gender) && !any {
            by_ends.entry(ends_of(names[i].gender, *last)).or_insert(person as u32);
        }
        for word in keys {
            let known = &mut by_word[*word as usize];
            if !any && ![NONE, person as u32].contains(known) && words.len() > 1 {
                shared.push(i);
            }
            *known = if *known == NONE { person as u32 } else { *known };
        }
        self.of_name[i] = Some(person);
        if any && words.len() == 1 {
            self.recall(text, person, known);
        }
    }

    /// `Agus Hari Yudono (‹AHY›)`, `Aburizal Sukma (‹Ical›)`, `Ahmad Basuki, yang akrab disapa ‹Oki›`: whose name the
    /// letters or the nickname stands for.
    fn also_called(&self, text: &Text<'_>, pair: &[Name], whose: usize) -> Option<usize> {
        let [full, short] = pair else { return None };
        let person = self.of_name[whose].filter(|person| self.all[*person].kind == Kind::Person)?;
        let (from, at) = (full.range.end, short.range.start);
        if !(from + 1..from + ALIAS).contains(&at) {
            return None;
        }
        let bracket = from + 1 == at && text.is_sign(from, '(') && text.is_sign(at + 1, ')');
        let words = text.tokens[full.range.clone()].iter().filter(|token| token.is_word());
        let initials = || full.range.len() > 2 && words.map(|token| token.first).eq(text.word(at).chars());
        let token = &text.tokens[at];
        let bare = text.language.pack.names.bare_subjects;
        let nickname = bare && token.shape == Shape::Capitalised && !token.is(class::ORGANISATION | class::PLACE);
        if bracket {
            return (initials() || nickname).then_some(person);
        }
        // `Budi Hartono ‹(31)› alias Codet`
        let aged =
            text.is_sign(from, '(') && text.is_sign(from + 2, ')') && text.tokens[from + 1].shape == Shape::Number;
        let from = from + if aged { 3 } else { 0 };
        let called = text.is(at - 1, class::TITLE_CUE) && (text.verb_like(at - 1) || at <= from + 2);
        let small = |at: usize| {
            let token = &text.tokens[at];
            token.is_sign(',') || token.is_sign('(') || token.shape == Shape::Lower && !token.is(class::SOURCE_CUE)
        };
        let relative = (from..at - 1).any(|at| text.is(at, class::RELATIVE) || text.is_sign(at, '('));
        // `Siti sendiri ‹disebut› Budi lebih tua`: behind a word of saying stands who says it.
        let relative = relative || at <= from + 2 && !text.is(at - 1, class::OPENER);
        let somebody = matches!(short.kind, Kind::Person | Kind::Unknown);
        (called && relative && somebody && bare && (from..at).all(small)).then_some(person)
    }

    /// From here on a part of the name stands for `person`.
    fn recall(&self, text: &Text<'_>, person: usize, known: &mut Known) {
        let words = |person: usize| self.all[person].words.clone();
        let fuller = |before: u32| before != NONE && words(before as usize).len() < words(person).len();
        // `Ana Ruiz, madre de Luis Peña ‹Ruiz›`: whoever has no other last name is called so.
        let last = text.language.pack.attribution.late_subject && self.all[person].kind == Kind::Person;
        for word in &self.words[words(person)] {
            let before = &mut known.by_word[*word as usize];
            if !(last && fuller(*before)) {
                *before = person as u32;
            }
        }
    }

    /// Those who speak and whose names do not tell what they are, are people.
    pub(super) fn promote(&mut self, names: impl Iterator<Item = usize>) {
        for person in names.filter_map(|name| self.of_name[name]).collect::<Vec<_>>() {
            if self.all[person].kind == Kind::Unknown {
                self.all[person].kind = Kind::Person;
            }
        }
    }

    fn add(&mut self, i: usize, name: &Name) -> usize {
        self.all.push(Person { full: i, first: i, gender: 0, role: None, kind: name.kind, words: 0..0 });
        self.all.len() - 1
    }

    /// Whether a name of `words` can be this person's.
    fn fits(&self, person: usize, words: &[u32], any: bool, kind: Kind) -> bool {
        let known = &self.all[person];
        let all = &self.words[known.words.clone()];
        let bodies = (known.kind == Kind::Organisation) != (kind == Kind::Organisation);
        if bodies && (kind == Kind::Person || known.kind == Kind::Person || words.len() > 1) {
            return false;
        }
        let (few, many) = if words.len() <= all.len() { (words, all) } else { (all, words) };
        if any {
            return few.iter().all(|word| many.contains(word));
        }
        // `Ray` and `Van den Berg` end `Ann Ray` and `Jan van den Berg`.
        few.last() == many.last()
            && (many.ends_with(few)
                || few.first() == many.first()
                || kind == Kind::Organisation && few.iter().all(|w| many.contains(w)))
    }

    /// Whether a form is fuller than those known: it has more words, and not only one before a given name, as in `Lone
    /// Ann Ray`, which an adjective gives at the start of a sentence.
    fn is_fuller(&self, person: usize, i: usize, words: &[u32], text: &Text<'_>, names: &[Name]) -> bool {
        let known = &self.words[self.all[person].words.clone()];
        let given = |name: usize| text.is(names[name].range.start, class::GIVEN);
        let last = text.language.pack.names.second_mention == SecondMention::Last;
        let (new, old) = (last && given(i), last && given(self.all[person].full));
        match words.len() > known.len() {
            true => known.is_empty() || !(old && !new && known.len() > 1 && words.ends_with(known)),
            false => new && !old && words.len() > 1 && words.len() < known.len() && known.ends_with(words),
        }
    }

    fn join(&mut self, person: usize, i: usize, words: &[u32], text: &Text<'_>, names: &[Name]) {
        let name = &names[i];
        let fuller = self.is_fuller(person, i, words, text, names);
        let known = &mut self.all[person];
        if fuller {
            known.words = self.words.len()..self.words.len() + words.len();
            self.words.extend_from_slice(words);
            known.full = i;
        }
        known.first = known.first.min(i);
        if clear(name.gender) && !clear(known.gender) {
            known.gender = name.gender;
        }
        if name.kind == Kind::Person || known.kind == Kind::Unknown {
            known.kind = name.kind;
        }
        let earlier = known
            .role
            .as_ref()
            .is_none_or(|role| names[i].role.as_ref().is_some_and(|new| new.len() > role.len() + 2 && role.len() < 2));
        if earlier && name.role.is_some() {
            known.role.clone_from(&name.role);
        }
    }
}

/// Nobody.
const NONE: u32 = u32::MAX;
/// More than one.
const SEVERAL: u32 = u32::MAX - 1;

/// Farthest behind a name a nickname stands, in tokens: `Siti Rahma, yang biasa disapa ‹Ama›`.
const ALIAS: usize = 7;

/// The words of a name as one key.
fn key(text: &Text<'_>, name: &Name) -> u64 {
    text.tokens[name.range.clone()].iter().fold(0, |key: u64, token| key.rotate_left(21) ^ u64::from(token.word))
}

/// Who is known by what.
struct Known {
    /// For each word of the text, whose name it is a part of.
    by_word: Vec<u32>,
    /// The same by the first and last word of a name together.
    by_ends: ByHash<u32>,
    /// The words of the name that is looked at.
    words: Vec<u32>,
    /// Full names whose last word another one has that was named before.
    shared: Vec<usize>,
}

impl Known {
    /// Reads the words of a name.
    fn read(&mut self, text: &Text<'_>, name: &Name) {
        let all = &text.tokens[name.range.clone()];
        let words = all.iter().filter(|token| token.is_word() && !token.is(class::POST_NOMINAL));
        self.words.clear();
        self.words.extend(words.map(|token| token.word));
        // `Karl ‹Brandts› Rücktritt` where `Brandt` stands elsewhere.
        let nouns = text.language.pack.names.nouns_capitalised;
        let stem = if nouns { text.word(name.range.end - 1).strip_suffix('s') } else { None };
        if let (Some(word), Some(stem)) =
            (self.words.last_mut(), stem.and_then(|stem| text.words.read(lexicon::hash(stem))))
        {
            *word = stem;
        }
    }
}

/// Whether a gender is known.
fn clear(gender: Class) -> bool {
    gender != 0 && gender != class::MASCULINE | class::FEMININE
}

/// A gender and the last word of a name as one key; no word has so high a number.
fn ends_of(gender: Class, last: u32) -> u64 {
    ends(u32::MAX - gender as u32, last)
}

/// The first and last word of a name as one key, its bits spread.
fn ends(first: u32, last: u32) -> u64 {
    (u64::from(first) << 32 | u64::from(last)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32)
}
