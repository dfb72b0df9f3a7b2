//! `kilas speakers`: who is quoted how often, and what one of them said, with where.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;

use super::arguments::Speakers;
use super::sheet::{Cell, Column, Layout, Sheet};
use super::stored::{Done, day, hint, opened, written};
use crate::archive::{Archive, Quoted, Said};
use crate::brief::QuoteKind;
use crate::export::{escaped, page};
use crate::load::line;
use crate::query::Query;

/// The forms quotations are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Columns for people, on a terminal with a line of names above.
    Table,
    /// A JSON array of objects.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// CSV (RFC 4180) with a line of names; text that a spreadsheet would take for a formula begins with an apostrophe.
    Csv,
    /// Markdown, each quotation with its whole attribution.
    Markdown,
}

const WHO: [Column; 3] = [("quotes", 6), ("stories", 7), ("name", 0)];

const SAID: [Column; 11] = [
    ("published", 10),
    ("source", 12),
    ("quotation", 0),
    ("name", 0),
    ("role", 0),
    ("headline", 0),
    ("uri", 0),
    ("link", 0),
    ("start", 0),
    ("kind", 0),
    ("verb", 0),
];

pub(super) fn run(options: &Speakers) -> Done {
    let archive = opened(&options.place)?;
    let name = options.name.join(" ");
    let found = archive.speakers(&name).map_err(|trouble| trouble.to_string())?;
    // Somebody who is only reported has no quotations to be counted by, and is found by the whole name alone.
    if found.is_empty() && options.reported {
        return said(&archive, &name, options);
    }
    hint(&archive, &Query::parse(&name).unwrap_or_default(), &Ok(found.len()));
    match found.as_slice() {
        [one] if !name.is_empty() => said(&archive, &one.name, options),
        // Several have the name: which is meant?
        _ if options.format == Form::Markdown => listed(&found),
        _ => who(&found, options.format),
    }
}

/// A Markdown list of people, with how often they are quoted.
fn listed(found: &[Quoted]) -> Done {
    let mut out = BufWriter::new(io::stdout().lock());
    let done = found.iter().try_for_each(|who| writeln!(out, "- {} ({})", escaped(&line(&who.name)), who.quotes));
    written(done.and_then(|()| out.flush()).map(|()| found.len()))
}

fn layout(form: Form) -> Layout {
    match form {
        // Markdown is no table; it is written apart.
        Form::Table | Form::Markdown => Layout::Table,
        Form::Json => Layout::Json,
        Form::Jsonl => Layout::Jsonl,
        Form::Csv => Layout::Csv,
    }
}

fn who(found: &[Quoted], form: Form) -> Done {
    let sheet = Sheet::printed(layout(form), &WHO);
    written(sheet.and_then(|mut sheet| {
        for Quoted { name, quotes, stories, .. } in found {
            sheet.row(&[Cell::Number(*quotes), Cell::Number(*stories), Cell::Text(name.clone())])?;
        }
        sheet.end()
    }))
}

fn said(archive: &Archive, speaker: &str, options: &Speakers) -> Done {
    let form = options.format;
    let mut all = Vec::new();
    archive.said_by(speaker, options.reported, |said| all.push(said)).map_err(|trouble| trouble.to_string())?;
    if form == Form::Markdown {
        let mut out = BufWriter::new(io::stdout().lock());
        let done = all.iter().try_for_each(|said| out.write_all(markdown(said).as_bytes()));
        return written(done.and_then(|()| out.flush()).map(|()| all.len()));
    }
    // Where only a part of the name was typed, or several spoke together, a column tells who it was.
    let is_named = all.iter().any(|said| said.name != options.name.join(" "));
    let shown = shown(is_named, options.reported);
    let sheet = Sheet::printed(layout(form), if form == Form::Table { &shown } else { &SAID });
    written(sheet.and_then(|mut sheet| {
        for said in all {
            let cells = cells(said);
            match form {
                Form::Table => sheet.row(&of_columns(&shown, cells))?,
                _ => sheet.row(&cells)?,
            }
        }
        sheet.end()
    }))
}

/// The columns that people are shown of a quotation: who said it and how it is given where that differs.
fn shown(is_named: bool, reported: bool) -> Vec<Column> {
    let name = is_named.then_some(("name", 20));
    let kind = reported.then_some(("kind", 8));
    let before = [("published", 10), ("source", 12)];
    before.into_iter().chain(name).chain(kind).chain([("quotation", 0)]).collect()
}

/// The cells of some columns, of a moment its day.
fn of_columns(columns: &[Column], mut cells: [Cell; SAID.len()]) -> Vec<Cell> {
    if let Cell::Text(moment) = &mut cells[0] {
        moment.truncate(day(moment).len());
    }
    let cell =
        |name: &str| SAID.iter().zip(&cells).find(|((known, _), _)| *known == name).map(|(_, cell)| cell.clone());
    columns.iter().map(|(name, _)| cell(name).unwrap_or(Cell::Nothing)).collect()
}

fn cells(said: Said) -> [Cell; SAID.len()] {
    [
        said.published.into(),
        said.source.into(),
        Cell::Text(said.words),
        Cell::Text(said.name),
        said.role.into(),
        Cell::Text(said.headline),
        Cell::Text(said.uri),
        said.link.into(),
        Cell::Number(said.start.into()),
        Cell::Text(kind(said.kind).to_owned()),
        said.verb.into(),
    ]
}

/// What a kind is called, as in a briefing.
fn kind(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Indirect => "indirect",
        QuoteKind::Mixed => "mixed",
    }
}

/// A quotation with who said it, and where that stands; what is reported has no marks.
fn markdown(said: &Said) -> String {
    let text = |text: &str| escaped(&line(text));
    let role = said.role.as_ref().map(|role| format!(", {}", text(role))).unwrap_or_default();
    let known: Vec<&str> = [said.source.as_deref(), said.published.as_deref().map(day)].into_iter().flatten().collect();
    let known = if known.is_empty() { String::new() } else { format!(" ({})", text(&known.join(", "))) };
    let link = said.link.as_ref().map(|link| format!(", {}", page(&line(link)))).unwrap_or_default();
    let verb = said.verb.as_ref().map(|verb| format!(" ({})", text(verb))).unwrap_or_default();
    let words = match said.kind {
        QuoteKind::Indirect => text(&said.words),
        QuoteKind::Direct | QuoteKind::Mixed => format!("“{}”", text(&said.words)),
    };
    format!("> {words}\n>\n> — {}{role}{verb}, in *{}*{known}{link}\n\n", text(&said.name), text(&said.headline))
}
