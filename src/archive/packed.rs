//! What of an article and its briefing is packed, and its reading back.
//!
//! Invariant: what comes back points into the body it is read for, on character borders, so that a damaged or forged
//! file shows less and never breaks anything. The first byte of each is the form it is written in. Absent on purpose:
//! the parts of an article that have columns of their own.

use jiff::civil::Date;

use super::pack::{Packer, Unpacker};
use crate::article::{Article, Span, Status, Tagged, Withdrawn};
use crate::brief::{
    Attribution, Briefing, DateMention, KeyPoint, Mention, MentionKind, Quote, QuoteKind, ResolvedBy, Speaker,
};

/// The form that is written.
const FORM: u8 = 1;

const WITHDRAWN: [Withdrawn; 2] = [Withdrawn::Canceled, Withdrawn::Withheld];
const MENTIONS: [MentionKind; 3] = [MentionKind::Person, MentionKind::Organisation, MentionKind::Place];
const QUOTES: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Indirect, QuoteKind::Mixed];
const RESOLVED: [ResolvedBy; 5] =
    [ResolvedBy::Named, ResolvedBy::Role, ResolvedBy::Pronoun, ResolvedBy::Clitic, ResolvedBy::Continuation];

/// The position of a value in the list of its kind.
fn place<T: PartialEq>(list: &[T], value: &T) -> u64 {
    list.iter().position(|known| known == value).unwrap_or_default() as u64
}

/// The value at a position that was packed.
fn at<T: Copy>(list: &[T], place: u64) -> Option<T> {
    list.get(usize::try_from(place).ok()?).copied()
}

/// Packs what has no column: standing, marked names, lines taken out.
pub(super) fn rest(article: &Article) -> Vec<u8> {
    let mut packer = Packer(vec![FORM]);
    let Article { status, tagged, boilerplate, .. } = article;
    let text = |packer: &mut Packer, text: &String| packer.text(text);
    packer.list(status.embargo.as_slice(), text);
    packer.maybe(status.withdrawn.map(|withdrawn| place(&WITHDRAWN, &withdrawn)));
    packer.number(status.partial.into());
    packer.list(status.note.as_slice(), text);
    for list in [&tagged.people, &tagged.places, &tagged.organisations, boilerplate] {
        packer.list(list, text);
    }
    packer.0
}

/// Takes back what [`rest`] packed; none where the bytes are something else.
pub(super) fn take_rest(bytes: &[u8], article: &mut Article) -> Option<()> {
    let mut unpacker = begun(bytes)?;
    article.status = Status {
        embargo: unpacker.list(Unpacker::text)?.pop(),
        withdrawn: match unpacker.maybe()? {
            Some(place) => Some(at(&WITHDRAWN, place)?),
            None => None,
        },
        partial: unpacker.number()? == 1,
        note: unpacker.list(Unpacker::text)?.pop(),
    };
    let mut texts = || unpacker.list(Unpacker::text);
    article.tagged = Tagged { people: texts()?, places: texts()?, organisations: texts()? };
    article.boilerplate = texts()?;
    Some(())
}

fn begun(bytes: &[u8]) -> Option<Unpacker<'_>> {
    let (form, rest) = bytes.split_first()?;
    (*form == FORM).then_some(Unpacker(rest))
}

/// Packs a briefing.
pub(super) fn briefing(briefing: &Briefing) -> Vec<u8> {
    let mut packer = Packer(Vec::with_capacity(512));
    packer.0.push(FORM);
    packer.number(briefing.without_pack.into());
    let mut from = 0;
    packer.list(&briefing.sentences, |packer, span| packer.span(*span, &mut from));
    let mut from = 0;
    packer.list(&briefing.key_points, |packer, point| {
        packer.span(point.sentence, &mut from);
        packer.0.extend_from_slice(&point.score.to_le_bytes());
    });
    let mut from = 0;
    packer.list(&briefing.quotes, |packer, quote| pack_quote(packer, quote, &mut from));
    let mut from = 0;
    packer.list(&briefing.speakers, |packer, speaker| {
        packer.span(speaker.name, &mut from);
        packer.list(speaker.role.as_slice(), |packer, role| packer.span(*role, &mut from));
        packer.list(&speaker.mentions, |packer, span| packer.span(*span, &mut from));
    });
    let mut from = 0;
    packer.list(&briefing.mentions, |packer, mention| {
        packer.span(mention.span, &mut from);
        packer.number(place(&MENTIONS, &mention.kind));
    });
    let mut from = 0;
    packer.list(&briefing.dates, |packer, date| {
        packer.span(date.span, &mut from);
        packer.maybe(date.date.map(day));
    });
    packer.0
}

fn pack_quote(packer: &mut Packer, quote: &Quote, from: &mut u32) {
    packer.list(&quote.content, |packer, span| packer.span(*span, from));
    packer.number(place(&QUOTES, &quote.kind));
    packer.list(quote.attribution.as_slice(), |packer, attribution| {
        packer.span(attribution.cue, from);
        packer.list(attribution.source.as_slice(), |packer, source| packer.span(*source, from));
    });
    packer.maybe(quote.speaker.map(u64::from));
    packer.maybe(quote.resolved_by.map(|by| place(&RESOLVED, &by)));
}

/// A day as a number: year, month and day after each other, the years from -9999.
fn day(date: Date) -> u64 {
    let year = (i64::from(date.year()) + 9999) as u64;
    (year * 16 + date.month() as u64) * 32 + date.day() as u64
}

fn date(day: u64) -> Option<Date> {
    let year = i16::try_from(i64::try_from(day / 512).ok()? - 9999).ok()?;
    Date::new(year, (day / 32 % 16) as i8, (day % 32) as i8).ok()
}

/// Takes back a briefing of `body`; none where the bytes are something else.
pub(super) fn take_briefing(bytes: &[u8], body: &str) -> Option<Briefing> {
    let mut unpacker = begun(bytes)?;
    let span = |unpacker: &mut Unpacker<'_>, from: &mut u32| {
        unpacker.span(from).filter(|span| body.get(span.range()).is_some())
    };
    let without_pack = unpacker.number()? == 1;
    let mut from = 0;
    let sentences = unpacker.list(|unpacker| span(unpacker, &mut from))?;
    let mut from = 0;
    let key_points = unpacker.list(|unpacker| {
        let sentence = span(unpacker, &mut from)?;
        let score = f32::from_le_bytes(unpacker.bytes(4)?.try_into().ok()?);
        Some(KeyPoint { sentence, score })
    })?;
    let mut from = 0;
    let quotes = unpacker.list(|unpacker| take_quote(unpacker, |unpacker| span(unpacker, &mut from)))?;
    let mut from = 0;
    let speakers = unpacker.list(|unpacker| {
        let name = span(unpacker, &mut from)?;
        let role = unpacker.list(|unpacker| span(unpacker, &mut from))?.pop();
        Some(Speaker { name, role, mentions: unpacker.list(|unpacker| span(unpacker, &mut from))? })
    })?;
    let mut from = 0;
    let mentions = unpacker.list(|unpacker| {
        Some(Mention { span: span(unpacker, &mut from)?, kind: at(&MENTIONS, unpacker.number()?)? })
    })?;
    let mut from = 0;
    let dates = unpacker.list(|unpacker| {
        let span = span(unpacker, &mut from)?;
        Some(DateMention { span, date: unpacker.maybe()?.and_then(date) })
    })?;
    let known = |quote: &Quote| quote.speaker.is_none_or(|speaker| (speaker as usize) < speakers.len());
    quotes.iter().all(known).then_some(())?;
    Some(Briefing { sentences, key_points, quotes, speakers, mentions, dates, without_pack })
}

fn take_quote(unpacker: &mut Unpacker<'_>, mut span: impl FnMut(&mut Unpacker<'_>) -> Option<Span>) -> Option<Quote> {
    let content = unpacker.list(&mut span)?;
    let kind = at(&QUOTES, unpacker.number()?)?;
    let attribution = unpacker.list(|unpacker| {
        let cue = span(unpacker)?;
        Some(Attribution { cue, source: unpacker.list(&mut span)?.pop() })
    })?;
    let speaker = unpacker.maybe()?.map(u32::try_from).transpose().ok()?;
    let resolved_by = match unpacker.maybe()? {
        Some(place) => Some(at(&RESOLVED, place)?),
        None => None,
    };
    Some(Quote { content, kind, attribution: attribution.first().copied(), speaker, resolved_by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::brief;
    use crate::language::Languages;
    use crate::load;

    #[test]
    fn the_sample_stories_come_back_as_they_were() {
        let languages = Languages::new();
        let (articles, _) = load::samples(&languages);
        assert!(articles.len() > 10);
        for article in articles {
            let made = brief(&article, languages.get_or_neutral(&article.language));
            assert_eq!(take_briefing(&briefing(&made), &article.body), Some(made));
            let Article { status, tagged, boilerplate, .. } = article.clone();
            let mut bare = Article {
                status: Status::default(),
                tagged: Tagged::default(),
                boilerplate: Vec::new(),
                ..article.clone()
            };
            take_rest(&rest(&article), &mut bare).unwrap();
            assert_eq!((bare.status, bare.tagged, bare.boilerplate), (status, tagged, boilerplate));
        }
    }

    #[test]
    fn a_damaged_briefing_is_none_or_points_into_its_text() {
        let languages = Languages::new();
        let (articles, _) = load::samples(&languages);
        let article = &articles[0];
        let bytes = briefing(&brief(article, languages.get_or_neutral(&article.language)));
        for at in 0..bytes.len() {
            for other in [0, 1, 0x7f, 0x80, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = other;
                let Some(briefing) = take_briefing(&bytes, &article.body) else { continue };
                let quoted = briefing.quotes.iter().flat_map(|quote| &quote.content);
                for span in briefing.sentences.iter().chain(quoted) {
                    assert!(article.body.get(span.range()).is_some());
                }
            }
            assert_eq!(take_briefing(&bytes[..at], &article.body), None);
        }
    }

    #[test]
    fn days_come_back() {
        for day_ in ["-009999-01-01", "2024-02-29", "9999-12-31"] {
            let date_: Date = day_.parse().unwrap();
            assert_eq!(date(day(date_)), Some(date_));
        }
        assert_eq!(date(u64::MAX), None);
    }
}
