//! Which panes stand where at a size: three from 120 columns, two from 80, one below.
//!
//! Invariant: areas never overlap and never leave the screen; the pane that has the focus always has an area. All
//! numbers are columns and rows. Absent on purpose: what is drawn in them.

use ratatui::layout::Rect;

use super::action::Pane;

/// The least size the screen is drawn at.
pub const LEAST: (u16, u16) = (40, 12);
/// Columns left of the text: the bar or number of a quotation, and a blank.
pub const GUTTER: u16 = 2;
/// The widest a line of text gets: past this the eye loses the next line.
const MEASURE: u16 = 84;

/// Where everything stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The line at the top.
    pub header: Rect,
    /// The line of titles above the panes.
    pub titles: Rect,
    /// The line at the bottom.
    pub footer: Rect,
    /// The list of stories.
    pub stories: Option<Rect>,
    /// The text, gutter included.
    pub text: Option<Rect>,
    /// The findings.
    pub briefing: Option<Rect>,
    /// A page, which stands alone.
    pub page: Option<Rect>,
}

impl Areas {
    /// The areas of a screen of `size`, or none when it is smaller than [`LEAST`]. `side` is the pane shown beside
    /// the text where only one fits.
    pub fn new(size: (u16, u16), focus: Pane, side: Pane, zoomed: bool) -> Option<Self> {
        let (width, height) = size;
        if width < LEAST.0 || height < LEAST.1 {
            return None;
        }
        let row = |y| Rect::new(0, y, width, 1);
        let body = |x, width| Some(Rect::new(x, 2, width, height - 3));
        let mut areas = Areas { header: row(0), titles: row(1), footer: row(height - 1), ..Areas::default() };
        if focus == Pane::Page {
            areas.page = body(0, width);
        } else if zoomed {
            areas.text = body(0, width);
        } else if width >= 120 {
            let (list, findings) = (width * 26 / 100, width * 30 / 100);
            areas.stories = body(0, list);
            areas.text = body(list + 1, width - list - findings - 2);
            areas.briefing = body(width - findings, findings);
        } else if width >= 80 {
            let list = width * 38 / 100;
            if side == Pane::Briefing {
                areas.text = body(0, width - list - 1);
                areas.briefing = body(width - list, list);
            } else {
                areas.stories = body(0, list);
                areas.text = body(list + 1, width - list - 1);
            }
        } else {
            match focus {
                Pane::Stories => areas.stories = body(0, width),
                Pane::Text => areas.text = body(0, width),
                Pane::Briefing => areas.briefing = body(0, width),
                Pane::Page => {}
            }
        }
        Some(areas)
    }

    /// The area of a pane, where it is shown.
    pub fn of(&self, pane: Pane) -> Option<Rect> {
        match pane {
            Pane::Stories => self.stories,
            Pane::Text => self.text,
            Pane::Briefing => self.briefing,
            Pane::Page => self.page,
        }
    }

    /// The part of the screen that keys move, where other panes only follow it: the list with its title, while it has
    /// the focus beside the story it shows.
    pub fn leads(&self, focus: Pane) -> Option<Rect> {
        let list = self.stories.filter(|_| focus == Pane::Stories && self.text.is_some())?;
        Some(Rect { y: self.titles.y, height: list.bottom() - self.titles.y, ..list })
    }

    /// Where the lines of the text stand within the text's area: right of the gutter, centred where there is more
    /// room than a line takes.
    pub fn measure(&self) -> Option<Rect> {
        let area = self.text?;
        let room = area.width.saturating_sub(GUTTER + 1);
        let width = room.min(MEASURE);
        Some(Rect { x: area.x + GUTTER + (room - width) / 2, width, ..area })
    }
}

/// The widest a page gets.
const PAGE: u16 = 100;

/// Where the lines of a page stand within its area: in the middle, where there is more room than they take.
pub fn page_measure(area: Rect) -> Rect {
    let width = area.width.min(PAGE);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_leads_where_a_story_follows_it() {
        let leads = |width, focus| Areas::new((width, 24), focus, Pane::Stories, false)?.leads(focus);
        assert_eq!(leads(80, Pane::Stories), Some(Rect::new(0, 1, 30, 22)));
        assert_eq!(leads(80, Pane::Text), None);
        assert_eq!(leads(60, Pane::Stories), None, "nothing stands beside it");
    }

    #[test]
    fn the_focus_is_always_shown_and_nothing_overlaps() {
        for width in 40..=220 {
            for (focus, side) in [
                (Pane::Stories, Pane::Stories),
                (Pane::Text, Pane::Stories),
                (Pane::Text, Pane::Briefing),
                (Pane::Briefing, Pane::Briefing),
                (Pane::Page, Pane::Stories),
            ] {
                let areas = Areas::new((width, 24), focus, side, false).unwrap();
                assert!(areas.of(focus).is_some(), "{focus:?} at {width}");
                let shown: Vec<Rect> = Pane::ALL.iter().filter_map(|pane| areas.of(*pane)).collect();
                for pair in shown.windows(2) {
                    assert!(pair[0].right() < pair[1].x, "{areas:?}");
                }
                assert!(shown.iter().all(|area| area.right() <= width));
            }
        }
    }

    #[test]
    fn a_screen_that_is_too_small_has_no_areas() {
        assert_eq!(Areas::new((39, 12), Pane::Text, Pane::Stories, false), None);
        assert_eq!(Areas::new((0, 0), Pane::Text, Pane::Stories, false), None);
    }
}
