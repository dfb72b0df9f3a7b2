//! A front page as others read it: JSON and JSON Lines, Markdown, text.
//!
//! Invariant: as of a briefing — words of the stories and where they stand, in code points of the story they name.

use std::io::{self, Write};

use super::markdown::{escaped, joined, name_and_role, one_line, page};
use super::points::Points;
use super::text::paragraph;
use super::writer::Json;
use super::{Format, standing};
use crate::brief::QuoteKind;
use crate::front::{Event, Place, Quotation, Said, Story, Wording};

/// Quotations of an event that people are shown; machines get all.
const MOST: usize = 8;

/// Writes one event at the end of `to`; for [`Format::Json`] an element of the array.
///
/// # Errors
/// None: a vector takes whatever is written to it.
pub fn write_event(format: Format, stories: &[Story<'_>], event: &Event, to: &mut Vec<u8>) -> io::Result<()> {
    match format {
        Format::Json => json(stories, event, &mut Json::pretty(to)),
        Format::JsonLines => {
            json(stories, event, &mut Json::line(to));
            to.push(b'\n');
        }
        Format::Markdown => return markdown(stories, event, to),
        Format::Text => return text(stories, event, to),
    }
    Ok(())
}

/// Who brought a story: its source, else its own name.
fn source(story: Story<'_>) -> &str {
    story.article.source.as_deref().unwrap_or(&story.article.uri)
}

/// What must be known of a story before its words are used.
fn known(story: Story<'_>) -> Option<String> {
    Some(standing(story.article, story.briefing).join(" · ")).filter(|known| !known.is_empty())
}

/// The headline of an event: its fullest story's.
fn headline<'a>(stories: &[Story<'a>], event: &Event) -> &'a str {
    event.stories.first().map_or("", |at| stories[*at].article.headline.as_str())
}

/// The headline and the key points for people, beside the quotations they are shown: a headline that is how the text
/// begins gives way to the sentence, and what another story than the first adds, or counts otherwise, has its source.
fn beginning(stories: &[Story<'_>], event: &Event) -> (String, Vec<String>) {
    let lede = event.lede(stories);
    let title = lede.map_or_else(|| headline(stories, event).to_owned(), |lede| words(stories, lede));
    let points = event.points_beside(stories, MOST).into_iter().filter(|point| Some(*point) != lede);
    let told = |point: Place| match event.stories.first() {
        Some(first) if *first != point.story => format!("{} · {}", words(stories, point), source(stories[point.story])),
        _ => words(stories, point),
    };
    (title, points.map(told).collect())
}

fn words(stories: &[Story<'_>], place: Place) -> String {
    one_line(place.span.of(&stories[place.story].article.body))
}

/// The words of a quotation, and who said them.
fn said(stories: &[Story<'_>], Said { story, quote }: Said) -> (String, Option<String>) {
    let Story { article, briefing } = stories[story];
    let quote = &briefing.quotes[quote];
    let speaker = briefing.speaker_of(quote).map(|speaker| name_and_role(&article.body, speaker));
    (joined(&article.body, &quote.content), speaker)
}

/// Who said it, and the sources that have it as it stands here.
fn told(stories: &[Story<'_>], quotation: &Quotation) -> String {
    let (_, speaker) = said(stories, quotation.said);
    speaker.into_iter().chain([sources(stories, quotation.told_by())]).collect::<Vec<_>>().join(" · ")
}

/// How another source has it, and whom it gives it to where that is somebody else.
fn otherwise(stories: &[Story<'_>], wording: &Wording) -> String {
    let (words, speaker) = said(stories, wording.said);
    let speaker = speaker.filter(|_| wording.is_by_another).map(|speaker| format!(" — {speaker}"));
    format!("{}: “{words}”{}", source(stories[wording.said.story]), speaker.unwrap_or_default())
}

/// The sources of an event, each once, in the order of its stories.
fn sources(stories: &[Story<'_>], of: impl Iterator<Item = usize>) -> String {
    let mut names: Vec<&str> = Vec::new();
    of.map(|at| source(stories[at])).for_each(|name| {
        if !names.contains(&name) {
            names.push(name);
        }
    });
    names.join(" · ")
}

fn text(stories: &[Story<'_>], event: &Event, to: &mut Vec<u8>) -> io::Result<()> {
    let (title, points) = beginning(stories, event);
    paragraph("", "", &title, to)?;
    paragraph("", "", &sources(stories, event.stories.iter().copied()), to)?;
    for story in event.stories.iter().map(|at| stories[*at]) {
        if let Some(known) = known(story) {
            paragraph("! ", "  ", &format!("{}: {known}", source(story)), to)?;
        }
    }
    writeln!(to)?;
    for point in &points {
        paragraph("• ", "  ", point, to)?;
    }
    for quotation in event.quotations.iter().take(MOST) {
        paragraph("\n  ", "  ", &format!("“{}”", said(stories, quotation.said).0), to)?;
        paragraph("  — ", "    ", &told(stories, quotation), to)?;
        for wording in quotation.otherwise() {
            paragraph("    ≠ ", "      ", &otherwise(stories, wording), to)?;
        }
    }
    if !event.days.is_empty() {
        writeln!(to)?;
    }
    for day in &event.days {
        paragraph(&format!("{} ", day.date), "           ", &words(stories, day.sentence), to)?;
    }
    writeln!(to)
}

fn markdown(stories: &[Story<'_>], event: &Event, to: &mut Vec<u8>) -> io::Result<()> {
    let (title, points) = beginning(stories, event);
    writeln!(to, "## {}\n", escaped(&title))?;
    for at in &event.stories {
        let Story { article, .. } = stories[*at];
        let facts = [Some(source(stories[*at]).to_owned()), Some(article.headline.clone()), known(stories[*at])];
        let facts: Vec<String> = facts.into_iter().flatten().map(|fact| escaped(&fact)).collect();
        let link = article.link.as_deref().map(|link| format!(" {}", page(link)));
        writeln!(to, "- {}{}", facts.join(" · "), link.unwrap_or_default())?;
    }
    writeln!(to)?;
    for point in &points {
        writeln!(to, "- {}", escaped(point))?;
    }
    writeln!(to)?;
    for quotation in event.quotations.iter().take(MOST) {
        writeln!(to, "> “{}”\n>", escaped(&said(stories, quotation.said).0))?;
        writeln!(to, "> — {}", escaped(&told(stories, quotation)))?;
        for wording in quotation.otherwise() {
            writeln!(to, ">\n> ≠ {}", escaped(&otherwise(stories, wording)))?;
        }
        writeln!(to)?;
    }
    for day in &event.days {
        writeln!(to, "- {}: {}", day.date, escaped(&words(stories, day.sentence)))?;
    }
    writeln!(to)
}

fn json(stories: &[Story<'_>], event: &Event, json: &mut Json<'_>) {
    // Positions are counted once for each story of the event.
    let points: Vec<(usize, Points)> =
        event.stories.iter().map(|at| (*at, Points::new(&stories[*at].article.body))).collect();
    let place = |json: &mut Json<'_>, Place { story, span }: Place| {
        let number = event.stories.iter().position(|at| *at == story).unwrap_or_default();
        json.field("text").text(span.of(&stories[story].article.body));
        json.field("story").number(number);
        if let Some((_, points)) = points.get(number) {
            let (start, end) = points.of(span);
            json.field("start").number(start);
            json.field("end").number(end);
        }
    };
    json.object(|json| {
        json.field("headline").text(headline(stories, event));
        json.field("stories").list(&event.stories, |json, at| {
            let article = stories[*at].article;
            json.object(|json| {
                json.field("uri").text(&article.uri);
                json.field("headline").text(&article.headline);
                json.field("source").maybe(article.source.as_deref());
                json.field("published").maybe(article.published.map(|published| published.to_string()).as_deref());
                json.field("link").maybe(article.link.as_deref());
                let known = standing(article, stories[*at].briefing);
                if !known.is_empty() {
                    json.field("status").list(&known, |json, known| json.text(known));
                }
            });
        });
        let key_points = event.points_beside(stories, usize::MAX);
        json.field("key_points").list(key_points, |json, point| json.object(|json| place(json, point)));
        json.field("quotes").list(&event.quotations, |json, quotation| quote(stories, quotation, json, &place));
        json.field("days").list(&event.days, |json, day| {
            json.object(|json| {
                json.field("date").text(&day.date.to_string());
                place(json, day.sentence);
            });
        });
    });
}

/// A quotation with all its wordings, the longest first.
fn quote(stories: &[Story<'_>], quotation: &Quotation, json: &mut Json<'_>, place: &impl Fn(&mut Json<'_>, Place)) {
    let of = |Said { story, quote }: Said| (stories[story], &stories[story].briefing.quotes[quote]);
    let others = quotation.others.iter().map(|other| (other.said, other.is_exact));
    let wordings = std::iter::once((quotation.said, true)).chain(others);
    let (Story { article, briefing }, quote) = of(quotation.said);
    let speaker = briefing.speaker_of(quote);
    json.object(|json| {
        json.field("kind").text(if quote.kind == QuoteKind::Mixed { "mixed" } else { "direct" });
        json.field("speaker").maybe(speaker.map(|speaker| speaker.name.of(&article.body)));
        json.field("role").maybe(speaker.and_then(|speaker| speaker.role).map(|role| role.of(&article.body)));
        json.field("wordings").list(wordings, |json, (said, is_exact)| {
            let (Story { article, briefing }, quote) = of(said);
            let speaker = briefing.speaker_of(quote);
            json.object(|json| {
                json.field("exact").flag(is_exact);
                json.field("speaker").maybe(speaker.map(|speaker| speaker.name.of(&article.body)));
                json.field("spans").list(&quote.content, |json, span| {
                    json.object(|json| place(json, Place { story: said.story, span: *span }));
                });
            });
        });
    });
}
