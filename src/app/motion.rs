//! How far a key moves, the same in the list, the text, the findings and the overlays.
//!
//! Invariant: a motion never leaves `0..=last`. Absent on purpose: what is moved.

use std::ops::RangeInclusive;

use super::action::Action;

/// A way to move along something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// So many lines or items, back where negative.
    Lines(isize),
    /// So many half pages, back where negative.
    HalfPages(isize),
    /// To the beginning.
    Start,
    /// To the end.
    End,
}

impl Motion {
    /// The motion of an action that moves.
    pub fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::Down | Action::Advance => Motion::Lines(1),
            Action::Up => Motion::Lines(-1),
            Action::PageDown => Motion::HalfPages(2),
            Action::PageUp => Motion::HalfPages(-2),
            Action::HalfDown => Motion::HalfPages(1),
            Action::HalfUp => Motion::HalfPages(-1),
            Action::Start => Motion::Start,
            Action::End => Motion::End,
            _ => return None,
        })
    }

    /// Where it leads from `at`, with `page` lines or items in view and `last` the last place to be. A whole page
    /// keeps one line of the page before in view.
    ///
    /// ```
    /// use kilas::app::motion::Motion;
    /// assert_eq!(Motion::HalfPages(2).applied(0, 10, 100), 9);
    /// assert_eq!(Motion::Lines(-1).applied(0, 10, 100), 0);
    /// ```
    pub fn applied(self, at: usize, page: usize, last: usize) -> usize {
        let step = match self {
            Motion::Start => return 0,
            Motion::End => return last,
            Motion::Lines(lines) => lines,
            Motion::HalfPages(halves) if halves % 2 == 0 => halves / 2 * page.saturating_sub(1).max(1) as isize,
            Motion::HalfPages(halves) => halves * (page / 2).max(1) as isize,
        };
        at.saturating_add_signed(step).min(last)
    }
}

/// The first line in view, of `length`, that shows the lines `shown` on `height` rows with as little scrolling as that
/// takes; their beginning, where they are more than fit.
///
/// ```
/// use kilas::app::motion::revealing;
/// assert_eq!(revealing(0, 5, 6..=7, 20), 3);
/// assert_eq!(revealing(9, 5, 6..=7, 20), 6);
/// assert_eq!(revealing(0, 5, 8..=19, 20), 8);
/// ```
pub fn revealing(top: usize, height: usize, shown: RangeInclusive<usize>, length: usize) -> usize {
    let (first, last) = (*shown.start(), *shown.end());
    let top = if first < top {
        first
    } else if last >= top + height {
        (last + 1).saturating_sub(height).min(first)
    } else {
        top
    };
    top.min(length.saturating_sub(height))
}
