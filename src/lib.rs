//! kilas turns news articles into a briefing in the terminal: key points, and above all who said exactly what.
//!
//! Two straight lines run through the house:
//!
//! ```text
//! bytes ─load─▶ Article ─brief─▶ Briefing ─pile─▶ stories
//!                 ▲ Language (data/languages/*.toml)  ▲    │ answers
//!                                             effects │    ▼
//! keys ─terminal─▶ Input ─app──▶ State ─view─▶ Frame ─terminal─▶ bytes
//! ```
//!
//! The first says what a story says, without a screen; the second what a reader does, without files or languages.
//! They meet in the [`pile`] and in the [`reader`], which wires both. No room reaches back, and `tests/house.rs` holds
//! that. Each room says on its front page what it keeps true and what it leaves out:
//!
//! - [`article`]: the text that everything points into, and spans of it;
//! - [`language`]: what is known of a language, read from strict packs;
//! - [`load`]: bytes to articles, whatever the bytes;
//! - [`fetch`]: pages and feeds by their addresses, when asked;
//! - [`brief`](mod@brief): an article to what matters in it, all of it spans of the text;
//! - [`export`]: a briefing to JSON, Markdown, text;
//! - [`front`]: stories of one event together, each thing said once;
//! - [`survey`]: pages over many stories — who is quoted, the front page, what has changed;
//! - [`find`]: where words stand in a text; [`query`]: what a reader types to find stories;
//! - [`app`]: what is on the screen and why, pure; [`app::action::TABLE`] is everything a key can do;
//! - [`view`]: the face of that, pure, with the interface's own words from `data/locales`;
//! - [`pile`]: the stories of a run; [`archive`]: those of all runs; [`reader`]: a session on a terminal;
//! - [`pipeline`]: work in parallel, results in order;
//! - [`terminal`]: the only room that knows one; [`cli`]: the command line.
//!
//! Absent on purpose: async, plugins, and any word of a language.

pub mod app;
pub mod archive;
pub mod article;
pub mod brief;
pub mod cli;
pub mod export;
pub mod fetch;
pub mod find;
pub mod front;
pub mod language;
pub mod load;
pub mod pile;
pub mod pipeline;
pub mod query;
pub mod reader;
pub mod survey;
pub mod terminal;
pub mod view;
