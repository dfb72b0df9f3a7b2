//! Frames through a terminal emulator that was not written for this project: whatever was on the screen before, what
//! the emulator shows after a frame is what was drawn, cell by cell, style by style.

use std::num::NonZeroU16;

use kilas::terminal::screen::{Part, Screen};
use kilas::terminal::{Depth, Profile};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// One change to what is drawn.
#[derive(Clone, Debug)]
enum Change {
    /// Rows from here, so many, move up (or down) by so much; fresh rows hold the text.
    Scroll { top: u16, height: u16, by: i16, text: String },
    /// Text somewhere.
    Text { x: u16, y: u16, text: String, style: Style },
    /// A rectangle takes a style.
    Paint { x: u16, y: u16, width: u16, height: u16, style: Style },
    /// A rectangle is emptied.
    Clear { x: u16, y: u16, width: u16, height: u16 },
    /// The terminal has another size.
    Resize(u16, u16),
    /// Ctrl-L, after something wrote over the screen.
    Forget,
    /// The cursor is shown there.
    Cursor(u16, u16),
}

fn style() -> impl Strategy<Value = Style> {
    let color = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::Red),
        1 => Just(Color::LightCyan),
        1 => Just(Color::Indexed(100)),
        1 => Just(Color::Rgb(10, 200, 30)),
    ];
    let modifier = prop_oneof![
        4 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM),
        1 => Just(Modifier::REVERSED),
        1 => Just(Modifier::BOLD | Modifier::UNDERLINED),
        1 => Just(Modifier::ITALIC),
    ];
    // The emulator cannot show bold and faint together: each style takes the other off.
    (color.clone(), color, modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier).remove_modifier(!modifier))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-e ]{0,40}",
        1 => "[ab]{60,110}",
        1 => "(a|b| |é|“|コ|字|e\u{301}|❝|—){0,30}",
        1 => " {1,40}",
    ]
}

fn change() -> impl Strategy<Value = Change> {
    let (x, y, w, h) = (0..100u16, 0..30u16, 0..100u16, 0..30u16);
    prop_oneof![
        5 => (y.clone(), 2..30u16, -5..6i16, text()).prop_map(|(top, height, by, text)| Change::Scroll { top, height, by, text }),
        8 => (x.clone(), y.clone(), text(), style()).prop_map(|(x, y, text, style)| Change::Text { x, y, text, style }),
        1 => (x.clone(), y.clone(), w.clone(), h.clone(), style())
            .prop_map(|(x, y, width, height, style)| Change::Paint { x, y, width, height, style }),
        1 => (x, y, w, h).prop_map(|(x, y, width, height)| Change::Clear { x, y, width, height }),
        1 => (1..100u16, 1..30u16).prop_map(|(x, y)| Change::Resize(x, y)),
        1 => Just(Change::Forget),
        1 => (0..100u16, 0..30u16).prop_map(|(x, y)| Change::Cursor(x, y)),
    ]
}

/// A picture, the screen it is drawn with, and the terminal it is drawn on.
struct Stage {
    picture: Buffer,
    cursor: Option<(u16, u16)>,
    screen: Screen,
    terminal: vt100::Parser,
    profile: Profile,
}

impl Stage {
    fn new(columns: u16, rows: u16, profile: Profile) -> Self {
        let mut terminal = vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0);
        terminal.process("\x1b[?7l\x1b[?25l\x1b[41mwhat was there before".as_bytes());
        let screen = Screen::new((columns, rows), &profile);
        Self { picture: Buffer::empty(Rect::new(0, 0, columns, rows)), cursor: None, screen, terminal, profile }
    }

    fn change(&mut self, change: &Change) {
        let area = self.picture.area;
        let clip = |x, y, width, height| Rect::new(x, y, width, height).intersection(area);
        match change {
            Change::Scroll { top, height, by, text } => self.scroll(clip(0, *top, area.width, *height), *by, text),
            Change::Text { x, y, text, style } if area.contains((*x, *y).into()) => {
                self.picture.set_string(*x, *y, text, *style);
            }
            Change::Text { .. } => {}
            Change::Paint { x, y, width, height, style } => {
                self.picture.set_style(clip(*x, *y, *width, *height), *style)
            }
            Change::Clear { x, y, width, height } => {
                for position in clip(*x, *y, *width, *height).positions() {
                    self.picture[position].reset();
                }
            }
            Change::Resize(columns, rows) => {
                self.picture = Buffer::empty(Rect::new(0, 0, *columns, *rows));
                self.terminal.screen_mut().set_size(at_least_one(*rows), at_least_one(*columns));
                self.screen.resize((*columns, *rows));
            }
            Change::Forget => {
                self.terminal.process(b"\x1b[3;5r\x1b[2;3H\x1b[1;44mnoise\r\nnoise\x1b[K");
                self.screen.forget();
            }
            Change::Cursor(x, y) => self.cursor = Some((*x, *y)).filter(|_| x % 2 == 0),
        }
    }

    fn scroll(&mut self, area: Rect, by: i16, text: &str) {
        let before = self.picture.clone();
        for y in area.top()..area.bottom() {
            let from = i32::from(y) + i32::from(by);
            let row = clip_row(area, y);
            if (i32::from(area.top())..i32::from(area.bottom())).contains(&from) {
                for x in row.left()..row.right() {
                    self.picture[(x, y)] = before[(x, from as u16)].clone();
                }
            } else {
                row.positions().for_each(|position| self.picture[position].reset());
                self.picture.set_string(0, y, text, Style::new());
            }
        }
    }

    fn draw(&mut self) -> usize {
        let (picture, cursor) = (&self.picture, self.cursor);
        let bytes = self.screen.draw(None, |frame| {
            *frame.buffer_mut() = picture.clone();
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        });
        self.terminal.process(bytes);
        bytes.len()
    }

    /// What a terminal of the same size shows when the picture is drawn on it anew.
    fn repainted(&self) -> vt100::Parser {
        let area = self.picture.area;
        let mut fresh = Stage::new(area.width, area.height, self.profile.clone());
        fresh.picture = self.picture.clone();
        fresh.cursor = self.cursor;
        fresh.draw();
        fresh.terminal
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let (shown, fresh) = (self.terminal.screen(), self.repainted());
        let mut x_free = 0;
        for position in self.picture.area.positions() {
            let (x, y) = (position.x, position.y);
            let cell = shown.cell(y, x).expect("within the screen");
            let other = fresh.screen().cell(y, x).expect("within the screen");
            prop_assert_eq!(look(cell), look(other), "column {} row {}", x, y);
            // And both are what was drawn.
            if x == 0 {
                x_free = 0;
            }
            if x < x_free {
                continue;
            }
            let drawn = &self.picture[position];
            let width = ratatui::buffer::CellWidth::cell_width(drawn).max(1);
            x_free = x + width;
            let is_whole = x_free <= self.picture.area.width;
            let text = if cell.has_contents() { cell.contents() } else { " " };
            prop_assert_eq!(text, if is_whole { drawn.symbol() } else { " " }, "column {} row {}", x, y);
            prop_assert_eq!(cell.inverse(), drawn.modifier.contains(Modifier::REVERSED));
            prop_assert!(text == " " || cell.bold() == drawn.modifier.contains(Modifier::BOLD));
            let bg = if self.profile.depth == Depth::None {
                vt100::Color::Default
            } else {
                background(drawn.bg, &self.profile)
            };
            prop_assert_eq!(cell.bgcolor(), bg, "column {} row {}", x, y);
        }
        prop_assert_eq!(shown.hide_cursor(), fresh.screen().hide_cursor());
        if !shown.hide_cursor() {
            prop_assert_eq!(shown.cursor_position(), fresh.screen().cursor_position());
        }
        Ok(())
    }
}

fn at_least_one(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)
}

fn clip_row(area: Rect, y: u16) -> Rect {
    Rect { y, height: 1, ..area }
}

fn background(color: Color, profile: &Profile) -> vt100::Color {
    match (color, profile.depth) {
        (Color::Reset, _) => vt100::Color::Default,
        (Color::Red, _) => vt100::Color::Idx(1),
        (Color::LightCyan, _) => vt100::Color::Idx(14),
        (Color::Indexed(index), Depth::Indexed | Depth::True) => vt100::Color::Idx(index),
        (Color::Rgb(r, g, b), Depth::True) => vt100::Color::Rgb(r, g, b),
        (Color::Rgb(..), Depth::Indexed) => vt100::Color::Idx(40),
        (Color::Rgb(..), _) => vt100::Color::Idx(2),
        (Color::Indexed(_), _) => vt100::Color::Idx(3),
        _ => vt100::Color::Default,
    }
}

/// What is seen of a cell.
fn look(cell: &vt100::Cell) -> (String, vt100::Color, vt100::Color, [bool; 5]) {
    let text = if cell.has_contents() { cell.contents() } else { " " };
    let is_blank = text == " " || cell.is_wide_continuation();
    let lines = cell.underline() || cell.inverse();
    let fg = if is_blank && !lines { vt100::Color::Default } else { cell.fgcolor() };
    let attributes = [
        cell.bold() && !is_blank,
        cell.dim() && !is_blank,
        cell.italic() && !is_blank,
        cell.underline(),
        cell.inverse(),
    ];
    (text.to_owned(), fg, cell.bgcolor(), attributes)
}

fn profile() -> impl Strategy<Value = Profile> {
    let term = |term: &'static str| Profile::read(move |name| (name == "TERM").then(|| term.to_owned()));
    prop_oneof![
        4 => Just(term("xterm-256color")),
        1 => Just(term("xterm")),
        1 => Just(term("foot")),
        1 => Just(Profile { utf8: true, ornate: true, ..term("vt100") }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_emulated_screen_equals_a_full_repaint(
        profile in profile(),
        size in (1..100u16, 1..30u16),
        frames in proptest::collection::vec(proptest::collection::vec(change(), 1..4), 1..12),
    ) {
        let mut stage = Stage::new(size.0, size.1, profile);
        for changes in &frames {
            changes.iter().for_each(|change| stage.change(change));
            stage.draw();
            stage.check()?;
        }
    }
}

/// What usual changes cost, in bytes, at 80×24 where nothing else is said.
mod costs {
    use super::*;
    use ratatui::widgets::{Block, Paragraph};

    fn screen(columns: u16, rows: u16) -> Screen {
        Screen::new((columns, rows), &Profile::read(|name| (name == "TERM").then(|| "xterm-256color".to_owned())))
    }

    const WORDS: &str =
        "Harga beras di pasar induk turun untuk minggu ketiga, kata pedagang, sesudah panen tiba lebih awal. ";

    #[test]
    fn a_marker_that_moves() {
        let mut screen = screen(80, 24);
        let mut draw = |row: usize| {
            let lines: Vec<String> = (0..20).map(|y| format!("{} {WORDS}", if y == row { '▌' } else { ' ' })).collect();
            screen.draw(None, |frame| frame.render_widget(lines.join("\n"), frame.area())).len()
        };
        draw(5);
        assert!(draw(6) <= 20 && draw(5) <= 20, "{} {}", draw(6), draw(5));
    }

    #[test]
    fn a_text_of_full_width_that_scrolls_by_a_line() {
        let mut screen = screen(80, 24);
        let text = WORDS.repeat(100);
        let mut draw = |from: u16| {
            let bytes = screen.draw(None, |frame| {
                let area = frame.area();
                let pane = Rect { y: 1, height: area.height - 2, ..area };
                let wrap = ratatui::widgets::Wrap { trim: true };
                frame.render_widget(Paragraph::new(text.as_str()).wrap(wrap).scroll((from, 0)), pane);
                frame.render_widget(format!("line {from}"), Rect { y: area.height - 1, height: 1, ..area });
            });
            bytes.len()
        };
        draw(0);
        for from in [1, 2, 3, 2, 1] {
            let cost = draw(from);
            assert!(cost < 120, "{cost}");
        }
    }

    #[test]
    fn a_part_comes_first_and_the_rest_behind_it() {
        let mut screen = screen(60, 12);
        let mut terminal = vt100::Parser::new(at_least_one(12), at_least_one(60), 0);
        let area = Rect::new(0, 1, 20, 10);
        let part = Part { area, within: area };
        let mut draw = |part: Option<Part>, at: usize| {
            let bytes = screen.draw(part, |frame| {
                for y in 0..12 {
                    frame.buffer_mut().set_string(0, y, format!("{at}{y:>18} │ 水{at}{WORDS}"), Style::new());
                }
            });
            terminal.process(bytes);
            terminal.screen().rows(0, 60).collect::<Vec<_>>()
        };
        let first = draw(None, 1);
        let second = draw(Some(part), 2);
        assert!(second[5].starts_with('2') && second[5].ends_with(first[5].split_once('│').unwrap().1), "{second:?}");
        assert!(second[0].contains("水2") && second[11].contains("水2"), "rows above and below are not held back");
        let third = draw(None, 2);
        assert!(third.iter().all(|row| row.starts_with('2') && row.contains("水2")), "{third:?}");
    }

    #[test]
    fn a_link_goes_round_its_text_and_no_further() {
        let profile = Profile { links: true, ..Profile::read(|_| None) };
        let mut screen = Screen::new((40, 4), &profile);
        let mut draw = |target: &str, text: &str| {
            screen.link(Rect::new(2, 1, 20, 2), target);
            let text = format!("head\n│ {text}\n│ second row\nfoot");
            let bytes = screen.draw(None, |frame| {
                let area = frame.area();
                frame.render_widget(Paragraph::new(text), area);
            });
            String::from_utf8(bytes.to_vec()).unwrap()
        };
        let page = "https://contoh.example/é";
        let (begin, end) = ("\x1b]8;id=1;https://contoh.example/%C3%A9\x1b\\", "\x1b]8;;\x1b\\");
        let bytes = draw(page, "first");
        // The cursor may move within a link, text that is none may not.
        assert!(bytes.contains(&format!("│ {begin}first\r\n{end}")), "{bytes:?}");
        assert!(bytes.contains(&format!("│ {begin}second\x1b[Crow\r\n{end}foot")), "{bytes:?}");
        assert_eq!(bytes.matches(begin).count(), bytes.matches(end).count());
        assert_eq!(draw(page, "first"), "", "it is there already");
        assert_eq!(draw(page, "fir$t").matches(begin).count(), 1);
        let other = draw("https://contoh.example/b", "fir$t");
        assert!(other.contains("id=2;https://contoh.example/b\x1b\\fir$t"), "{other:?}");
        assert!(!draw("javascript:x", "fir$t").contains("id="), "no page, no link");
        // However many there were, each is one, and no two on the screen have the same number.
        let many = usize::from(u16::MAX) + 2;
        for number in 0..many {
            let target = format!("https://contoh.example/{number}");
            screen.link(Rect::new(2, 0, 20, 1), &target);
            let text = Paragraph::new(format!("  link\n{}", ["even", "odd"][number % 2]));
            let bytes = screen.draw(None, |frame| frame.render_widget(text, frame.area()));
            assert!(String::from_utf8_lossy(bytes).contains(&format!(";{target}\x1b\\link")), "{number}");
        }
    }

    #[test]
    fn a_first_frame_of_three_panes() {
        for (columns, rows, most) in [(80, 24, 4_000), (200, 60, 12_000)] {
            let mut screen = screen(columns, rows);
            let bytes = screen.draw(None, |frame| {
                let third = columns / 3;
                for x in [0, third, 2 * third] {
                    let area = Rect::new(x, 0, third, rows);
                    let wrap = ratatui::widgets::Wrap { trim: true };
                    let text = [WORDS.repeat(4).as_str(); 5].join("\n\n");
                    frame.render_widget(Paragraph::new(text).wrap(wrap).block(Block::bordered()), area);
                }
            });
            assert!(bytes.len() < most, "{columns}x{rows}: {}", bytes.len());
        }
    }
}

/// Whatever stands in a buffer, what leaves the screen is text and the sequences the screen itself writes.
mod hostile {
    use super::*;

    proptest! {
        #[test]
        fn a_cell_can_give_no_orders(
            symbols in proptest::collection::vec("\\PC|\\p{C}|[\x00-\x1f\x7f-\u{9f}]{1,4}|\x1b\\]52;c;eA==\x07|.{0,30}", 1..80),
            utf8 in any::<bool>(),
        ) {
            let profile = Profile { utf8, depth: Depth::None, ..Profile::read(|_| None) };
            let mut screen = Screen::new((40, 2), &profile);
            let bytes = screen.draw(None, |frame| {
                for (at, symbol) in symbols.iter().enumerate() {
                    frame.buffer_mut().content[at].set_symbol(symbol);
                }
            });
            let text = std::str::from_utf8(bytes).expect("whole characters");
            let mut rest = text;
            while let Some(at) = rest.find('\x1b') {
                let sequence = rest[at + 1..].strip_prefix('[').expect("only control sequences");
                let end = sequence.find(|c: char| c.is_ascii_alphabetic()).expect("an end");
                prop_assert!(sequence[..end].chars().all(|c| c.is_ascii_digit() || c == ';'), "{:?}", &sequence[..=end]);
                prop_assert!("HABCDGdKXmr".contains(&sequence[end..=end]), "{:?}", &sequence[..=end]);
                rest = &sequence[end + 1..];
            }
            let is_hostile = |c: char| c.is_control() && !matches!(c, '\x1b' | '\r' | '\n' | '\x08')
                || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
            prop_assert_eq!(text.chars().find(|c| is_hostile(*c)), None);
            prop_assert!(utf8 || text.is_ascii());
            let mut terminal = vt100::Parser::new(at_least_one(2), at_least_one(40), 0);
            terminal.process(bytes);
            prop_assert!(!terminal.screen().alternate_screen());
        }
    }
}
