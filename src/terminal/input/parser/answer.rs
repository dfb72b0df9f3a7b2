//! What terminals answer: swallowed, but for the one answer that was asked for, what the terminal writes on.
//!
//! Invariant: no part of an answer is ever a key, however it was cut on its way; a key that comes in the middle of one
//! that broke off is a key. An answer nobody asked for is no input.

use super::{ANSWER_BOUND, Parser, SEQUENCE_BOUND, State};
use crate::app::key::{Ground, Input};

/// What an answer to the question about the ground begins with: OSC 11, as X writes colours.
const GROUND: [&[u8]; 2] = [b"11;rgb:", b"11;rgba:"];
/// Bytes after which nothing else begins so.
const GROUND_START: usize = 7;

/// What the terminal writes on, by its answer: red, green and blue of one to four hexadecimal digits each.
fn ground(answer: &[u8]) -> Option<Ground> {
    let colour = GROUND.iter().find_map(|start| answer.strip_prefix(*start))?;
    let mut parts = std::str::from_utf8(colour).ok()?.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok().filter(|digits| (1..=4).contains(digits))?)? - 1;
        Some(1000 * u32::from_str_radix(part, 16).ok()? / most)
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // The eye's weights.
    let is_light = 299 * red + 587 * green + 114 * blue > 500_000;
    Some(if is_light { Ground::Light } else { Ground::Dark })
}

/// Whether `kept` may become such an answer with what follows it.
fn begins_ground(kept: &[u8]) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_hexdigit() || *byte == b'/';
    GROUND
        .iter()
        .any(|start| start.starts_with(kept) || kept.strip_prefix(*start).is_some_and(|c| c.iter().all(is_part)))
}

impl Parser {
    /// Whether what is half read is, so far, the answer that was asked for.
    pub(super) fn is_ground_due(&self) -> bool {
        self.asked && matches!(self.state, State::Answer(b']', _)) && begins_ground(&self.kept)
    }

    pub(super) fn answer(&mut self, by: u8, length: usize, byte: u8, inputs: &mut Vec<Input>) {
        if byte == 0x07 {
            self.answered(inputs);
            return self.ground();
        }
        let was_due = self.is_ground_due();
        if self.kept.len() < SEQUENCE_BOUND {
            self.kept.push(byte);
        }
        self.state = State::Answer(by, length + 1);
        if was_due && length >= GROUND_START && !self.is_ground_due() {
            // The answer broke off on its way, and this is a key again.
            self.ground();
            self.byte(byte, inputs);
        } else if length > ANSWER_BOUND {
            self.ground();
        }
    }

    /// An answer is whole.
    pub(super) fn answered(&mut self, inputs: &mut Vec<Input>) {
        if let Some(ground) = ground(&self.kept).filter(|_| self.is_ground_due()) {
            self.asked = false;
            inputs.push(Input::Ground(ground));
        }
    }
}
