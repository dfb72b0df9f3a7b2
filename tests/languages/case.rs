//! A marked sentence: what it says, read off its marks, and what a briefing of it lacks.

use kilas::brief::{Briefing, MentionKind, Quote, QuoteKind};

/// A case as written, its marks taken off.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// What it shows.
    pub(crate) title: String,
    /// The day of publication.
    pub(crate) published: Option<String>,
    /// It is right and does not hold yet.
    pub(crate) not_yet: bool,
    /// Nothing is reported but what is marked.
    only_marked: bool,
    /// The text without marks.
    pub(crate) body: String,
    stretches: Vec<Stretch>,
    attributions: Vec<Attribution>,
    dates: Vec<(String, String)>,
    names: Vec<(MentionKind, String)>,
    roles: Vec<String>,
}

/// What a line of names before a text begins with, what it names, and where to look when they are not found.
const NAMES: [(&str, MentionKind, &str); 3] = [
    ("people: ", MentionKind::Person, "[names]"),
    ("bodies: ", MentionKind::Organisation, "[organisations]"),
    ("places: ", MentionKind::Place, "[places]"),
];

/// `⟦…⟧` or `⟪…⟫`, with its bytes in the body.
#[derive(Debug)]
struct Stretch {
    start: usize,
    end: usize,
    reported: bool,
}

/// `‹cue›` and `{source=speaker}`, with the bytes they cover.
#[derive(Debug, Default)]
struct Attribution {
    start: usize,
    end: usize,
    cue: Option<String>,
    speaker: Option<String>,
}

impl Case {
    /// Reads a case.
    pub(crate) fn parse(text: &str) -> Self {
        let mut case = Self::default();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.peek() {
            if let Some(title) = line.strip_prefix("# ") {
                case.title = title.to_owned();
            } else if let Some(day) = line.strip_prefix("published: ") {
                case.published = Some(day.to_owned());
            } else if line.starts_with("not yet: ") {
                case.not_yet = true;
            } else if *line == "reported: only what is marked" {
                case.only_marked = true;
            } else if let Some(roles) = line.strip_prefix("roles: ") {
                case.roles.extend(roles.split("; ").map(str::to_owned));
            } else if let Some((kind, names)) = named(line) {
                case.names.extend(names.split("; ").map(|name| (kind, name.to_owned())));
            } else {
                break;
            }
            lines.next();
        }
        let marked = lines.collect::<Vec<_>>().join(" ").replace(" ¶ ", "\n\n");
        case.read(&marked);
        case
    }

    fn read(&mut self, marked: &str) {
        let mut open = 0;
        let mut rest = marked.chars();
        while let Some(c) = rest.next() {
            match c {
                '⟦' | '⟪' | '‹' => open = self.body.len(),
                '⟧' | '⟫' => {
                    self.stretches.push(Stretch { start: open, end: self.body.len(), reported: c == '⟫' });
                }
                '›' => {
                    let cue = self.body[open..].to_owned();
                    self.attribute(open, |attribution| attribution.cue.is_none(), |a| a.cue = Some(cue));
                }
                '{' => {
                    let inner: String = rest.by_ref().take_while(|c| *c != '}').collect();
                    let (words, speaker) = inner.split_once('=').unwrap_or((&inner, &inner));
                    let start = self.body.len();
                    self.body.push_str(words);
                    let speaker = speaker.to_owned();
                    self.attribute(start, |attribution| attribution.speaker.is_none(), |a| a.speaker = Some(speaker));
                }
                '<' => {
                    let inner: String = rest.by_ref().take_while(|c| *c != '>').collect();
                    let (words, day) = inner.split_once('|').unwrap_or((&inner, ""));
                    self.body.push_str(words);
                    self.dates.push((words.to_owned(), day.to_owned()));
                }
                c => self.body.push(c),
            }
        }
    }

    /// A cue and a source are one attribution when no stretch stands between them.
    fn attribute(&mut self, start: usize, free: impl Fn(&Attribution) -> bool, set: impl FnOnce(&mut Attribution)) {
        let end = self.body.len();
        let after_stretch = self.stretches.last().map_or(0, |stretch| stretch.end);
        let joins = |last: &&mut Attribution| free(last) && last.start >= after_stretch && start - last.end < 60;
        if let Some(last) = self.attributions.last_mut().filter(joins) {
            last.end = end;
            set(last);
        } else {
            let mut new = Attribution { start, end, ..Attribution::default() };
            set(&mut new);
            self.attributions.push(new);
        }
    }

    /// The attribution of a stretch, and whether it is its own rather than one it goes on with.
    fn attribution(&self, stretch: &Stretch) -> Option<(&Attribution, bool)> {
        let wordless =
            |from: usize, to: usize| self.body.get(from..to).is_some_and(|gap| !gap.contains(char::is_alphanumeric));
        let behind = self.attributions.iter().find(|a| a.start >= stretch.end);
        let before = self.attributions.iter().rev().find(|a| a.end <= stretch.start);
        // `⟦Why?⟧ ¶ {Ann Ray}: ⟦…⟧`: a label belongs to its own turn.
        let label = |a: &&Attribution| {
            let colon = self.body[a.end..].trim_start_matches('*').starts_with(':');
            colon && self.body[stretch.end..a.start].contains('\n')
        };
        if let Some(behind) = behind.filter(|a| wordless(stretch.end, a.start) && !label(a)) {
            return Some((behind, true));
        }
        if let Some(before) = before {
            let own = !self.body[before.end..stretch.start].contains(['.', '\n'])
                && !self.stretches.iter().any(|other| other.end <= before.start && wordless(other.end, before.start));
            return Some((before, own));
        }
        behind.map(|behind| (behind, true))
    }

    /// What `briefing` lacks or has too much.
    pub(crate) fn faults(&self, briefing: &Briefing) -> Vec<String> {
        let mut faults = Vec::new();
        for stretch in &self.stretches {
            if let Err(fault) = self.check(stretch, briefing) {
                faults.push(fault);
            }
        }
        for quote in briefing.quotes.iter().filter(|quote| self.only_marked || quote.kind != QuoteKind::Indirect) {
            for span in &quote.content {
                let marked = self.stretches.iter().any(|s| s.start < span.range().end && span.range().start < s.end);
                if !marked {
                    faults.push(format!("no quotation is marked, found ⟦{}⟧ — title_cues? cues?", span.of(&self.body)));
                }
            }
        }
        for (words, day) in &self.dates {
            let found = briefing.dates.iter().find(|date| date.span.of(&self.body) == words);
            let found = found.map(|date| date.date.map_or("no day".to_owned(), |date| date.to_string()));
            if found.as_deref() != Some(day) {
                let all: Vec<_> = briefing.dates.iter().map(|date| date.span.of(&self.body)).collect();
                faults.push(format!("expected <{words}|{day}>, found {found:?} among {all:?} — [dates]"));
            }
        }
        if !self.names.is_empty() {
            faults.extend(NAMES.iter().filter_map(|(_, kind, list)| self.misnamed(*kind, list, briefing)));
        }
        faults.extend(self.misplaced(briefing));
        faults
    }

    /// A line of roles before a text tells those of all who speak in it, in their order.
    fn misplaced(&self, briefing: &Briefing) -> Option<String> {
        let roles = briefing.speakers.iter().filter_map(|speaker| speaker.role);
        let found: Vec<_> = roles.map(|role| role.of(&self.body)).collect();
        (!self.roles.is_empty() && self.roles != found)
            .then(|| format!("expected roles {:?}, found {found:?} — [names] roles, verb_starts", self.roles))
    }

    /// Where lines of names stand before a text, they tell all names in it, each time in the order of the text.
    fn misnamed(&self, kind: MentionKind, list: &str, briefing: &Briefing) -> Option<String> {
        let expected: Vec<_> = self.names.iter().filter(|(k, _)| *k == kind).map(|(_, name)| name.as_str()).collect();
        let mentions = briefing.mentions.iter().filter(|mention| mention.kind == kind);
        let found: Vec<_> = mentions.map(|mention| mention.span.of(&self.body)).collect();
        (expected != found).then(|| format!("expected as {kind:?} {expected:?}, found {found:?} — {list}"))
    }

    fn check(&self, stretch: &Stretch, briefing: &Briefing) -> Result<(), String> {
        let expected = &self.body[stretch.start..stretch.end];
        let fits = |quote: &&Quote| {
            stretch.reported == (quote.kind == QuoteKind::Indirect)
                && quote
                    .content
                    .iter()
                    .any(|span| core(span.of(&self.body)).contains(core(expected.split("\n\n").next().unwrap_or(""))))
                && quote.content.iter().any(|span| core(span.of(&self.body)).len() <= core(expected).len() + 2)
        };
        let Some(quote) = briefing.quotes.iter().find(fits) else {
            let found: Vec<_> = briefing
                .quotes
                .iter()
                .map(|quote| (quote.kind, quote.content.iter().map(|span| span.of(&self.body)).collect::<Vec<_>>()))
                .collect();
            let list = if stretch.reported {
                "[attribution] source_cue, cue_source, openers"
            } else {
                "[quotation], [attribution]"
            };
            return Err(format!("expected {expected:?}, found {found:?} — {list}"));
        };
        let Some((attribution, own)) = self.attribution(stretch) else { return Ok(()) };
        let speaker = briefing.speaker_of(quote).map(|speaker| speaker.name.of(&self.body));
        let wanted = attribution.speaker.as_deref();
        if wanted != Some("?")
            && speaker != wanted
            && !(wanted.is_some_and(|w| w.ends_with(speaker.unwrap_or("\0")))
                && wanted.is_some_and(|w| w.starts_with(char::is_lowercase)))
        {
            return Err(format!(
                "expected speaker {wanted:?} for {expected:?}, found {speaker:?} by {:?} — [names] roles, honorifics, masculine, feminine; [pronouns]",
                quote.resolved_by
            ));
        }
        let cue = quote.attribution.map(|attribution| attribution.cue.of(&self.body));
        if own && attribution.cue.is_some() && cue != attribution.cue.as_deref() {
            return Err(format!("expected cue {:?} for {expected:?}, found {cue:?} — [attribution]", attribution.cue));
        }
        Ok(())
    }
}

/// A line of names before a text.
fn named(line: &str) -> Option<(MentionKind, &str)> {
    NAMES.iter().find_map(|(start, kind, _)| line.strip_prefix(start).map(|names| (*kind, names)))
}

/// Words without the comma or stop at their end, which some put inside the marks and some outside.
fn core(words: &str) -> &str {
    words.trim().trim_end_matches([',', '.'])
}
