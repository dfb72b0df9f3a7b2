//! Which party or body people are of: `Petra Holm (SPD)`, `FDP-Chefin Anna Vogt`, so that `die SPD-Politikerin` is the
//! one.
//!
//! Invariant: one look at each name, and at a bounded number of people of one body; where several may be meant, none is
//! by this alone. Absent on purpose: bodies that the story does not name beside somebody.

use crate::brief::attribution::Attributor;
use crate::brief::people::People;
use crate::brief::text::Text;
use crate::language::folding::ByHash;
use crate::language::lexicon;

/// By the word for a body, those who are of it; and of everybody, whether any body is known.
pub(super) struct Affiliations {
    of: ByHash<Vec<u32>>,
    known: Vec<bool>,
}

/// How many are remembered of one body; where more are of it, one more stands for them.
const MOST: usize = 8;

/// The most tokens of a bracket behind a name: `(52, SPD)`.
const BRACKET: usize = 6;

impl Affiliations {
    /// Reads who is of what.
    pub(crate) fn new(attributor: &Attributor<'_>, people: &People) -> Self {
        let text = attributor.text;
        let mut all = Self { of: ByHash::default(), known: vec![false; people.all.len()] };
        for (name, person) in attributor.names.iter().zip(&people.of_name) {
            let Some(person) = *person else { continue };
            let open = name.range.end;
            let bracket = if text.is_sign(open, '(') { open + 1..open + BRACKET } else { 0..0 };
            let close = |at: &usize| text.get(*at).is_some_and(|token| !token.is_sign(')') && !token.opens_paragraph);
            let within = bracket.take_while(close).filter(|at| text.tokens[*at].is_capital());
            within.for_each(|at| all.add(lexicon::hash(text.word(at)), person));
            for at in name.role.clone().unwrap_or_default() {
                if let Some((body, _)) = text.word(at).split_once('-') {
                    all.add(lexicon::hash(body), person);
                }
            }
        }
        all
    }

    fn add(&mut self, body: u64, person: usize) {
        let known = self.of.entry(body).or_default();
        if known.len() <= MOST && !known.contains(&(person as u32)) {
            known.push(person as u32);
        }
        self.known[person] = true;
    }

    /// Who may be the `SPD-Politikerin` at `noun` and `fits`: the only one of that body.
    pub(crate) fn sole(&self, text: &Text<'_>, noun: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut members = self.members(text, noun).iter().map(|person| *person as usize).filter(|person| fits(*person));
        members.next().filter(|_| members.next().is_none())
    }

    /// Whether somebody is of another body than the noun at `noun` tells.
    pub(crate) fn contradicts(&self, text: &Text<'_>, noun: usize, person: usize) -> bool {
        let tells = text.word(noun).contains('-');
        tells && self.known[person] && !self.members(text, noun).contains(&(person as u32))
    }

    /// Those of the body that a compound begins with; `Linken-Politiker` are of `Linke`.
    fn members(&self, text: &Text<'_>, noun: usize) -> &[u32] {
        let Some((body, _)) = text.word(noun).split_once('-') else { return &[] };
        let shorter = body.char_indices().next_back().map_or("", |(last, _)| &body[..last]);
        let of = |body: &str| self.of.get(&lexicon::hash(body));
        of(body).or_else(|| of(shorter)).filter(|members| members.len() <= MOST).map_or(&[], Vec::as_slice)
    }
}
