//! The findings of the open story as the briefing pane lists them, each with the words it stands on.
//!
//! Invariant: every finding has at least one span of the body, and every line of one shows words of those spans or a
//! name of a speaker. Absent on purpose: headings' words, which are the view's.

mod collect;

use super::motion::{Motion, revealing};
use super::paging::{Moved, Paging};
use super::story::Story;
use super::wrap;
use crate::article::Span;
use crate::brief::{Briefing, Quote, QuoteKind, Speaker};

/// Lines that the words of one quotation take at the most; the text has the rest, one key away.
const QUOTE_LINES: usize = 3;
/// The same of what happened on a day.
const EVENT_LINES: usize = 2;

/// What a group of findings is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Section {
    /// Key points.
    KeyPoints,
    /// Direct and mixed quotations.
    Quotations,
    /// Indirect ones.
    Reported,
    /// Key points of a long story beyond the best, behind who said what: they would push that out of sight.
    FurtherPoints,
    /// People, those who speak first.
    People,
    /// Organisations.
    Organisations,
    /// Places.
    Places,
    /// Dates.
    Dates,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its group.
    pub section: Section,
    /// The words it stands on.
    pub spans: Vec<Span>,
    /// Its position in the briefing's quotations, where it is one.
    pub quote: Option<usize>,
    /// Its position among the numbered quotations.
    pub number: Option<usize>,
}

/// One line of the pane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The name of a group.
    Heading(Section),
    /// Nothing.
    Blank,
    /// Words of a finding, by its position; the first line carries its bullet or number.
    Words {
        /// Position of the finding.
        finding: usize,
        /// Whether this is its first line.
        first: bool,
        /// The words.
        text: String,
    },
    /// Who speaks: the name, and the role behind it.
    Speaker {
        /// Position of the finding.
        finding: usize,
        /// The name and role; none when the text does not tell.
        text: Option<String>,
    },
    /// Words of the sentence that a date stands in: what happened then.
    Happened {
        /// Position of the finding.
        finding: usize,
        /// The words.
        text: String,
    },
}

/// The pane.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// All findings in the order of the pane.
    pub list: Vec<Finding>,
    /// The lines at the present width.
    pub lines: Vec<Line>,
    /// The selected finding.
    pub selected: usize,
    /// The first line in view.
    pub top: usize,
    /// Rows of the pane.
    pub height: usize,
    /// Columns that the lines were made for; none before they are needed: a pane that is not shown has no lines.
    width: Option<usize>,
}

impl Findings {
    /// Lists the findings of a story that was opened.
    pub fn open(&mut self, story: &Story) {
        self.list = collect::collect(&story.article.body, &story.briefing);
        (self.selected, self.top) = (0, 0);
        self.lines.clear();
        self.width = None;
    }

    /// The pane has a new size.
    pub fn resize(&mut self, width: usize, height: usize, story: Option<&Story>) {
        if (self.width, self.height) == (Some(width), height) {
            return;
        }
        self.height = height;
        if self.width != Some(width) {
            self.width = Some(width);
            if let Some(story) = story {
                self.lay(story, width.saturating_sub(MARGIN).max(1));
            }
        }
        self.select(self.selected);
    }

    /// Selects a finding as far as there are any and scrolls as little as shows it.
    pub fn select(&mut self, at: usize) {
        self.selected = at.min(self.list.len().saturating_sub(1));
        let of = |line: &Line| line.finding() == Some(self.selected);
        let (Some(first), Some(last)) = (self.lines.iter().position(of), self.lines.iter().rposition(of)) else {
            return;
        };
        // The first finding of a group brings its heading with it.
        let first =
            if matches!(self.lines.get(first.wrapping_sub(1)), Some(Line::Heading(_))) { first - 1 } else { first };
        self.top = revealing(self.top, self.height, first..=last, self.lines.len());
    }

    /// Moves the selection along the findings, through all lines of one that is longer than the pane.
    pub(super) fn scroll(&mut self, motion: Motion) {
        let owners = self.lines.iter().map(Line::finding).collect();
        let paging = Paging { owners, height: self.height, top: self.top, selected: self.selected };
        match paging.moved(motion) {
            Some(Moved::To(at)) => self.select(at),
            Some(Moved::Scrolled { selected, top }) => (self.selected, self.top) = (selected, top),
            None => {}
        }
    }

    /// The selected finding.
    pub fn current(&self) -> Option<&Finding> {
        self.list.get(self.selected)
    }

    /// Selects the finding of a numbered quotation.
    pub fn select_quote(&mut self, number: usize) {
        if let Some(at) = self.list.iter().position(|finding| finding.number == Some(number)) {
            self.select(at);
        }
    }

    fn lay(&mut self, story: &Story, width: usize) {
        let (body, briefing) = (story.article.body.as_str(), &*story.briefing);
        self.lines.clear();
        let mut section = None;
        for (at, finding) in self.list.iter().enumerate() {
            if section != Some(finding.section) {
                if section.is_some() {
                    self.lines.push(Line::Blank);
                }
                section = Some(finding.section);
                self.lines.push(Line::Heading(finding.section));
            }
            lay_finding(at, finding, body, briefing, width, &mut self.lines);
        }
    }
}

/// Columns left of a finding's words: the marker, its number or bullet, a blank, and one at the right.
const MARGIN: usize = 5;

impl Line {
    /// The finding a line belongs to.
    pub fn finding(&self) -> Option<usize> {
        match self {
            Line::Words { finding, .. } | Line::Speaker { finding, .. } | Line::Happened { finding, .. } => {
                Some(*finding)
            }
            Line::Heading(_) | Line::Blank => None,
        }
    }
}

fn lay_finding(at: usize, finding: &Finding, body: &str, briefing: &Briefing, width: usize, lines: &mut Vec<Line>) {
    let quote = finding.quote.and_then(|quote| briefing.quotes.get(quote));
    let words = match finding.section {
        Section::Quotations => quoted(body, &finding.spans),
        Section::People => person(body, briefing, finding),
        Section::Dates => date(body, briefing, finding),
        Section::KeyPoints | Section::FurtherPoints | Section::Reported | Section::Organisations | Section::Places => {
            joined(body, &finding.spans)
        }
    };
    let limit = if quote.is_some() { QUOTE_LINES } else { usize::MAX };
    let words = at_most(limit, &words, width).enumerate();
    lines.extend(words.map(|(number, text)| Line::Words { finding: at, first: number == 0, text }));
    if finding.section == Section::Dates
        && let Some(sentence) = sentence_of(briefing, finding)
    {
        let happened = sentence.of(body).replace('\n', " ");
        lines.extend(at_most(EVENT_LINES, &happened, width).map(|text| Line::Happened { finding: at, text }));
    }
    if let Some(quote) = quote {
        let text = attributed(body, briefing, quote).map(|text| wrap::fit(&text, width));
        lines.push(Line::Speaker { finding: at, text });
    }
}

/// The first `limit` lines of `words`, an ellipsis at the end of the last where more follows.
fn at_most(limit: usize, words: &str, width: usize) -> impl Iterator<Item = String> {
    let ranges = wrap::lines(words, width);
    let more = ranges.len() > limit;
    ranges.into_iter().take(limit).enumerate().map(move |(number, range)| match more && number + 1 == limit {
        // What follows is given too, so that the line ends in an ellipsis at its last column.
        true => wrap::fit(&words[range.start..], width),
        false => words[range].to_owned(),
    })
}

/// The sentence a finding stands in.
fn sentence_of(briefing: &Briefing, finding: &Finding) -> Option<Span> {
    let span = *finding.spans.first()?;
    let after = briefing.sentences.partition_point(|sentence| sentence.start <= span.start);
    briefing.sentences.get(after.checked_sub(1)?).copied().filter(|sentence| sentence.contains(span))
}

/// A quotation in marks. The comma before the closing one belongs to the sentence around it.
pub fn quoted(body: &str, spans: &[Span]) -> String {
    format!("❝{}❞", joined(body, spans).trim_end_matches(','))
}

/// The words of several stretches, an ellipsis where the text goes on between them.
pub fn joined(body: &str, spans: &[Span]) -> String {
    let parts: Vec<String> = spans.iter().map(|span| span.of(body).replace('\n', " ")).collect();
    parts.join(" … ")
}

/// Name and role of who speaks.
pub fn speaker(body: &str, briefing: &Briefing, quote: &Quote) -> Option<String> {
    let speaker = briefing.speaker_of(quote)?;
    let name = speaker.name.of(body).replace('\n', " ");
    Some(match speaker.role {
        Some(role) => format!("{name}, {}", role.of(body).replace('\n', " ")),
        None => name,
    })
}

/// The same, and of a reported statement its word of saying.
pub(super) fn attributed(body: &str, briefing: &Briefing, quote: &Quote) -> Option<String> {
    let speaker = speaker(body, briefing, quote)?;
    Some(match quote.verb() {
        Some(verb) => format!("{speaker} · {}", verb.of(body).replace('\n', " ")),
        None => speaker,
    })
}

fn person(body: &str, briefing: &Briefing, finding: &Finding) -> String {
    let name = joined(body, &finding.spans);
    let is_meant = |speaker: &Speaker| {
        finding.spans.contains(&speaker.name)
            || briefing.names_of(body, speaker).iter().any(|name| finding.spans.contains(name))
    };
    let said = |quote: &&Quote| quote.kind != QuoteKind::Indirect && briefing.speaker_of(quote).is_some_and(is_meant);
    match briefing.quotes.iter().filter(said).count() {
        0 => name,
        count => format!("{name} ❝{count}"),
    }
}

fn date(body: &str, briefing: &Briefing, finding: &Finding) -> String {
    let words = joined(body, &finding.spans);
    let resolved = briefing.dates.iter().find(|date| finding.spans.contains(&date.span)).and_then(|date| date.date);
    match resolved {
        Some(date) => format!("{date} · {words}"),
        None => words,
    }
}
