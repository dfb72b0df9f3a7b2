//! Moving along things that take several lines each: the findings of a story, the items of a page.
//!
//! Invariant: no line is passed over. What is longer than the view is scrolled through before the selection goes on,
//! and a page down begins with the last line of the page before, as in less. Absent on purpose: what the things are,
//! and bringing one into view that is gone to.

use std::ops::RangeInclusive;

use super::motion::Motion;

/// The lines in view, and which thing each line is of.
pub(super) struct Paging {
    /// For each line the position of what it is of; none for blanks and headings. In order.
    pub(super) owners: Vec<Option<usize>>,
    /// Rows of the view.
    pub(super) height: usize,
    /// The first line in view.
    pub(super) top: usize,
    /// What is selected.
    pub(super) selected: usize,
}

/// Where a motion leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// To another thing, which is to be shown with as little scrolling as that takes.
    To(usize),
    /// To these lines.
    Scrolled {
        /// What is selected.
        selected: usize,
        /// The first line in view.
        top: usize,
    },
}

impl Paging {
    /// Where a motion leads; none where there is nothing.
    pub(super) fn moved(&self, motion: Motion) -> Option<Moved> {
        Some(match motion {
            Motion::Lines(lines) => self.stepped(motion, lines < 0)?,
            Motion::HalfPages(_) => self.paged(motion)?,
            Motion::Start => Moved::To(self.owners.iter().find_map(|owner| *owner)?),
            Motion::End => self.to_end_of(self.owners.iter().rev().find_map(|owner| *owner)?),
        })
    }

    /// So many things on; first through the lines of the one that is selected.
    fn stepped(&self, motion: Motion, is_back: bool) -> Option<Moved> {
        let lines = self.lines_of(self.selected)?;
        let (first, end) = (*lines.start(), self.end(&lines));
        if (is_back && self.top > first) || (!is_back && self.top < end) {
            let top = motion.applied(self.top, self.height, end).max(first.min(self.top));
            return Some(Moved::Scrolled { selected: self.selected, top });
        }
        let mut things: Vec<usize> = self.owners.iter().flatten().copied().collect();
        things.dedup();
        let here = things.partition_point(|at| *at < self.selected);
        let there = *things.get(motion.applied(here, self.height, things.len().saturating_sub(1)))?;
        Some(if is_back { self.to_end_of(there) } else { Moved::To(there) })
    }

    /// So many lines on, to the first thing that begins in view; at an end of the lines, to the last or the first
    /// thing.
    fn paged(&self, motion: Motion) -> Option<Moved> {
        let top = motion.applied(self.top, self.height, self.owners.len().saturating_sub(self.height));
        if top == self.top {
            let is_back = motion.applied(1, self.height, 2) == 0;
            return self.moved(if is_back { Motion::Start } else { Motion::End });
        }
        let in_view = || top..(top + self.height).min(self.owners.len());
        let begins = |line: &usize| line.checked_sub(1).is_none_or(|before| self.owners[before] != self.owners[*line]);
        let begun = in_view().filter(begins).find_map(|line| self.owners[line]);
        let selected = begun.or_else(|| in_view().find_map(|line| self.owners[line]))?;
        Some(Moved::Scrolled { selected, top })
    }

    /// To a thing, its end in view where it is longer than the view: the reader comes from below.
    fn to_end_of(&self, thing: usize) -> Moved {
        match self.lines_of(thing) {
            Some(lines) if lines.clone().count() > self.height => {
                Moved::Scrolled { selected: thing, top: self.end(&lines) }
            }
            _ => Moved::To(thing),
        }
    }

    /// The first line in view where the last of these is the last in view.
    fn end(&self, lines: &RangeInclusive<usize>) -> usize {
        (lines.end() + 1).saturating_sub(self.height)
    }

    fn lines_of(&self, thing: usize) -> Option<RangeInclusive<usize>> {
        let is_of = |owner: &Option<usize>| *owner == Some(thing);
        Some(self.owners.iter().position(is_of)?..=self.owners.iter().rposition(is_of)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Things of these many lines, a blank between two, in a view of four rows.
    fn paging(lengths: &[usize], selected: usize, top: usize) -> Paging {
        let mut owners = Vec::new();
        for (thing, length) in lengths.iter().enumerate() {
            owners.extend((thing > 0).then_some(None));
            owners.extend(std::iter::repeat_n(Some(thing), *length));
        }
        Paging { owners, height: 4, top, selected }
    }

    #[test]
    fn what_is_longer_than_the_view_is_read_to_its_end_and_back() {
        let at = |selected, top| Some(Moved::Scrolled { selected, top });
        let long = |selected, top| paging(&[2, 7, 2], selected, top);
        let (down, up) = (Motion::Lines(1), Motion::Lines(-1));
        assert_eq!(long(0, 0).moved(down), Some(Moved::To(1)));
        assert_eq!(long(1, 3).moved(down), at(1, 4));
        assert_eq!(long(1, 5).moved(Motion::Lines(3)), at(1, 6), "no further than its end");
        assert_eq!(long(1, 6).moved(down), Some(Moved::To(2)));
        assert_eq!(long(2, 9).moved(up), at(1, 6), "from below it is met at its end");
        assert_eq!(long(1, 6).moved(up), at(1, 5));
        assert_eq!(long(1, 4).moved(Motion::Lines(-3)), at(1, 3), "no further than its beginning");
        assert_eq!(long(1, 3).moved(up), Some(Moved::To(0)));
    }

    #[test]
    fn a_page_down_passes_nothing_over() {
        let mut paging = paging(&[3, 6, 2, 5, 9], 0, 0);
        let mut seen = paging.height;
        let mut turns = 0;
        while let Some(Moved::Scrolled { selected, top }) = paging.moved(Motion::HalfPages(2)).filter(|_| turns < 20) {
            assert!(top < seen, "line {seen} was not shown");
            assert!(paging.lines_of(selected).is_some_and(|lines| *lines.start() < top + 4 && *lines.end() >= top));
            if top == paging.top {
                break;
            }
            seen = top + paging.height;
            (paging.selected, paging.top, turns) = (selected, top, turns + 1);
        }
        assert_eq!((paging.selected, seen), (4, paging.owners.len()));
        assert_eq!(paging.moved(Motion::HalfPages(-2)), Some(Moved::Scrolled { selected: 4, top: 22 }));
    }

    #[test]
    fn the_ends_are_the_first_thing_and_the_last_to_its_last_line() {
        assert_eq!(paging(&[2, 2, 9], 0, 0).moved(Motion::End), Some(Moved::Scrolled { selected: 2, top: 11 }));
        assert_eq!(paging(&[2, 2, 2], 0, 0).moved(Motion::End), Some(Moved::To(2)));
        assert_eq!(paging(&[2, 2, 9], 2, 11).moved(Motion::Start), Some(Moved::To(0)));
        assert_eq!(paging(&[2], 0, 0).moved(Motion::HalfPages(-1)), Some(Moved::To(0)));
        assert_eq!(paging(&[], 0, 0).moved(Motion::End), None);
    }
}
