//! kilas turns news articles into a briefing in the terminal.
//!
//! Two straight lines run through the house:
//!
//! ```text
//! bytes ─load─▶ Article ─brief─▶ Briefing ─pile─▶ stories
//!                 ▲ Language (data/languages/*.toml)  ▲    │ answers
//!                                             effects │    ▼
//! keys ─input─▶ Action ─update──▶ State ─view─▶ Frame ─screen─▶ bytes
//! tty             (app: pure)       (view: pure)           tty
//! ```
//!
//! The first says what a story says, without a screen; the second what a reader does, without files or languages.

pub mod app;
pub mod article;
pub mod brief;
pub mod find;
pub mod language;
pub mod pile;
pub mod terminal;
pub mod view;
