//! Rows with named columns, as machines and people read them.
//!
//! Invariant: a row is written as it comes, so that a million of them take no memory; in none stands anything a
//! terminal could obey, and in a table each text is one line. Absent on purpose: what the columns are.

use std::io::{self, BufWriter, IsTerminal as _, StdoutLock, Write};

use clap::ValueEnum;

use crate::app::wrap;
use crate::load::line;
use crate::terminal;

/// The forms rows are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    /// Columns for people, on a terminal with a line of names above.
    Table,
    /// A JSON array of objects.
    Json,
    /// A JSON object a line.
    Jsonl,
    /// CSV (RFC 4180) with a line of names; text that a spreadsheet would take for a formula begins with an apostrophe.
    Csv,
}

/// What stands in a row.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    Flag(bool),
    Nothing,
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Cell::Nothing, Cell::Text)
    }
}

/// A column: its name, and how wide it is in a table; a width of 0 is what the text needs.
pub(super) type Column = (&'static str, usize);

/// The width of a last column that is cut where a terminal's row ends, as `ps` does: what can be told from its
/// beginning. Where there is no terminal nothing is cut.
pub(super) const REST: usize = usize::MAX;

/// Rows being written.
pub(super) struct Sheet<'a, W> {
    out: W,
    layout: Layout,
    columns: &'a [Column],
    /// Whether a table begins with the names of its columns.
    is_named: bool,
    /// Columns of the terminal, where it is one.
    width: Option<usize>,
    rows: usize,
}

impl<'a> Sheet<'a, BufWriter<StdoutLock<'static>>> {
    /// Rows for standard output. On a terminal a table has the names of its columns above; in a pipe it has none, so
    /// that a script can count its lines.
    pub(super) fn printed(layout: Layout, columns: &'a [Column]) -> io::Result<Self> {
        let out = io::stdout();
        let is_named = out.is_terminal();
        let width = terminal::columns(&out);
        Ok(Self { is_named, width, ..Sheet::new(BufWriter::new(out.lock()), layout, columns)? })
    }
}

impl<'a, W: Write> Sheet<'a, W> {
    fn new(mut out: W, layout: Layout, columns: &'a [Column]) -> io::Result<Self> {
        match layout {
            Layout::Csv => {
                let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
                write!(out, "{}\r\n", names.join(","))?;
            }
            Layout::Json => out.write_all(b"[")?,
            Layout::Table | Layout::Jsonl => {}
        }
        Ok(Self { out, layout, columns, is_named: false, width: None, rows: 0 })
    }

    /// The same with names above a table wherever it goes: numbers alone tell nothing.
    pub(super) fn named(self) -> Self {
        Self { is_named: true, ..self }
    }

    /// Writes a row, a cell for each column.
    pub(super) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match self.layout {
            Layout::Table => {
                if self.rows == 0 && self.is_named {
                    self.names()?;
                }
                self.table(cells)?;
            }
            Layout::Csv => {
                let cells: Vec<String> = cells.iter().map(csv).collect();
                write!(self.out, "{}\r\n", cells.join(","))?;
            }
            Layout::Json => {
                self.out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
                self.object(cells)?;
            }
            Layout::Jsonl => {
                self.object(cells)?;
                self.out.write_all(b"\n")?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what closes the rows; answers how many there were.
    pub(super) fn end(mut self) -> io::Result<usize> {
        if self.layout == Layout::Json {
            self.out.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()?;
        Ok(self.rows)
    }

    /// Writes the names of the columns; those of narrow columns are cut to their first letters.
    fn names(&mut self) -> io::Result<()> {
        let name = |(name, width): &Column| {
            let letters = if *width == 0 { name.len() } else { *width };
            Cell::Text(name.chars().take(letters).collect::<String>().to_uppercase())
        };
        let names: Vec<Cell> = self.columns.iter().map(name).collect();
        self.table(&names)
    }

    fn table(&mut self, cells: &[Cell]) -> io::Result<()> {
        let mut text = String::new();
        for ((_, width), cell) in self.columns.iter().zip(cells) {
            let shown = match cell {
                Cell::Text(text) => line(text),
                Cell::Number(number) => number.to_string(),
                Cell::Flag(flag) => if *flag { "x" } else { "-" }.to_owned(),
                Cell::Nothing => String::new(),
            };
            let fitted = match (*width, self.width) {
                (0, _) | (REST, None) => shown,
                (REST, Some(all)) => wrap::fit(&shown, all.saturating_sub(wrap::columns(&text))),
                (width, _) => {
                    let fitted = wrap::fit(&shown, width);
                    let blanks = width.saturating_sub(wrap::columns(&fitted));
                    fitted + &" ".repeat(blanks)
                }
            };
            text += &fitted;
            text.push(' ');
        }
        writeln!(self.out, "{}", text.trim_end())
    }

    fn object(&mut self, cells: &[Cell]) -> io::Result<()> {
        let mut opening = "{";
        for ((name, _), cell) in self.columns.iter().zip(cells) {
            write!(self.out, "{opening}\"{name}\":")?;
            match cell {
                Cell::Text(text) => self.out.write_all(json(text)?.as_bytes())?,
                Cell::Number(number) => write!(self.out, "{number}")?,
                Cell::Flag(flag) => write!(self.out, "{flag}")?,
                Cell::Nothing => self.out.write_all(b"null")?,
            }
            opening = ",";
        }
        self.out.write_all(b"}")
    }
}

/// How a text begins that a spreadsheet takes for a formula (OWASP, CSV injection).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a terminal may take a character for an order (C0, DEL, C1). Lines and tabulators are of texts.
fn is_order(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r')
}

/// A text in JSON, which need not escape what is beyond ASCII.
fn json(text: &str) -> serde_json::Result<String> {
    let json = serde_json::to_string(text)?;
    if !json.contains(is_order) {
        return Ok(json);
    }
    let escaped = |c: char| if is_order(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    Ok(json.chars().map(escaped).collect())
}

fn csv(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => {
            // There is no way to write them in CSV.
            let text = text.replace(is_order, "");
            let guarded = if text.starts_with(FORMULA) { format!("'{text}") } else { text };
            let needs_marks = guarded.contains([',', '"', '\n', '\r']);
            if needs_marks { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
        }
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Nothing => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(layout: Layout) -> String {
        let mut out = Vec::new();
        let mut sheet = Sheet::new(&mut out, layout, &[("name", 6), ("quotes", 4), ("said", 0)]).unwrap();
        sheet
            .row(&[
                Cell::Text("Siti Rahma".into()),
                Cell::Number(3),
                Cell::Text("\"a\", b\x1b[2J\u{9b}c\u{7f}\tä".into()),
            ])
            .unwrap();
        sheet.row(&[Cell::Nothing, Cell::Flag(true), Cell::Text("c".into())]).unwrap();
        assert_eq!(sheet.end().unwrap(), 2);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn each_form_is_what_its_readers_expect() {
        assert_eq!(written(Layout::Table), "Siti…  3    \"a\", b[2Jc ä\n       x    c\n");
        let mut out = Vec::new();
        let mut sheet = Sheet::new(&mut out, Layout::Table, &[("name", 6), ("read", 1), ("said", 0)]).unwrap().named();
        sheet.row(&[Cell::Text("首相".into()), Cell::Flag(true), Cell::Text("a".into())]).unwrap();
        sheet.row(&[Cell::Nothing, Cell::Flag(false), Cell::Text("b".into())]).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "NAME   R SAID\n首相   x a\n       - b\n");
        assert_eq!(written(Layout::Csv), "name,quotes,said\r\nSiti Rahma,3,\"\"\"a\"\", b[2Jc\tä\"\r\n,true,c\r\n");
        let lines = written(Layout::Jsonl);
        assert!(lines.ends_with("{\"name\":null,\"quotes\":true,\"said\":\"c\"}\n"), "{lines}");
        let all: Vec<serde_json::Value> = serde_json::from_str(&written(Layout::Json)).unwrap();
        assert_eq!((all.len(), &all[0]["said"]), (2, &"\"a\", b\u{1b}[2J\u{9b}c\u{7f}\tä".into()));
        for layout in [Layout::Table, Layout::Csv, Layout::Jsonl, Layout::Json] {
            assert!(!written(layout).contains(is_order), "{layout:?}");
        }
    }

    #[test]
    fn the_rest_of_a_row_is_cut_at_the_end_of_a_terminal_and_nowhere_else() {
        for (width, cells) in [(None, "3    首相 naik 5 %"), (Some(12), "3    首相 n…"), (Some(4), "3")] {
            let mut out = Vec::new();
            let sheet = Sheet::new(&mut out, Layout::Table, &[("quotes", 4), ("headline", REST)]).unwrap();
            let mut sheet = Sheet { width, ..sheet };
            sheet.row(&[Cell::Number(3), Cell::Text("首相 naik 5 %".to_owned())]).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("{cells}\n"), "{width:?}");
        }
    }

    #[test]
    fn no_text_is_a_formula_to_a_spreadsheet() {
        let cell = |text: &str| csv(&Cell::Text(text.to_owned()));
        for text in ["=1+1", "+62 811", "-sepak", "@SUM(A1)", "\t=1"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assert_eq!(cell("\r=1"), "\"'\r=1\"");
        assert_eq!(cell("a=1"), "a=1");
        assert_eq!(csv(&Cell::Number(-3)), "-3");
    }
}
