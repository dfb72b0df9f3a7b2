//! What a reader's hands do, as the terminal tells it: keys with their names, pasted text, the mouse.
//!
//! Invariant: a [`Key`] printed and read again is the same key. Absent on purpose: bytes and escape sequences (they
//! are the terminal's) and what a key is for (the keymap's).

use std::fmt;
use std::str::FromStr;

/// Something the reader did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key went down.
    Key(Key),
    /// Text was pasted (bracketed paste), as it came; controls are taken out where it is used.
    Paste(String),
    /// The mouse was used.
    Mouse(Mouse),
    /// The terminal has a new size, in columns and rows.
    Resize(u16, u16),
    /// The terminal has answered what it writes on.
    Ground(Ground),
}

/// What a terminal writes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Something nearer to black than to white.
    Dark,
    /// Something nearer to white.
    Light,
}

/// A key with the modifiers that change what it means.
///
/// Shift is part of the character (`G`), and of no other key but [`KeyCode::BackTab`].
///
/// ```
/// use kilas::app::key::Key;
/// for name in ["j", "G", "Space", "Ctrl-d", "Alt-x", "PageDown", "F5", "?"] {
///     assert_eq!(name.parse::<Key>().unwrap().to_string(), name);
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// With Control held.
    pub ctrl: bool,
    /// With Alt (Meta, Option) held.
    pub alt: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCode {
    /// A key that types this character; Space is `' '`.
    Char(char),
    /// Enter, Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Backspace, whatever the terminal sends for it.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// What the mouse did, and where: column and row from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The first button went down.
    Press,
    /// The wheel turned up.
    ScrollUp,
    /// The wheel turned down.
    ScrollDown,
}

const NAMED: [(&str, KeyCode); 16] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
];

impl Key {
    /// The key alone, without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// The key that types `c`.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// The key of `c` with Control.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            _ => Ok(()),
        }
    }
}

/// A text that names no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key is called \"{0}\"; keys are written as j, G, Space, Ctrl-d, Alt-x, PageDown, F5")]
pub struct NoSuchKey(String);

impl FromStr for Key {
    type Err = NoSuchKey;

    fn from_str(name: &str) -> Result<Self, NoSuchKey> {
        let (mut rest, mut ctrl, mut alt) = (name, false, false);
        loop {
            match rest.split_at_checked(5) {
                Some(("Ctrl-", after)) if !after.is_empty() => (rest, ctrl) = (after, true),
                _ => match rest.split_at_checked(4) {
                    Some(("Alt-", after)) if !after.is_empty() => (rest, alt) = (after, true),
                    _ => break,
                },
            }
        }
        let named = NAMED.iter().find(|(known, _)| known.eq_ignore_ascii_case(rest)).map(|(_, code)| *code);
        let mut chars = rest.chars();
        let single = chars.next().filter(|_| chars.next().is_none()).map(KeyCode::Char);
        let function = rest.strip_prefix('F').and_then(|n| n.parse().ok()).filter(|n| (1..=24).contains(n));
        named
            .or(single)
            .or(function.map(KeyCode::F))
            .map(|code| Self { code, ctrl, alt })
            .ok_or_else(|| NoSuchKey(name.to_owned()))
    }
}
