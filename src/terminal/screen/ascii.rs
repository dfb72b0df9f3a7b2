//! The nearest ASCII character, for terminals that do not show UTF-8; and on consoles the nearest that their fonts have.
//!
//! Invariant: one character for one, so nothing moves. Absent on purpose: whole words; `…` is one dot.

use unicode_normalization::char::decompose_canonical;

use crate::terminal::profile::Profile;

/// What is drawn in place of `c` on this terminal.
pub(super) fn shown(c: char, profile: &Profile) -> char {
    match c {
        c if !profile.utf8 => nearest(c),
        c if !profile.console => c,
        '❝' | '❞' | '✎' => nearest(c),
        // The ends of bars, in halves.
        '▉' | '▊' | '▋' => '█',
        '▍' => '▌',
        '▎' | '▏' => ' ',
        c => c,
    }
}

/// What is drawn in place of `c` in ASCII.
fn nearest(c: char) -> char {
    match c {
        ' '..='~' => c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '❝' | '❞' | '〝' | '〞' | '＂' => '"',
        '‘' | '’' | '‛' | '′' | '❛' | '❜' | '´' => '\'',
        '‚' => ',',
        '‹' | '◀' | '◂' | '←' | '⟨' | '⟪' => '<',
        '›' | '▶' | '▸' | '→' | '⟩' | '⟫' | '▌' | '▐' => '>',
        '↑' | '▲' | '▴' => '^',
        '↓' | '▼' | '▾' => 'v',
        '‐'..='―' | '−' | '─' | '━' | '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '⎯' | '╴' | '╶' => {
            '-'
        }
        '│' | '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' | '╵' | '╷' | '¦' => '|',
        '═' => '=',
        '┌'..='╋' | '╒'..='╰' => '+',
        '█'..='▋' | '■' | '▮' | '▀' | '▄' => '#',
        '░' | '▒' | '▓' => ':',
        '●' | '◆' | '★' | '✱' | '∗' | '▪' | '◉' => '*',
        '·' | '…' | '∙' | '⋯' | '▍'..='▏' => '.',
        '•' | '○' | '◦' | '☆' | '◇' | '°' => 'o',
        '✎' => '#',
        '✓' | '✔' => 'v',
        '×' | '✗' | '✘' => 'x',
        '÷' | '⁄' | '∕' => '/',
        '¡' => '!',
        '¿' => '?',
        '€' => 'E',
        '£' => 'L',
        'ß' => 's',
        'Æ' | 'Ą' => 'A',
        'æ' => 'a',
        'Œ' | 'Ø' => 'O',
        'œ' | 'ø' => 'o',
        'Ł' => 'L',
        'ł' => 'l',
        'Đ' | 'Ð' => 'D',
        'đ' | 'ð' => 'd',
        'Þ' => 'T',
        'þ' => 't',
        'ı' => 'i',
        '①'..='⑨' => digit(c, '①'),
        '❶'..='❾' => digit(c, '❶'),
        _ => base(c),
    }
}

fn digit(c: char, one: char) -> char {
    char::from_digit(u32::from(c) - u32::from(one) + 1, 10).unwrap_or('?')
}

/// The letter under the accents.
fn base(c: char) -> char {
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    first.filter(char::is_ascii_graphic).unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stay_apart() {
        let drawn: String = "▌•*#█▋▍≠❝".chars().map(nearest).collect();
        assert_eq!(drawn, ">o*###.=\"");
    }

    #[test]
    fn a_console_is_sent_what_its_font_has() {
        let on = |term: &str, lang: &str| -> String {
            let profile = Profile::read(|name| match name {
                "TERM" => Some(term.to_owned()),
                "LANG" => Some(lang.to_owned()),
                _ => None,
            });
            "▌❝7 Á█▋▎✎".chars().map(|c| shown(c, &profile)).collect()
        };
        assert_eq!(on("linux", "id_ID.UTF-8"), "▌\"7 Á██ #");
        assert_eq!(on("xterm", "id_ID.UTF-8"), "▌❝7 Á█▋▎✎");
        assert_eq!(on("linux", "C"), ">\"7 A##.#");
    }
}
