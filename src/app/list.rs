//! The list of stories: a window of rows on something longer, and the row that is selected.
//!
//! Invariant: `selected` is a position of the list wherever it is not empty, and stands between `top` and the bottom
//! of the pane. Absent on purpose: the stories.

use ratatui::layout::Rect;

use super::message::{Effect, Row, Totals};

/// Rows of the screen that a story takes.
pub const ROW_HEIGHT: usize = 2;

/// Stories at the end of the pane that are followed while it scrolls.
const EDGE: usize = 5;

/// The list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// How long it is.
    pub totals: Totals,
    /// Position of the selected story.
    pub selected: usize,
    /// Position of the first story in view.
    pub top: usize,
    /// Stories that fit the pane.
    pub height: usize,
    /// Position of the first row held.
    from: usize,
    rows: Vec<Row>,
}

impl List {
    /// The row at a position, where it is held.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at.checked_sub(self.from)?)
    }

    /// The rows in view with their positions.
    pub fn in_view(&self) -> impl Iterator<Item = (usize, &Row)> {
        let end = (self.top + self.height).min(self.totals.stories);
        (self.top..end).filter_map(|at| Some((at, self.row(at)?)))
    }

    /// Rows arrived.
    pub fn receive(&mut self, from: usize, rows: Vec<Row>) {
        self.from = from;
        self.rows = rows;
    }

    /// The list has another length. Narrowed by other words it has other rows: those held are let go.
    pub fn change(&mut self, totals: Totals) {
        if totals.query != self.totals.query {
            self.rows.clear();
        }
        self.totals = totals;
        self.select(self.selected);
    }

    /// Selects a position as far as the list goes, and scrolls as little as shows it.
    pub fn select(&mut self, at: usize) {
        self.selected = at.min(self.totals.stories.saturating_sub(1));
        if self.selected < self.top {
            self.top = self.selected;
        } else if self.selected >= self.top + self.height {
            self.top = self.selected + 1 - self.height.max(1);
        }
        self.top = self.top.min(self.totals.stories.saturating_sub(self.height));
    }

    /// Where the selection runs along while the list scrolls beneath it: the rows at the end of `pane` that it is at. No
    /// more of a list that moves can be followed with the eye, and on a thin line all of it is a quarter of a second.
    /// Somebody who jumps further than these rows sees the marker twice until keys rest.
    pub fn edge(&self, pane: Rect) -> Option<Rect> {
        let height = u16::try_from(EDGE * ROW_HEIGHT).ok().filter(|height| *height < pane.height)?;
        let below = u16::try_from((self.top + self.height).checked_sub(self.selected + 1)? * ROW_HEIGHT).ok()?;
        let rows = u16::try_from(self.height * ROW_HEIGHT).ok()?;
        match (below, self.top, self.selected == self.top) {
            (0, 1.., _) => Some(Rect { y: (pane.y + rows).checked_sub(height)?, height, ..pane }),
            (1.., _, true) => Some(Rect { height, ..pane }),
            _ => None,
        }
    }

    /// Asks for the rows that are in view and not held, with as many before and after them.
    pub fn missing(&self) -> Option<Effect> {
        self.within(0)
    }

    /// The same half a screen before they come into view, for when there is time.
    pub fn soon_missing(&self) -> Option<Effect> {
        self.within(self.height / 2)
    }

    /// Asks for rows where some are not held of those in view and so many before and after.
    fn within(&self, margin: usize) -> Option<Effect> {
        let start = self.top.saturating_sub(margin);
        let end = (self.top + self.height + margin).min(self.totals.stories);
        let complete = start >= end || self.from <= start && end <= self.from + self.rows.len();
        (!complete).then(|| self.refresh())
    }

    /// Asks for the rows in view again, because what they show has changed.
    pub fn refresh(&self) -> Effect {
        Effect::Rows { from: self.top.saturating_sub(self.height), count: 3 * self.height.max(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_stays_in_view() {
        let mut list = List { height: 4, totals: Totals { stories: 10, ..Totals::default() }, ..List::default() };
        for (at, top) in [(3, 0), (4, 1), (9, 6), (6, 6), (5, 5), (0, 0), (99, 6)] {
            list.select(at);
            assert_eq!(list.top, top, "selecting {at}");
            assert!((list.top..list.top + 4).contains(&list.selected));
        }
    }

    #[test]
    fn at_an_end_of_the_pane_the_rows_there_are_followed() {
        let pane = Rect::new(0, 2, 30, 21);
        let mut list = List { height: 10, totals: Totals { stories: 30, ..Totals::default() }, ..List::default() };
        for (at, rows) in [(4, None), (9, None), (10, Some(12..22)), (12, Some(12..22)), (11, None), (3, Some(2..12))] {
            list.select(at);
            let edge = list.edge(pane);
            assert_eq!(edge.map(|edge| edge.y..edge.bottom()), rows, "selecting {at}");
        }
        assert_eq!(list.edge(Rect::new(0, 2, 30, 10)), None, "a pane that is no longer than that");
    }

    #[test]
    fn rows_are_asked_for_before_they_come_into_view() {
        let totals = Totals { stories: 100, ..Totals::default() };
        let mut list = List { height: 10, totals, ..List::default() };
        let row = |at: usize| {
            let (headline, marks) = (at.to_string(), crate::app::message::Marks::default());
            let id = crate::app::message::StoryId(at as i64);
            Row { id, headline, speaker: None, quotes: 0, minutes: 1, flagged: false, annotated: false, marks }
        };
        list.receive(20, (20..50).map(row).collect());
        for (top, missing, soon) in [
            (19, true, true),
            (20, false, true),
            (25, false, false),
            (35, false, false),
            (36, false, true),
            (41, true, true),
        ] {
            list.top = top;
            assert_eq!((list.missing().is_some(), list.soon_missing().is_some()), (missing, soon), "at {top}");
        }
        list.receive(0, (0..30).map(row).collect());
        list.top = 0;
        assert_eq!(list.soon_missing(), None, "before the first there are none");
    }

    #[test]
    fn an_empty_list_asks_for_nothing() {
        assert_eq!(List { height: 5, ..List::default() }.missing(), None);
        assert_eq!(List { height: 5, ..List::default() }.soon_missing(), None);
    }
}
