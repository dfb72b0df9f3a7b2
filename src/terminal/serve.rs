//! The one loop: waits, hands over everything that has arrived, draws once.
//!
//! Invariant: between two frames every input that had come is with the session, so a held key on a slow line leaves no
//! tail of stale frames; news of the background never delays an input, nor draws more often than [`PAUSE`] allows.
//! Absent on purpose: where bytes go. A [`Line`] is a terminal here, and can be a channel or a test.

use std::io;
use std::time::{Duration, Instant};

use crate::app::key::Input;

use super::aloud;
use super::mailbox::{Arrival, Inbox, Urgent};
use super::pace::Pace;
use super::profile::Profile;
use super::screen::Screen;
use super::{Ending, Haste, Orders, Session};

/// Least time between two frames drawn for the background's sake alone.
const PAUSE: Duration = Duration::from_millis(50);
/// How long the first frame waits for something to show: one with stories in it is read sooner than an empty one and
/// another behind it.
const WELCOME: Duration = Duration::from_millis(5);

/// How long the terminal's answer is worth waiting for when the reader quits before it came: a second from the start.
const ANSWER: Duration = Duration::from_secs(1);

/// Where a session's bytes go.
pub trait Line {
    /// Sends `bytes`, all of one frame.
    ///
    /// # Errors
    /// When the other end is gone.
    fn send(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Columns and rows, at least one of each.
    fn size(&self) -> (u16, u16);

    /// The reader wants to suspend: asks for an [`Urgent::Suspend`], where suspending makes sense.
    fn ask_suspend(&mut self) {}

    /// Gives the terminal back and stops until let go on; then [`Urgent::Resumed`] comes.
    fn suspend(&mut self) {}

    /// Takes the terminal again.
    ///
    /// # Errors
    /// When the other end is gone.
    fn resume(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs `session` on `line` until it ends.
///
/// # Errors
/// When drawing fails for another reason than that the line is gone (which is [`Ending::HungUp`]).
pub fn serve<S: Session>(
    session: &mut S,
    inbox: &Inbox<S::News>,
    profile: &Profile,
    line: &mut impl Line,
) -> io::Result<Ending> {
    let size = if profile.aloud { aloud::PAGE } else { line.size() };
    let mut drawn = Instant::now();
    let mut host = Host {
        session,
        line,
        screen: Screen::new(size, profile),
        orders: Orders::new(profile.clone()),
        pace: Pace::new(profile.remote, drawn),
        is_behind: false,
        answer: profile.asks_ground.then_some(drawn + ANSWER),
        ending: None,
    };
    host.input(Input::Resize(size.0, size.1));
    host.orders.redraw();
    host.take(inbox.wait(Some(drawn + WELCOME)));
    loop {
        if host.is_due(drawn, inbox.is_urged()) {
            host.frame();
            drawn = Instant::now();
            host.session.rest(&|| !inbox.is_urged());
        }
        if let Some(ending) = host.ending {
            host.await_answer(inbox);
            return Ok(ending);
        }
        host.take(inbox.wait(host.due(drawn)));
    }
}

/// The loop's hands.
struct Host<'a, S, L> {
    session: &'a mut S,
    line: &'a mut L,
    screen: Screen,
    orders: Orders,
    pace: Pace,
    /// Whether a part of the screen still shows what was before the last keys.
    is_behind: bool,
    /// Until when the terminal's answer is waited for; `None` when it came, or nothing was asked.
    answer: Option<Instant>,
    ending: Option<Ending>,
}

impl<S: Session, L: Line> Host<'_, S, L> {
    /// When to draw: what was asked for at once now, the rest after its pause; later while keys flow on a thin line.
    /// The part of the screen that only follows keys is due when they rest.
    fn due(&self, drawn: Instant) -> Option<Instant> {
        let wanted = match self.orders.frame {
            Some(Haste::Now) => Some(self.pace.hold(drawn)),
            Some(Haste::Soon) => Some(self.pace.hold(drawn + PAUSE)),
            None => (!self.orders.extra.is_empty()).then_some(drawn),
        };
        let behind = self.pace.rest().filter(|_| self.is_behind);
        [wanted, behind].into_iter().flatten().min()
    }

    /// Whether to draw now. Not while more has come meanwhile; but at the latest after a pause, so that no flood of
    /// input keeps the screen from changing.
    fn is_due(&self, drawn: Instant, is_urged: bool) -> bool {
        let is_stale = is_urged && self.orders.frame == Some(Haste::Now) && drawn.elapsed() < PAUSE;
        !is_stale && self.due(drawn).is_some_and(|due| due <= Instant::now())
    }

    /// Hands over what has arrived and does what follows from it.
    fn take(&mut self, arrival: Arrival<S::News>) {
        match arrival {
            Arrival::Urgent(all) => all.into_iter().for_each(|urgent| self.urgent(urgent)),
            Arrival::News(news) => self.session.news(news, &mut self.orders),
            Arrival::Deadline => {}
        }
        self.obey();
    }

    fn input(&mut self, input: Input) {
        self.session.input(input, &mut self.orders);
    }

    fn urgent(&mut self, urgent: Urgent) {
        match urgent {
            Urgent::Inputs(inputs) => {
                if inputs.iter().any(|input| matches!(input, Input::Ground(_))) {
                    self.answer = None;
                }
                self.pace.typed(inputs.len(), Instant::now());
                for input in inputs {
                    if self.orders.is_quit || self.ending.is_some() {
                        return;
                    }
                    self.input(input);
                }
            }
            Urgent::Resized => self.resize(),
            Urgent::Suspend => self.line.suspend(),
            Urgent::Resumed => {
                if self.line.resume().is_err() {
                    self.ending = Some(Ending::HungUp);
                }
                self.resize();
                self.orders.repaint();
            }
            Urgent::Ended(signal) => self.ending = Some(Ending::Signal(signal)),
            Urgent::HungUp => self.ending = self.ending.or(Some(Ending::HungUp)),
        }
    }

    /// An answer that came when nobody reads any more would be typed into the shell.
    fn await_answer(&mut self, inbox: &Inbox<S::News>) {
        while self.ending == Some(Ending::Quit)
            && let Some(until) = self.answer.filter(|until| Instant::now() < *until)
        {
            if let Arrival::Urgent(all) = inbox.wait(Some(until)) {
                all.into_iter().for_each(|urgent| match urgent {
                    Urgent::Inputs(inputs) if inputs.iter().any(|input| matches!(input, Input::Ground(_))) => {
                        self.answer = None;
                    }
                    Urgent::Ended(_) | Urgent::HungUp => self.answer = None,
                    Urgent::Inputs(_) | Urgent::Resized | Urgent::Suspend | Urgent::Resumed => {}
                });
            }
        }
    }

    fn resize(&mut self) {
        if self.orders.profile.aloud {
            return;
        }
        let size = self.line.size();
        if size != self.screen.size() {
            self.screen.resize(size);
            self.input(Input::Resize(size.0, size.1));
            self.orders.redraw();
        }
    }

    fn obey(&mut self) {
        if self.orders.is_quit {
            self.ending = self.ending.or(Some(Ending::Quit));
        }
        if std::mem::take(&mut self.orders.is_suspend) {
            self.line.ask_suspend();
        }
        if std::mem::take(&mut self.orders.is_repaint) {
            self.screen.forget();
        }
    }

    /// Draws, and sends what changed with what else is to be sent, in one write.
    fn frame(&mut self) {
        let mut bytes = std::mem::take(&mut self.orders.extra).into_bytes();
        let now = Instant::now();
        if self.orders.profile.aloud {
            self.orders.frame = None;
            bytes.extend(aloud::bytes(&self.session.say(), &self.orders.profile));
        } else if self.orders.frame.take().is_some() || self.is_behind {
            let part = self.session.leads().filter(|_| self.pace.flows(now));
            self.is_behind = part.is_some();
            if let Some((area, target)) = self.session.link() {
                self.screen.link(area, &target);
            }
            bytes.extend_from_slice(self.screen.draw(part, |frame| self.session.draw(frame)));
        }
        self.pace.sent(bytes.len(), now);
        if !bytes.is_empty() && self.line.send(&bytes).is_err() {
            self.ending = self.ending.or(Some(Ending::HungUp));
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Frame;
    use ratatui::layout::Rect;

    use super::*;
    use crate::app::key::Key;
    use crate::terminal::mailbox::{Courier, mailbox};
    use crate::terminal::screen::Part;

    /// Counts frames and keys; at the end of what is prepared it quits.
    #[derive(Default)]
    struct Counter {
        keys: Vec<char>,
        sizes: Vec<(u16, u16)>,
        news: usize,
        frames: usize,
    }

    impl Session for Counter {
        type News = bool;

        fn input(&mut self, input: Input, orders: &mut Orders) {
            match input {
                Input::Key(key) if key == Key::char('q') => orders.quit(),
                Input::Key(key) if key == Key::char('y') => orders.copy("kilas").unwrap(),
                Input::Key(Key { code: crate::app::key::KeyCode::Char(c), .. }) => {
                    self.keys.push(c);
                    // A key that does nothing draws nothing.
                    if c != '.' {
                        orders.redraw();
                    }
                }
                Input::Resize(columns, rows) => self.sizes.push((columns, rows)),
                _ => {}
            }
        }

        fn news(&mut self, is_last: bool, orders: &mut Orders) {
            self.news += 1;
            orders.redraw_soon();
            if is_last {
                orders.quit();
            }
        }

        fn draw(&mut self, frame: &mut Frame<'_>) {
            self.frames += 1;
            frame.render_widget(format!("{:?} {}", self.keys, self.news), frame.area());
            let beside = format!("{} keys", self.keys.len());
            frame.buffer_mut().set_string(40, 0, beside, ratatui::style::Style::new());
        }

        fn leads(&self) -> Option<Part> {
            let area = Rect::new(0, 0, 40, 1);
            Some(Part { area, within: area })
        }
    }

    #[derive(Default)]
    struct Wire {
        sent: Vec<String>,
        size: (u16, u16),
        is_broken: bool,
        resumed: usize,
    }

    impl Line for Wire {
        fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.sent.push(String::from_utf8(bytes.to_vec()).unwrap());
            if self.is_broken { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
        }

        fn size(&self) -> (u16, u16) {
            self.size
        }

        fn resume(&mut self) -> io::Result<()> {
            self.resumed += 1;
            self.size = (90, 30);
            Ok(())
        }
    }

    fn typed(keys: &str) -> Urgent {
        Urgent::Inputs(keys.chars().map(|c| Input::Key(Key::char(c))).collect())
    }

    fn play(prepare: impl FnOnce(&Courier<bool>)) -> (Counter, Wire, Ending) {
        play_on(Profile::read(|_| None), prepare)
    }

    fn play_on(profile: Profile, prepare: impl FnOnce(&Courier<bool>)) -> (Counter, Wire, Ending) {
        let (courier, inbox) = mailbox();
        prepare(&courier);
        let (mut session, mut wire) = (Counter::default(), Wire { size: (80, 24), ..Wire::default() });
        let ending = serve(&mut session, &inbox, &profile, &mut wire).unwrap();
        (session, wire, ending)
    }

    #[test]
    fn type_ahead_is_one_frame() {
        let (session, wire, ending) = play(|courier| {
            courier.urgent(typed("jjjjjjjjjjj"));
            courier.urgent(typed("jjjjjjjjjjjj"));
            courier.send(false);
            courier.send(true);
        });
        assert_eq!((session.keys.len(), ending), (23, Ending::Quit));
        assert!(wire.sent.len() <= 2, "{:?}", wire.sent);
    }

    #[test]
    fn the_rest_of_the_screen_follows_when_keys_rest() {
        let profile = Profile { remote: true, ..Profile::read(|_| None) };
        let (session, wire, _) = play_on(profile, |courier| {
            let courier = courier.clone();
            std::thread::spawn(move || {
                for keys in ["jj", "q"] {
                    std::thread::sleep(Duration::from_millis(400));
                    courier.urgent(typed(keys));
                }
            });
        });
        assert_eq!(session.frames, 3, "the first, one while keys flow, one when they rest");
        let [_, flowing, rested] = wire.sent.as_slice() else { panic!("{:?}", wire.sent) };
        assert!(flowing.contains('j') && !flowing.contains('2') && rested.contains('2'), "{:?}", wire.sent);
    }

    #[test]
    fn the_first_frame_waits_for_what_is_about_to_come() {
        let (_, wire, _) = play(|courier| {
            courier.send(false);
            courier.send(true);
        });
        assert!(wire.sent[0].contains("[] 1"), "{:?}", wire.sent);
    }

    #[test]
    fn what_changes_nothing_sends_nothing() {
        let (session, wire, _) = play(|courier| courier.urgent(typed("...q")));
        assert_eq!(session.keys.len(), 3);
        assert!(wire.sent.len() <= 1, "{:?}", wire.sent);
    }

    #[test]
    fn a_flood_of_news_is_a_few_frames() {
        let begun = Instant::now();
        let (session, wire, _) = play(|courier| {
            for at in 0..10_000 {
                courier.send(at == 9_999);
            }
        });
        assert_eq!(session.news, 10_000);
        let most = 2 + begun.elapsed().as_millis() / PAUSE.as_millis();
        assert!(session.frames as u128 <= most && wire.sent.len() <= session.frames, "{} frames", session.frames);
    }

    #[test]
    fn a_copy_goes_out_without_a_frame() {
        let (session, wire, _) = play(|courier| {
            courier.urgent(typed("y"));
            courier.send(true);
        });
        assert!(wire.sent.concat().contains("\x1b]52;c;a2lsYXM=\x07"), "{:?}", wire.sent);
        assert!(session.frames <= 1);
    }

    #[test]
    fn sizes_are_told_once_and_taken_up_after_a_pause() {
        let (session, wire, _) = play(|courier| {
            (0..100).for_each(|_| courier.urgent(Urgent::Resized));
            courier.urgent(Urgent::Resumed);
            courier.urgent(typed("q"));
        });
        assert_eq!((session.sizes, wire.resumed), (vec![(80, 24), (90, 30)], 1));
    }

    #[test]
    fn the_ways_it_ends() {
        for (urgent, ending) in
            [(typed("q"), Ending::Quit), (Urgent::Ended(15), Ending::Signal(15)), (Urgent::HungUp, Ending::HungUp)]
        {
            assert_eq!(play(|courier| courier.urgent(urgent)).2, ending);
        }
        let (_courier, inbox) = mailbox::<bool>();
        let mut wire = Wire { size: (80, 24), is_broken: true, ..Wire::default() };
        let ending = serve(&mut Counter::default(), &inbox, &Profile::read(|_| None), &mut wire).unwrap();
        assert_eq!(ending, Ending::HungUp);
    }
}
