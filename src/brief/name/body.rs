//! Runs of capitals that name a body or a place.
//!
//! Invariant: designators decide before position does. Absent on purpose: people.

use super::{BODY, Finder, Kind, Name};
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

/// Nouns for bodies, and bodies known by name.
const BODY_NOUN: Class = class::ORGANISATION_HEAD | class::ORGANISATION_TAIL | class::ORGANISATION;

/// What ends no name of a person.
const NO_FAMILY: Class = BODY | class::ROLE | class::GROUP | class::PERSON_NOUN;

impl Finder<'_> {
    /// A body or place named within the role of a person.
    pub(super) fn body_in(&self, range: Range) -> Option<Name> {
        let tokens = &self.text.tokens;
        const HEAD: Class = class::ORGANISATION_HEAD | class::ORGANISATION | class::PLACE | class::PLACE_HEAD;
        let mut end = range.end;
        // `‹Maine› Gov. Ann Ray`
        let title = |at: usize| {
            let token = &tokens[at];
            let rank = |at: usize| tokens[at].is(class::HONORIFIC) && !tokens[at].is(class::ROLE);
            // `BNPB ‹Letjen TNI› Rahmat`: the body that some ranks end with.
            token.is(class::HONORIFIC | class::ROLE) && (!token.is(class::ORGANISATION) || rank(at - 1))
                || token.is_sign('.') && tokens[at - 1].is(class::ROLE)
        };
        while end > range.start + 1 && title(end - 1) {
            end -= 1;
        }
        let start = (range.start..end).find(|at| {
            let token = &tokens[*at];
            token.is(HEAD) && !token.is(class::ROLE)
                || token.shape == Shape::Upper && !token.is(class::ROLE | class::HONORIFIC | class::OTHER_NAME)
        })?;
        self.body(start..end)
    }

    /// A run that names no person.
    pub(crate) fn body(&self, run: Range) -> Option<Name> {
        let tokens = &self.text.tokens;
        let mut start = run.start;
        // `Presidente ‹da› República`, `Hon‹.› WA`: a small word or a stop is no part of the name behind it.
        let small = |at: usize| at > run.start && matches!(tokens[at].shape, Shape::Lower | Shape::Sign);
        while start + 1 < run.end
            && (tokens[start].is(class::ROLE | class::HONORIFIC)
                && !tokens[start].opens_phrase(class::PLACE | class::ORGANISATION)
                || small(start))
            && (!tokens[start].is(class::ORGANISATION_HEAD) || start > run.start && self.ends(start, class::ROLE))
        {
            start += 1;
        }
        // `Justice Department`: the title is what such a body is for, where its noun stands last, or before a small
        // word: `Republican Party of Milton`.
        let joins = |at: usize| tokens[at].is(class::JOINER) && tokens[at].shape == Shape::Lower;
        let tail = start > run.start
            && tokens[start].is(class::ORGANISATION_TAIL)
            && (start + 1 == run.end || joins(start + 1));
        start -= usize::from(tail && !self.text.language.pack.names.bare_subjects);
        let range = start..run.end;
        let any = |classes: Class| range.clone().any(|at| tokens[at].is(classes));
        let (first, last) = (&tokens[range.start], &tokens[range.end - 1]);
        // `Menteri Koordinator ‹Bidang Politik›, Hukum, dan Keamanan`: behind a title stand the words of its office.
        const HEADED: Class = BODY_NOUN | class::PLACE;
        if start > run.start && range.clone().all(|at| tokens[at].is(class::OFFICE)) && !any(HEADED) {
            return None;
        }
        // `Kepala Bidang Kedaruratan dan ‹Logistik› Badan Lumba`: words of an office lead to the body that it is one
        // of.
        const KNOWN: Class = class::ORGANISATION_HEAD | class::ORGANISATION | class::PLACE | class::GIVEN;
        if self.text.language.pack.names.bare_subjects && first.is(class::OFFICE) && !first.is(KNOWN) {
            let body = |at: &usize| tokens[*at].is(class::ORGANISATION_HEAD | class::ORGANISATION);
            if let Some(body) =
                range.clone().find(body).filter(|at| *at + 1 < range.end || tokens[*at].is(class::ORGANISATION))
            {
                return self.body(body..range.end);
            }
        }
        let placed = start > 0 && tokens[start - 1].is(class::BEFORE_PLACE);
        // `‹RM2› juta`, `‹U23›`: letters and a number that no list knows count something.
        let counts = self.text.word(range.start).ends_with(|c: char| c.is_ascii_digit());
        let acronym = |token: &Token| token.shape == Shape::Upper && token.end - token.start > 1 && !counts;
        let (alone, head) = (range.len() == 1, first.is(class::ORGANISATION_HEAD));
        // `‹West Milton› Police`: what ends a body stands behind the place it is in.
        let titled = !alone && !self.text.language.pack.names.bare_subjects && last.is(class::ORGANISATION_TAIL);
        // `‹Sierra Leone› Coach`: a place of more than one word ends where an office begins.
        let place = start + usize::from(first.phrase);
        if first.opens_phrase(class::PLACE) && place < range.end && tokens[place].is(class::ROLE) {
            return self.body(start..place);
        }
        let kind = match () {
            // `Dewan` alone is some council, `Kementerian` some ministry.
            () if alone && head && !first.is(class::ORGANISATION) => return None,
            () if first.is(class::PLACE)
                && !(titled && first.opens_phrase(class::PLACE))
                && (alone
                    || range.len() == 2 && last.is(class::OFFICE)
                    || first.opens_phrase(class::PLACE)
                    || last.is(class::PLACE)) =>
            {
                Kind::Place
            }
            () if first.is(class::PLACE_HEAD) && !alone && !head && !titled => Kind::Place,
            () if head || first.is(class::ORGANISATION) => Kind::Organisation,
            // `University ‹of› Lintang`
            () if range.clone().skip(1).any(|at| {
                tokens[at].is(class::PARTICLE | class::JOINER)
                    && tokens[at].shape == Shape::Lower
                    && tokens[at - 1].is(class::ORGANISATION_TAIL)
            }) =>
            {
                Kind::Organisation
            }
            // `‹German Ortega› said`: people are called so too.
            () if first.is(class::OTHER_NAME)
                && range.len() == 2
                && !first.is(class::ROLE)
                && !last.is(NO_FAMILY)
                && !self.runs.nouns_capitalised
                && self.runs.speaks(&range) =>
            {
                Kind::Unknown
            }
            // `Musyawarah Nasional Partai Layar`: what begins with a thing names the body within it, or nothing.
            () if first.is(class::OTHER_NAME) && !alone && !last.is(class::ORGANISATION_TAIL) => {
                return self.body_in(range.start + 1..range.end);
            }
            () if last.is(class::ORGANISATION_TAIL | class::ORGANISATION) && !alone => Kind::Organisation,
            () if last.is(class::PLACE_TAIL) && !alone => Kind::Place,
            () if last.is(class::PLACE) && placed => Kind::Place,
            () if acronym(first) && first.span().len() > 2 && !first.is(class::OTHER_NAME) => Kind::Organisation,
            () if any(class::OFFICE) && range.len() > 1 => Kind::Organisation,
            // `Macan ‹Polres Lintang›`: a noun for a body before a place begins one, whatever stands before it.
            // `Lumba ‹FC Lintang›` is one.
            () if let Some(head) = self.head_within(&range).filter(|_| last.is(class::PLACE)) => {
                if tokens[head].is(class::ORGANISATION_TAIL) {
                    Kind::Organisation
                } else {
                    return self.body(head..range.end);
                }
            }
            // `dijo ‹Monreal Ávila›`
            () if last.is(class::PLACE) && (alone || !self.runs.speaks(&range)) => Kind::Place,
            () if range.len() == 1 && first.is(class::ROLE | class::HONORIFIC | class::OTHER_NAME | class::OFFICE) => {
                return None;
            }
            () if first.is(class::OTHER_NAME) && range.len() == 1 => return None,
            () if placed && !self.are_nouns(&range) => Kind::Place,
            () => Kind::Unknown,
        };
        // `Center for Strategic ‹and International Studies›`
        let joined = range.clone().any(|at| tokens[at].is(class::JOINER) && tokens[at].shape == Shape::Lower);
        let goes_on = kind == Kind::Organisation && (head || joined);
        let end = if goes_on { self.further_offices(range.end) } else { range.end };
        let range = range.start..end;
        Some(Name { whole: range.clone(), range, role: None, kind, gender: 0, sure: false })
    }

    /// The first noun for a body behind the first word of `range`, where nouns need no article.
    fn head_within(&self, range: &Range) -> Option<usize> {
        const ALSO: Class = class::GIVEN | class::ROLE | class::PLACE | class::PLACE_HEAD;
        let head = |at: &usize| self.text.is(*at, class::ORGANISATION_HEAD) && !self.text.is(*at, ALSO);
        let bare = self.text.language.pack.names.bare_subjects;
        range.clone().skip(1).filter(|at| at + 1 < range.end).find(head).filter(|_| bare)
    }

    /// `in ‹Sachen Hafen›`, `nach ‹Brandts Ansicht›`: where every noun has a capital two of them are no place that no
    /// list knows.
    pub(super) fn are_nouns(&self, run: &Range) -> bool {
        self.text.language.pack.names.nouns_capitalised && run.len() > 1
    }

    /// `in ‹Altdorf›`: whether a small word that leads to places stands right before the one or more words.
    pub(super) fn is_placed(&self, run: &Range) -> bool {
        run.start > 0 && self.text.is(run.start - 1, class::BEFORE_PLACE) && !self.are_nouns(run)
    }

    /// `die ‹Burgdorfer Trainerin›`: where every noun has a capital what ends with an office and has no name in it
    /// describes somebody.
    pub(crate) fn describes(&self, run: &Range) -> bool {
        const NAMED: Class = class::GIVEN | class::HONORIFIC | BODY;
        let named = |at: usize| self.text.is(at, NAMED);
        self.are_nouns(run) && self.text.is(run.end - 1, class::ROLE) && !run.clone().any(named)
    }

    /// `Badan Pengawas ‹Pemilu›`: in the name of a body what is no person's may stand last, but not right behind the
    /// noun.
    pub(super) fn names_body(&self, run: &Range) -> bool {
        const ALSO: Class = class::GIVEN | class::ROLE | class::ORGANISATION;
        let head = |at: &usize| self.text.is(*at, class::ORGANISATION_HEAD) && !self.text.is(*at, ALSO);
        let before = |at: &usize| !self.text.is(*at, class::GIVEN);
        run.clone().take_while(before).find(head).is_some_and(|head| run.end - head > 2)
    }

    /// `Kementerian Hukum ‹dan Kebudayaan›`, `Kementerian Pendidikan‹, Kebudayaan, dan Riset›`: what commas and one
    /// small word join to the words of an office, all of them words of offices, is named with it. A head begins a body
    /// of its own: `Dewan Pendidikan dan Komisi Informasi`.
    fn further_offices(&self, end: usize) -> usize {
        let tokens = &self.text.tokens;
        let office = |at: usize| {
            tokens.get(at).is_some_and(|t| t.is_capital() && t.is(class::OFFICE) && t.spaced && !t.opens_paragraph)
        };
        let first = |at: usize| office(at) && !self.text.is(at, class::ORGANISATION_HEAD);
        let behind = |from: usize| (from..).find(|at| !office(*at)).unwrap_or(from);
        let mut at = end;
        while office(end - 1) && self.text.is_sign(at, ',') && first(at + 1) {
            at = behind(at + 1);
        }
        at += usize::from(at > end && self.text.is_sign(at, ','));
        const APART: Class = class::BEFORE_PLACE | class::PREPOSITION | class::RELATIVE;
        let joins = tokens.get(at).is_some_and(|t| t.shape == Shape::Lower && t.is(class::FUNCTION) && !t.is(APART));
        if !joins || !office(end - 1) || !first(at + 1) {
            return end;
        }
        let stop = behind(at + 1);
        // `Kementerian Energi dan Mineral ‹Agung› Rahmat` has a name that is a word of offices too.
        let stop = (at + 2..=stop).rev().find(|stop| !self.text.is(stop - 1, class::GIVEN)).unwrap_or(stop);
        // `Pusat Data dan Informasi ‹BNPB› Rahmat Hidayat`: the body it is one of, and who leads it.
        let stop = (stop..).find(|at| !self.text.is(*at, class::ORGANISATION)).unwrap_or(stop);
        let goes_on =
            tokens.get(stop).is_some_and(|token| token.is_capital() && token.spaced && !token.is(class::GIVEN));
        if goes_on { end } else { stop }
    }

    /// `Desa Bukit Baru ‹Kecamatan Lintang Hilir›`: where the noun for another place stands behind the name of one.
    /// Words of offices and bodies lead to it: `Stadion Utama Gelora Bung Karno`, `Gedung Balai Kota Lintang`.
    pub(super) fn place_after(&self, run: &Range) -> Option<usize> {
        const LEADS: Class = class::PLACE_HEAD | class::OFFICE | class::ORGANISATION_HEAD | class::ROLE;
        let head = |at: usize| self.text.is(at, class::PLACE_HEAD) && !self.text.is(at, class::ROLE | class::GIVEN);
        let place = self.text.is(run.start, class::PLACE) && !self.text.is(run.start, class::GIVEN | class::ROLE);
        if !(head(run.start) || place) || !self.text.language.pack.names.bare_subjects {
            return None;
        }
        let next = |at: &usize| head(*at) && !self.text.is(at - 1, LEADS);
        (run.start + 1 + usize::from(!place)..run.end.saturating_sub(1)).find(next)
    }

    /// `pulau Lumba`, `jalan Ki Surya`: a noun in small letters tells that the name behind it is a place's. In
    /// `kepala desa Siti Rahma` it is a part of her role.
    pub(crate) fn headed(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.get(before));
        const BODY: Class = class::ORGANISATION | class::ORGANISATION_HEAD | class::ORGANISATION_TAIL;
        !self.text.language.pack.names.places_capitalised
            && before.is_some_and(|token| token.shape == Shape::Lower && token.is(class::PLACE_HEAD))
            && !self.text.is(at, BODY)
            && !(at.saturating_sub(2)..at).any(|at| self.text.is(at, class::ROLE))
    }

    /// `‹MILTON› - The mayor left.`: large letters and a dash with blanks at the beginning of a paragraph tell where it
    /// was written; but in `RAY - We are late.` they may be somebody's whose whole name stands elsewhere.
    pub(crate) fn dates(&self, run: &Range) -> bool {
        let tokens = &self.text.tokens;
        let loud = |at: usize| tokens[at].shape == Shape::Upper && tokens[at].end - tokens[at].start > 3;
        let dash = tokens.get(run.end).is_some_and(|token| {
            token.shape == Shape::Sign && token.spaced && matches!(token.first, '-' | '–' | '—' | '•')
        });
        let begins = tokens.get(run.end + 1).is_some_and(|next| next.spaced && next.is_capital());
        let person = run.len() > 1 && self.text.is(run.start, class::GIVEN) || self.runs.is_family(run.end - 1);
        tokens[run.start].opens_paragraph && loud(run.start) && dash && begins && !person
    }

    /// `di Bandung dan ‹Ujung Karang›`: what one small word joins to a place, and nothing tells of, is a place too.
    pub(super) fn join_places(&self, names: &mut [Name]) {
        for i in 1..names.len() {
            let (before, name) = (&names[i - 1], &names[i]);
            let gap = before.range.end..name.whole.start;
            let joined = gap.len() == 1 && self.text.is(gap.start, class::COORDINATOR);
            if joined && before.kind == Kind::Place && name.kind == Kind::Unknown && !self.runs.speaks(&name.range) {
                names[i].kind = Kind::Place;
            }
        }
        self.addresses(names);
    }

    /// `di Jalan Lumba, ‹Karang›, ‹Muara Baru›, Bandung`: what commas alone join to a place before and behind it is
    /// one.
    fn addresses(&self, names: &mut [Name]) {
        let comma = |names: &[Name], i: usize| {
            let gap = names[i].range.end..names.get(i + 1).map_or(0, |next| next.whole.start);
            gap.len() == 1 && self.text.is_sign(gap.start, ',')
        };
        let mut i = 0;
        while i < names.len() {
            let first = i;
            i += 1;
            if names[first].kind != Kind::Place {
                continue;
            }
            while comma(names, i - 1) && names[i].kind == Kind::Unknown && !self.runs.speaks(&names[i].range) {
                i += 1;
            }
            if i > first + 1 && comma(names, i - 1) && names[i].kind == Kind::Place {
                names[first + 1..i].iter_mut().for_each(|name| name.kind = Kind::Place);
            }
        }
    }

    /// `Ketua Partai Layar ‹Wirjodo› dan Ketua Fraksi Bahari Siti Rahma`: behind a body stands who leads it, where a
    /// small word joins an office of its own to it; so does whoever stands behind an office and a comma.
    pub(super) fn joins_bearers(&self, first: &Name, next: &Name) -> bool {
        const BODY: Class = class::ORGANISATION | class::PLACE;
        let (text, before) = (self.text, first.range.start.wrapping_sub(1));
        text.language.pack.names.bare_subjects
            && (text.is(before, BODY) || text.is_sign(before, ','))
            && text.is(first.range.end, class::COORDINATOR)
            && next.whole.start == first.range.end + 1
            && text.is(next.whole.start, class::ROLE)
    }

    /// Three capitals or more that begin the name of no body with more words: `DKPKP Eti Rohaeti`.
    pub(super) fn acronym(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        token.shape == Shape::Upper && token.span().len() > 2 && !token.is(class::ORGANISATION_HEAD)
    }
}
