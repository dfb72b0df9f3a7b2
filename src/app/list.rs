//! The list of stories: a window of rows on something longer, and the row that is selected.
//!
//! Invariant: `selected` is a position of the list wherever it is not empty, and stands between `top` and the bottom
//! of the pane. Absent on purpose: the stories.

use ratatui::layout::Rect;

use super::message::Window;
use super::motion::Motion;
use super::story::{Row, Totals};

/// Rows of the screen that a story takes.
pub const ROW_HEIGHT: usize = 2;

/// Stories at the end of the pane that are followed while it scrolls.
const EDGE: usize = 5;

/// A place in the list to which a key may lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Position of the story selected then.
    pub at: usize,
    /// The rows in view there, and around, where they are not held.
    pub missing: Option<Window>,
}

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
    /// Whether the last step went towards the beginning.
    is_backward: bool,
    /// Position of the first row held.
    from: usize,
    rows: Vec<Row>,
    /// Whether the rows held come from more than one source.
    has_sources: bool,
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

    /// The source of a row, where others of those held come from elsewhere: else it tells nothing.
    pub fn source<'a>(&self, row: &'a Row) -> Option<&'a str> {
        row.source.as_deref().filter(|_| self.has_sources)
    }

    /// Rows arrived.
    pub fn receive(&mut self, from: usize, rows: Vec<Row>) {
        self.from = from;
        self.has_sources = rows.iter().any(|row| row.source != rows[0].source);
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
        let before = self.selected;
        self.selected = at.min(self.last());
        // A step selects a story twice: when the key is pressed, and when the story has come. The second is no step.
        if self.selected != before {
            self.is_backward = self.selected < before;
        }
        self.top = self.top_with(self.selected);
    }

    fn last(&self) -> usize {
        self.totals.stories.saturating_sub(1)
    }

    /// The first story in view with another one selected.
    fn top_with(&self, selected: usize) -> usize {
        let top = if selected < self.top {
            selected
        } else if selected >= self.top + self.height {
            selected + 1 - self.height.max(1)
        } else {
            self.top
        };
        top.min(self.totals.stories.saturating_sub(self.height))
    }

    /// The places to which keys lead from here, the likeliest first.
    pub fn next(&self) -> Vec<Next> {
        let (step, page) = if self.is_backward { (-1, -2) } else { (1, 2) };
        let step = [step, -step].map(Motion::Lines);
        let ways = step.into_iter().chain([Motion::HalfPages(page), Motion::End, Motion::Start]);
        let places = ways.map(|way| way.applied(self.selected, self.height, self.last()));
        let next = |at| Next { at, missing: self.missing_at(self.top_with(at)) };
        places.filter(|at| *at != self.selected).map(next).collect()
    }

    /// Where the selection runs along while the list scrolls beneath it: the rows at the end of `pane` that it is at.
    /// The eye cannot follow more of a list that moves, and on a thin line all of it would take a quarter of a
    /// second. Somebody who jumps further than these rows sees the marker twice until keys rest.
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

    /// The rows in view with as many before and after them, where some in view are not held.
    pub fn missing(&self) -> Option<Window> {
        self.missing_at(self.top)
    }

    fn missing_at(&self, top: usize) -> Option<Window> {
        (!self.holds(top, 0)).then(|| self.around(top, 1))
    }

    /// The same a screen before they come into view, for when there is time; so many that it is not asked for again
    /// soon.
    pub fn soon_missing(&self) -> Option<Window> {
        (!self.holds(self.top, self.height)).then(|| self.around(self.top, 2))
    }

    /// The rows in view with as many before and after them.
    pub fn window(&self) -> Window {
        self.around(self.top, 1)
    }

    /// Whether the rows of a screen are held, and so many before and after.
    fn holds(&self, top: usize, margin: usize) -> bool {
        let start = top.saturating_sub(margin);
        let end = (top + self.height + margin).min(self.totals.stories);
        start >= end || self.from <= start && end <= self.from + self.rows.len()
    }

    /// The rows of a screen, and so many screens before and after.
    fn around(&self, top: usize, screens: usize) -> Window {
        let before = screens * self.height;
        Window { from: top.saturating_sub(before), count: 2 * before + self.height.max(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::story::{Marks, StoryId};
    use crate::article::Article;
    use crate::brief::Briefing;

    fn list(stories: usize) -> List {
        List { height: 10, totals: Totals { stories, ..Totals::default() }, ..List::default() }
    }

    fn rows(positions: std::ops::Range<usize>) -> Vec<Row> {
        let row = |at: usize| {
            let article = Article { headline: at.to_string(), ..Article::default() };
            Row::of(StoryId(at as i64), &article, &Briefing::default(), 1, Marks::default())
        };
        positions.map(row).collect()
    }

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
        let mut list = list(30);
        for (at, rows) in [(4, None), (9, None), (10, Some(12..22)), (12, Some(12..22)), (11, None), (3, Some(2..12))] {
            list.select(at);
            let edge = list.edge(pane);
            assert_eq!(edge.map(|edge| edge.y..edge.bottom()), rows, "selecting {at}");
        }
        assert_eq!(list.edge(Rect::new(0, 2, 30, 10)), None, "a pane that is no longer than that");
    }

    #[test]
    fn rows_are_asked_for_before_they_come_into_view() {
        let mut list = list(100);
        list.receive(20, rows(20..50));
        for (top, missing, soon) in [
            (19, true, true),
            (20, false, true),
            (29, false, true),
            (30, false, false),
            (31, false, true),
            (40, false, true),
            (41, true, true),
        ] {
            list.top = top;
            assert_eq!((list.missing().is_some(), list.soon_missing().is_some()), (missing, soon), "at {top}");
        }
        list.receive(0, rows(0..30));
        list.top = 0;
        assert_eq!(list.soon_missing(), None, "before the first there are none");
    }

    #[test]
    fn what_keys_lead_to_is_known_before_they_are_pressed() {
        let mut list = list(100);
        list.receive(0, rows(0..50));
        let end = Some(Window { from: 80, count: 30 });
        for (at, places) in [
            (0, vec![(1, None), (9, None), (99, end)]),
            (20, vec![(21, None), (19, None), (29, None), (99, end), (0, None)]),
            (18, vec![(17, None), (19, None), (9, None), (99, end), (0, None)]),
        ] {
            list.select(at);
            list.select(at);
            let next: Vec<_> = list.next().iter().map(|next| (next.at, next.missing)).collect();
            assert_eq!(next, places, "at {at}");
        }
    }

    #[test]
    fn a_source_is_told_where_there_are_several() {
        let row = |source: Option<&str>| {
            let article = Article { source: source.map(str::to_owned), ..Article::default() };
            Row::of(StoryId(0), &article, &Briefing::default(), 1, Marks::default())
        };
        for (sources, told) in [
            (&[Some("Warta"), Some("Warta")][..], false),
            (&[Some("Warta"), Some("Sagara")], true),
            (&[Some("Warta"), None], true),
            (&[], false),
        ] {
            let mut list = list(30);
            list.receive(0, sources.iter().map(|source| row(*source)).collect());
            assert_eq!(list.source(&row(Some("Warta"))), told.then_some("Warta"), "{sources:?}");
        }
    }

    #[test]
    fn rows_of_another_search_are_not_shown() {
        let mut list = list(30);
        list.receive(0, rows(0..30));
        list.change(Totals { stories: 29, ..Totals::default() });
        assert!(list.row(0).is_some(), "of the same list they are");
        list.change(Totals { stories: 30, query: Some("air".into()), ..Totals::default() });
        assert!(list.row(0).is_none() && list.missing().is_some());
    }

    #[test]
    fn an_empty_list_asks_for_nothing() {
        let list = list(0);
        assert_eq!((list.missing(), list.soon_missing(), list.next()), (None, None, Vec::new()));
    }
}
