//! Bytes that a key costs on the line, and what ratatui's own backend would have sent for the same frame:
//! `cargo bench --bench bytes` prints the README's table. The sample stories, a dark xterm of 256 colours, medians.
//!
//! What is measured is the whole program short of the terminal: keys to state to frame to bytes. Absent on purpose:
//! time, which the line decides.

use std::cell::RefCell;
use std::error::Error;
use std::io::{self, Write};
use std::rc::Rc;

use kilas::app::State;
use kilas::app::key::{Input, Key};
use kilas::app::message::{Effect, Message};
use kilas::app::shelf::Shelf;
use kilas::brief::brief;
use kilas::language::Languages;
use kilas::load;
use kilas::pile::{Entry, Pile};
use kilas::terminal::screen::Screen;
use kilas::terminal::{Profile, clipboard};
use kilas::view::theme::Theme;
use kilas::view::words::Words;
use kilas::view::{Look, draw};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

const SIZES: [(u16, u16); 2] = [(80, 24), (200, 60)];

/// What is done, the keys it is measured with, each apart, and those typed before that are not counted.
const ACTIONS: [(&str, &str, &str); 20] = [
    ("next story, its text beside", "j j j j j j", ""),
    ("previous story", "k k k k k", ""),
    ("next quotation", "] ] ] ] ]", "g"),
    ("previous quotation", "[ [ [", ""),
    ("a line down beside a pane", "j j j j j j", "g Enter"),
    ("a line down, the text alone", "j j j j j j", "g z"),
    ("a line up, the text alone", "k k k k k", ""),
    ("half a page, the text alone", "d", ""),
    ("all panes again", "z", ""),
    ("next story from the text", "J J J J J", ""),
    ("next finding", "j j j j j j", "Tab"),
    ("a finding to its words", "Enter", ""),
    ("read or unread", "m m m m", ""),
    ("a star", "s s s s", ""),
    ("why this speaker", "w", "]"),
    ("letters on quotations", "f", "Esc"),
    ("search opened", "/", "Esc"),
    ("next match", "n n n n", "a Enter"),
    ("copy a quotation", "y", "Esc ]"),
    ("all keys", "?", ""),
];

/// What was written since it was last looked at.
#[derive(Clone, Default)]
struct Count(Rc<RefCell<usize>>);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        *self.0.borrow_mut() += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A session whose every frame is sent twice: by kilas, and by ratatui's backend.
struct Session {
    state: State,
    pile: Pile,
    look: Look,
    profile: Profile,
    screen: Screen,
    bare: Terminal<CrosstermBackend<Count>>,
    count: Count,
}

impl Session {
    fn open((columns, rows): (u16, u16)) -> Result<Self, Box<dyn Error>> {
        let profile = Profile::read(|name| (name == "TERM").then(|| "xterm-256color".to_owned()));
        let look = Look { theme: Theme::named("dark").ok_or("no dark theme")?, words: Words::new("en")? };
        let count = Count::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        let mut session = Self {
            state: State { helps: look.words.helps(), ..State::default() },
            pile: Pile::default(),
            look,
            screen: Screen::new((columns, rows), &profile),
            profile,
            bare: Terminal::with_options(CrosstermBackend::new(count.clone()), TerminalOptions { viewport })?,
            count,
        };
        let languages = Languages::new();
        for article in load::samples(&languages).0 {
            let briefing = brief(&article, languages.get_or_neutral(&article.language));
            session.pile.add(Entry::new(article, briefing));
        }
        let totals = session.pile.totals();
        for message in [Message::Input(Input::Resize(columns, rows)), Message::List(totals), Message::Loading(None)] {
            session.pile.settle(&mut session.state, message);
        }
        Ok(session)
    }

    /// Bytes of the present frame after the one before, kilas's and ratatui's.
    fn frame(&mut self) -> Result<(usize, usize), Box<dyn Error>> {
        let ours = self.screen.draw(None, |frame| draw(&self.state, &self.look, frame)).len();
        self.count.0.replace(0);
        self.bare.draw(|frame| draw(&self.state, &self.look, frame))?;
        Ok((ours, self.count.0.take()))
    }

    /// Types a key; answers what it cost, with what goes to the clipboard.
    fn press(&mut self, key: &str) -> Result<(usize, usize), Box<dyn Error>> {
        let mut copied = 0;
        for effect in self.pile.settle(&mut self.state, Message::Input(Input::Key(key.parse::<Key>()?))) {
            if let Effect::Copy(text) = effect {
                copied += clipboard::copy(&text, &self.profile)?.len();
            }
        }
        let (ours, bare) = self.frame()?;
        Ok((ours + copied, bare + copied))
    }

    fn presses(&mut self, keys: &str) -> Result<(usize, usize), Box<dyn Error>> {
        let costs = keys.split_whitespace().map(|key| self.press(key)).collect::<Result<Vec<_>, _>>()?;
        let (mut ours, mut bare): (Vec<usize>, Vec<usize>) = costs.into_iter().unzip();
        ours.sort_unstable();
        bare.sort_unstable();
        Ok((ours.get(ours.len() / 2).copied().unwrap_or(0), bare.get(bare.len() / 2).copied().unwrap_or(0)))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut rows: Vec<(&str, Vec<(usize, usize)>)> = vec![("the first frame", Vec::new())];
    rows.extend(ACTIONS.iter().map(|(what, ..)| (*what, Vec::new())));
    for size in SIZES {
        let mut session = Session::open(size)?;
        rows[0].1.push(session.frame()?);
        for ((_, keys, before), row) in ACTIONS.iter().zip(&mut rows[1..]) {
            session.presses(before)?;
            row.1.push(session.presses(keys)?);
        }
    }
    println!("| | 80×24 | bare ratatui | 200×60 | bare ratatui |\n| --- | --- | --- | --- | --- |");
    for (what, costs) in rows {
        let cells: Vec<String> = costs.iter().map(|(ours, bare)| format!("{ours} | {bare}")).collect();
        println!("| {what} | {} |", cells.join(" | "));
    }
    Ok(())
}
