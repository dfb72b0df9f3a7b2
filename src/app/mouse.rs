//! What the mouse does, where a terminal sends it: never more than keys do.
//!
//! Invariant: the pane under the pointer is meant, whichever has the focus, and what lies over all of them before any.
//! Absent on purpose: dragging and hovering.

use super::State;
use super::action::Pane;
use super::key::{Mouse, MouseKind};
use super::list::ROW_HEIGHT;
use super::message::Effect;
use super::motion::Motion;

/// Lines that one turn of the wheel scrolls.
const TURN: isize = 3;

impl State {
    /// A turn of the wheel, or a press.
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        if let Some(overlay) = &mut self.overlay {
            match mouse.kind {
                MouseKind::ScrollUp => overlay.scroll(Motion::Lines(-TURN)),
                MouseKind::ScrollDown => overlay.scroll(Motion::Lines(TURN)),
                // As most keys do.
                MouseKind::Press => self.overlay = None,
            }
            return Vec::new();
        }
        let (column, row) = (mouse.column, mouse.row);
        let under = |pane: &&Pane| {
            let area = self.areas.and_then(|areas| areas.of(**pane));
            area.is_some_and(|area| area.contains((column, row).into()))
        };
        let Some(pane) = Pane::ALL.iter().find(under).copied() else { return Vec::new() };
        match mouse.kind {
            MouseKind::ScrollUp => self.scroll(pane, Motion::Lines(-TURN)),
            MouseKind::ScrollDown => self.scroll(pane, Motion::Lines(TURN)),
            MouseKind::Press => self.press(pane, row),
        }
    }

    /// A press selects what it falls on; on what is selected already it goes on to it.
    fn press(&mut self, pane: Pane, row: u16) -> Vec<Effect> {
        let area = self.areas.and_then(|areas| areas.of(pane)).unwrap_or_default();
        let row = usize::from(row.saturating_sub(area.y));
        self.set_focus(pane);
        match pane {
            Pane::Stories => self.select_story(self.list.top + row / ROW_HEIGHT),
            Pane::Text => Vec::new(),
            Pane::Briefing => {
                if let Some(finding) = self.findings.lines.get(self.findings.top + row).and_then(|line| line.finding())
                {
                    self.findings.select(finding);
                    self.show_finding();
                }
                Vec::new()
            }
            Pane::Page => self.press_page(row),
        }
    }
}
