//! The text that everything points into.
//!
//! Invariant: an [`Article`]'s `body` is clean — Unicode NFC, paragraphs apart by exactly one blank line, no control
//! character but the newline, no bidirectional override — and never changes once made, so that a [`Span`] of it stays
//! true. Absent on purpose: where an article came from on disk, and anything found in it.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use url::Url;

/// A stretch of an article's `body`: bytes, on character boundaries, `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span from byte positions. A body is shorter than [`Article::MAX_BODY`], so its positions fit.
    ///
    /// ```
    /// use kilas::article::Span;
    /// assert_eq!(Span::new(2, 5).of("a bcd e"), "bcd");
    /// ```
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Self { start: start as u32, end: end as u32 }
    }

    /// The words that stand there; empty when `text` is not the text this span was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The same as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing stands in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this span, borders included.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The least span that covers both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One news article, cleaned. Field names are those of IPTC ninjs where it has one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// What names this article and no other: its own `uri`, else the path or position it was read from.
    pub uri: String,
    /// Whether `uri` is the article's own, so that another text under it is a new version of the same article.
    pub is_named: bool,
    /// Where it can be read by others (an http or https address), for citations.
    pub link: Option<String>,
    /// BCP 47 code; `und` when it could not be told.
    pub language: String,
    /// Agency or outlet (`KOMPAS`, `AP`).
    pub source: Option<String>,
    /// The headline, one line; made from the first sentence where the article has none.
    pub headline: String,
    /// Who wrote it, one line.
    pub byline: Option<String>,
    /// The desk's keywords for the story, one line.
    pub slugline: Option<String>,
    /// Place of the dateline (`ATHENA`).
    pub located: Option<String>,
    /// When this version was published.
    pub published: Option<Published>,
    /// What a reader must know before trusting or passing on the text.
    pub status: Status,
    /// Names the sender marked in the article, as given.
    pub tagged: Tagged,
    /// The text. See the module's invariant.
    pub body: String,
    /// Lines taken out of the text because they are no part of the story (`Baca juga: …`), in order.
    pub boilerplate: Vec<String>,
    /// What a reader keeps with it, where it comes from an archive that was exported with its marks.
    pub kept: Option<Box<Kept>>,
}

impl Article {
    /// The longest body that is read, in bytes; a longer one is an error of loading.
    pub const MAX_BODY: usize = 64 << 20;

    /// Words of the body, as blanks separate them.
    ///
    /// ```
    /// use kilas::article::Article;
    /// let article = Article { body: "Harga beras\nturun.".into(), ..Article::default() };
    /// assert_eq!(article.words(), 3);
    /// ```
    pub fn words(&self) -> usize {
        self.body.split_ascii_whitespace().count()
    }

    /// Whether the headline is only how the text begins: where both are shown one of them says it again.
    ///
    /// ```
    /// use kilas::article::Article;
    /// let article = Article { headline: "Harga beras…".into(), body: "Harga beras turun.".into(), ..Article::default() };
    /// assert!(article.begins_with_headline());
    /// ```
    pub fn begins_with_headline(&self) -> bool {
        !self.headline.is_empty() && self.body.starts_with(self.headline.trim_end_matches('…'))
    }
}

/// Whether a text is the address of a page of the web.
///
/// ```
/// use kilas::article::is_address;
/// assert!(is_address("HTTPS://kabar.example/1") && !is_address("mid:1@kabar.example"));
/// ```
pub fn is_address(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}

/// The address of a page of the web as one at `base` writes it, which may be relative to its own.
///
/// ```
/// use kilas::article::joined;
/// assert_eq!(joined("https://kabar.example/a/b", "/1").as_deref(), Some("https://kabar.example/1"));
/// assert_eq!(joined("https://kabar.example/", "file:///etc/passwd"), None);
/// ```
pub fn joined(base: &str, written: &str) -> Option<String> {
    let url = Url::parse(base).ok()?.join(written).ok()?;
    Some(url.into()).filter(|url: &String| is_address(url))
}

/// Whether a text is an address of something else than a page of the web: `ftp://…`, `file:///…`.
///
/// ```
/// use kilas::article::is_elsewhere;
/// assert!(is_elsewhere("ftp://kabar.example/1") && !is_elsewhere("https://kabar.example/1") && !is_elsewhere("a://"));
/// ```
pub fn is_elsewhere(text: &str) -> bool {
    let scheme = text.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.len() > 1 && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) && !is_address(text)
}

/// What a reader did with an article, and wrote beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// It was read.
    pub read: bool,
    /// It has a star.
    pub starred: bool,
    /// Tags, each one word.
    pub tags: Vec<String>,
    /// A note, one line; empty where there is none.
    pub note: String,
}

/// What the sender says of an article's standing (ninjs `pubStatus`, `embargoed`, `edNote`, `representationType`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Not to be published before this moment, as given.
    pub embargo: Option<String>,
    /// Withdrawn by the sender (`canceled` or `withheld`).
    pub withdrawn: Option<Withdrawn>,
    /// Only a part of the text is here (`partial`, `incomplete`, or a page not free to read).
    pub partial: bool,
    /// The desk's note to editors. Never for publication: shown, never exported.
    pub note: Option<String>,
}

/// How a sender took an article back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawn {
    /// ninjs `canceled`: not to be used again.
    Canceled,
    /// ninjs `withheld`: not to be used until further notice.
    Withheld,
}

/// Names the sender marked (ninjs `person`, `place`, `organisation`; schema.org `about`, `mentions`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// People.
    pub people: Vec<String>,
    /// Places.
    pub places: Vec<String>,
    /// Organisations.
    pub organisations: Vec<String>,
}

/// When a version was published: a day, and the time of that day with its offset where they are known.
///
/// ```
/// use kilas::article::Published;
/// let published: Published = "2024-07-05T21:30:00+07:00".parse().unwrap();
/// assert_eq!(published.date.to_string(), "2024-07-05");
/// assert_eq!(published.to_string(), "2024-07-05T21:30:00+07:00");
/// assert_eq!("2024-07-05".parse::<Published>().unwrap().to_string(), "2024-07-05");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, in the place of publication.
    pub date: Date,
    /// Time of that day.
    pub time: Option<Time>,
    /// Offset of that time from UTC.
    pub offset: Option<Offset>,
}

/// A text that is no ISO 8601 date or date-time.
#[derive(Clone, Debug, thiserror::Error)]
#[error("expected a date such as 2024-07-05 or 2024-07-05T21:30:00+07:00")]
pub struct NotADate;

impl FromStr for Published {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        use jiff::fmt::temporal::{DateTimeParser, PiecesOffset};
        static PARSER: DateTimeParser = DateTimeParser::new();
        let pieces = PARSER.parse_pieces(text.trim()).map_err(|_| NotADate)?;
        let offset = pieces.offset().map(|offset| match offset {
            PiecesOffset::Numeric(numeric) => numeric.offset(),
            _ => Offset::UTC,
        });
        Ok(Self { date: pieces.date(), time: pieces.time(), offset })
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(time) = self.time else { return write!(f, "{}", self.date) };
        write!(f, "{}", DateTime::from_parts(self.date, time))?;
        match self.offset {
            None => Ok(()),
            Some(Offset::UTC) => f.write_str("Z"),
            Some(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
        }
    }
}
