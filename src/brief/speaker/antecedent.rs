//! Whom a pronoun, a clitic or a quotation without a source stands for: of the people told of before it, the one for
//! whom most speaks.
//!
//! What speaks for somebody is a sum of features times the weights of `data/antecedents.toml`. Invariant: a search goes
//! back a bounded number of sentences and tokens, and nobody told of later is ever found. Absent on purpose: which
//! statements need a search.

use crate::brief::attribution::Attributor;
use crate::brief::name::{Kind, Name};
use crate::brief::people::People;
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::brief::weights::{ANTECEDENTS, Antecedent};
use crate::language::lexicon::{Class, class};
use crate::language::pack::SecondMention;

/// Farthest back somebody is looked for, in sentences.
const MEMORY: usize = 10;

/// Farthest back somebody is looked for, in tokens: a text may have no full stops.
const REACH: usize = 600;

/// Others told of between that are counted.
const OTHERS: usize = 4;

const GENDER: Class = class::MASCULINE | class::FEMININE;

/// Who was told of and quoted so far.
pub(super) struct Memory<'a> {
    pub(super) attributor: &'a Attributor<'a>,
    pub(super) people: &'a People,
    /// By sentence, whom a pronoun or a quotation in it stands for.
    meant: Vec<Option<usize>>,
    /// By sentence, how many paragraphs have begun.
    paragraphs: Vec<u32>,
    /// By sentence, the first name that begins in it or later.
    first_names: Vec<u32>,
    /// By person, how often they were quoted and named so far.
    counts: Vec<Counts>,
    /// Who was quoted last.
    last: Option<usize>,
    /// The next name and the next sentence to read.
    next: (usize, usize),
    /// The words whose speaker is looked for.
    words: Range,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    quoted: u8,
    named: u8,
}

impl<'a> Memory<'a> {
    /// Nobody was told of yet.
    pub(crate) fn new(attributor: &'a Attributor<'a>, people: &'a People) -> Self {
        let text = attributor.text;
        let mut begun = 0;
        let paragraphs = (0..text.sentences()).map(|sentence| {
            begun += u32::from(text.get(text.sentence(sentence).start).is_some_and(|token| token.opens_paragraph));
            begun
        });
        let mut first = 0;
        let first_names = (0..text.sentences()).map(|sentence| {
            let start = text.sentence(sentence).start;
            first += attributor.names[first..].iter().take_while(|name| name.range.start < start).count();
            first as u32
        });
        let first_names = first_names.collect();
        Self {
            attributor,
            people,
            meant: vec![None; text.sentences()],
            paragraphs: paragraphs.collect(),
            first_names,
            counts: vec![Counts::default(); people.all.len()],
            last: None,
            next: (0, 0),
            words: 0..0,
        }
    }

    /// Remembers that `person` says something, by words at the token `at`.
    pub(crate) fn says(&mut self, person: usize, at: usize) {
        if let Some(meant) = self.meant.get_mut(self.attributor.text.sentence_of(at)) {
            *meant = Some(person);
        }
        self.counts[person].quoted = self.counts[person].quoted.saturating_add(1);
        self.last = Some(person);
    }

    /// Who was found to speak, or to be meant, in a sentence.
    pub(super) fn meant_in(&self, sentence: usize) -> Option<usize> {
        self.meant.get(sentence).copied().flatten()
    }

    /// Reads on to `words` whose speaker is looked for: counts names, and follows the pronouns that begin a sentence.
    pub(super) fn read_to(&mut self, words: Range) {
        let (text, at) = (self.attributor.text, words.start);
        self.words = words;
        let (mut name, sentence) = self.next;
        while let Some(next) = self.attributor.names.get(name).filter(|next| next.range.start < at) {
            if let Some(person) = self.people.of_name[name].filter(|_| text.is_told(next.range.start)) {
                self.counts[person].named = self.counts[person].named.saturating_add(1);
            }
            name += 1;
        }
        let here = text.sentence_of(at).max(sentence);
        for sentence in sentence..here {
            if let Some(at) = self.subject(sentence).filter(|_| self.meant[sentence].is_none()) {
                let class = text.tokens[at].class;
                self.meant[sentence] = self.begun_by(at, class).or_else(|| self.recall(at, class));
            }
        }
        self.next = (name, here);
    }

    /// The pronoun that is the first to act in a sentence: `But ‹she› left the harbour.`
    fn subject(&self, sentence: usize) -> Option<usize> {
        let text = self.attributor.text;
        let Range { start, end } = text.sentence(sentence);
        let first =
            |at: &usize| text.is(*at, class::PRONOUN) || !text.is_told(*at) || self.attributor.name_at(*at).is_some();
        (start..end.min(start + 4)).find(first).filter(|at| text.is(*at, class::PRONOUN) && text.is_told(*at))
    }

    /// The one told of before the token `at`, outside of marks, for whom most speaks and whom words of `class` fit.
    pub(crate) fn recall(&self, at: usize, class: Class) -> Option<usize> {
        if class & class::PLURAL != 0 {
            return None;
        }
        let text = self.attributor.text;
        let here = text.sentence_of(at);
        let within = self.told_within();
        let mut best: Option<((bool, f32), usize)> = None;
        let one = text.language.pack.names.second_mention == SecondMention::Last && class & GENDER != 0;
        // `Pameran ‹Laut Raya› ditutup. “…,” katanya`: where nouns need no article, what no sign shows to be somebody, and
        // says nothing, stands behind whoever is.
        let bare = text.language.pack.names.bare_subjects;
        // Those told of nearer, and how many of them in later sentences than the one that is looked at.
        let (mut nearer, mut later) = (Vec::with_capacity(OTHERS + 2), 0);
        for sentence in (here.saturating_sub(MEMORY)..=here).rev() {
            let range = text.sentence(sentence);
            if at.saturating_sub(range.start) > REACH {
                break;
            }
            let named = self.named_in(sentence, range.end.min(at)).enumerate();
            let named = named.map(|(i, (name, person))| (person, self.of_name(name, i == 0, &range)));
            let named = named.filter(|(person, features)| !self.may_be_place(*person, features));
            let meant = self.meant[sentence].filter(|_| sentence < here);
            let meant = meant.map(|person| (person, Antecedent { pronoun: 1.0, ..Antecedent::default() }));
            for (person, mut features) in named.chain(meant).filter(|(person, _)| self.agrees(*person, class)) {
                features.named_within = f32::from(within.contains(&person));
                features.distance = (here - sentence) as f32 / 10.0;
                features.paragraphs = (self.paragraphs[here] - self.paragraphs[sentence]).min(3) as f32 / 3.0;
                features.between =
                    nearer[..later].iter().filter(|other| **other != person).take(OTHERS).count() as f32 / 4.0;
                self.add_person(&mut features, person);
                features.told_of =
                    f32::from(sentence < here && self.meant[sentence].is_some_and(|meant| meant != person));
                let thing = bare && self.people.all[person].kind != Kind::Person || one && self.may_be_body(person);
                let score = (!thing, ANTECEDENTS.score(&features));
                best = best.filter(|(top, _)| *top >= score).or(Some((score, person)));
                if nearer.len() <= OTHERS && !nearer.contains(&person) {
                    nearer.push(person);
                }
            }
            later = nearer.len();
        }
        best.map(|(_, person)| person)
    }

    /// Whom the words tell of whose speaker is looked for.
    fn told_within(&self) -> Vec<usize> {
        let names = self.attributor.names;
        let first = self.first_names.get(self.attributor.text.sentence_of(self.words.start));
        let first = first.map_or(names.len(), |first| *first as usize);
        let named = names[first..].iter().zip(first..).take_while(|(name, _)| name.range.start < self.words.end);
        let named = named.filter(|(name, _)| name.range.start >= self.words.start && name.kind == Kind::Person);
        named.filter_map(|(_, name)| self.people.of_name[name]).collect()
    }

    /// `‹Diketahui›, Siti adalah pemilik warung. Warung Siti tutup.`: whether a sentence, or one of the paragraph before
    /// it, says that it tells what was known before.
    fn is_background(&self, sentence: &Range) -> bool {
        let text = self.attributor.text;
        let words = &text.language.pack.attribution.backgrounds;
        let says = |sentence: Range| {
            let comma = (sentence.start + 1..sentence.end.min(sentence.start + 4)).find(|at| text.is_sign(*at, ','));
            comma.is_some_and(|comma| words.iter().any(|word| word.eq_ignore_ascii_case(text.word(comma - 1))))
        };
        let here = text.sentence_of(sentence.start);
        let paragraph = (here.saturating_sub(OTHERS)..=here).rev();
        let mut paragraph = paragraph.take_while(|before| self.paragraphs[*before] == self.paragraphs[here]);
        !words.is_empty() && paragraph.any(|before| says(text.sentence(before)))
    }

    /// What a name and its place in the sentence tell.
    fn of_name(&self, name: usize, first: bool, sentence: &Range) -> Antecedent {
        let Name { range, whole, .. } = &self.attributor.names[name];
        const ABOVE: Class = class::PREPOSITION | class::BEFORE_PLACE;
        let text = self.attributor.text;
        let before = whole.start.wrapping_sub(1);
        // `Lind praised Ann Ray ‹and Clara Voss›`
        let other = || self.attributor.name_at(before.wrapping_sub(1)).map(|other| self.attributor.names[other].kind);
        let joins = || text.is(before, class::COORDINATOR) && other() == Some(Kind::Person);
        let joined = !first && (joins() || self.listed(name));
        let owner = self.is_owner(name);
        let below = owner || text.is(before, ABOVE) || joined || self.is_background(sentence);
        // `warga bernama ‹Siti›`: so is whoever is told to be called so.
        let naming = range.start.wrapping_sub(1);
        let called = || text.is(naming, class::TITLE_CUE) && text.verb_like(naming);
        Antecedent {
            begins: f32::from(!owner && self.begins(sentence.start, name)),
            first: f32::from(first && !below),
            below: f32::from(below),
            full: f32::from(range.len() > 1 || called()),
            ..Antecedent::default()
        }
    }

    /// `Lind sent ‹Ann Ray›, ‹Tom Voss› and Clara Hart a note.`: whether others stand beside the name at `name` in a list.
    fn listed(&self, name: usize) -> bool {
        let (text, names) = (self.attributor.text, &self.attributor.names);
        let next = |name: usize| {
            let comma = text.is_sign(names[name].whole.end, ',');
            self.attributor.name_at(names[name].whole.end + 1).filter(|_| comma)
        };
        let ends = |name: usize| {
            let and = names[name].whole.end + usize::from(text.is_sign(names[name].whole.end, ','));
            text.is(and, class::COORDINATOR) && self.attributor.name_at(and + 1).is_some()
        };
        let second = name.checked_sub(1).filter(|before| next(*before) == Some(name)).is_some();
        second && ends(name) || next(name).is_some_and(ends)
    }

    /// `Hart flew to ‹Charlotte›. She said …`: one word below a small one, that no other form shows to be somebody's.
    fn may_be_place(&self, person: usize, features: &Antecedent) -> bool {
        let known = &self.people.all[person];
        let name = &self.attributor.names[known.full];
        let spoke = self.counts[person].quoted > 0 || known.role.is_some();
        features.below > 0.0 && name.whole.len() == 1 && self.counts[person].named < 2 && !spoke
    }

    /// `Harbourwatch got a film, and ‹she› said …`: who said nothing, and whom nothing but one word names, no given one,
    /// where people are told of by a last name that goes back to a full one.
    fn may_be_body(&self, person: usize) -> bool {
        let known = &self.people.all[person];
        let name = &self.attributor.names[known.full];
        let given = self.attributor.text.is(name.range.start, class::GIVEN);
        let silent = self.counts[person].quoted == 0;
        silent && name.range.len() == 1 && known.role.is_none() && known.gender == 0 && !given
    }

    /// What the story so far tells of somebody.
    fn add_person(&self, features: &mut Antecedent, person: usize) {
        let Counts { quoted, named } = self.counts[person];
        // `pelajar berinisial ‹AS›`: who is kept unnamed is told of, and seldom asked.
        let full = &self.attributor.names[self.people.all[person].full].range;
        let token = &self.attributor.text.tokens[full.start];
        let initials = full.len() == 1 && token.shape == Shape::Upper && !token.is(class::GIVEN);
        features.person = f32::from(self.people.all[person].kind == Kind::Person && !initials);
        features.quoted = f32::from(quoted > 0);
        features.often_quoted = f32::from(quoted.min(5)) / 5.0;
        features.last = f32::from(self.last == Some(person));
        features.named = f32::from(named.min(8)) / 8.0;
    }

    /// The people named in a sentence before the token `end`, outside of marks: name and person.
    pub(super) fn named_in(&self, sentence: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
        let names = self.attributor.names;
        // `ein Motorrad der ‹Marke Falke›. Er sagte …`: where every noun has a capital two of them are nobody yet.
        let unknown = !self.attributor.text.language.pack.names.nouns_capitalised;
        let first = self.first_names.get(sentence).map_or(names.len(), |first| *first as usize);
        names[first..]
            .iter()
            .zip(first..)
            .take_while(move |(name, _)| name.range.start < end)
            .filter(|(name, _)| self.attributor.text.is_told(name.range.start))
            .filter_map(|(_, i)| self.people.of_name[i].map(|person| (i, person)))
            .filter(move |(i, person)| {
                self.people.all[*person].kind == Kind::Person
                    || unknown && names[*i].range.len() > 1 && names[*i].kind == Kind::Unknown
            })
    }

    /// Whether words of `class` can stand for somebody, by gender.
    pub(crate) fn agrees(&self, person: usize, class: Class) -> bool {
        let (wanted, known) = (class & GENDER, self.people.all[person].gender & GENDER);
        self.people.all[person].kind != Kind::Organisation && (wanted == 0 || known == 0 || wanted & known != 0)
    }
}
