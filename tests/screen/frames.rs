//! What the screen looks like, cell by cell with its styles, at four sizes and in both languages.

use crate::session::{Session, stories};
use insta::assert_snapshot;

const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

fn at(size: (u16, u16), locale: &str) -> Session {
    Session::open(size, locale, stories())
}

#[test]
fn dashboard() {
    for locale in ["en", "id"] {
        for size in SIZES {
            let name = format!("dashboard-{}x{}-{locale}", size.0, size.1);
            assert_snapshot!(name, at(size, locale).frame());
        }
    }
}

#[test]
fn every_pane_and_overlay() {
    for (name, keys) in [
        ("text", "Enter"),
        ("zoomed", "z"),
        ("briefing", "Tab Tab j"),
        ("quotation", "] ]"),
        ("finding", "Tab Tab j Enter"),
        ("labels", "Enter f"),
        ("why", "] w"),
        ("help", "?"),
        ("help-end", "? G"),
        ("failures", "!"),
        ("searching", "Enter / p a s a r"),
        ("found", "/ k o p i Enter"),
        ("copied-link", "J Y"),
    ] {
        assert_snapshot!(format!("pane-{name}"), at((80, 24), "en").press(keys).frame());
    }
}

#[test]
fn moving_the_selection_changes_the_frame() {
    let mut session = at((120, 40), "en");
    let before = session.frame();
    assert_ne!(before, session.press("j").frame());
    assert_eq!(before, session.press("k").frame());
}

#[test]
fn a_screen_too_small_says_so() {
    for size in [(39, 12), (40, 11), (20, 5), (8, 6)] {
        let text = at(size, "en").text();
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words.join(" "), "kilas needs 40 columns and 12 rows.", "{text:?}");
    }
    assert!(at((1, 1), "en").text().starts_with('k'));
}

#[test]
fn no_story_at_all() {
    let session = Session::open((80, 24), "en", Vec::new());
    assert!(session.text().contains("No story here."));
}
