//! What a briefing says of an article: spans of its body, and nothing that is not there.
//!
//! Invariant: every [`Span`] here is a span of the body the briefing was made from. Absent on purpose: strings. Words
//! are looked up where they are shown or written.

use jiff::civil::Date;

use crate::article::Span;

/// So many key points, the first, are the best; a long story has further ones, which stand behind them in the text.
pub const FOREMOST: usize = 3;

/// What matters in an article. All lists stand in the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Briefing {
    /// The sentences of the body.
    pub sentences: Vec<Span>,
    /// Sentences that tell the story, each said once: the [`FOREMOST`], then further ones.
    pub key_points: Vec<KeyPoint>,
    /// Who said what, by the start of the first stretch.
    pub quotes: Vec<Quote>,
    /// Everyone who is quoted, by first mention; [`Quote::speaker`] is a position in this list.
    pub speakers: Vec<Speaker>,
    /// People, organisations and places named.
    pub mentions: Vec<Mention>,
    /// Dates named, resolved where the text or the day of publication allows it.
    pub dates: Vec<DateMention>,
    /// There is no pack for the language: quotations are known by their marks alone.
    pub without_pack: bool,
}

impl Briefing {
    /// The speaker of a quotation, where one was found.
    pub fn speaker_of(&self, quote: &Quote) -> Option<&Speaker> {
        self.speakers.get(quote.speaker? as usize)
    }

    /// Whether a speaker is called by a name, and not by what they are: `police`, `Kepala desa`, `das Gericht`. Others
    /// may be somebody else in every story.
    pub fn is_named(&self, speaker: &Speaker) -> bool {
        let end = self.mentions.partition_point(|mention| mention.span.start <= speaker.name.start);
        self.mentions[..end].last().is_some_and(|mention| mention.span.contains(speaker.name))
    }

    /// Whom a speaker is called by: one name, those of all who speak together (`Ann Ray and Tom Hale`), none where it
    /// is no name. A last name among several is the whole name of the one person who has it in the article.
    pub fn names_of(&self, body: &str, speaker: &Speaker) -> Vec<Span> {
        if self.is_named(speaker) {
            return vec![speaker.name];
        }
        let first = self.mentions.partition_point(|mention| mention.span.start < speaker.name.start);
        let within = self.mentions[first..].iter().take_while(|mention| mention.span.end <= speaker.name.end);
        let together: Vec<Span> = people(within).collect();
        match together[..] {
            // `Ann Ray's lawyers` and `lawyers of Ann Ray and Tom Hale` are others.
            [first, .., last] if (first.start, last.end) == (speaker.name.start, speaker.name.end) => {
                together.iter().map(|name| self.whole(body, *name)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The one name that ends with a last name, where it is one; else the name itself.
    fn whole(&self, body: &str, name: Span) -> Span {
        let words = name.of(body);
        let longer =
            |span: &Span| span.of(body) != words && span.of(body).split(char::is_whitespace).next_back() == Some(words);
        let mut longer = people(self.mentions.iter()).filter(longer);
        let first = longer.next();
        first.filter(|first| longer.all(|other| other.of(body) == first.of(body))).unwrap_or(name)
    }
}

fn people<'a>(mentions: impl Iterator<Item = &'a Mention>) -> impl Iterator<Item = Span> {
    mentions.filter(|mention| mention.kind == MentionKind::Person).map(|mention| mention.span)
}

/// A sentence that a reader needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeyPoint {
    /// The whole sentence.
    pub sentence: Span,
    /// How much it tells, more is more; comparable within one article.
    pub score: f32,
}

/// Something somebody said or wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// What was said, one or more stretches: `"A," kata X, "B."` is one quotation of two. Marks are not part of it.
    pub content: Vec<Span>,
    /// How the text gives it.
    pub kind: QuoteKind,
    /// The words that say who said it.
    pub attribution: Option<Attribution>,
    /// Position in [`Briefing::speakers`]; none where the text does not tell.
    pub speaker: Option<u32>,
    /// How the speaker was found.
    pub resolved_by: Option<ResolvedBy>,
}

impl Quote {
    /// The word of saying of a reported statement where its source stands before it: who `denied` something says
    /// another thing than who `said` it. Behind `according to` and `kata` stands what was said in any case.
    pub fn verb(&self) -> Option<Span> {
        let Attribution { cue, source } = self.attribution.filter(|_| self.kind == QuoteKind::Indirect)?;
        source.filter(|source| source.start < cue.start).map(|_| cue)
    }
}

/// How a text gives somebody's words (PolNeAR's and PARC's types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// Word for word, in marks.
    Direct,
    /// Reported, without marks.
    Indirect,
    /// Reported, with some words in marks.
    Mixed,
}

/// The words that attribute a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The word or words of saying: `kata`, `said`, the `tambah` of `tambahnya`.
    pub cue: Span,
    /// The words that stand for the speaker: `Stoltenberg`, `dia`, the `nya` of `tambahnya`.
    pub source: Option<Span>,
}

/// How a speaker was found, from the surest to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResolvedBy {
    /// The source is a name.
    Named,
    /// The source is a role or a description (`the mayor`) of somebody named elsewhere, or of nobody named.
    Role,
    /// The source is a pronoun.
    Pronoun,
    /// The source is a clitic (`katanya`).
    Clitic,
    /// No source: it goes on with what the speaker before said.
    Continuation,
}

/// One person or body that is quoted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speaker {
    /// The fullest form of the name in the article.
    pub name: Span,
    /// The role that introduces the name (`Sekretaris Jenderal … (NATO)`).
    pub role: Option<Span>,
    /// Every place that names or stands for this speaker, in order.
    pub mentions: Vec<Span>,
}

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name, without honorific or role.
    pub span: Span,
    /// What it names.
    pub kind: MentionKind,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A human being.
    Person,
    /// A body of people: party, company, office, team.
    Organisation,
    /// A place that can be found on a map.
    Place,
}

/// A date in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// The words (`Jumat (5/7)`).
    pub span: Span,
    /// The day they mean; none rather than a guess.
    pub date: Option<Date>,
}
