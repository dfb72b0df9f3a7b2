//! People, organisations and places, as the text names them.
//!
//! A short form in brackets belongs to the name before it: `Komisi Layang-Layang (KLL)` is one mention. Invariant: in
//! the order of the text, without overlaps; one look at each name. Absent on purpose: days, peoples, works.

use super::briefing::{Mention, MentionKind};
use super::name::{Kind, Name};
use super::people::People;
use super::text::Text;
use super::text::token::{Shape, Token};
use super::text::vocabulary::WordSet;
use crate::article::Span;
use crate::language::lexicon::class;

/// The longest run of capitals of which nothing is known that is taken for a person's name, in tokens.
const LONGEST_NAME: usize = 3;

/// The names of `text` that name somebody, a body or a place.
pub(super) fn mentions(text: &Text<'_>, names: &[Name], people: &People) -> Vec<Mention> {
    let things = things(text, names);
    let mut out: Vec<Mention> = Vec::with_capacity(names.len());
    let mut names = names.iter().enumerate().peekable();
    while let Some((i, name)) = names.next() {
        let joined = people.of_name[i].map_or(name.kind, |person| people.all[person].kind);
        let kind = if name.kind == Kind::Unknown { joined } else { name.kind };
        let party = names.next_if(|(_, next)| is_party(text, name, kind, next)).is_some();
        let short = names.next_if(|(_, next)| !party && is_short_form(text, name, kind, next)).map(|(_, short)| short);
        // `Wilayah ‹V›`
        let letter = name.range.len() == 1 && text.tokens[name.range.start].span().len() == 1;
        let thing = letter || name.range.len() == 1 && things.contains(text.tokens[name.range.start].word);
        if let Some(kind) = mentioned(text, name, kind).filter(|_| !thing) {
            let span = text.span(&name.range);
            let end = short.map_or(span.end, |short| text.tokens[short.range.end].end);
            out.push(Mention { span: Span { end, ..span }, kind });
        }
    }
    out
}

/// What is said of a name of this kind; none where it names no person, body or place.
fn mentioned(text: &Text<'_>, name: &Name, kind: Kind) -> Option<MentionKind> {
    match kind {
        Kind::Person => Some(MentionKind::Person),
        Kind::Organisation => Some(MentionKind::Organisation),
        Kind::Place => Some(MentionKind::Place),
        Kind::Unknown => {
            // `Sistem Antrean Warga (SAW)`, where the short form is known to be a thing's.
            let thing = text.is_sign(name.range.end, '(') && text.is(name.range.end + 1, class::OTHER_NAME);
            // Where every noun has a capital two of them side by side are seldom somebody: `eine ‹Menge Panik›`.
            let noun = text.language.pack.names.nouns_capitalised;
            // `la Carta Magna`: where a subject may follow its verb, an article stands before what is nobody.
            let before = name.whole.start.wrapping_sub(1);
            let led = text.get(before).is_some_and(|token| token.shape == Shape::Lower && token.is(class::POINTER));
            let thing = thing || led && text.language.pack.attribution.late_subject;
            ((2..=LONGEST_NAME).contains(&name.range.len()) && !thing && !noun).then_some(MentionKind::Person)
        }
    }
}

/// The letter of somebody's party behind their name: `Ann Ray (D)`, `Owen Hart (R-Texas)`. It names nothing by itself.
fn is_party(text: &Text<'_>, name: &Name, kind: Kind, next: &Name) -> bool {
    kind == Kind::Person
        && next.range.start == name.range.end + 1
        && text.is_sign(name.range.end, '(')
        && text.word(next.range.start).split('-').next().is_some_and(|part| part.len() == 1)
}

/// Whether `next` is one word in brackets right behind `name`, and no party, town or state of a person.
fn is_short_form(text: &Text<'_>, name: &Name, kind: Kind, next: &Name) -> bool {
    // `Karl Brandt ‹(SPD)›`: where every noun has a capital the bracket behind somebody holds a party.
    if kind == Kind::Person && text.language.pack.names.nouns_capitalised {
        return false;
    }
    let apart = if kind == Kind::Person { class::ORGANISATION | class::PLACE } else { 0 };
    let token = &text.tokens[next.range.start];
    in_brackets(text, next)
        && next.range.start == name.range.end + 1
        && (token.shape == Shape::Upper || !token.is(class::PLACE))
        && !token.is(apart)
}

/// One word alone in brackets.
fn in_brackets(text: &Text<'_>, name: &Name) -> bool {
    name.range.len() == 1 && text.is_sign(name.range.start.wrapping_sub(1), '(') && text.is_sign(name.range.end, ')')
}

/// Short forms of what the text writes in small letters, `daftar pemilih tetap (DPT)`: no bodies, here and elsewhere in
/// the article.
fn things(text: &Text<'_>, names: &[Name]) -> WordSet {
    let small = |name: &&Name| {
        let before = name.range.start.checked_sub(2).and_then(|before| text.get(before));
        in_brackets(text, name) && before.is_some_and(|token| token.shape == Shape::Lower)
    };
    let unknown = |token: &Token| token.shape == Shape::Upper && !token.is(class::ORGANISATION | class::GIVEN);
    let short_forms = names.iter().filter(small).map(|name| &text.tokens[name.range.start]);
    WordSet::new(short_forms.filter(|token| unknown(token)).map(|token| token.word))
}
