//! Key points: the three to seven sentences that tell the story, each whole and said once, in the order of the text.
//!
//! A sentence is worth the words of it that an editor would keep (`weights`), less what the reading costs and what a
//! chosen sentence has already said. The best three come first, for that is what a reader in a hurry sees; a longer
//! story adds points from what follows them. Invariant: linear in the body, for no more than [`CANDIDATES`] sentences
//! compete. Absent on purpose: words of our own.

use super::briefing::{FOREMOST, KeyPoint};
use super::text::token::{self, Shape, Token};
use super::text::vocabulary::Vocabulary;
use super::text::{Range, Text};
use super::weights::{Anywhere, Features, Local, WEIGHTS};
use crate::article::Span;
use crate::language::lexicon::class;

/// Sentences that compete. News says what matters at its beginning; a bit of a `u64` stands for each.
const CANDIDATES: usize = 40;
/// Of these come the best three: by then every story has said what it is about.
const EARLY: usize = 12;
/// Points at the most.
const MOST: usize = 7;
/// Sentences for which a long story gets a point more.
const SENTENCES_A_POINT: usize = 8;
/// Words beyond which a sentence counts as no longer than this: lists and transcripts are no better for their length.
const LONG: usize = 60;
/// The first sentences, whose mean length is the measure of the story's style.
const STYLE: usize = 6;
/// Content words of two letters are mostly none.
const SHORT_WORD: u32 = 2;

/// Of no content word yet.
const NONE: u32 = u32::MAX;

/// The key points of a body that was read into `text` and `sentences`.
pub(super) fn key_points(text: &Text<'_>, sentences: &[Span], headline: &str, body: &str) -> Vec<KeyPoint> {
    let contest = Contest::new(text, sentences, headline, body);
    let wanted = (FOREMOST + sentences.len().saturating_sub(1) / SENTENCES_A_POINT).min(MOST);
    contest.winners(wanted).into_iter().map(|at| contest.point(at)).collect()
}

/// A sentence that competes.
#[derive(Default)]
struct Candidate {
    span: Span,
    /// Its content words, each once: a stretch of `Contest::words`.
    words: Range,
    /// Its words and numbers, up to [`LONG`].
    length: usize,
    /// Something in it stands in quotation marks; the first thing does.
    quoted: bool,
    opens_quoted: bool,
    /// A paragraph begins with it.
    opens_paragraph: bool,
    /// A cue with a clitic stands in it.
    clitic: bool,
    /// Its first word leans on the sentence before.
    leaning: bool,
    /// It ends with a letter or digit, as a crosshead or a line of the page does.
    open: bool,
    /// The share of its words that is worth keeping.
    share: f32,
}

/// The sentences a content word stands in, a bit each, and how many they are: to keep count costs less than to count
/// bits.
#[derive(Clone, Copy)]
struct Holders {
    bits: u64,
    count: u32,
}

struct Contest {
    candidates: Vec<Candidate>,
    /// The content words of one candidate behind those of the other: positions in `holders`.
    words: Vec<u32>,
    /// For each content word the sentences it stands in.
    holders: Vec<Holders>,
    /// Some sentence of it ends with a stop.
    stopped: bool,
}

impl Contest {
    fn new(text: &Text<'_>, sentences: &[Span], headline: &str, body: &str) -> Self {
        let few = sentences.len().min(CANDIDATES);
        let (words, holders) = (Vec::with_capacity(16 * few), Vec::with_capacity(16 * few));
        let mut contest = Self { candidates: Vec::with_capacity(few), words, holders, stopped: false };
        // For each word of the text its position in `holders`.
        let mut known = vec![NONE; text.words.len()];
        let mut rest = &text.tokens[..];
        for (at, span) in sentences.iter().take(CANDIDATES).enumerate() {
            let length = rest.iter().take_while(|token| token.start < span.end).count();
            let (own, behind) = rest.split_at(length);
            rest = behind;
            let candidate = contest.read(at, own, &mut known);
            let open = span.of(body).ends_with(char::is_alphanumeric);
            contest.candidates.push(Candidate { span: *span, open, ..candidate });
        }
        // Where nothing closes, the text has no stops.
        contest.stopped = contest.candidates.iter().any(|candidate| !candidate.open);
        // A headline that was made of the first sentence promises nothing that is not said there.
        let headline = if body.starts_with(headline.trim_end_matches('…')) { "" } else { headline };
        let mut words = Vocabulary::new(&text.language.lexicon, headline.len());
        let promised: Vec<u32> = token::tokens(headline, &mut words)
            .all
            .iter()
            .filter(|token| is_content(token))
            .filter_map(|token| text.words.find(token.word, &words))
            .map(|word| known[word as usize])
            .filter(|word| *word != NONE)
            .collect();
        contest.weigh(sentences.len(), &promised, body);
        contest
    }

    /// Reads the tokens of the sentence at `at`; `known` has for each word of the text its position in `holders`.
    fn read(&mut self, at: usize, own: &[Token], known: &mut [u32]) -> Candidate {
        let first = self.words.len();
        let (mut length, mut quoted, mut clitic) = (0, false, false);
        for token in own {
            if !token.is_word() {
                length += usize::from(token.shape == Shape::Number);
                quoted |= is_quotation_mark(token);
                continue;
            }
            length += 1;
            clitic |= token.is(class::CLITIC);
            if !is_content(token) {
                continue;
            }
            let word = &mut known[token.word as usize];
            if *word == NONE {
                *word = self.holders.len() as u32;
                self.holders.push(Holders { bits: 0, count: 0 });
            }
            let holders = &mut self.holders[*word as usize];
            if holders.bits & 1 << at == 0 {
                *holders = Holders { bits: holders.bits | 1 << at, count: holders.count + 1 };
                self.words.push(*word);
            }
        }
        Candidate {
            words: first..self.words.len(),
            length: length.min(LONG),
            quoted,
            opens_quoted: own.first().is_some_and(is_quotation_mark),
            opens_paragraph: own.first().is_some_and(|token| token.opens_paragraph),
            clitic,
            leaning: own.iter().find(|token| token.is_word()).is_some_and(leans),
            ..Candidate::default()
        }
    }

    fn weigh(&mut self, sentences: usize, promised: &[u32], body: &str) {
        let first = &self.candidates[..self.candidates.len().min(STYLE)];
        let mean = first.iter().map(|c| c.length).sum::<usize>() as f32 / first.len().max(1) as f32;
        for at in 0..self.candidates.len() {
            let candidate = &self.candidates[at];
            let content = candidate.words.len().max(1) as f32;
            let kept = promised.iter().filter(|word| self.holders[**word as usize].bits & 1 << at != 0).count() as f32;
            // In how many others its words stand; how many of them stand in the first sentence, and in the one before.
            let (mut others, mut first, mut before) = (0, 0, 0);
            for word in &self.words[candidate.words.clone()] {
                let Holders { bits, count } = self.holders[*word as usize];
                others += count - 1;
                first += bits & 1;
                before += bits >> at.saturating_sub(1) & 1;
            }
            let share = |words: u64| if at > 0 { words as f32 / content } else { 0.0 };
            let length = candidate.length as f32;
            let features = Features {
                local: Local {
                    constant: 1.0,
                    short: (10.0 - length).max(0.0) / 5.0,
                    central: (others as f32 / content).min(6.0) / 3.0,
                    lead: share(first),
                    quoted: flag(candidate.quoted),
                    paragraph: flag(candidate.opens_paragraph),
                    story: sentences.min(CANDIDATES) as f32 / 20.0,
                    mean: mean / 20.0,
                    length: length.min(45.0) / 20.0,
                },
                anywhere: Anywhere {
                    previous: share(before),
                    opens_quoted: flag(candidate.opens_quoted),
                    question: flag(candidate.span.of(body).ends_with('?')),
                    clitic: flag(candidate.clitic),
                },
                headline: kept / promised.len().max(1) as f32,
            };
            self.candidates[at].share = WEIGHTS.share(at, &features);
        }
    }

    /// The sentences that win, in the order of the text.
    fn winners(&self, wanted: usize) -> Vec<usize> {
        let mut chosen = 0u64;
        // Of each candidate, how many of its words the chosen have said.
        let mut said = vec![0; self.candidates.len()];
        for taken in 0..wanted.min(self.candidates.len()) {
            // What stands before the best three would push one of them out of sight.
            let behind = 64 - chosen.leading_zeros() as usize;
            let (from, to, price) =
                if taken < FOREMOST { (0, EARLY, WEIGHTS.price) } else { (behind, CANDIDATES, WEIGHTS.further) };
            let open = (from..to.min(self.candidates.len())).filter(|at| chosen & 1 << at == 0);
            let best = open
                .map(|at| (at, self.worth(at, said[at], price, chosen)))
                .reduce(|best, next| if next.1 > best.1 { next } else { best });
            match best {
                Some((at, worth)) if worth > if taken < FOREMOST { f32::NEG_INFINITY } else { 0.0 } => {
                    self.say(at, chosen, &mut said);
                    chosen |= 1 << at;
                }
                _ => break,
            }
        }
        (0..self.candidates.len()).filter(|at| chosen & 1 << at != 0).collect()
    }

    /// Counts the words of a sentence that those `chosen` before have not said, for every sentence that has them.
    fn say(&self, at: usize, chosen: u64, said: &mut [usize]) {
        let fresh = self.words[self.candidates[at].words.clone()].iter().map(|word| self.holders[*word as usize].bits);
        for mut holders in fresh.filter(|holders| holders & chosen == 0) {
            while holders != 0 {
                said[holders.trailing_zeros() as usize] += 1;
                holders &= holders - 1;
            }
        }
    }

    /// What a sentence is worth of whose words `said` are said, beside those that are chosen; nothing at all where that
    /// is all of it, or it is no sentence.
    fn worth(&self, at: usize, said: usize, price: f32, chosen: u64) -> f32 {
        let candidate = &self.candidates[at];
        if candidate.open && self.stopped || said > 0 && said == candidate.words.len() {
            return f32::NEG_INFINITY;
        }
        let is_alone = candidate.leaning && at > 0 && chosen & 1 << (at - 1) == 0;
        let share = candidate.share + if is_alone { WEIGHTS.leaning } else { 0.0 };
        (share - price) * candidate.length as f32 - WEIGHTS.repeated * said as f32
    }

    fn point(&self, at: usize) -> KeyPoint {
        let candidate = &self.candidates[at];
        KeyPoint { sentence: candidate.span, score: candidate.share }
    }
}

fn is_content(token: &Token) -> bool {
    token.is_word() && token.end - token.start > SHORT_WORD && !token.is(class::FUNCTION | class::STOP_WORD)
}

fn is_quotation_mark(token: &Token) -> bool {
    token.shape == Shape::Mark && matches!(token.first, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Whether a sentence that begins with this word leans on the one before.
fn leans(token: &Token) -> bool {
    token.is(class::LEANING | class::PRONOUN | class::CLITIC)
}

fn flag(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::brief::brief;
    use crate::language::Languages;

    fn points(body: &str) -> Vec<String> {
        let languages = Languages::new();
        let article = Article { body: body.to_owned(), language: "id".to_owned(), ..Article::default() };
        let briefing = brief(&article, languages.get_or_neutral("id"));
        briefing.key_points.iter().map(|point| point.sentence.of(body).to_owned()).collect()
    }

    #[test]
    fn points_are_whole_sentences_said_once_in_the_order_of_the_text() {
        let lead = "Harga beras di pasar induk Kota Sagara turun tajam setelah panen raya di tiga kabupaten.";
        let (filler, other) = ("Cuaca cerah sejak pagi.", "Angin bertiup pelan.");
        let news = "Kepala Dinas Perdagangan Siti Rahma menyatakan stok beras cukup untuk enam bulan ke depan.";
        let body =
            format!("{lead}\n\n{lead}\n\n{filler}\n\n{news}\n\n{other}\n\nPedagang berharap harga tetap stabil.");
        let found = points(&body);
        assert_eq!(found.iter().filter(|point| *point == lead).count(), 1, "{found:?}");
        assert!(found.contains(&news.to_owned()), "{found:?}");
        let places: Vec<_> = found.iter().map(|point| body.find(point.as_str())).collect();
        assert!(places.is_sorted(), "{found:?}");
    }

    #[test]
    fn what_leans_on_a_sentence_that_is_left_out_is_left_out_where_another_serves() {
        let lead = "Harga beras di pasar induk Kota Sagara turun tajam setelah panen raya di tiga kabupaten.";
        let (weather, wind) = ("Cuaca cerah sejak pagi.", "Angin bertiup pelan.");
        let stock = "Pemerintah kota menjamin stok beras di pasar induk cukup untuk enam bulan.";
        let harvest = "Petani di tiga kabupaten meminta pemerintah membeli beras hasil panen raya.";
        let price = |first: &str| format!("{first} pedagang pasar induk mengaku harga beras turun dua ribu rupiah.");
        let takes = |before: &str, price: &str| {
            points(&[lead, weather, stock, before, price, harvest].join("\n\n")).contains(&price.to_owned())
        };
        assert!(takes(wind, &price("Kemarin")));
        assert!(!takes(wind, &price("Namun,")));
        let beside = points(&[lead, weather, stock, &price("Namun,"), wind, harvest].join("\n\n"));
        assert!(beside.contains(&price("Namun,")), "what it leans on is a point: {beside:?}");
    }

    #[test]
    fn a_line_without_a_stop_is_no_point_where_a_sentence_is() {
        let (crosshead, sentence) = ("Harga beras turun di pasar induk Sagara", "Harga beras turun tajam.");
        assert_eq!(points(&format!("{sentence}\n\n{crosshead}")), [sentence]);
        assert_eq!(points(crosshead), [crosshead]);
    }

    #[test]
    fn a_short_body_has_what_it_has() {
        assert_eq!(points(""), Vec::<String>::new());
        assert_eq!(points("Harga turun."), ["Harga turun."]);
        assert_eq!(points(&"Harga beras turun lagi di pasar.\n\n".repeat(200)).len(), 1);
    }
}
