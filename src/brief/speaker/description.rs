//! Whom a description stands for: the one who bears the office it names, whom it points at, or nobody named.
//!
//! Invariant: looks at roles by word, and back a bounded number of tokens. Absent on purpose: pronouns, and which words
//! are a source.

use super::affiliation::Affiliations;
use super::home::Homes;
use super::title::{self, Titles};
use super::{NOBODY, Sieve, Who};
use crate::brief::name::{Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::Shape;
use crate::language::lexicon::{Class, class};

/// Small words that are no article of somebody new.
const NO_ARTICLE: Class =
    class::POINTER | class::POSSESSIVE | class::PREPOSITION | class::CONJUNCTION | class::PRONOUN | class::COORDINATOR;

/// How far back somebody without a name is looked for, in tokens.
pub(super) const UNNAMED: usize = 300;

impl Sieve<'_> {
    /// `‹Menko Polkam› menambahkan`: an office that looks like a role and a name stands for the one in whose role all
    /// of it stands.
    pub(crate) fn holder(&self, name: usize) -> Option<usize> {
        let text = self.attributor.text;
        let Name { whole, range, sure, .. } = &self.attributor.names[name];
        let office = !sure && whole.start < range.start;
        let led = range
            .start
            .checked_sub(1)
            .filter(|at| text.is(*at, class::ROLE) && text.tokens[at + 1].shape == Shape::Upper);
        if let Some(person) = led.and_then(|role| self.titles().by_letters(text, &(role..range.end))) {
            return Some(person);
        }
        let first = *self.roles.get(text.tokens[whole.start].word as usize)?;
        let role =
            self.people.all.get(first as usize)?.role.clone().filter(|role| office && role.len() >= whole.len())?;
        let word = |at: usize| text.tokens[at].word;
        let mut places = role.start..=role.end - whole.len();
        places.any(|at| whole.clone().map(word).eq((at..at + whole.len()).map(word))).then_some(first as usize)
    }

    /// Who bears which title, found when it is first asked for.
    fn titles(&self) -> &Titles {
        self.titles.get_or_init(|| Titles::new(self.attributor.text, self.attributor.names, self.people))
    }

    /// `bupati itu`, `ketua majelis`, `the senator`: the one whose role has these words, or whom a pointing noun fits;
    /// else nobody named.
    pub(crate) fn described(&self, range: &Range) -> Who {
        let text = self.attributor.text;
        // `‹Pelatih itu› mengatakan`: a word that points may stand behind its noun.
        let behind = text.language.pack.names.bare_subjects && text.is(range.end, class::POINTER);
        let range = &(range.start..range.end + usize::from(behind));
        // `‹Eine› Sprecherin` is nobody who was told of before, though a spokeswoman was.
        let article = range.start.wrapping_sub(1);
        let new = text.is(article, class::FUNCTION) && !text.is(article, NO_ARTICLE | class::COMPLEMENT);
        // `‹Otra› vecina`; but `‹el› mismo alcalde`.
        let turned = text.verb_second() || text.language.pack.attribution.late_subject;
        let nouns_capitalised = text.language.pack.names.nouns_capitalised;
        let new = new && (nouns_capitalised || !text.is(article.wrapping_sub(1), class::POINTER));
        if new && turned && !text.language.pack.names.bare_subjects {
            return Who::Nominal(range.clone());
        }
        let nouns = || {
            range.clone().filter(|at| !text.is(*at, class::POINTER | class::FUNCTION)).map(|at| text.tokens[at].word)
        };
        let known = nouns().next().and_then(|noun| self.roles.get(noun as usize)).filter(|person| **person != NOBODY);
        // `police said` is not the police chief.
        // Nor is `majelis hakim` its chief: where nouns need no article, the first of them says who it is.
        let words = range.start..if text.language.pack.names.bare_subjects { range.start + 1 } else { range.end };
        // `kantor Budi` is a body, though it tells whose it is.
        let somebody = |at: usize| {
            text.is(at, class::ROLE | class::PERSON_NOUN) || text.is(at, class::RELATION) && !text.is(at, class::GROUP)
        };
        let heads = words.clone().any(somebody);
        let has_all = |person: &usize| {
            // Of words that hold a role nothing tells that its bearer is somebody else than these words name.
            let role =
                self.people.all[*person].role.clone().filter(|role| role.start != range.start).unwrap_or_default();
            nouns().all(|noun| text.tokens[role.clone()].iter().any(|token| token.word == noun))
        };
        // A bare title with a capital names the office, whoever holds it: a story may have two presidents. Where every
        // noun has a capital it is the one who alone has that office.
        let title = range.len() == 1 && text.tokens[range.start].is_capital();
        let alone = || (0..self.people.all.len()).filter(has_all).take(2).count() == 1;
        let fits = |person: &usize| if title { nouns_capitalised && alone() } else { has_all(person) };
        let homes = || self.homes.get_or_init(|| Homes::new(self.attributor, self.people));
        let at_home = || homes().holder(self.attributor, self.people, range);
        let titles = self.titles();
        if let Some(person) = titles.bearer(text, range).or_else(|| titles.by_letters(text, range)).or_else(at_home) {
            return Who::Person(person);
        }
        let known = known.map(|person| *person as usize).filter(|_| heads).filter(fits);
        // `‹la› ministre` is not the first minister of the story, a man.
        let gender = self.gender(range.start, range.start);
        let known = known.and_then(|person| {
            let mut others =
                (0..self.people.all.len()).filter(has_all).filter(|other| self.memory.agrees(*other, gender));
            if self.memory.agrees(person, gender) { Some(person) } else { others.next() }
        });
        let known = known.or_else(|| titles.by_role(text, range)).or_else(|| titles.by_end(text, range));
        if let Some(person) = known.or_else(|| self.member(range)).or_else(|| self.aged(range)) {
            return Who::Person(person);
        }
        if let Some(author) = self.author(range) {
            return Who::Person(author);
        }
        if let Some(unnamed) = self.named_in_full(range) {
            return unnamed;
        }
        let pointed =
            text.is(range.start.wrapping_sub(1), class::POINTER) || range.clone().any(|at| text.is(at, class::POINTER));
        let pointed = pointed || self.goes_on_telling(range);
        let noun = range.clone().find(|at| text.is(*at, class::PERSON_NOUN));
        // `politikus Partai Layar itu`: what points closes a phrase that begins with the noun.
        // In `warga di kota itu` the town may be pointed at.
        let below = |at: usize| text.is(at, class::RELATIVE | class::PREPOSITION) && text.is_told(at);
        let town = text.is(range.start, class::GROUP) && range.clone().any(below);
        let closed = range.len() > 2 && text.is(range.end - 1, class::POINTER) && !town;
        let noun = if closed { Some(range.start).filter(|at| somebody(*at)) } else { noun };
        // `die Richter` are several: article and noun are of different gender.
        let several = |noun: &usize| {
            let article = text.tokens[range.start.saturating_sub(1)].class;
            nouns_capitalised
                && article & class::POINTER != 0
                && article & class::FEMININE != 0
                && text.is(*noun, class::MASCULINE)
        };
        // `die Rätin ‹aus Altdorf›`
        let home = nouns_capitalised && text.is(range.start + 1, class::BEFORE_PLACE) && range.len() == 3;
        let more = !closed && !home && nouns().count() > 1 && self.is_told_more_of(range);
        let alone = closed || home || more || nouns().count() == 1;
        let noun = noun.filter(|noun| pointed && alone && !several(noun));
        // `der Kanzler` is not the minister whom the story named last, nor is `the governor` the senator.
        let other = |person: &usize| {
            let office = noun.is_some_and(|noun| text.is(noun, class::ROLE) && !text.is(noun, class::BROAD));
            office && nouns_capitalised && self.people.all[*person].role.is_some()
                || noun.is_some_and(|noun| self.is_of_another(*person, noun))
                || noun.is_some_and(|noun| title::is_other(text, self.people, *person, noun))
        };
        let recalled = noun
            .filter(|noun| !self.is_unnamed(*noun))
            .and_then(|noun| self.memory.recall(range.start, self.gender(range.start, noun)))
            .filter(|person| !other(person) && (!more || self.may_bear(*person, range)));
        self.named_beside(noun, range)
            .or(recalled)
            .map_or_else(|| Who::Nominal(range.start..range.end - usize::from(behind)), Who::Person)
    }

    /// `el mandatario ‹mexicano›`, `de ‹Altdorfse› burgemeester`: where no noun needs a capital and a subject may follow
    /// its verb, a word beside the noun tells more of whom it points at.
    fn is_told_more_of(&self, range: &Range) -> bool {
        const NO_MORE: Class = class::FUNCTION | class::PREPOSITION | class::COORDINATOR | class::GROUP;
        let text = self.attributor.text;
        let names = &text.language.pack.names;
        let word = |at: usize| {
            let token = &text.tokens[at];
            let aged = token.shape == Shape::Number && text.word(at).contains(char::is_lowercase);
            let plain = token.shape == Shape::Lower || text.verb_second() && (aged || token.is_capital());
            let named = self.attributor.name_at(at).map(|name| &self.attributor.names[name]);
            let person = named.is_some_and(|name| name.kind == Kind::Person || name.range.len() > 1);
            plain && !token.is(NO_MORE) && !person
        };
        let turned = text.verb_second() || text.language.pack.attribution.late_subject;
        turned && !names.nouns_capitalised && (2..4).contains(&range.len()) && range.clone().all(word)
    }

    /// `de ‹Altdorfse burgemeester›` is nobody whose office is another.
    fn may_bear(&self, person: usize, range: &Range) -> bool {
        let text = self.attributor.text;
        let known = &self.people.all[person];
        let same = |role: &Range| {
            range.clone().any(|at| text.tokens[role.clone()].iter().any(|t| t.word == text.tokens[at].word))
        };
        let office = text.tokens[range.start].is_capital();
        known.kind == Kind::Person && (!office || known.role.as_ref().is_none_or(same))
    }

    /// `kata ‹lelaki› yang kini melatih perahu`: where nouns need no article, a clause that tells more of a man or
    /// woman tells of one who is known; but not `lelaki yang ‹enggan› disebut namanya`.
    fn goes_on_telling(&self, range: &Range) -> bool {
        let text = self.attributor.text;
        let one = text.is(range.start, class::MASCULINE | class::FEMININE)
            && !text.is(range.start, class::GROUP | class::ROLE);
        text.language.pack.names.bare_subjects
            && range.len() == 1
            && one
            && text.is(range.start.wrapping_sub(1), class::CUE_SOURCE)
            && text.is(range.end, class::RELATIVE)
            && !text.is(range.end + 1, class::NEGATION)
            // `pria yang tinggal di kampung ‹itu›`: the town may be pointed at.
            && !(range.end..text.sentence(text.sentence_of(range.end)).end).any(|at| text.is(at, class::POINTER))
    }

    /// `Lind said in a ‹statement› … “…,” the ‹statement› added`, `“…,” her ‹statement› said`: who speaks in the
    /// sentence where what is written was last named, or whose it is.
    fn author(&self, range: &Range) -> Option<usize> {
        let text = self.attributor.text;
        let lower = |at: usize| text.tokens[at].shape == Shape::Lower;
        let noun = range.clone().rev().find(|at| text.is(*at, class::WRITING) && lower(*at))?;
        let before = noun.checked_sub(1)?;
        if text.is(before, class::POSSESSIVE) {
            return self.memory.recall(before, text.tokens[before].class);
        }
        let same = |at: &usize| text.tokens[*at].word == text.tokens[noun].word && text.is_told(*at);
        let first =
            (noun.saturating_sub(UNNAMED)..before).rev().find(same).filter(|_| text.is(before, class::POINTER))?;
        // `said in a prepared ‹statement›`; but who read the statement has not written it.
        let below = |at: usize| text.is(at, class::PREPOSITION) && text.is_told(at);
        let said_in = (first.saturating_sub(3)..first).rev().take_while(|at| lower(*at) || below(*at)).any(below);
        let author = self.memory.meant_in(text.sentence_of(first)).filter(|_| said_in)?;
        (self.people.all[author].kind == Kind::Person).then_some(author)
    }

    /// The gender that a noun tells, or the article before `start` where articles do: `die ‹Vorsitzende›`.
    pub(crate) fn gender(&self, start: usize, noun: usize) -> Class {
        const GENDER: Class = class::MASCULINE | class::FEMININE;
        let text = self.attributor.text;
        let article = start.checked_sub(1).map_or(0, |at| text.tokens[at].class);
        let tells = text.language.pack.names.nouns_capitalised || text.language.pack.attribution.late_subject;
        match text.tokens[noun].class & GENDER {
            0 | GENDER if article & class::POINTER == 0 || article & class::ELIDED != 0 || !tells => 0,
            0 | GENDER if article & class::FEMININE != 0 => class::FEMININE,
            0 | GENDER => class::MASCULINE,
            told => told,
        }
    }

    /// Who is of which body, found when it is first asked for.
    fn affiliations(&self) -> &Affiliations {
        self.affiliations.get_or_init(|| Affiliations::new(self.attributor, self.people))
    }

    /// `die ‹SPD-Politikerin›`: the only one of that party whom the noun fits.
    fn member(&self, range: &Range) -> Option<usize> {
        let text = self.attributor.text;
        let noun = Some(range.start).filter(|noun| range.len() == 1 && text.is(*noun, class::BROAD))?;
        let gender = self.gender(range.start, noun);
        self.affiliations().sole(text, noun, |person| self.memory.agrees(person, gender))
    }

    /// `der SPD-Politiker` is nobody of another party.
    fn is_of_another(&self, person: usize, noun: usize) -> bool {
        let text = self.attributor.text;
        text.is(noun, class::BROAD) && self.affiliations().contradicts(text, noun, person)
    }

    /// `die ‹28-Jährige›`: whom the story is about, where nobody's age was told so before and nobody without a name is
    /// told of.
    fn aged(&self, range: &Range) -> Option<usize> {
        let text = self.attributor.text;
        let at = Some(range.start).filter(|at| self.attributor.aged(*at))?;
        let gender = self.gender(at, at);
        let years = |at: usize| text.word(at).split(|c: char| !c.is_ascii_digit()).next();
        let mut before = at.saturating_sub(UNNAMED)..at;
        let unnamed = before.clone().any(|at| {
            let noun = text.is(at, class::PERSON_NOUN | class::ROLE) && text.tokens[at].is_capital();
            noun && text.is_told(at) && text.tokens[at].class & gender != 0 && self.is_introduced(at)
        });
        let same = |at: usize| text.tokens[at].shape == Shape::Number && years(at) == years(range.start);
        // `‹Die 28-Jährige› ging.`: that points at whom this does.
        let points = |at: usize| self.attributor.aged(at) && text.is(at.wrapping_sub(1), class::POINTER);
        match before.rfind(|at| same(*at) && !points(*at)) {
            // `Petra Vogt (‹28›)`, `die ‹28-jährige› Petra Vogt`
            Some(told) => {
                let named = |at: usize| self.attributor.name_at(at);
                let bracket = text.is_sign(told - 1, '(').then(|| named(told.wrapping_sub(2))).flatten();
                let name = bracket.or_else(|| named(told + 1))?;
                self.people.of_name[name].filter(|person| self.memory.agrees(*person, gender))
            }
            None => self.memory.recall(at, gender).filter(|_| gender != 0 && !unnamed),
        }
    }

    /// Whether an article right before a noun at `noun`, or before what describes it, tells of somebody new: `‹ein›
    /// Mann`.
    fn is_introduced(&self, noun: usize) -> bool {
        let text = self.attributor.text;
        let small = |at: &usize| text.is(*at, class::FUNCTION) || !text.tokens[*at].is_word();
        let article = (noun.saturating_sub(3)..noun).rev().find(small);
        let opens = article.is_some_and(|at| text.is(at, class::FUNCTION) && !text.is(at, NO_ARTICLE));
        opens && self.attributor.name_at(noun).is_none() && self.attributor.name_at(noun + 1).is_none()
    }

    /// `A council ‹aide› left. The ‹aide› said …`: whether the noun at `noun` was last said of somebody without a name,
    /// not far before it.
    fn is_unnamed(&self, noun: usize) -> bool {
        const NO_ARTICLE: Class = class::POINTER
            | class::POSSESSIVE
            | class::PREPOSITION
            | class::CONJUNCTION
            | class::RELATIVE
            | class::PRONOUN;
        let text = self.attributor.text;
        if text.language.pack.names.bare_subjects {
            return false;
        }
        let same = |at: &usize| text.tokens[*at].word == text.tokens[noun].word && text.is_told(*at);
        let small = |at: &usize| text.is(*at, class::FUNCTION) || !text.tokens[*at].is_word();
        // `Lind was ‹an› aide` tells what somebody named is.
        let opens =
            |at: usize| text.is(at, class::FUNCTION) && !text.is(at, NO_ARTICLE) && !text.is(at - 1, class::AUXILIARY);
        let named = |at: usize| self.attributor.name_at(at).is_some();
        let article = |first: usize| (first.saturating_sub(4)..first).rev().find(small);
        let unnamed = |first: usize| {
            let comma = usize::from(text.is_sign(first + 1, ','));
            article(first).is_some_and(|at| at == 0 || opens(at)) && !named(first) && !named(first + 1 + comma)
        };
        // `the neighbor` who was `a neighbor` farther back is still nobody named.
        let pointed = |first: &usize| article(*first).is_some_and(|at| text.is(at, class::POINTER) && text.is_told(at));
        let mut before = (noun.saturating_sub(UNNAMED)..noun).rev().filter(same);
        before.find(|first| !pointed(first)).is_some_and(unnamed)
    }
}
