//! The session in words, for screen readers: what is new since the last time, a line for each thing.
//!
//! Invariant: pure, and complete: whatever a key changes on the screen is said here in words, numbers with the things
//! that a number leads to, and nothing is said twice. Lines of text that belong together are one line, for it is the
//! screen reader that pauses. Absent on purpose: boxes, columns, colours, symbols that stand for words.

mod passage;

use std::ops::Range;

use super::words::Word;
use super::{Look, briefing, footer, header, overlay, page, text};
use crate::app::State;
use crate::app::action::{Action, Pane};
use crate::app::annotation::Annotation;
use crate::app::document::{Line, byline};
use crate::app::findings::{self, Line as Found};
use crate::article::Span;
use crate::brief::Quote;
use passage::Passage;

/// What was said last of everything there is to say something about.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    topics: [Option<String>; TOPICS.len()],
    /// The selected story, without how long the list is: that is said by itself, and grows while stories come.
    row: Option<String>,
    typed: String,
    passage: Option<Passage>,
}

/// Says one thing; nothing where there is nothing to say of it.
type Topic = fn(&State, &Look) -> Option<String>;

/// In the order in which they are said. Those from [`LEADING`] on bring a reader to a place in the text: what is said
/// there is that place, not all that has come into view with it.
const TOPICS: [Topic; 14] =
    [pane, pile, row, marks, written, finding, page::said, letters, overlay::said, quote, found, marked, notice, keys];
const LEADING: Range<usize> = 9..12;
const ROW: usize = 2;
const QUOTATION: usize = 9;
const NOTICE: usize = 12;

impl Spoken {
    /// The reader did something: what it leads to is said even where it was said before.
    pub fn heard(&mut self) {
        self.topics[NOTICE] = None;
    }

    /// What is new, a line for each thing.
    pub fn say(&mut self, state: &State, look: &Look) -> String {
        let mut said = Vec::new();
        let mut is_led = false;
        for (at, topic) in TOPICS.iter().enumerate() {
            let now = topic(state, look);
            if at == LEADING.end {
                said.extend(self.text(state, look, is_led));
            }
            if now != self.topics[at] {
                is_led |= LEADING.contains(&at) && now.is_some();
                // In the briefing a quotation is a finding, and said as one.
                let is_said = at == QUOTATION && state.focus == Pane::Briefing;
                let is_known = at == ROW && now.is_some() && !self.is_another_row(state, look);
                said.extend(now.clone().filter(|_| !is_said && !is_known));
                self.topics[at] = now;
            }
        }
        said.extend(self.typed(state, look));
        said.iter().map(|line| line.clone() + "\n").collect()
    }

    /// Whether the selected story is another than the one that was said last, or something has become of it.
    fn is_another_row(&mut self, state: &State, look: &Look) -> bool {
        let row = row_of(state, look, 0);
        let is_another = row != self.row;
        self.row = row;
        is_another
    }

    /// The lines of the text that have come into view, where the reader is in the text.
    fn text(&mut self, state: &State, look: &Look, is_led: bool) -> Vec<String> {
        let before = std::mem::replace(&mut self.passage, Passage::in_view(state));
        let Some(now) = self.passage.as_ref().filter(|_| !is_led) else { return Vec::new() };
        let fresh = now.fresh(before.as_ref());
        let is_end = !fresh.is_empty() && fresh.end == state.reading.document.len();
        let mut said = paragraphs(state, look, fresh);
        said.extend(is_end.then(|| look.words.get(Word::EndOfStory).to_owned()));
        said
    }

    /// What was added to the words being typed, or all of them where something was taken out.
    fn typed(&mut self, state: &State, look: &Look) -> Option<String> {
        let Some(prompt) = &state.prompt else {
            self.typed.clear();
            return None;
        };
        let name = look.words.get(footer::prompt_word(prompt.scope));
        let whole = format!("{name}: {}", prompt.words);
        if whole == self.typed {
            return None;
        }
        let added = whole.strip_prefix(self.typed.as_str()).filter(|added| !added.trim().is_empty());
        let said = added.unwrap_or(&whole).to_owned();
        self.typed = whole;
        Some(said)
    }
}

/// The lines as paragraphs, the number of each quotation said before the paragraph it begins in.
fn paragraphs(state: &State, look: &Look, lines: Range<usize>) -> Vec<String> {
    let Some(story) = &state.reading.story else { return Vec::new() };
    let (article, document) = (&story.article, &state.reading.document);
    let (mut said, mut words) = (Vec::new(), Vec::new());
    for line in document.view(lines.start, lines.len()) {
        match line {
            Line::Headline(range) => words.push(&article.headline[range.clone()]),
            Line::Note(range) => words.push(&article.status.note.as_deref().unwrap_or_default()[range.clone()]),
            Line::Body(span) if !span.is_empty() => {
                said.extend(numbers(state, look, *span));
                words.push(span.of(&article.body));
            }
            // Said beside the text, where they are said when they change too.
            Line::Tags | Line::Written(..) => {}
            // Said with the facts.
            Line::Byline(_) => {}
            Line::Facts | Line::Standing(_) | Line::Blank | Line::Body(_) => {
                said.extend(joined(&mut words));
                said.extend(match line {
                    Line::Facts => Some(match byline(article) {
                        Some(byline) => format!("{} · {byline}", text::facts(state, story, look, usize::MAX)),
                        None => text::facts(state, story, look, usize::MAX),
                    }),
                    Line::Standing(standing) => Some(text::words_of(state, look, *standing, story, usize::MAX)),
                    _ => None,
                });
            }
        }
    }
    said.extend(joined(&mut words));
    said
}

fn joined(words: &mut Vec<&str>) -> Option<String> {
    let line = words.join(" ");
    words.clear();
    (!line.is_empty()).then_some(line)
}

/// The numbers of the quotations that begin on a line, with who speaks.
fn numbers(state: &State, look: &Look, line: Span) -> Vec<String> {
    let begins = |quote: &Quote| quote.content.first().is_some_and(|span| (line.start..line.end).contains(&span.start));
    let numbers = (0..state.reading.numbered.len()).filter(|n| state.reading.quotation(*n).is_some_and(begins));
    numbers.map(|number| format!("{}: {}", number_of(state, look, number), speaker(state, look, number))).collect()
}

fn number_of(state: &State, look: &Look, number: usize) -> String {
    look.words.with_of(Word::QuotationOf, number + 1, state.reading.numbered.len())
}

fn speaker(state: &State, look: &Look, number: usize) -> String {
    speaker_of(state, look, state.reading.quotation(number))
}

fn speaker_of(state: &State, look: &Look, quote: Option<&Quote>) -> String {
    let said = state.reading.story.as_ref().zip(quote);
    let speaker = said.and_then(|(story, quote)| findings::speaker(&story.article.body, &story.briefing, quote));
    speaker.unwrap_or_else(|| look.words.get(Word::Nobody).to_owned())
}

fn words_of(state: &State, spans: &[Span]) -> Option<String> {
    let body = &state.reading.story.as_ref()?.article.body;
    let parts: Vec<String> = spans.iter().map(|span| span.of(body).replace('\n', " ")).collect();
    (!parts.is_empty()).then(|| parts.join(" … "))
}

/// Which pane the keys go to, when there is something in it.
fn pane(state: &State, look: &Look) -> Option<String> {
    state.reading.story.as_ref()?;
    let word = match state.focus {
        Pane::Stories => Word::PaneStories,
        Pane::Text => Word::PaneText,
        Pane::Briefing => Word::PaneBriefing,
        Pane::Page => return state.pages.last().map(|page| page::title(page, look)),
    };
    Some(look.words.get(word).to_owned())
}

/// How many stories there are, once all are loaded.
fn pile(state: &State, look: &Look) -> Option<String> {
    if state.loading.is_some() {
        return None;
    }
    let (words, totals) = (&look.words, &state.list.totals);
    let count = words.stories(totals);
    let query = totals.query.as_ref().map(|query| words.with(Word::Found, query));
    Some([Some(count), query, header::not_read(state, look)].into_iter().flatten().collect::<Vec<_>>().join(", "))
}

/// The selected story, where the list has the focus.
fn row(state: &State, look: &Look) -> Option<String> {
    row_of(state, look, state.list.totals.stories)
}

/// The same in a list of so many.
fn row_of(state: &State, look: &Look, of: usize) -> Option<String> {
    let list = &state.list;
    let row = list.row(list.selected).filter(|_| state.focus == Pane::Stories)?;
    let words = &look.words;
    let place = words.with_of(Word::StoryOf, list.selected + 1, of);
    let quoted = (row.quotes > 0).then(|| words.count(row.quotes, Word::QuotedOne, Word::QuotedOther));
    let parts = [
        Some(words.get(if row.marks.read { Word::IsRead } else { Word::IsUnread }).to_owned()),
        row.marks.starred.then(|| words.get(Word::IsStarred).to_owned()),
        row.flagged.then(|| words.get(Word::IsFlagged).to_owned()),
        row.annotated.then(|| words.get(Word::IsAnnotated).to_owned()),
        row.published.map(|published| words.lately(published, state.today.as_ref())),
        list.source(row).map(str::to_owned),
        Some(words.with(Word::Minutes, row.minutes)),
        quoted,
        row.speaker.clone(),
    ];
    let facts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(format!("{place}: {}; {facts}", row.headline))
}

/// What was done with the open story, where the list does not say it.
fn marks(state: &State, look: &Look) -> Option<String> {
    let story = state.reading.story.as_ref().filter(|_| matches!(state.focus, Pane::Text | Pane::Briefing))?;
    let star = if story.marks.starred { Word::IsStarred } else { Word::IsNotStarred };
    let read = if story.marks.read { Word::IsRead } else { Word::IsUnread };
    Some(format!("{}, {}", look.words.get(read), look.words.get(star)))
}

/// What was written beside the open story.
fn written(state: &State, look: &Look) -> Option<String> {
    let story = state.reading.story.as_ref().filter(|_| state.focus != Pane::Page)?;
    let Annotation { tags, note } = &story.annotation;
    let tags = (!tags.is_empty()).then(|| format!("{}: {}", look.words.get(Word::Tags), tags.join(", ")));
    let note = (!note.is_empty()).then(|| format!("{}: {note}", look.words.get(Word::YourNote)));
    let written: Vec<String> = [tags, note].into_iter().flatten().collect();
    Some(written.join("\n")).filter(|written| !written.is_empty())
}

/// The selected finding, where the briefing has the focus.
fn finding(state: &State, look: &Look) -> Option<String> {
    let found = state.findings.current().filter(|_| state.focus == Pane::Briefing)?;
    let name = match found.number {
        Some(number) => number_of(state, look, number),
        None => briefing::heading(found.section, look).to_owned(),
    };
    let quote = state.reading.story.as_ref().and_then(|story| story.briefing.quotes.get(found.quote?));
    if let Some(quote) = quote {
        // Whole, where the pane cuts what is long.
        let words = words_of(state, &quote.content)?;
        let words = if found.number.is_some() { format!("“{words}”") } else { words };
        return Some(format!("{name}: {words} {}", speaker_of(state, look, Some(quote))));
    }
    let lines = state.findings.lines.iter().filter(|line| line.finding() == Some(state.findings.selected));
    let words = lines.filter_map(|line| match line {
        Found::Words { text, .. } | Found::Happened { text, .. } => Some(text.as_str()),
        Found::Speaker { .. } | Found::Heading(_) | Found::Blank => None,
    });
    Some(format!("{name}: {}", words.collect::<Vec<_>>().join(" ")))
}

/// The letters on the quotations, each with what it leads to.
fn letters(state: &State, look: &Look) -> Option<String> {
    let labels = state.labels.as_ref()?;
    let line = |(letter, number): &(char, usize)| {
        let words = state.reading.quotation(*number).and_then(|quote| words_of(state, &quote.content));
        format!("{letter}: {}, {}", words.unwrap_or_default(), speaker(state, look, *number))
    };
    let lines: Vec<String> = labels.letters.iter().map(line).collect();
    Some(format!("{}\n{}", look.words.get(Word::PromptLabels), lines.join("\n")))
}

/// The current quotation.
fn quote(state: &State, look: &Look) -> Option<String> {
    let number = state.reading.quote?;
    let words = words_of(state, &state.reading.current()?.content)?;
    Some(format!("{}: “{words}” {}", number_of(state, look, number), speaker(state, look, number)))
}

/// The match of the search, in its sentence.
fn found(state: &State, look: &Look) -> Option<String> {
    let search = &state.search;
    let at = search.current.filter(|_| state.prompt.is_none())?;
    let span = *search.matches.get(at)?;
    let sentences = &state.reading.story.as_ref()?.briefing.sentences;
    let sentence = sentences.iter().find(|sentence| sentence.overlaps(span)).copied().unwrap_or(span);
    let words = words_of(state, &[sentence])?;
    Some(format!("{}: {words}", look.words.with_of(Word::MatchNumber, at + 1, search.matches.len())))
}

/// The words a finding led to.
fn marked(state: &State, _: &Look) -> Option<String> {
    words_of(state, &state.reading.marked).filter(|_| state.focus == Pane::Text)
}

/// What there is to say about the last key.
fn notice(state: &State, look: &Look) -> Option<String> {
    state.notice.as_ref().map(|notice| footer::say(notice, state, look))
}

/// How to learn the keys: said once.
fn keys(state: &State, look: &Look) -> Option<String> {
    state.reading.story.as_ref()?;
    Some(format!("{}: {}", state.keymap.shown(Action::Help), look.words.hint(Action::Help)))
}
