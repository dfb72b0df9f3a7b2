//! A program that does on request what kilas never should: this very test binary, run again in a pseudo-terminal.

use kilas::app::key::{Input, Key};
use kilas::terminal::{self, Courier, Orders, Profile, Session};
use portable_pty::CommandBuilder;
use ratatui::Frame;

use super::seat::clean;

struct Fixture {
    courier: Courier<()>,
    news: usize,
}

impl Session for Fixture {
    type News = ();

    fn input(&mut self, input: Input, orders: &mut Orders) {
        match input {
            Input::Key(key) if key == Key::char('q') => orders.quit(),
            Input::Key(key) if key == Key::char('p') => panic!("panicked because p was typed"),
            Input::Key(key) if key == Key::char('c') => {
                (0..400).for_each(|_| orders.copy(&"x".repeat(12_000)).unwrap())
            }
            Input::Key(key) if key == Key::char('b') => {
                let courier = self.courier.clone();
                std::thread::spawn(move || {
                    let outcome = std::thread::spawn(|| panic!("panicked behind the screen")).join();
                    courier.send(());
                    assert!(outcome.is_err());
                });
            }
            _ => {}
        }
    }

    fn news(&mut self, (): (), orders: &mut Orders) {
        self.news += 1;
        orders.redraw();
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        frame.render_widget(format!("fixture {}", self.news), frame.area());
    }
}

/// Runs [`fixture`] in a process of its own.
pub(crate) fn command() -> CommandBuilder {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "fixture::fixture", "--nocapture", "--test-threads=1"]);
    clean(command)
}

#[test]
#[ignore = "no test: the program that other tests run in a pseudo-terminal"]
fn fixture() {
    let (courier, inbox) = terminal::mailbox();
    let ending = terminal::run(&mut Fixture { courier, news: 0 }, inbox, &Profile::of_environment()).unwrap();
    std::process::exit(ending.exit_code());
}
