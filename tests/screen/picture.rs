//! The picture in the README: the real screen with the sample stories, drawn as SVG.
//! `KILAS_WRITE=1 cargo test --test screen picture` writes it.

use std::fmt::Write as _;
use std::{env, fs};

use jiff::civil::date;
use jiff::tz::{TimeZone, offset};
use kilas::app::message::Message;
use kilas::app::today::Today;
use kilas::brief::brief;
use kilas::language::Languages;
use kilas::load;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::session::Session;

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/picture.svg");
/// Size of a cell, in units of the picture.
const CELL: (usize, usize) = (9, 19);

#[test]
fn picture() {
    let languages = Languages::new();
    let (articles, failures) = load::samples(&languages);
    assert_eq!(failures, []);
    let stories = articles.into_iter().map(|article| {
        let briefing = brief(&article, languages.get_or_neutral(&article.language));
        (article, briefing)
    });
    let mut session = Session::open((120, 36), "en", stories.collect());
    // The day after the last of the samples.
    session.tell(Message::Today(Today { date: date(2026, 10, 6), zone: TimeZone::fixed(offset(7)) }));
    let picture = svg(&session.press("] ]").buffer());
    assert!(picture.contains("Siti Aminah") && picture.contains("❝2/"));
    if env::var_os("KILAS_WRITE").is_some() {
        fs::write(PICTURE, picture).unwrap();
    }
}

fn svg(buffer: &Buffer) -> String {
    let (width, height) = (usize::from(buffer.area.width) * CELL.0 + 20, usize::from(buffer.area.height) * CELL.1 + 20);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" \
         font-size=\"15\">\n<title>kilas with its sample stories</title>\n<rect width=\"{width}\" height=\"{height}\" \
         rx=\"8\" fill=\"#16181d\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let same = |other: &Cell| (other.fg, other.modifier) == (cell.fg, cell.modifier);
            let end = (x..buffer.area.width).find(|at| !same(&buffer[(*at, y)])).unwrap_or(buffer.area.width);
            let text: String = (x..end).map(|at| buffer[(at, y)].symbol()).collect();
            run(&mut out, usize::from(x), usize::from(y), &text, cell);
            x = end;
        }
    }
    out + "</svg>\n"
}

/// A stretch of cells of one style.
fn run(out: &mut String, x: usize, y: usize, text: &str, cell: &Cell) {
    let has = |modifier| cell.modifier.contains(modifier);
    let (left, top, length) = (10 + x * CELL.0, 10 + y * CELL.1, text.chars().count() * CELL.0);
    let fill = match (cell.fg, has(Modifier::REVERSED), has(Modifier::DIM)) {
        (_, true, _) => "#16181d",
        (Color::Cyan, ..) => "#6cc7d6",
        (Color::Yellow, ..) => "#e0c06c",
        (_, _, true) => "#868c98",
        _ => "#dcdfe4",
    };
    if has(Modifier::REVERSED) {
        let _ =
            writeln!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{length}\" height=\"{}\" fill=\"#dcdfe4\"/>", CELL.1);
    }
    if text.trim().is_empty() {
        return;
    }
    let weight = if has(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" fill=\"{fill}\" textLength=\"{length}\" xml:space=\"preserve\"{weight}>{text}</text>",
        top + 14
    );
}
