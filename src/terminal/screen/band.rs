//! Bands: stretches of columns that change apart from each other, as panes that stand side by side do.
//!
//! Invariant: the bands of a frame cover its columns once, in order, for any two frames. Written one band after the
//! other, the pen stays with one pane's styles, where row after row it changes at each border. Absent on purpose:
//! knowing what a pane is; columns in which next to nothing changes part two of them.

use std::ops::Range;

use super::change::Change;

/// A border is a column that changes in no more rows than these: a title above may cross it.
const CROSSING: u16 = 2;
/// In fewer changed rows a pane is not told from chance.
const ROWS: usize = 6;
/// Narrower than this is no pane but the edge of one: a marker, a number beside a text.
const COLUMNS: usize = 8;

/// The bands in which these rows change.
pub(super) fn bands<'c>(rows: impl Iterator<Item = &'c [Change]>, columns: usize) -> Vec<Range<usize>> {
    let mut changes = vec![0; columns];
    let mut changed = 0;
    for row in rows {
        changed += usize::from(row.iter().any(|cell| cell.is_new()));
        row.iter().zip(&mut changes).for_each(|(cell, count)| *count += u16::from(cell.is_new()));
    }
    let mut bands = Vec::new();
    let mut start = 0;
    for end in 1..columns {
        let is_border = changes[end - 1] <= CROSSING && changes[end] > CROSSING;
        let has_pane = || changes[start..end].iter().filter(|count| **count > CROSSING).count() >= COLUMNS;
        if changed >= ROWS && is_border && has_pane() {
            bands.push(start..end);
            start = end;
        }
    }
    bands.push(start..columns);
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    use super::super::cell::Cell;
    use super::super::change::add;

    fn screen(rows: &[&str]) -> Vec<Vec<Cell>> {
        let profile = crate::terminal::Profile::read(|_| None);
        let cell = |c: char| Cell::new(c.encode_utf8(&mut [0; 4]), super::super::Ink::default(), &profile);
        rows.iter().map(|row| row.chars().map(cell).collect()).collect()
    }

    #[test]
    fn a_column_that_stays_parts_two_bands() {
        let before = screen(&["x|abababab|cd"; 6]);
        let after = screen(&["y|babababa|dc"; 6]);
        let ends = |after: &[Vec<Cell>]| {
            let mut changes = Vec::new();
            before.iter().zip(after).for_each(|(before, after)| add(&mut changes, before, after));
            bands(changes.chunks(13), 13).iter().map(|band| band.end).collect::<Vec<_>>()
        };
        assert_eq!(ends(&after), [11, 13], "the first column is an edge");
        assert_eq!(ends(&after[..3]), [13], "too few rows");
        assert_eq!(ends(&before), [13]);
    }

    /// A border that runs through a wide character: its second half belongs to the band before.
    #[test]
    fn a_wide_character_over_the_border_stays_whole() {
        let frames = ["abababab|cdcdcdcdcdcdcdcdcdcdcd", "babababa|dcdcdcdcdcdcdcdcdcdcdc"]
            .map(|row| [row; 8].map(str::to_owned));
        let [before, mut after] = frames;
        after[3] = "babababaま                   x".to_owned();
        let mut screen = super::super::Screen::new((40, 8), &crate::terminal::Profile::read(|_| None));
        let mut terminal = vt100::Parser::new(8.try_into().unwrap(), 40.try_into().unwrap(), 0);
        for frame in [before, after] {
            let text = frame.join("\n");
            terminal
                .process(screen.draw(None, |drawn| drawn.render_widget(ratatui::text::Text::raw(text), drawn.area())));
            let shown: Vec<String> = terminal.screen().rows(0, 40).map(|row| row.trim_end().to_owned()).collect();
            assert_eq!(shown, frame);
        }
    }
}
