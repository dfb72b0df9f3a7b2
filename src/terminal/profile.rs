//! What the terminal can do, as far as the environment tells.
//!
//! Invariant: where nothing is known the answer is the one that is right nearly everywhere (sixteen colours, no
//! synchronized updates). Absent on purpose: terminfo. A few facts decide the bytes, and the databases on old hosts
//! lack the names of new terminals.

use crate::app::key::Ground;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None; bold, underline and reverse still work.
    None,
    /// The sixteen named ones, as the reader's own palette has them.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// Red, green and blue of 8 bits each.
    True,
}

/// What the terminal can do. Start from [`Profile::of_environment`] and set what the user asked for otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Colours.
    pub depth: Depth,
    /// Whether it shows UTF-8; ASCII otherwise.
    pub utf8: bool,
    /// Whether its font is that of a console: 512 characters at the most, and few signs among them.
    pub console: bool,
    /// Whether a cursor can be placed on it. Where it cannot, no screen can be shown.
    pub addressable: bool,
    /// Whether it is read aloud, or printed: then there is no screen, only lines one after the other.
    pub aloud: bool,
    /// Whether the mouse is to be reported; off unless asked, for it takes selection away from the terminal.
    pub mouse: bool,
    /// Whether it has a second screen to leave the first untouched.
    pub alternate: bool,
    /// Whether it takes synchronized updates (DEC private mode 2026).
    pub synchronized: bool,
    /// Whether text on it can be a link (OSC 8).
    pub links: bool,
    /// Whether it knows what came after the VT100: erase characters, columns and rows alone, single attributes off.
    pub modern: bool,
    /// Whether it scrolls a part of its rows (a VT100 does).
    pub scrolls: bool,
    /// Whether it knows italics, faint and crossed-out text.
    pub ornate: bool,
    /// Who stands between, for what is meant for the terminal beyond.
    pub multiplexer: Multiplexer,
    /// What it writes on, where the environment tells (`COLORFGBG`).
    pub ground: Option<Ground>,
    /// Whether to ask it what it writes on: where it is known to answer or to keep still, and nobody has said.
    pub asks_ground: bool,
    /// Whether it stands at the other end of a line (SSH), which may be thin.
    pub remote: bool,
    /// Whether who sits at it may do nothing but read: no program is started, no shell suspended to.
    pub restricted: bool,
}

/// A program between kilas and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Multiplexer {
    /// None.
    None,
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// Terminals that have taken synchronized updates and links for years, by the start of TERM (these show all colours) or
/// the whole of TERM_PROGRAM.
const CAPABLE: [&str; 8] =
    ["xterm-kitty", "foot", "alacritty", "xterm-ghostty", "ghostty", "contour", "wezterm", "rio"];
const CAPABLE_PROGRAMS: [&str; 6] = ["iTerm.app", "WezTerm", "ghostty", "mintty", "vscode", "rio"];

impl Profile {
    /// What this process's environment tells.
    pub fn of_environment() -> Self {
        Self::read(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))
    }

    /// Whether what is pasted can be told from what is typed.
    pub(super) fn brackets(&self) -> bool {
        self.modern && self.addressable
    }

    /// What the variables tell that `variable` looks up. An empty one counts as unset.
    ///
    /// ```
    /// use kilas::terminal::{Depth, Profile};
    /// let profile = Profile::read(|name| (name == "TERM").then(|| "xterm-256color".to_owned()));
    /// assert_eq!(profile.depth, Depth::Indexed);
    /// assert!(profile.utf8 && !profile.synchronized);
    /// ```
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name| variable(name).filter(|value| !value.is_empty());
        let term = get("TERM").unwrap_or_default();
        let program = get("TERM_PROGRAM").unwrap_or_default();
        let starts = |names: &[&str]| names.iter().any(|name| term.starts_with(name));
        let multiplexer = if get("TMUX").is_some() || starts(&["tmux"]) {
            Multiplexer::Tmux
        } else if get("STY").is_some() || starts(&["screen"]) {
            Multiplexer::Screen
        } else {
            Multiplexer::None
        };
        let video = starts(&["vt", "ansi"]);
        let addressable = !matches!(term.as_str(), "dumb" | "unknown" | "emacs" | "network");
        let alternate = addressable && !video && !starts(&["linux"]);
        let ground = get("COLORFGBG").and_then(|colours| ground(&colours));
        let capable =
            multiplexer == Multiplexer::None && (starts(&CAPABLE) || CAPABLE_PROGRAMS.contains(&program.as_str()));
        Self {
            depth: depth(&term, get),
            utf8: is_utf8(&term, get),
            console: starts(&["linux"]),
            addressable,
            aloud: !addressable,
            mouse: false,
            alternate,
            synchronized: capable,
            links: capable,
            modern: !video,
            scrolls: !starts(&["ansi", "vt52"]),
            ornate: !video && !starts(&["linux", "screen"]),
            multiplexer,
            ground,
            // The consoles of old print what they do not know; GNU screen answers nothing.
            asks_ground: ground.is_none() && alternate && !term.is_empty() && multiplexer != Multiplexer::Screen,
            remote: ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].into_iter().any(|name| get(name).is_some()),
            restricted: false,
        }
    }
}

/// The last part of `15;0` is the background, as one of the sixteen colours: white, and the bright ones but black's.
fn ground(colours: &str) -> Option<Ground> {
    match colours.rsplit(';').next()?.parse().ok()? {
        0..=6 | 8 => Some(Ground::Dark),
        7 | 9..=15 => Some(Ground::Light),
        _ => None,
    }
}

/// NO_COLOR and CLICOLOR=0 forbid (no-color.org, bixense.com/clicolors); COLORTERM, then TERM tell.
fn depth(term: &str, get: impl Fn(&'static str) -> Option<String>) -> Depth {
    let colourless = ["dumb", "vt1", "vt2", "vt3", "vt5", "unknown"].iter().any(|name| term.starts_with(name));
    let forced = get("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let forbidden = get("CLICOLOR").is_some_and(|value| value == "0") && !forced;
    if get("NO_COLOR").is_some() || forbidden || term.ends_with("-m") || term.ends_with("-mono") || colourless {
        return Depth::None;
    }
    let colorterm = get("COLORTERM").unwrap_or_default();
    let direct = matches!(colorterm.as_str(), "truecolor" | "24bit") || term.ends_with("-direct");
    if direct || CAPABLE.iter().any(|name| term.starts_with(name)) {
        // GNU screen before 5 takes 38;2 for something else, and COLORTERM of the terminal outside reaches inside.
        return if term.starts_with("screen") { Depth::Indexed } else { Depth::True };
    }
    if term.contains("256color") { Depth::Indexed } else { Depth::Sixteen }
}

/// The locale decides. Where none is set at all (SSH seldom carries it, containers seldom have it) a terminal of today
/// is taken for UTF-8, the consoles of old are not; a locale that says otherwise, `C` among them, is believed.
fn is_utf8(term: &str, get: impl Fn(&'static str) -> Option<String>) -> bool {
    match get("LC_ALL").or_else(|| get("LC_CTYPE")).or_else(|| get("LANG")) {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        None => !["linux", "vt", "ansi", "dumb"].iter().any(|old| term.starts_with(old)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Profile {
        Profile::read(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn colours_follow_the_environment() {
        for (variables, depth) in [
            (&[][..], Depth::Sixteen),
            (&[("TERM", "xterm")], Depth::Sixteen),
            (&[("TERM", "linux")], Depth::Sixteen),
            (&[("TERM", "xterm-256color")], Depth::Indexed),
            (&[("TERM", "tmux-256color"), ("COLORTERM", "truecolor")], Depth::True),
            (&[("TERM", "screen-256color"), ("COLORTERM", "truecolor")], Depth::Indexed),
            (&[("TERM", "xterm-kitty")], Depth::True),
            (&[("TERM", "vt100")], Depth::None),
            (&[("TERM", "dumb")], Depth::None),
            (&[("TERM", "xterm-kitty"), ("NO_COLOR", "1")], Depth::None),
            (&[("TERM", "xterm-kitty"), ("NO_COLOR", "")], Depth::True),
            (&[("TERM", "xterm"), ("CLICOLOR", "0")], Depth::None),
            (&[("TERM", "xterm"), ("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], Depth::Sixteen),
        ] {
            assert_eq!(read(variables).depth, depth, "{variables:?}");
        }
    }

    #[test]
    fn the_ground_is_asked_only_where_nobody_said_and_something_answers() {
        for (variables, ground, asks) in [
            (&[("TERM", "xterm-256color")][..], None, true),
            (&[("TERM", "xterm"), ("COLORFGBG", "15;0")], Some(Ground::Dark), false),
            (&[("TERM", "rxvt"), ("COLORFGBG", "0;default;15")], Some(Ground::Light), false),
            (&[("TERM", "rxvt"), ("COLORFGBG", "0;default")], None, true),
            (&[("TERM", "tmux-256color")], None, true),
            (&[("TERM", "screen")], None, false),
            (&[("TERM", "linux")], None, false),
            (&[("TERM", "vt100")], None, false),
            (&[("TERM", "dumb")], None, false),
        ] {
            let profile = read(variables);
            assert_eq!((profile.ground, profile.asks_ground), (ground, asks), "{variables:?}");
        }
    }

    #[test]
    fn the_locale_says_whether_utf8_is_shown() {
        for (variables, utf8) in [
            (&[("LANG", "id_ID.UTF-8")][..], true),
            (&[("LANG", "en_US.utf8")], true),
            (&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")], false),
            (&[("LC_CTYPE", "de_DE@euro")], false),
            (&[("TERM", "xterm")], true),
            (&[("TERM", "linux")], false),
        ] {
            assert_eq!(read(variables).utf8, utf8, "{variables:?}");
        }
    }

    #[test]
    fn only_terminals_known_to_take_them_get_synchronized_updates() {
        for (variables, synchronized) in [
            (&[("TERM", "foot")][..], true),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], true),
            (&[("TERM", "xterm-256color")], false),
            (&[("TERM", "foot"), ("TMUX", "/tmp/tmux-0/default,1,0")], false),
            (&[("TERM", "screen"), ("TERM_PROGRAM", "iTerm.app")], false),
        ] {
            assert_eq!(read(variables).synchronized, synchronized, "{variables:?}");
        }
    }
}
