//! What features are worth: those of a sentence as a key point (`data/key_points.toml`), and those of somebody whom a
//! pronoun may stand for (`data/antecedents.toml`).
//!
//! Invariant: plain numbers in strict files; a feature is a number of about 0 to 2. Absent on purpose: any other way to
//! learn than by reading those files.

use std::sync::LazyLock;

use serde::Deserialize;

/// The weights that ship with the program.
pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/key_points.toml")).expect("a test reads the weights that ship")
});

/// What speaks for the people whom a pronoun can stand for.
pub(super) static ANTECEDENTS: LazyLock<Antecedent> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/antecedents.toml")).expect("a test reads the weights that ship")
});

/// All weights.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    /// The share of words worth keeping above which a sentence is worth reading.
    pub(super) price: f32,
    /// The same for the points of a long story beyond the first few.
    pub(super) further: f32,
    /// What a content word costs that is already said.
    pub(super) repeated: f32,
    headline: f32,
    /// What is added to a sentence that leans on one which is not chosen.
    pub(super) leaning: f32,
    /// By the place in the story: one row each for the first six sentences, the next three, and all after.
    positions: [Local; 8],
    anywhere: Anywhere,
}

macro_rules! features {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $($(#[$field_doc])* pub(super) $field: f32,)* }

        impl $name {
            fn times(&self, other: &Self) -> f32 {
                0.0 $(+ self.$field * other.$field)*
            }
        }
    };
}

features! {
    /// Features whose weight depends on the place of the sentence.
    Local {
        /// 1.
        constant,
        /// Words below ten, by five.
        short,
        /// Sentences that share a content word with it, mean over its content words, by three.
        central,
        /// Share of its content words that the first sentence has.
        lead,
        /// 1 where it has a quotation mark.
        quoted,
        /// 1 where it begins a paragraph.
        paragraph,
        /// Sentences of the story, by twenty.
        story,
        /// Mean words of the first six sentences, by twenty.
        mean,
        /// Words, by twenty.
        length,
    }
}

features! {
    /// Features that count the same wherever the sentence stands.
    Anywhere {
        /// Share of its content words that the sentence before has.
        previous,
        /// 1 where it begins with a quotation mark.
        opens_quoted,
        /// 1 where it is a question.
        question,
        /// 1 where a cue with a clitic stands in it: `katanya`.
        clitic,
    }
}

/// Everything that is weighed of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Features {
    pub(super) local: Local,
    pub(super) anywhere: Anywhere,
    /// Share of the headline's content words that stand in it.
    pub(super) headline: f32,
}

features! {
    /// What speaks for somebody told of before.
    Antecedent {
        /// Sentences back, by ten.
        distance,
        /// Paragraphs begun since, three at most, by three.
        paragraphs,
        /// 1 where the name begins its sentence.
        begins,
        /// 1 where it is the first person's of its sentence, and stands below no preposition.
        first,
        /// 1 where it stands below a preposition, or is joined to another by a small word.
        below,
        /// 1 where it has more than one word.
        full,
        /// Others told of in later sentences, four at most, by four.
        between,
        /// 1 where no name stands there: a pronoun, or a quotation, that was found to be theirs.
        pronoun,
        /// 1 where the name is a person's for sure.
        person,
        /// 1 where they were quoted before.
        quoted,
        /// How often they were, five at most, by five.
        often_quoted,
        /// 1 where they were quoted last.
        last,
        /// How often they were named, eight at most, by eight.
        named,
        /// 1 where somebody else speaks, or is meant, in the sentence: `Lind said that ‹Ray› was late.`
        told_of,
        /// 1 where the words themselves name them: `“Ray was late,” ‹he› said.`
        named_within,
    }
}

impl Antecedent {
    /// How much speaks for somebody with these features; comparable within one search.
    pub(super) fn score(&self, features: &Self) -> f32 {
        self.times(features)
    }
}

impl Weights {
    /// The share of the words of the sentence at `position`, from 0, that are worth keeping.
    pub(super) fn share(&self, position: usize, features: &Features) -> f32 {
        let row = match position {
            0..6 => position,
            6..9 => 6,
            _ => 7,
        };
        self.positions[row].times(&features.local)
            + self.anywhere.times(&features.anywhere)
            + self.headline * features.headline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_that_ship_can_be_read() {
        assert!(WEIGHTS.price > 0.0 && WEIGHTS.price < 1.0);
        assert!(ANTECEDENTS.distance < 0.0 && ANTECEDENTS.last > 0.0);
    }
}
