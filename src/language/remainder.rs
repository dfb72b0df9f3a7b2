//! A pack without the words that its lexicon holds: what a run of the program reads of it.
//!
//! Invariant: nothing is lost that the lexicon does not tell. Absent on purpose: the reading of packs.

use super::pack::{About, AttributionWords, Names, Pack, Pronouns, Quotation, Sentences, Words};

impl Pack {
    /// What a run reads of a pack beside its lexicon and calendar: everything but the words that the lexicon holds.
    pub fn without_words(self) -> Self {
        let names = Names {
            titles: self.names.titles,
            role_stands: self.names.role_stands,
            nouns_capitalised: self.names.nouns_capitalised,
            places_capitalised: self.names.places_capitalised,
            bare_subjects: self.names.bare_subjects,
            second_mention: self.names.second_mention,
            verb_starts: self.names.verb_starts,
            case_endings: self.names.case_endings,
            ..Names::default()
        };
        let attribution = AttributionWords {
            clitics: self.attribution.clitics,
            adverb_endings: self.attribution.adverb_endings,
            quoting: self.attribution.quoting,
            perfects: self.attribution.perfects,
            refusals: self.attribution.refusals,
            backgrounds: self.attribution.backgrounds,
            circumstances: self.attribution.circumstances,
            verb_second: self.attribution.verb_second,
            late_subject: self.attribution.late_subject,
            clause_after_comma: self.attribution.clause_after_comma,
            ..AttributionWords::default()
        };
        Self {
            language: About { strangers: Words::default(), ..self.language },
            quotation: Quotation { title_cues: Words::default(), ..self.quotation },
            names,
            attribution,
            pronouns: Pronouns {
                dropped: self.pronouns.dropped,
                plural_endings: self.pronouns.plural_endings,
                ..Pronouns::default()
            },
            dates: self.dates,
            sentences: Sentences { abbreviations: Words::default(), ..self.sentences },
            dateline: self.dateline,
            boilerplate: self.boilerplate,
            ..Self::default()
        }
    }
}
