//! How what was done outside ended.
//!
//! Invariant: plain data, without the words that tell of it.

use super::trouble::Trouble;

/// How an effect ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The text was sent to the terminal's clipboard: so many bytes.
    Copied(usize),
    /// The text was not sent, because it is longer than terminals take: so many bytes.
    TooLongToCopy(usize),
    /// This terminal has no way to its clipboard.
    NoClipboard,
    /// The link was given to a browser.
    LinkOpened,
    /// No browser is at hand; the link must be shown.
    LinkToShow {
        /// The link.
        link: String,
        /// Whether it was sent to the terminal's clipboard too.
        sent: bool,
    },
    /// The text of a page took the place of a part.
    TextFetched,
    /// The text could not be fetched.
    NoText(Trouble),
    /// This reader may do nothing but read.
    MayNotFetch,
}
