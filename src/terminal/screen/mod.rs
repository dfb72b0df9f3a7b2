//! Frames to bytes: draws by ratatui, sends what changed. Knows nothing of kilas and would serve any ratatui program.
//!
//! ```text
//! ratatui's Buffer ─cell─▶ cells of this terminal ─┬─ writer: band by band, row by row ───┬─▶ the shorter one
//!                                                  └─ scroll, then writer on what is left ─┘
//! ```
//!
//! Invariant: after the bytes of a frame, a terminal that showed the frame before shows exactly this one, and its
//! scroll region, pen and cursor are where the screen believes them. Where cells are not known ([`Screen::forget`],
//! another size) they are written anew, so a terminal in any state comes right with one frame. Nothing that leaves
//! here can be obeyed by a terminal but the sequences written in this room.
//!
//! Absent on purpose: reading from the terminal, and clearing the whole screen, which flickers.

mod ascii;
mod band;
mod blind;
mod cell;
mod change;
mod cursor;
mod link;
mod pen;
mod scroll;
mod writer;

use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};

use super::profile::Profile;
use blind::Blind;
use cell::Cell;
use cursor::At;
use pen::{Ink, Pen};
use scroll::Scroll;
use writer::Writer;

/// What of `c` any terminal may be sent as text: a mark of doubt for what it could obey, nothing for what draws
/// nothing.
pub(super) fn harmless(c: char, profile: &Profile) -> Option<char> {
    match c {
        c if cell::is_hostile(c) => Some('?'),
        c if cell::is_invisible(c) => None,
        c => Some(ascii::shown(c, profile)),
    }
}

/// A part of the screen that is drawn before the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What is drawn.
    pub area: Rect,
    /// In these rows nothing else is; other rows are drawn whole.
    pub within: Rect,
}

/// A frame shorter than this arrives in one piece as it is; a longer one is held together where the terminal can.
const HELD: usize = 256;
/// Where a frame is shorter than this, no scroll is looked for: finding and setting one costs more.
const WORTH_SCROLLING: usize = 64;

/// A screen as one terminal shows it.
///
/// ```
/// use kilas::terminal::{Profile, screen::Screen};
///
/// let mut screen = Screen::new((80, 24), &Profile::read(|_| None));
/// screen.draw(None, |frame| frame.render_widget("7 stories", frame.area()));
/// let bytes = screen.draw(None, |frame| frame.render_widget("8 stories", frame.area()));
/// assert_eq!(bytes, b"\x1b[H8");
/// ```
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Blind>,
    profile: Profile,
    shown: Vec<Vec<Cell>>,
    /// The frame before, for its memory.
    spare: Vec<Vec<Cell>>,
    writer: Writer,
    /// What of the next frame is a link, by its number.
    links: Vec<(Rect, u16)>,
    /// Whether the terminal shows its cursor; `None` when unknown.
    cursor: Option<bool>,
}

impl Screen {
    /// A screen of `size` columns and rows, of which nothing is known yet but that the cursor is hidden.
    pub fn new(size: (u16, u16), profile: &Profile) -> Self {
        let Ok(terminal) = Terminal::new(Blind { size: size.into(), cursor: None });
        let writer = Writer { modern: profile.modern, ..Writer::default() };
        let mut screen = Self {
            terminal,
            profile: profile.clone(),
            shown: Vec::new(),
            spare: Vec::new(),
            writer,
            links: Vec::new(),
            cursor: None,
        };
        screen.forget();
        screen.cursor = Some(false);
        screen
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        let Size { width, height } = self.terminal.backend().size;
        (width, height)
    }

    /// The terminal has another size now, and who knows what on it.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.terminal.backend_mut().size = size.into();
        self.forget();
    }

    /// Takes nothing for granted: the next frame is written whole.
    pub fn forget(&mut self) {
        let (columns, rows) = self.size();
        self.shown = vec![vec![Cell::UNKNOWN; columns.into()]; rows.into()];
        self.writer.columns = columns.into();
        self.writer.at = At::default();
        self.cursor = None;
    }

    /// The text on `area` of the next frame is a link to `target`, where the terminal takes links and it is a page.
    pub fn link(&mut self, area: Rect, target: &str) {
        let Some(target) = link::encoded(target).filter(|_| self.profile.links) else { return };
        let links = &mut self.writer.links;
        let at = links.iter().position(|known| *known == target).unwrap_or_else(|| {
            // A number that nothing on the screen has is free again.
            let is_shown = |at: usize| self.shown.iter().flatten().any(|cell| usize::from(cell.pen.link()) == at + 1);
            let is_next = |at: usize| self.links.iter().any(|(_, number)| usize::from(*number) == at + 1);
            let free = (0..links.len()).find(|at| !is_shown(*at) && !is_next(*at)).unwrap_or(links.len());
            match links.get_mut(free) {
                Some(link) => *link = target,
                None => links.push(target),
            }
            free
        });
        self.links.extend(u16::try_from(at + 1).ok().map(|number| (area, number)));
    }

    /// Draws a frame and returns the bytes that bring it to the terminal: to be sent in one write, nothing between.
    ///
    /// With a `part`, the rest of its rows stays as it was shown, until a frame without one.
    pub fn draw(&mut self, part: Option<Part>, draw: impl FnOnce(&mut Frame<'_>)) -> &[u8] {
        let (columns, _) = self.size();
        let Ok(done) = self.terminal.draw(draw);
        let rows = done.buffer.content.chunks_exact(usize::from(columns.max(1)));
        let mut wanted = std::mem::take(&mut self.spare);
        wanted.resize_with(rows.len(), Vec::new);
        wanted.iter_mut().zip(rows).for_each(|(cells, row)| fill(cells, row, &self.profile));
        self.links.drain(..).for_each(|(area, number)| link_cells(area, number, &mut wanted));
        if let Some(part) = part {
            keep_rest(part, &self.shown, &mut wanted);
        }
        self.writer.out.clear();
        self.show(&wanted);
        self.spare = std::mem::replace(&mut self.shown, wanted);
        self.place_cursor();
        // Nothing else that is written may become part of a link.
        self.writer.change_pen(self.writer.pen.linked(0));
        let out = &mut self.writer.out;
        if self.profile.synchronized && out.len() > HELD {
            out.splice(0..0, *b"\x1b[?2026h");
            out.extend_from_slice(b"\x1b[?2026l");
        }
        out
    }

    fn show(&mut self, wanted: &[Vec<Cell>]) {
        let is_unknown = self.shown.first().and_then(|row| row.first()).is_some_and(|cell| *cell == Cell::UNKNOWN);
        let start = self.writer.mark();
        if is_unknown {
            // Whatever pen and region a program before left.
            self.writer.out.extend_from_slice(b"\x1b[m\x1b[r");
            self.writer.pen = Pen::PLAIN;
            self.writer.at = At::default();
            return rows(&mut self.writer, &self.shown, wanted, 0..wanted.len());
        }
        let plain = self.writer.plan(start, |writer| rows(writer, &self.shown, wanted, 0..wanted.len()));
        if !self.profile.scrolls || plain.length() < WORTH_SCROLLING {
            return;
        }
        let Some(scroll) = scroll::find(&self.shown, wanted) else { return };
        scroll.apply(&mut self.shown);
        let scrolled = self.writer.plan(start, |writer| {
            scroll.set(writer);
            rows(writer, &self.shown, wanted, scroll.fresh());
            Scroll::unset(writer);
            rows(writer, &self.shown, wanted, 0..scroll.fresh().start);
            rows(writer, &self.shown, wanted, scroll.fresh().end..wanted.len());
        });
        self.writer.take(start, if scrolled.length() < plain.length() { scrolled } else { plain });
    }

    fn place_cursor(&mut self) {
        let wanted = self.terminal.backend().cursor;
        let (columns, rows) = self.size();
        let wanted = wanted.filter(|Position { x, y }| *x < columns && *y < rows);
        if let Some(Position { x, y }) = wanted {
            self.writer.go(y.into(), x.into());
        }
        if self.cursor != Some(wanted.is_some()) {
            self.cursor = Some(wanted.is_some());
            self.writer.out.extend_from_slice(if wanted.is_some() { b"\x1b[?25h" } else { b"\x1b[?25l" });
        }
    }
}

fn rows(writer: &mut Writer, shown: &[Vec<Cell>], wanted: &[Vec<Cell>], which: std::ops::Range<usize>) {
    let columns = writer.columns;
    let mut changes = Vec::with_capacity(which.len() * columns);
    which.clone().for_each(|y| change::add(&mut changes, &shown[y], &wanted[y]));
    let rows = || changes.chunks_exact(columns.max(1));
    for band in band::bands(rows(), columns) {
        for (y, changes) in which.clone().zip(rows()) {
            writer.row(y, band.clone(), changes, &wanted[y]);
        }
    }
}

/// Takes over what is shown of a part's rows outside it. Nothing is, where a row is not known.
fn keep_rest(part: Part, shown: &[Vec<Cell>], wanted: &mut [Vec<Cell>]) {
    let rows = usize::from(part.within.top())..usize::from(part.within.bottom());
    for (y, (shown, wanted)) in shown.iter().zip(wanted).enumerate().filter(|(y, _)| rows.contains(y)) {
        if shown.first().is_none_or(|cell| *cell == Cell::UNKNOWN) {
            continue;
        }
        for (x, (cell, before)) in wanted.iter_mut().zip(shown).enumerate() {
            if !part.area.contains(Position::new(x as u16, y as u16)) {
                *cell = *before;
            }
        }
    }
}

/// Makes the text on `area` a link; blanks are none.
fn link_cells(area: Rect, number: u16, wanted: &mut [Vec<Cell>]) {
    for row in wanted.iter_mut().take(area.bottom().into()).skip(area.top().into()) {
        let cells = row.iter_mut().take(area.right().into()).skip(area.left().into());
        cells.filter(|cell| cell.width() > 0 && !cell.is_space()).for_each(|cell| cell.pen = cell.pen.linked(number));
    }
}

/// A row of ratatui's buffer as this terminal is to show it. A run of one style is mapped to the terminal's colours
/// once.
fn fill(cells: &mut Vec<Cell>, row: &[ratatui::buffer::Cell], profile: &Profile) {
    cells.clear();
    let mut is_plain = true;
    while let Some(first) = row.get(cells.len()) {
        let style = |cell: &ratatui::buffer::Cell| (cell.fg, cell.bg, cell.modifier);
        let rest = &row[cells.len()..];
        let run = rest.iter().take_while(|cell| style(cell) == style(first)).count();
        let ink = Ink::from(Pen::new(first.fg, first.bg, first.modifier, profile));
        cells.extend(rest[..run].iter().map(|cell| {
            let cell = Cell::new(cell.symbol(), ink, profile);
            is_plain &= cell.width() == 1;
            cell
        }));
    }
    if !is_plain {
        cover(cells);
    }
}

/// The places behind wide characters are covered; one that has no room in its row is a blank.
fn cover(cells: &mut [Cell]) {
    let mut x = 0;
    while x < cells.len() {
        let width = cells[x].width();
        match cells.get_mut(x + 1) {
            Some(behind) if width > 1 => *behind = Cell::COVERED,
            None if width > 1 => cells[x] = cells[x].emptied(),
            _ => {}
        }
        x += width.max(1);
    }
}
