//! Where in a run of capitals the name of a person starts, behind office, honorific and body.
//!
//! Invariant: a run is walked a bounded number of times. Absent on purpose: what the words before the name are.

use super::{BODY, Finder};
use crate::brief::text::Range;
use crate::brief::text::token::{Shape, Token};
use crate::language::lexicon::{Class, class};

impl Finder<'_> {
    /// Where in `run` the name of a person starts; its end when there is none.
    pub(super) fn person_start(&self, run: &Range) -> usize {
        let tokens = &self.text.tokens;
        const NAMED: Class = class::ORGANISATION_HEAD | class::ORGANISATION | class::ORGANISATION_TAIL;
        if self.is_body(run) || self.is_joined(run) || self.is_named_place(run) || self.lives(run) {
            return run.end;
        }
        // `Menteri Pertanian, Pendidikan, dan ‹Riset Lunara Penda›`: the last words of an office that begins before the
        // run.
        let before = run.start.wrapping_sub(1);
        let ends_list = self.text.is(run.start, class::OFFICE)
            && (self.text.is(before, class::COORDINATOR) || self.names_office(before));
        // `Kepala Dinas Pasar Daerah (DPD) ‹Lintang› Mujiyat`: so it is behind a bracket within it.
        let bracket = self.text.is(run.start, class::PLACE | class::PLACE_HEAD)
            && self.text.is_sign(run.start.wrapping_sub(1), ')');
        // `Deputi Bidang Logistik dan Perkakas ‹Lilik Wirawan›`: nor need a list know the word that is joined to one of
        // an office.
        let joined = self.text.is(run.start.wrapping_sub(1), class::COORDINATOR)
            && self.text.is(run.start.wrapping_sub(2), class::OFFICE)
            && run.len() > 2
            && !self.text.is(run.start, class::GIVEN | class::ROLE | BODY)
            && self.text.is(run.start + 1, class::GIVEN)
            && !self.runs.starts_name(run.start, true);
        let mut introduced =
            (ends_list || bracket || joined) && self.role_before(run.start, run.start + 1, 0).is_some();
        let first = run.start + usize::from(joined && introduced);
        let mut start = first;
        for at in first..run.end {
            let token = &tokens[at];
            let last = at + 1 == run.end;
            let acronym = token.shape == Shape::Upper
                && token.end - token.start > 1
                && !token.is(class::GIVEN | class::POST_NOMINAL)
                && !self.text.is_initials(token)
                // `Mahfud ‹MD›`: two letters behind a given name that ends with them.
                && !(last && token.end - token.start == 2 && start < at && self.text.is(at - 1, class::GIVEN));
            // `Komisi ‹V› Rina Wulandari`: a letter right behind a head is a number.
            let numeral = matches!(token.first, 'I' | 'V' | 'X')
                && token.span().len() == 1
                && at > run.start
                && tokens[at - 1].is(class::ORGANISATION_HEAD);
            // `Wali Kota Arief ‹R› Wismansyah`: a letter within a name is no honorific cut short.
            let initial = token.span().len() == 1 && start < at && tokens[at - 1].is(class::GIVEN);
            let title = token.is(class::ROLE | class::HONORIFIC)
                && !initial
                // `perairan ‹Raja Ampat›`
                // `‹General Electric›`
                && !token.opens_phrase(class::PLACE | class::ORGANISATION)
                && (!(token.is(class::GIVEN) && introduced && !token.is(class::HONORIFIC)) || self.ends(at, class::ROLE))
                // `Komisaris Besar Wirto ‹Sultan›`: behind a title and a name nobody's title ends it.
                && !(last && introduced && start < at)
                && !self.belongs(run, at)
                && !(last && start < at && self.led(at));
            // `Ketua Tim Pasar Rahmat Hidayat`, though men are called so: too many words follow for a name.
            let team = introduced && start == at && token.is(class::ORGANISATION_HEAD) && run.end - at > 3;
            let body = (token.is(BODY)
                && token.is_capital()
                && (!token.is(class::GIVEN)
                    || team
                    || self.ends(at, class::ORGANISATION)
                    || self.ends(at, class::PLACE))
                && !(last && (self.family(run.start, at) || self.surname(run, at)))
                || acronym
                || token.shape == Shape::Number
                || numeral
                || token.is_sign('&'))
                && !(introduced && last && start < at && !token.is(NAMED));
            if title || body {
                start = at + 1;
                introduced = title || introduced;
            } else if start == at
                && (token.shape == Shape::Sign || token.is(class::PARTICLE) && token.shape == Shape::Lower)
            {
                start = at + 1;
            }
        }
        // `Fraksi Layar ‹Nomon Tarubi› mengatakan`, `PT Layar Motor ‹Nomon Tarubi›`: whoever says something behind a body
        // that the language knows, or knows the last word of.
        let whole = self.text.language.pack.names.bare_subjects
            && run.end - start > 1
            && start > run.start
            && tokens[start - 1].is(class::ORGANISATION | class::ORGANISATION_TAIL)
            && self.runs.speaks(run);
        let phrase_tail = start < run.end
            && start > run.start
            && !introduced
            && !whole
            && !((tokens[start - 1].is(class::PLACE) || self.acronym(start - 1))
                && (run.end - start > 1 || self.runs.starts_name(start, false)))
            && !(start..run.end).any(|at| tokens[at].is(class::GIVEN));
        if phrase_tail {
            return run.end;
        }
        if introduced && self.leads_to_rank(run, start) {
            return run.end;
        }
        let given = Some(self.given_start(run, start)).filter(|at| !self.text.in_nickname(*at)).unwrap_or(start);
        // `Wakil Presiden ‹M› Jusuf Kalla`
        let initial = |token: &Token| token.is_capital() && token.span().len() == 1;
        let led = start < given && self.text.is(given, class::GIVEN) && initial(&tokens[given - 1]);
        given - usize::from(led)
    }

    /// `Sofyan ‹Paris›`, `I Gusti Ngurah Jaya ‹Negara›`: whether the last word of `run` is somebody's, though it names a
    /// place or is one of offices: behind one given name and no small word for places, or behind three of them.
    fn surname(&self, run: &Range, at: usize) -> bool {
        const OTHER: Class = BODY | class::ROLE | class::HONORIFIC;
        let text = self.text;
        let before = run.start.wrapping_sub(1);
        let one = at == run.start + 1
            && text.is(at, class::PLACE)
            && text.is(run.start, class::MASCULINE | class::FEMININE)
            && !text.is(run.start, OTHER)
            && !text.is(before, class::BEFORE_PLACE | class::PLACE_HEAD);
        let given = || (run.start..at).rev().take_while(|at| text.is(*at, class::GIVEN)).count();
        text.language.pack.names.bare_subjects && (one || text.is(at, class::OFFICE) && given() > 2)
    }

    /// `Kepala Unit Pasar Polsek Lumba, ‹Kompol› Rahmat`: behind a body that no list knows, and a comma, stands who
    /// leads it.
    fn leads_to_rank(&self, run: &Range, start: usize) -> bool {
        let text = self.text;
        let rank = run.end + 1;
        text.language.pack.names.bare_subjects
            && text.is_sign(run.end, ',')
            && text.is(rank, class::HONORIFIC)
            && text.tokens[rank].is_capital()
            && text.get(rank + 1).is_some_and(Token::is_capital)
            && (run.start..start).any(|at| text.is(at, class::ORGANISATION_HEAD))
            && !(start..run.end).any(|at| text.is(at, class::GIVEN))
    }

    /// `Minister ‹for› Trade Wendel Ostby`: whether the small word at `at` joins a role to what it is of.
    fn names_office(&self, at: usize) -> bool {
        let text = self.text;
        let small = text.is(at, class::PREPOSITION) && text.tokens[at].shape == Shape::Lower;
        small && !text.language.pack.names.bare_subjects && text.is(at.wrapping_sub(1), class::ROLE)
    }

    /// `Universitas Kristen Artha Wirawan`: words that begin with a noun for a body name it to their end where no
    /// office leads to somebody, though people are called so; but `kader Partai Persada Rina Wulandari` has a whole
    /// name.
    fn is_body(&self, run: &Range) -> bool {
        const PERSON: Class = class::ROLE | class::HONORIFIC | class::ORGANISATION;
        // `Tim Lind` is a man where the article has `Lind` too.
        let called = self.text.is(run.start, class::GIVEN)
            && (run.len() == 1
                || self.text.is(run.start + 1, class::GIVEN)
                || self.runs.starts_name(run.start + 1, false));
        self.text.is(run.start, class::ORGANISATION_HEAD)
            && !self.text.is(run.start, PERSON)
            && !called
            && self.text.language.pack.names.bare_subjects
            && !run.clone().any(|at| self.text.is(at, class::ROLE | class::HONORIFIC) || self.text.is_sign(at, '.'))
            && run.clone().filter(|at| self.text.is(*at, class::GIVEN)).count() < 2
            && !self.runs.speaks(run)
            && self.role_before(run.start, run.start + 1, 0).is_none()
    }

    /// `Society of Authors`: words that a small one joins to the noun for a body name it to their end, where none of
    /// them begins a person's name.
    fn is_joined(&self, run: &Range) -> bool {
        const PERSON: Class = class::ROLE | class::HONORIFIC | class::GIVEN;
        let joiner = |at: &usize| self.text.is(*at, class::JOINER) && self.text.tokens[*at].shape == Shape::Lower;
        run.clone().find(joiner).is_some_and(|at| !(at..run.end.saturating_sub(1)).any(|at| self.text.is(at, PERSON)))
    }

    /// `Jalan Ahmad Yani`, `Jl. Jenderal Surya`: a noun for a place, and who it is called after right behind it; alone
    /// it is a place below an office too: `warga ‹Desa Melati›`.
    fn is_named_place(&self, run: &Range) -> bool {
        const PERSON: Class = class::ROLE | class::HONORIFIC | class::GIVEN | class::ORGANISATION;
        let text = self.text;
        // `Bandara ‹Internasional› Budi Rahma`
        let honours = |at: &usize| text.is(*at, class::HONORIFIC | class::OFFICE) || text.is_sign(*at, '.');
        let name = run.start + 1 + (run.start + 1..run.end).take_while(honours).count();
        text.is(run.start, class::PLACE_HEAD)
            && !text.is(run.start, PERSON)
            && text.language.pack.names.bare_subjects
            && name < run.end
            && (name > run.start + 1 || text.is(name, class::GIVEN))
            && !(name..run.end).any(|at| text.is(at, class::ROLE | class::HONORIFIC))
            && !self.runs.speaks(run)
            && (run.len() == 2 || self.role_before(run.start, run.start + 1, 0).is_none())
    }

    /// `Jaksa ‹Agung› Karel Brand`, `Ketua Majelis ‹Hakim› Yanto`: an office or body of two or three words that ends as
    /// men are called.
    pub(crate) fn ends(&self, at: usize, classes: Class) -> bool {
        let opens = |words: usize| {
            let first = (at + 1).checked_sub(words).map(|first| &self.text.tokens[first]);
            first.is_some_and(|t| t.is_capital() && usize::from(t.phrase) == words && t.opens_phrase(classes))
        };
        opens(2) || opens(3)
    }

    /// `Bruno ‹Le› Maire`: whether a small word with a capital, behind a given name, leads to the one at `at`.
    fn led(&self, at: usize) -> bool {
        let small = &self.text.tokens[at - 1];
        small.is(class::PARTICLE) && small.shape == Shape::Capitalised && at > 1 && self.text.is(at - 2, class::GIVEN)
    }

    /// `Asosiasi Petani Kopi Gayam`: whom a body that begins the run is for is no title of somebody named behind.
    fn belongs(&self, run: &Range, at: usize) -> bool {
        const OTHER: Class = class::ROLE | class::HONORIFIC;
        let head = self.text.is(run.start, class::ORGANISATION_HEAD) && !self.text.is(run.start, OTHER);
        head && at == run.start + 1
            && !self.text.is(at, class::HONORIFIC)
            && !(at + 1..run.end).any(|at| self.text.is(at, class::GIVEN))
    }

    /// `Koordinator Aksi Hari Layar ‹Agus› Ruli` where the article has `Hari Layar` without him, and `kata Agus`: the
    /// word that speaks alone elsewhere, behind words that end a run elsewhere.
    fn behind_told(&self, run: &Range, start: usize) -> Option<usize> {
        // `Sri Mulyani Indrawati` is told of as `Sri` and as `Mulyani`.
        let first = start + 1 + usize::from(self.text.is(start, class::GIVEN));
        (first..run.end.saturating_sub(1)).find(|at| self.runs.tells(*at) && self.runs.ends_name(at - 1))
    }

    /// `Juru Bicara Palang Merah ‹Antonius› Seran`: behind the words of an office or a body that no list knows, the
    /// name starts at a given name, or at a word that begins a name elsewhere in the article.
    fn given_start(&self, run: &Range, start: usize) -> usize {
        const GENDER: Class = class::MASCULINE | class::FEMININE;
        let tokens = &self.text.tokens;
        if self.text.language.pack.names.nouns_capitalised {
            // `Präsident Ivan ‹Marek›`: two words behind a role are a whole name.
            let whole = start > run.start && tokens[start - 1].is(class::ROLE) && run.end - start == 2;
            let given = (start..run.end).find(|at| tokens[*at].is(class::GIVEN) && !whole).unwrap_or(start);
            // `der Bauer ‹Karl Brandt›`: a family name that is a noun too stands before no given one.
            let named = |at: usize| tokens[at].is(class::GIVEN) && tokens[at].is(GENDER);
            return given + usize::from(given + 2 < run.end && !named(given) && named(given + 1));
        }
        let introduced = start > 0 && tokens[start - 1].shape == Shape::Lower && tokens[start - 1].is(class::ROLE);
        // `tenente ‹Edilaine Andrade›`: where nouns need an article, no body stands between a role and the name.
        let introduced = introduced && self.text.language.pack.names.bare_subjects;
        if start == run.start && !introduced {
            let behind = self.behind_told(run, start).filter(|_| !tokens[start].is(class::GIVEN));
            return behind.unwrap_or(start);
        }
        let honours = |at: usize| tokens[at].is(class::HONORIFIC) && !tokens[at].is(class::ROLE);
        // `Dr. ‹Lumen› Daniel Hart`
        let stop = start > run.start + 1 && tokens[start - 1].is_sign('.');
        if start >= run.end || honours(start - 1) || stop && honours(start - 2) {
            return start;
        }
        if let Some(behind) = self.runs.behind_body(run, start).or_else(|| self.behind_told(run, start)) {
            return behind;
        }
        // `CEO Layarku ‹Ryu› Wijaya` where the article has `Layarku` and `Ryu` too: the word behind the role is a body.
        let next = start + 1;
        let person = next < run.end
            && (tokens[next].is(class::GIVEN)
                || self.runs.starts_name(next, false) && next + 1 < run.end
                || next + 2 == run.end && self.runs.starts_name(next + 1, false));
        // Each of them may be used alone by one who speaks: `Layarku mencatat`, `kata Ryu`.
        let alone = self.runs.told_of(start) || self.runs.tells(start) && self.runs.tells(next);
        let alone = person && alone || self.employs(run, start);
        if alone && !tokens[start].is(class::GIVEN) {
            return next;
        }
        let place = tokens[start - 1].is(class::PLACE_HEAD) && !tokens[start - 1].is(class::OFFICE);
        // `Polda Metro Jaya` is a police office where no role tells that somebody's name follows.
        let roled = tokens[run.start..start].iter().any(|token| token.is(class::ROLE));
        // `Ketua RT 49 Kelurahan Lintang ‹Rahmat Hidayat›`: so does one before a number that parts the office.
        let counted = run.start > 0 && tokens[run.start - 1].shape == Shape::Number;
        let roled = roled || counted && self.role_before(run.start, run.start + 1, 0).is_some();
        // In `DJ Amerika Serikat ‹Steve› Aoki` the word for a union ends the name of a place.
        let union = tokens[start - 1].is(class::ORGANISATION_HEAD) && !tokens[start - 1].is(class::PLACE);
        let headed = place || union;
        // `Direktur Pertamina ‹Elia› Massa`: a body that one word names whole.
        let whole = tokens[start - 1].is(class::ORGANISATION);
        if (!headed || whole) && (tokens[start].is(class::GIVEN) || self.runs.starts_name(start, start == run.start)) {
            // `Kepala Dinas Kabupaten Lintang Hulu ‹Rahmat› Hidayat`: a place may be called as women are.
            let placed = tokens[start - 1].is(class::PLACE_HEAD) && !self.text.is(start + 1, class::GIVEN);
            let behind = (start + 2..run.end).find(|at| tokens[*at].is(class::GIVEN)).filter(|_| placed);
            return behind.unwrap_or(start);
        }
        let first = start + usize::from(headed);
        let named = (first..run.end).find(|at| {
            // `Pelatih Arsene ‹Wenger›`: with a surname alone no name starts; but `Ketua Panitia Aksi ‹Lunara›` where
            // the article has `aksi` too, and `kata Lunara`.
            let alone = headed && roled && self.runs.tells(*at) && self.runs.common(at - 1);
            let whole = tokens[*at].is(GENDER) || at + 1 < run.end || alone;
            self.runs.starts_name(*at, *at == run.start) && whole
        });
        // `Deputi Kedaulatan Maritim ‹Arief› Havas Wiro`: a given name before the one that is used alone is the same
        // man's.
        let led = |at: usize| at > first && tokens[at - 1].is(class::GIVEN) && !self.runs.ends_name(at - 1);
        let named = named.map(|at| at - usize::from(led(at)));
        // `Hotel Purnama Wijaya` is a place where no role tells that somebody's name follows.
        let given = (first..run.end)
            .find(|at| tokens[*at].is(class::GIVEN) && (headed && roled || at + 1 < run.end && (roled || !place)));
        // `Ketua Dewan ‹Rina Wulandari›`: two names of people behind a head and no more are somebody's.
        let both = headed && roled && run.end - start == 2 && (start..run.end).all(|at| tokens[at].is(class::GIVEN));
        let given_first = tokens[start].is(class::GIVEN);
        let letters = tokens[start - 1].shape == Shape::Upper && tokens[start - 1].span().len() > 1;
        // `Kepala Dinas Pasar Kota ‹Lintang›`: one word behind a noun for a place, which is no part of the title `Wali
        // Kota`.
        let district = tokens[start - 1].is(class::PLACE_HEAD) && !self.ends(start - 1, class::ROLE);
        let district = district && start - run.start > 2 && run.end - start == 1 && !given_first;
        match named.or(given).map(|at| if both { start } else { at }) {
            Some(at) => at,
            None if district => run.end,
            // `Anggota KPU ‹Idam Rolik› mengatakan`, `kata Kepala Dinas ‹Siti Aminah›`: behind a role and the letters
            // of a body, or a noun and a given name, whoever says something.
            None if headed && roled && run.end - start > 1 && (letters || given_first) && self.runs.speaks(run) => {
                start
            }
            // `Manajer Timnas ‹Habil› Marati` where the article has `kata Habil` too.
            None if headed && roled && run.end - start > 1 && self.runs.tells(start) => start,
            None if headed => run.end,
            // `Ketua Paguyuban Pasar Apung ‹Norhayati›` where the article has `pasar apung` too.
            None => (start..run.end - 1).find(|at| !roled || !self.runs.common(*at)).unwrap_or(run.end - 1),
        }
    }
}
