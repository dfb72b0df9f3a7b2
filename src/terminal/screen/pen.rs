//! The pen: what a terminal draws the next character with, and the shortest sequence from one pen to another.
//!
//! Invariant: a colour is mapped to what the terminal shows when the pen is made, so two styles that look the same
//! there are the same pen and cost no bytes between them. Absent on purpose: blinking.

use std::io::Write as _;

use ratatui::style::{Color, Modifier};

use crate::terminal::profile::{Depth, Profile};

/// A colour of the terminal, packed: pens are compared for every cell of every frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Colour(u32);

/// Colours and attributes.
#[derive(Clone, Copy, Debug, Default, Eq)]
pub(super) struct Pen {
    fg: Colour,
    bg: Colour,
    attributes: Modifier,
    /// The number of the link it writes, from 1; 0 for none.
    pub(super) link: u16,
}

/// Two comparisons, where one field after the other would branch four times.
impl PartialEq for Pen {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        let colours = |pen: &Self| u64::from(pen.fg.0) | u64::from(pen.bg.0) << 32;
        let rest = |pen: &Self| u32::from(pen.attributes.bits()) | u32::from(pen.link) << 16;
        (colours(self) ^ colours(other)) | u64::from(rest(self) ^ rest(other)) == 0
    }
}

/// A pen, and what of it is seen on a blank.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ink {
    pub(super) pen: Pen,
    pub(super) on_blank: Pen,
}

impl From<Pen> for Ink {
    fn from(pen: Pen) -> Self {
        Self { pen, on_blank: pen.on_blank() }
    }
}

/// What is seen of a pen on a blank.
const ON_BLANK: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Attribute, the code that sets it, the code that ends it.
const CODES: [(Modifier, u8, u8); 7] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

impl Pen {
    /// The terminal's own colours, no attribute.
    pub(super) const PLAIN: Self =
        Self { fg: Colour::DEFAULT, bg: Colour::DEFAULT, attributes: Modifier::empty(), link: 0 };

    /// The pen of a style, as far as the terminal shows it.
    // Within the loop over cells it would take the registers that loop needs.
    #[inline(never)]
    pub(super) fn new(fg: Color, bg: Color, modifier: Modifier, profile: &Profile) -> Self {
        let mut shown = Modifier::all() - Modifier::SLOW_BLINK - Modifier::RAPID_BLINK;
        if !profile.ornate {
            shown -= Modifier::ITALIC | Modifier::CROSSED_OUT;
        }
        // Both at once is whichever came last on the Linux console, and both in other places.
        if !profile.modern || modifier.contains(Modifier::BOLD) {
            shown -= Modifier::DIM;
        }
        if !profile.modern {
            shown -= Modifier::HIDDEN;
        }
        Self { fg: colour(fg, profile.depth), bg: colour(bg, profile.depth), attributes: modifier & shown, link: 0 }
    }

    /// What is left of the pen on a blank. Two pens with the same rest draw the same blank.
    pub(super) fn on_blank(self) -> Self {
        let attributes = self.attributes & ON_BLANK;
        Self { fg: if attributes.is_empty() { Colour::DEFAULT } else { self.fg }, bg: self.bg, attributes, link: 0 }
    }

    /// Appends the shortest change from `self` to `next`, links apart: all anew from the default, or what differs. A
    /// VT100 cannot end a single attribute.
    pub(super) fn change(self, next: Self, modern: bool, out: &mut Vec<u8>) {
        if self == next {
            return;
        }
        let mut anew = vec![0];
        Self::default().add_differences(next, &mut anew);
        let mut differences = Vec::new();
        self.add_differences(next, &mut differences);
        let needs_end = !self.attributes.difference(next.attributes).is_empty();
        let best = match needs_end && !modern || length(&anew) < length(&differences) {
            true => anew,
            false => differences,
        };
        out.extend_from_slice(b"\x1b[");
        for (at, code) in best.iter().enumerate() {
            match (at, code) {
                // `ESC [ m` alone resets.
                (0, 0) if best.len() == 1 => {}
                (0, code) => drop(write!(out, "{code}")),
                (_, code) => drop(write!(out, ";{code}")),
            }
        }
        out.push(b'm');
    }

    fn add_differences(self, next: Self, codes: &mut Vec<u8>) {
        let mut have = self.attributes;
        for (_, _, end) in CODES {
            let group = CODES.iter().filter(|code| code.2 == end).fold(Modifier::empty(), |all, code| all | code.0);
            if !(have & group).difference(next.attributes).is_empty() {
                codes.push(end);
                // Bold and faint are ended together.
                have -= group;
            }
        }
        for (attribute, set, _) in CODES {
            if next.attributes.contains(attribute) && !have.contains(attribute) {
                codes.push(set);
            }
        }
        if self.fg != next.fg {
            next.fg.add_codes(0, codes);
        }
        if self.bg != next.bg {
            next.bg.add_codes(10, codes);
        }
    }
}

/// Bytes these codes take, with what stands between them.
fn length(codes: &[u8]) -> usize {
    codes.iter().map(|code| 2 + usize::from(*code >= 10) + usize::from(*code >= 100)).sum()
}

impl Colour {
    /// The terminal's own.
    const DEFAULT: Self = Self(0);

    const fn index(index: u8) -> Self {
        Self(u32::from_be_bytes([1, 0, 0, index]))
    }

    const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self(u32::from_be_bytes([2, red, green, blue]))
    }

    /// `background` is 10 for the background's codes, 0 for the foreground's.
    fn add_codes(self, background: u8, codes: &mut Vec<u8>) {
        match self.0.to_be_bytes() {
            [1, _, _, index @ 0..8] => codes.push(30 + background + index),
            [1, _, _, index @ 8..16] => codes.push(82 + background + index),
            [1, _, _, index] => codes.extend([38 + background, 5, index]),
            [2, red, green, blue] => codes.extend([38 + background, 2, red, green, blue]),
            _ => codes.push(39 + background),
        }
    }
}

fn colour(color: Color, depth: Depth) -> Colour {
    let index = match color {
        _ if depth == Depth::None => return Colour::DEFAULT,
        Color::Reset => return Colour::DEFAULT,
        Color::Rgb(red, green, blue) => return nearest(red, green, blue, depth),
        Color::Indexed(index @ 16..) if depth < Depth::Indexed => {
            let (red, green, blue) = of_index(index);
            return nearest(red, green, blue, depth);
        }
        Color::Indexed(index) => index,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    Colour::index(index)
}

/// The nearest colour the terminal has. With 256, the first sixteen are left out: the reader may have changed them.
fn nearest(red: u8, green: u8, blue: u8, depth: Depth) -> Colour {
    let range = match depth {
        Depth::None => return Colour::DEFAULT,
        Depth::True => return Colour::rgb(red, green, blue),
        Depth::Sixteen => 0..=15,
        Depth::Indexed => 16..=255,
    };
    let distance = |index: &u8| {
        let (r, g, b) = of_index(*index);
        let square = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        // The eye's weights, roughly.
        2 * square(r, red) + 4 * square(g, green) + 3 * square(b, blue)
    };
    Colour::index(range.min_by_key(distance).unwrap_or(7))
}

/// What xterm shows for an index.
fn of_index(index: u8) -> (u8, u8, u8) {
    const NAMED: [(u8, u8, u8); 16] = [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ];
    let step = |level: u8| if level == 0 { 0 } else { 55 + 40 * level };
    match index {
        0..16 => NAMED[usize::from(index)],
        16..232 => (step((index - 16) / 36), step((index - 16) / 6 % 6), step((index - 16) % 6)),
        232.. => (8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(depth: Depth) -> Profile {
        Profile { depth, ..Profile::read(|_| None) }
    }

    fn pen(fg: Color, bg: Color, modifier: Modifier, depth: Depth) -> Pen {
        Pen::new(fg, bg, modifier, &profile(depth))
    }

    #[test]
    fn the_shortest_change_of_pens() {
        let plain = Pen::default();
        let new = |fg, modifier| pen(fg, Color::Reset, modifier, Depth::True);
        let (bold, faint) = (new(Color::Reset, Modifier::BOLD), new(Color::Reset, Modifier::DIM));
        let red = new(Color::Red, Modifier::empty());
        let bold_red = new(Color::Red, Modifier::BOLD);
        let loud = pen(Color::LightRed, Color::Indexed(100), Modifier::BOLD | Modifier::ITALIC, Depth::True);
        for (from, to, modern, bytes) in [
            (plain, plain, true, ""),
            (plain, bold, true, "\x1b[1m"),
            (bold, plain, true, "\x1b[m"),
            (bold, faint, true, "\x1b[0;2m"),
            (bold, bold_red, true, "\x1b[31m"),
            (bold_red, red, true, "\x1b[22m"),
            (bold_red, red, false, "\x1b[0;31m"),
            (plain, loud, true, "\x1b[1;3;91;48;5;100m"),
            (loud, plain, true, "\x1b[m"),
        ] {
            let mut out = Vec::new();
            from.change(to, modern, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), bytes, "{from:?} {to:?}");
        }
    }

    #[test]
    fn colours_are_what_the_terminal_has() {
        let orange = Color::Rgb(255, 135, 0);
        for (color, depth, colour) in [
            (orange, Depth::True, Colour::rgb(255, 135, 0)),
            (orange, Depth::Indexed, Colour::index(208)),
            (Color::Rgb(250, 10, 10), Depth::Sixteen, Colour::index(9)),
            (Color::Indexed(240), Depth::Sixteen, Colour::index(8)),
            (Color::Indexed(3), Depth::Sixteen, Colour::index(3)),
            (orange, Depth::None, Colour::DEFAULT),
            (Color::DarkGray, Depth::Sixteen, Colour::index(8)),
        ] {
            assert_eq!(super::colour(color, depth), colour, "{color:?} {depth:?}");
        }
    }
}
