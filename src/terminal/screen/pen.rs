//! The pen: what a terminal draws the next character with, and the shortest sequence from one pen to another.
//!
//! Invariant: a colour is mapped to what the terminal shows when the pen is made, so two styles that look the same
//! there are the same pen and cost no bytes between them. Absent on purpose: blinking.

use ratatui::style::{Color, Modifier};

use super::cursor::decimal;
use crate::terminal::profile::{Depth, Profile};

/// A colour of the terminal, packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(u32);

/// Colours, attributes and link, packed: two words to copy and to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pen {
    /// The foreground's colour below the background's.
    colours: u64,
    /// The attributes below the number of the link it writes, which is 0 for none.
    rest: u32,
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

/// Attributes and the codes that set them.
const SETS: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// Attributes that are ended together, and the codes that end them.
const ENDS: [(Modifier, u8); 6] = [
    (Modifier::BOLD.union(Modifier::DIM), 22),
    (Modifier::ITALIC, 23),
    (Modifier::UNDERLINED, 24),
    (Modifier::REVERSED, 27),
    (Modifier::HIDDEN, 28),
    (Modifier::CROSSED_OUT, 29),
];

impl Pen {
    /// The terminal's own colours, no attribute.
    pub(super) const PLAIN: Self = Self { colours: 0, rest: 0 };

    /// The pen of a style, as far as the terminal shows it.
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
        Self::of(colour(fg, profile.depth), colour(bg, profile.depth), modifier & shown)
    }

    /// What is left of the pen on a blank. Two pens with the same rest draw the same blank.
    pub(super) fn on_blank(self) -> Self {
        let attributes = self.attributes() & ON_BLANK;
        Self::of(if attributes.is_empty() { Colour::DEFAULT } else { self.fg() }, self.bg(), attributes)
    }

    fn of(fg: Colour, bg: Colour, attributes: Modifier) -> Self {
        Self { colours: u64::from(fg.0) | u64::from(bg.0) << 32, rest: attributes.bits().into() }
    }

    /// 0 where the other is the same.
    #[inline]
    pub(super) fn apart(self, other: Self) -> u64 {
        (self.colours ^ other.colours) | u64::from(self.rest ^ other.rest)
    }

    fn fg(self) -> Colour {
        Colour(self.colours as u32)
    }

    fn bg(self) -> Colour {
        Colour((self.colours >> 32) as u32)
    }

    fn attributes(self) -> Modifier {
        Modifier::from_bits_truncate(self.rest as u16)
    }

    /// The number of the link it writes, from 1; 0 for none.
    pub(super) fn link(self) -> u16 {
        (self.rest >> 16) as u16
    }

    /// The same, writing this link.
    pub(super) fn linked(self, number: u16) -> Self {
        Self { rest: self.rest & 0xffff | u32::from(number) << 16, ..self }
    }

    /// Appends the shortest change from `self` to `next`, links apart: all anew from the default, or what differs. A
    /// VT100 cannot end a single attribute.
    pub(super) fn change(self, next: Self, modern: bool, out: &mut Vec<u8>) {
        if self == next {
            return;
        }
        out.extend_from_slice(b"\x1b[");
        let start = out.len();
        let needs_end = !self.attributes().difference(next.attributes()).is_empty();
        if modern || !needs_end {
            self.add_differences(next, out);
        }
        let anew = out.len();
        if next != Self::PLAIN {
            out.extend_from_slice(b"0;");
            Self::PLAIN.add_differences(next, out);
        }
        let (differences, length) = (anew - start, out.len() - anew);
        if differences == 0 || length < differences {
            out.copy_within(anew.., start);
        }
        let best = if differences == 0 { length } else { length.min(differences) };
        out.truncate(start + best);
        // The mark that divides it from a code behind it.
        if out.len() > start {
            out.pop();
        }
        out.push(b'm');
    }

    /// Appends the codes of all that differs, each with what divides it from the next.
    fn add_differences(self, next: Self, out: &mut Vec<u8>) {
        let mut have = self.attributes();
        for (group, end) in ENDS {
            if !(have & group).difference(next.attributes()).is_empty() {
                add(end, out);
                have -= group;
            }
        }
        for (attribute, set) in SETS {
            if next.attributes().contains(attribute) && !have.contains(attribute) {
                add(set, out);
            }
        }
        if self.fg() != next.fg() {
            next.fg().add_codes(0, out);
        }
        if self.bg() != next.bg() {
            next.bg().add_codes(10, out);
        }
    }
}

/// Appends a code and what divides it from the next.
fn add(code: u8, out: &mut Vec<u8>) {
    decimal(code.into(), out);
    out.push(b';');
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
    fn add_codes(self, background: u8, out: &mut Vec<u8>) {
        let mut add = |codes: &[u8]| codes.iter().for_each(|code| add(*code, out));
        match self.0.to_be_bytes() {
            [1, _, _, index @ 0..8] => add(&[30 + background + index]),
            [1, _, _, index @ 8..16] => add(&[82 + background + index]),
            [1, _, _, index] => add(&[38 + background, 5, index]),
            [2, red, green, blue] => add(&[38 + background, 2, red, green, blue]),
            _ => add(&[39 + background]),
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
