//! The table of everything a key can do.
//!
//! Invariant: an action stands here once, and the keymap, the help, the footer, the README's key table and the keys
//! of the locales are all made from its line. Absent on purpose: what an action does; that is `update`'s.

/// Where the keys go: the pane that has the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pane {
    /// The list of stories.
    Stories,
    /// The text of the story.
    Text,
    /// The findings of the story.
    Briefing,
    /// A page over many stories, which takes the place of all others.
    Page,
}

impl Pane {
    /// The panes that stand side by side, from left to right.
    pub const ABREAST: [Pane; 3] = [Pane::Stories, Pane::Text, Pane::Briefing];
    /// All of them.
    pub const ALL: [Pane; 4] = [Pane::Stories, Pane::Text, Pane::Briefing, Pane::Page];
}

/// What the help groups actions under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving about.
    Moving,
    /// From quotation to quotation.
    Quotations,
    /// Over many stories.
    Stories,
    /// Looking for words.
    Searching,
    /// What is done with a story.
    Keeping,
    /// The program itself.
    Program,
}

impl Group {
    /// The groups in the order of the help.
    pub const ALL: [Group; 6] =
        [Group::Moving, Group::Quotations, Group::Stories, Group::Searching, Group::Keeping, Group::Program];
}

/// One line of the table.
#[derive(Debug)]
pub struct Entry {
    /// The action of this line.
    pub action: Action,
    /// Its name in the keymap and in the locales (`quote.next`).
    pub id: &'static str,
    /// The group it is listed under in the help.
    pub group: Group,
    /// The panes in which its keys work.
    pub panes: &'static [Pane],
    /// Its keys, the one to show first.
    pub keys: &'static [&'static str],
    /// What it does, in English: the help.
    pub help: &'static str,
    /// The same in a word or two, for the footer; empty where the footer does not show it, `&` where its key is shown
    /// with the one before: `j/k move`.
    pub hint: &'static str,
}

macro_rules! actions {
    ($( #[doc = $help:literal] $variant:ident $id:literal $group:ident $panes:ident [$($key:literal)+] $hint:literal )+) => {
        /// Everything a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action { $( #[doc = $help] $variant, )+ }

        /// The table: a line for each action, in the order in which the help shows them.
        pub const TABLE: &[Entry] = &[ $( Entry {
            action: Action::$variant, id: $id, group: Group::$group, panes: $panes,
            keys: &[$($key),+], help: $help, hint: $hint,
        }, )+ ];
    };
}

const ANY: &[Pane] = &Pane::ALL;
const ABREAST: &[Pane] = &Pane::ABREAST;
const STORIES: &[Pane] = &[Pane::Stories];
const TEXT: &[Pane] = &[Pane::Text];
const FINDINGS: &[Pane] = &[Pane::Briefing];
const PAGE: &[Pane] = &[Pane::Page];
const WITHIN: &[Pane] = &[Pane::Text, Pane::Briefing, Pane::Page];

actions! {
    #[doc = "Down a line, or to the next story or finding"]
    Down "line.down" Moving ANY ["j" "Down" "Ctrl-n"] "move"
    #[doc = "Up a line, or to the previous story or finding"]
    Up "line.up" Moving ANY ["k" "Up" "Ctrl-p"] "&"
    #[doc = "From the list: read the story"]
    OpenStory "story.open" Moving STORIES ["Enter"] "read"
    #[doc = "In the text: down a line, as in less"]
    Advance "line.advance" Moving TEXT ["Enter"] ""
    #[doc = "From the briefing: to the words in the text"]
    GoToSource "finding.source" Moving FINDINGS ["Enter"] "go to the words"
    #[doc = "From a page: to what is selected"]
    OpenItem "page.open" Moving PAGE ["Enter"] "go there"
    #[doc = "Next story, or next heading of a page"]
    NextStory "story.next" Moving ANY ["J"] "story"
    #[doc = "Previous story, or previous heading of a page"]
    PreviousStory "story.previous" Moving ANY ["K"] "&"
    #[doc = "Pane to the right"]
    PaneRight "pane.right" Moving ABREAST ["l" "Right"] ""
    #[doc = "Pane to the left"]
    PaneLeft "pane.left" Moving ABREAST ["h" "Left"] ""
    #[doc = "Next pane"]
    NextPane "pane.next" Moving ABREAST ["Tab"] "pane"
    #[doc = "Previous pane"]
    PreviousPane "pane.previous" Moving ABREAST ["Shift-Tab"] ""
    #[doc = "Page down"]
    PageDown "page.down" Moving ANY ["Space" "PageDown" "Ctrl-f"] "page"
    #[doc = "Page up"]
    PageUp "page.up" Moving ANY ["b" "PageUp" "Ctrl-b"] ""
    #[doc = "Half a page down"]
    HalfDown "half.down" Moving ANY ["d" "Ctrl-d"] ""
    #[doc = "Half a page up"]
    HalfUp "half.up" Moving ANY ["u" "Ctrl-u"] ""
    #[doc = "To the beginning"]
    Start "start" Moving ANY ["g" "Home" "<"] ""
    #[doc = "To the end"]
    End "end" Moving ANY ["G" "End" ">"] ""
    #[doc = "The text alone, or all panes"]
    Zoom "zoom" Moving ABREAST ["z"] "text alone"

    #[doc = "Next quotation, across stories"]
    NextQuote "quote.next" Quotations ANY ["]" ")"] "quotation"
    #[doc = "Previous quotation, across stories"]
    PreviousQuote "quote.previous" Quotations ANY ["[" "("] "&"
    #[doc = "Next quotation by the same speaker"]
    NextBySpeaker "quote.speaker.next" Quotations ABREAST ["}"] ""
    #[doc = "Previous quotation by the same speaker"]
    PreviousBySpeaker "quote.speaker.previous" Quotations ABREAST ["{"] ""
    #[doc = "Straight to a quotation of the story"]
    QuoteNumber "quote.number" Quotations ABREAST ["1" "2" "3" "4" "5" "6" "7" "8" "9"] ""
    #[doc = "A letter on every quotation in view; type it to go there"]
    Labels "quote.labels" Quotations ABREAST ["f"] ""
    #[doc = "Why this speaker: cue, source and how it was resolved"]
    Why "quote.why" Quotations ABREAST ["w"] "why"

    #[doc = "Front page: what several stories tell of, each event once"]
    Front "page.front" Stories ANY ["F"] "front page"
    #[doc = "Who is quoted, in all stories"]
    Speakers "page.speakers" Stories ANY ["S"] "speakers"
    #[doc = "Everything this speaker said, in all stories"]
    SaidBy "page.said" Stories ABREAST ["W"] ""
    #[doc = "What has changed since the versions before"]
    Versions "page.versions" Stories ABREAST ["V"] ""
    #[doc = "Stories a day, sources, most quoted speakers"]
    Counts "page.counts" Stories ANY ["C"] ""
    #[doc = "Saved searches, and tags"]
    Kept "page.kept" Stories ANY ["L"] ""

    #[doc = "Search: all stories from the list, else in the story or on the page"]
    Search "search" Searching ANY ["/"] "search"
    #[doc = "Next match, or next unread story when nothing is searched"]
    NextMatch "match.next" Searching ANY ["n"] "match"
    #[doc = "Previous match, or previous unread story when nothing is searched"]
    PreviousMatch "match.previous" Searching ANY ["N"] "&"
    #[doc = "Save the search that is on, or save it no longer"]
    ToggleSearch "search.save" Searching ANY ["+"] ""
    #[doc = "End the search, take marks off, close what is open"]
    Clear "clear" Searching ANY ["Esc"] ""

    #[doc = "Read or unread"]
    ToggleRead "story.read" Keeping ABREAST ["m"] ""
    #[doc = "Mark every story up to this one as read"]
    ReadUpToHere "story.read.up-to-here" Keeping ABREAST ["A"] ""
    #[doc = "Star, or take the star off"]
    ToggleStar "story.star" Keeping ABREAST ["s"] ""
    #[doc = "Tags of the story, apart by blanks"]
    Tags "story.tags" Keeping ABREAST ["t"] ""
    #[doc = "A note of yours on the story"]
    Note "story.note" Keeping ABREAST ["a"] ""
    #[doc = "Undo the last change to a story or a saved search"]
    Undo "undo" Keeping ANY ["U"] ""
    #[doc = "Copy the quotation, finding or headline with its citation"]
    Copy "copy" Keeping ANY ["y"] "copy"
    #[doc = "Copy the link"]
    CopyLink "copy.link" Keeping ABREAST ["Y"] ""
    #[doc = "Copy all that is shown of the page"]
    CopyPage "copy.page" Keeping PAGE ["Y"] ""
    #[doc = "Open the link, or show it where no browser is at hand"]
    OpenLink "link.open" Keeping ABREAST ["o"] ""
    #[doc = "Fetch the whole text where only a part is here"]
    FetchText "text.fetch" Keeping ABREAST ["r"] ""

    #[doc = "What could not be read, and why"]
    Failures "failures" Program ANY ["!"] ""
    #[doc = "These keys"]
    Help "help" Program ANY ["?" "F1"] "keys"
    #[doc = "Back to the list, or to the page before"]
    Back "back" Program WITHIN ["q" "Backspace"] "back"
    #[doc = "Quit; from a search, back to all stories"]
    Leave "leave" Program STORIES ["q"] "quit"
    #[doc = "Quit at once"]
    Quit "quit" Program ANY ["Q" "Ctrl-c"] ""
    #[doc = "Draw the screen anew"]
    Redraw "redraw" Program ANY ["Ctrl-l"] ""
    #[doc = "Suspend to the shell"]
    Suspend "suspend" Program ANY ["Ctrl-z"] ""
}

impl Action {
    /// The action's line of the table.
    pub fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_action_stands_at_its_own_line() {
        for (line, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.action as usize, line, "{}", entry.id);
        }
    }
}
