//! Who is who: all forms of a name are one person.
//!
//! `Jens Stoltenberg`, `Stoltenberg` and `Sekretaris Jenderal NATO Jens Stoltenberg` share words; where a language
//! uses the last part of a name later on it is that part that must agree, else any, and of two who share it the one
//! named last is meant. Invariant: one look-up a word. Absent on purpose: pronouns.

use super::name::{Kind, Name};
use super::text::{Range, Text};
use crate::language::folding::ByHash;
use crate::language::lexicon::{Class, class};
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
    words: Vec<u64>,
}

/// Everybody named in a text.
#[derive(Debug, Default)]
pub(super) struct People {
    /// By first mention.
    pub(super) all: Vec<Person>,
    /// For each name, the position of its person.
    pub(super) of_name: Vec<Option<usize>>,
}

impl People {
    /// Joins the forms of each name.
    pub(super) fn new(text: &Text<'_>, names: &[Name]) -> Self {
        let any = text.language.pack.names.second_mention == SecondMention::Any;
        let mut people = Self { all: Vec::new(), of_name: vec![None; names.len()] };
        let mut by_word: ByHash<usize> = ByHash::default();
        let full = |i: &usize| names[*i].range.len() > 1;
        let joined: Vec<usize> = (0..names.len()).filter(|i| names[*i].kind != Kind::Place).collect();
        // Full names first: a surname may stand in the lede before the full name does.
        for i in joined.iter().copied().filter(full) {
            people.place(text, names, i, any, &mut by_word);
        }
        for i in joined {
            match people.of_name[i] {
                // `Ahmad Baskara` and `Ahmad Lazuardi` are in the story: `Ahmad` is the one named last.
                Some(person) if any => people.recall(person, &mut by_word),
                Some(_) => {}
                None => people.place(text, names, i, any, &mut by_word),
            }
        }
        people
    }

    /// Finds or makes the person of a name.
    fn place(&mut self, text: &Text<'_>, names: &[Name], i: usize, any: bool, by_word: &mut ByHash<usize>) {
        let words = words(text, &names[i]);
        if words.is_empty() {
            return;
        }
        let keys: &[u64] = if any { &words } else { &words[words.len() - 1..] };
        let fits = |p: &usize| self.fits(*p, &words, any, names[i].kind);
        // `Ann Ray` and `Tom Ray` are two, each as often as named: first and last word together tell them apart.
        let pair = (words.len() > 1).then(|| words[0].rotate_left(7) ^ words[words.len() - 1]);
        let known = pair.iter().chain(keys.iter().rev()).filter_map(|key| by_word.get(key).copied()).find(fits);
        let person = known.unwrap_or_else(|| self.add(i, &names[i]));
        self.join(person, i, &names[i], &words, names);
        for word in pair.iter().chain(keys) {
            by_word.entry(*word).or_insert(person);
        }
        self.of_name[i] = Some(person);
        if any && words.len() == 1 {
            self.recall(person, by_word);
        }
    }

    /// From here on a part of the name stands for `person`.
    fn recall(&self, person: usize, by_word: &mut ByHash<usize>) {
        for word in &self.all[person].words {
            by_word.insert(*word, person);
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
        self.all.push(Person { full: i, first: i, gender: 0, role: None, kind: name.kind, words: Vec::new() });
        self.all.len() - 1
    }

    /// Whether a name of `words` can be this person's.
    fn fits(&self, person: usize, words: &[u64], any: bool, kind: Kind) -> bool {
        let known = &self.all[person];
        let bodies = (known.kind == Kind::Organisation) != (kind == Kind::Organisation);
        if bodies && (kind == Kind::Person || known.kind == Kind::Person || words.len() > 1) {
            return false;
        }
        let (few, many) =
            if words.len() <= known.words.len() { (words, &known.words[..]) } else { (&known.words[..], words) };
        if any {
            return few.iter().all(|word| many.contains(word));
        }
        // `Ray` and `Van den Berg` end `Ann Ray` and `Jan van den Berg`.
        few.last() == many.last()
            && (many.ends_with(few)
                || few.first() == many.first()
                || kind == Kind::Organisation && few.iter().all(|w| many.contains(w)))
    }

    fn join(&mut self, person: usize, i: usize, name: &Name, words: &[u64], names: &[Name]) {
        let known = &mut self.all[person];
        if words.len() > known.words.len() {
            known.words = words.to_vec();
            known.full = i;
        }
        known.first = known.first.min(i);
        let clear = |gender: Class| gender != 0 && gender != class::MASCULINE | class::FEMININE;
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

fn words(text: &Text<'_>, name: &Name) -> Vec<u64> {
    let all = &text.tokens[name.range.clone()];
    all.iter().filter(|token| token.is_word() && !token.is(class::POST_NOMINAL)).map(|token| token.hash).collect()
}
