//! Frames to bytes.

mod blind;

use std::fmt::Write as _;

use ratatui::Frame;
use ratatui::Terminal;
use ratatui::layout::Size;

use super::profile::Profile;
use blind::Blind;

/// A screen.
#[derive(Debug)]
pub struct Screen {
    terminal: Terminal<Blind>,
    bytes: String,
}

impl Screen {
    /// A screen of `size` columns and rows.
    pub fn new(size: (u16, u16), _profile: &Profile) -> Self {
        let blind = Blind { size: size.into(), cursor: None };
        let Ok(terminal) = Terminal::new(blind);
        Self { terminal, bytes: String::new() }
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        let Size { width, height } = self.terminal.backend().size;
        (width, height)
    }

    /// The terminal has another size.
    pub fn resize(&mut self, size: (u16, u16)) {
        self.terminal.backend_mut().size = size.into();
        self.forget();
    }

    /// What the terminal shows is not known any more.
    pub fn forget(&mut self) {}

    /// Draws a frame; returns the bytes to send.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> &[u8] {
        let Ok(done) = self.terminal.draw(draw);
        self.bytes.clear();
        for (y, row) in done.buffer.content.chunks(usize::from(done.area.width.max(1))).enumerate() {
            let _ = write!(self.bytes, "\x1b[{}H", y + 1);
            row.iter().for_each(|cell| self.bytes += cell.symbol());
        }
        self.bytes.as_bytes()
    }
}
