//! Long walks through the program on an emulated terminal: after every step, what the terminal shows is what was drawn,
//! cell by cell, and what a terminal shows on which the same frame is drawn anew.
//!
//! A walk is told by its seed: `KILAS_SEEDS=1000-1999 cargo test --test screen walks` takes other ones than CI does. One
//! that fails is kept in [`KEPT`].

use std::env;
use std::num::NonZeroU16;
use std::ops::RangeInclusive;

use kilas::app::action::{Action, TABLE};
use kilas::app::key::{Input, Key, Mouse, MouseKind};
use kilas::app::message::{Effect, Message};
use kilas::article::Article;
use kilas::brief::Briefing;
use kilas::terminal::Profile;
use kilas::terminal::screen::{Part, Screen};
use kilas::view::draw;
use kilas::view::theme::Theme;
use ratatui::buffer::{Buffer, CellWidth as _};
use ratatui::style::Modifier;

use crate::session::{Session, stories, story};

/// Walks that CI takes.
const SEEDS: RangeInclusive<u64> = 1..=200;
/// Steps of a walk. Without optimisation they take forty times as long; CI takes the long walks with it.
const STEPS: usize = if cfg!(debug_assertions) { 10 } else { 1_000 };
/// Walks that failed once.
const KEPT: [u64; 0] = [];

/// Chance, by a seed.
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A session on a terminal.
struct Walk {
    session: Session,
    screen: Screen,
    terminal: vt100::Parser,
    profile: Profile,
    /// The frame before.
    drawn: Buffer,
    chance: Chance,
}

fn count(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap_or(NonZeroU16::MIN)
}

/// Stories with everything that is hard on a screen: wide characters, marks, flags, long words, empty texts.
fn hard_stories() -> Vec<(Article, Briefing)> {
    let mut all = stories();
    all.push(story(
        "東京で地震、けが人なし",
        "東京で地震がありました。[[けが人はいません、|山田太郎]] kata ((山田太郎)).\n\n終わり。",
    ));
    all.push(story(
        "E\u{301}te\u{301} 🇮🇩 ❤\u{fe0f} 👩\u{200d}🚀",
        &format!("{}\n\n{}", "é\u{301}\u{301}a ".repeat(90), "x".repeat(300)),
    ));
    all.push(story("", ""));
    all
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let term = chance.of(&["xterm-256color", "xterm", "foot", "vt100", "linux"]);
        let mut profile = Profile::read(|name| (name == "TERM").then(|| term.to_owned()));
        profile.utf8 = chance.below(6) > 0;
        let size = chance.of(&[(80, 24), (40, 12), (80, 13), (120, 14)]);
        let mut terminal = vt100::Parser::new(count(size.1), count(size.0), 0);
        terminal.process("\x1b[?7l\x1b[?25l\x1b[41mwhat was there before".as_bytes());
        let locale = chance.of(&["en", "id"]);
        let session = Session::open(size, locale, hard_stories());
        let drawn = Buffer::default();
        Self { session, screen: Screen::new(size, &profile), terminal, profile, drawn, chance }
    }

    /// Does something, and tells what.
    fn step(&mut self) -> String {
        let input = match self.chance.below(40) {
            0 => {
                let sizes = [(80, 24), (120, 16), (40, 12), (44, 17), (39, 12), (81, 13), (7, 3), (1, 1)];
                let (columns, rows) = self.chance.of(&sizes);
                self.terminal.screen_mut().set_size(count(rows), count(columns));
                self.screen.resize((columns, rows));
                Input::Resize(columns, rows)
            }
            1 => Input::Paste("pa\u{301}sar\n東".to_owned()),
            2 => {
                let kind = self.chance.of(&[MouseKind::Press, MouseKind::ScrollUp, MouseKind::ScrollDown]);
                let (column, row) = (self.chance.below(130) as u16, self.chance.below(45) as u16);
                Input::Mouse(Mouse { kind, column, row })
            }
            3 => Input::Key(Key::char(self.chance.of(&['a', 'd', 'x', ' ', '東', '5']))),
            4 => {
                self.session.look.theme = Theme::named(self.chance.of(&["dark", "light", "plain"])).unwrap();
                return "another theme".to_owned();
            }
            5..15 => Input::Key(Key::char(self.chance.of(&['j', 'k', ']', 'n', 'J', 'z']))),
            _ => {
                let entry = &TABLE[self.chance.below(TABLE.len())];
                if matches!(entry.action, Action::Quit | Action::Leave | Action::Suspend) {
                    return "nothing".to_owned();
                }
                Input::Key(self.chance.of(entry.keys).parse().unwrap())
            }
        };
        let what = format!("{input:?}");
        self.session.tell(Message::Input(input));
        if self.session.outside.drain(..).any(|effect| effect == Effect::Redraw) {
            self.terminal.process(b"\x1b[3;5r\x1b[2;3H\x1b[1;44mnoise\r\nnoise\x1b[K");
            self.screen.forget();
        }
        what
    }

    /// Draws; sometimes first what leads and then the rest, as on a slow line.
    fn draw(&mut self) -> Buffer {
        let areas = self.session.state.areas;
        let leads = areas.and_then(|areas| areas.leads(self.session.state.focus));
        if let Some(within) = leads.filter(|_| self.chance.below(4) == 0) {
            let list = &self.session.state.list;
            let area = areas.and_then(|areas| list.edge(areas.stories?)).unwrap_or(within);
            let part = Part { area, within };
            let Session { state, look, .. } = &self.session;
            self.terminal.process(self.screen.draw(Some(part), |frame| draw(state, look, frame)));
        }
        show(&self.session, &mut self.screen, &mut self.terminal)
    }

    /// A frame like the one before changes nothing: nothing may be sent for it.
    fn draw_and_check(&mut self) -> Result<(), String> {
        let before = self.terminal.screen().clone();
        let drawn = self.draw();
        if drawn != self.drawn {
            self.drawn = drawn;
            return self.check(&self.drawn);
        }
        match before.contents_diff(self.terminal.screen()).is_empty() {
            true => Ok(()),
            false => self.check(&drawn),
        }
    }

    fn check(&self, drawn: &Buffer) -> Result<(), String> {
        let (columns, rows) = self.screen.size();
        let mut fresh =
            (Screen::new((columns, rows), &self.profile), vt100::Parser::new(count(rows), count(columns), 0));
        fresh.1.process(b"\x1b[?25l");
        show(&self.session, &mut fresh.0, &mut fresh.1);
        let (shown, fresh) = (self.terminal.screen(), fresh.1.screen());
        for y in 0..rows {
            let mut free = 0;
            for x in 0..columns {
                let (cell, other) = (shown.cell(y, x).unwrap(), fresh.cell(y, x).unwrap());
                if look(cell) != look(other) {
                    return Err(format!("column {x} row {y}: {:?}, drawn anew {:?}", look(cell), look(other)));
                }
                if x < free {
                    continue;
                }
                let drawn = &drawn[(x, y)];
                free = x + drawn.cell_width().max(1);
                // What all terminals draw alike must be there as it was drawn.
                let is_plain = drawn.symbol().chars().all(|c| c.is_ascii_graphic());
                let reversed = drawn.modifier.contains(Modifier::REVERSED);
                if is_plain && cell.contents() != drawn.symbol() || cell.inverse() != reversed {
                    return Err(format!("column {x} row {y}: {:?}, drawn {drawn:?}", look(cell)));
                }
            }
        }
        if shown.hide_cursor() == fresh.hide_cursor()
            && (shown.hide_cursor() || shown.cursor_position() == fresh.cursor_position())
        {
            return Ok(());
        }
        Err("the cursor is elsewhere".to_owned())
    }
}

fn show(session: &Session, screen: &mut Screen, terminal: &mut vt100::Parser) -> Buffer {
    let mut drawn = Buffer::default();
    let bytes = screen.draw(None, |frame| {
        draw(&session.state, &session.look, frame);
        drawn = frame.buffer_mut().clone();
    });
    terminal.process(bytes);
    drawn
}

/// What is seen of a cell.
fn look(cell: &vt100::Cell) -> (&str, vt100::Color, vt100::Color, [bool; 5]) {
    let text = if cell.has_contents() { cell.contents() } else { " " };
    let is_blank = text == " " || cell.is_wide_continuation();
    let fg = if is_blank && !cell.underline() && !cell.inverse() { vt100::Color::Default } else { cell.fgcolor() };
    let attributes = [
        cell.bold() && !is_blank,
        cell.dim() && !is_blank,
        cell.italic() && !is_blank,
        cell.underline(),
        cell.inverse(),
    ];
    (text, fg, cell.bgcolor(), attributes)
}

fn walk(seed: u64) {
    let mut walk = Walk::new(seed);
    let mut steps = Vec::new();
    for at in 0..STEPS {
        if let Err(what) = walk.draw_and_check() {
            let last = &steps[steps.len().saturating_sub(5)..];
            panic!("seed {seed}, step {at}: {what}\nafter {last:?}, {:?}", walk.profile);
        }
        steps.push(walk.step());
    }
}

#[test]
fn the_terminal_always_shows_what_was_drawn() {
    let seeds = match env::var("KILAS_SEEDS") {
        Ok(given) => {
            let (first, last) = given.split_once('-').expect("KILAS_SEEDS is two numbers: 1000-1999");
            first.parse().unwrap()..=last.parse().unwrap()
        }
        Err(_) => SEEDS,
    };
    println!("seeds {seeds:?} and {KEPT:?}");
    let all: Vec<u64> = KEPT.into_iter().chain(seeds).collect();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for first in 0..cores {
            let mine = all.iter().skip(first).step_by(cores);
            scope.spawn(move || mine.for_each(|seed| walk(*seed)));
        }
    });
}
