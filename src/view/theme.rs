//! The few styles there are: one accent, and what every terminal can do with text.
//!
//! Invariant: colour is never the only carrier of meaning; without it the screen says the same. Absent on purpose:
//! colours of backgrounds, and more than one accent.

use ratatui::style::{Color, Modifier, Style};

use crate::app::key::Ground;

/// The styles of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Words somebody said, and the marker of what is selected.
    pub accent: Style,
    /// What stands beside the point: facts, roles, borders.
    pub dim: Style,
    /// Headlines and headings.
    pub strong: Style,
    /// The title of the pane that has the focus.
    pub focus: Style,
    /// Words that a search found.
    pub found: Style,
    /// The match the reader is at.
    pub found_here: Style,
    /// Words that a finding led to.
    pub marked: Style,
    /// Something to know before use, and what went wrong.
    pub warning: Style,
}

impl Theme {
    /// The themes by name.
    pub const NAMES: [&str; 3] = ["dark", "light", "plain"];

    /// The theme for a ground.
    pub fn on(ground: Ground) -> Self {
        match ground {
            Ground::Dark => Self::with(Style::new().fg(Color::Cyan), Style::new().fg(Color::Yellow)),
            Ground::Light => Self::with(Style::new().fg(Color::Blue), Style::new().fg(Color::Red)),
        }
    }

    /// A theme by its name: `dark` and `light` for that ground, `plain` without colour.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "dark" => Some(Self::on(Ground::Dark)),
            "light" => Some(Self::on(Ground::Light)),
            "plain" => Some(Self::with(Style::new(), Style::new().add_modifier(Modifier::BOLD))),
            _ => None,
        }
    }

    fn with(accent: Style, warning: Style) -> Self {
        let plain = Style::new();
        Self {
            accent,
            dim: plain.add_modifier(Modifier::DIM),
            strong: plain.add_modifier(Modifier::BOLD),
            focus: plain.add_modifier(Modifier::REVERSED),
            found: plain.add_modifier(Modifier::REVERSED),
            found_here: plain.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            marked: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            warning,
        }
    }
}
