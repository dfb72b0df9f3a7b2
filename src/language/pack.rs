//! The strict shape of `data/languages/<code>.toml`: what a journalist writes down about a language.
//!
//! Invariant: a [`Pack`] has only keys that are known, no entry twice in one list and no empty entry; anything else is
//! a [`PackError`] that names file, line and, for a key, the nearest known one. Every form is written out; where a
//! language writes compounds as one word, `-chef` stands for all that end so. Absent on purpose: affix rules beyond
//! that, and regular expressions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fault::{self, PackError};
pub use super::words::Words;

/// A whole pack. Sections that are left out are empty.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// `[language]`
    pub language: About,
    /// `[quotation]`
    #[serde(default)]
    pub quotation: Quotation,
    /// `[attribution]`
    #[serde(default)]
    pub attribution: AttributionWords,
    /// `[pronouns]`
    #[serde(default)]
    pub pronouns: Pronouns,
    /// `[names]`
    #[serde(default)]
    pub names: Names,
    /// `[organisations]`
    #[serde(default)]
    pub organisations: Organisations,
    /// `[places]`
    #[serde(default)]
    pub places: Places,
    /// `[dates]`
    #[serde(default)]
    pub dates: Dates,
    /// `[sentences]`
    #[serde(default)]
    pub sentences: Sentences,
    /// `[dateline]`
    #[serde(default)]
    pub dateline: Dateline,
    /// `[boilerplate]`
    #[serde(default)]
    pub boilerplate: Boilerplate,
    /// `[key_points]`
    #[serde(default)]
    pub key_points: KeyPoints,
}

/// Which language this is.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// BCP 47 code, as in ninjs `language`.
    pub code: String,
    /// Its own name, as the interface shows it.
    pub name: String,
    /// Words that a near language has and this one has not: `kerana` is Malay, not Indonesian.
    #[serde(default)]
    pub strangers: Words,
}

macro_rules! section {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, Deserialize, Serialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind,)* }
    };
}

#[path = "page.rs"]
mod page;
pub use page::{Boilerplate, Dateline};

section! {
    /// What stands around marks. The marks themselves are those of all languages, told apart by how they stand
    /// (`brief::quote`).
    Quotation {
        /// Words before marks that hold a name, a title or a nickname, no speech: `titled`.
        title_cues: Words,
        /// A dash at the beginning of a paragraph opens speech too: `—No vendrán —dijo Ana—.`
        dashes: bool,
        /// Two apostrophes open no quotation, `''Yes,'' she said`: what stands between them is reported at most.
        apostrophes_report: bool,
        /// Labels of the questions in an interview: `Q: …`.
        questions: Words,
        /// Labels of its answers, which the one person gives whom its beginning names: `A: …`.
        answers: Words,
    }
}

section! {
    /// Words that say who said something.
    AttributionWords {
        /// A cue after which its source stands: `kata` X.
        cue_source: Words,
        /// A cue before which its source stands: X `mengatakan`.
        source_cue: Words,
        /// A cue with its source on either side: `said` X, X `said`.
        either: Words,
        /// Auxiliaries that make a cue with its source on either side of the single words of `source_cue`: `a` déclaré
        /// X.
        perfects: Words,
        /// A cue that opens a statement, with its source after it: `according to` X.
        openers: Words,
        /// How words end that stand between a noun and its verb and are none: repeated`ly`.
        adverb_endings: Vec<String>,
        /// A cue that follows its source outside the clause: X `zufolge`.
        closers: Words,
        /// Words right before marks that hold what somebody calls a thing: nannte den Plan `einen` „…“.
        predicates: Words,
        /// Verbs that attribute words in marks, and nothing without marks: `called`, `blasted`.
        marked_only: Words,
        /// A pronoun that grows on the end of a cue that stands before its source: kata`nya`.
        clitics: Words,
        /// Cues behind which the reported clause may begin without a word between: he `said` it would rain.
        clause_cues: Words,
        /// Cues behind which stands who is told, and then the clause: he `told` the crowd it would rain.
        addressing_cues: Words,
        /// Whether the verb comes second, so that the subject stands behind it when something else begins the sentence:
        /// Am Montag `sagte` X.
        verb_second: bool,
        /// Whether the subject of a cue may stand behind whom it tells, and where: `dijo` a la prensa X.
        late_subject: bool,
        /// Whether a comma may part a cue from the reported clause: X `mengatakan`, harga turun.
        clause_after_comma: bool,
        /// Words between a cue and the reported clause: `bahwa`, `that`.
        conjunctions: Words,
        /// The same where they are part of the clause: she asked `whether` it would.
        inner_conjunctions: Words,
        /// Words that open a clause which says by whom the rest of the sentence is said: `wie` die Stadt mitteilt.
        reporting_conjunctions: Words,
        /// Words with which the cue behind them tells of nothing that was said: she did `not` say when, she `will` say
        /// it.
        negations: Words,
        /// Verbs with which the subject of a cue hears and does not speak: he `was` told, she is `being` asked.
        auxiliaries: Words,
        /// Words that open a relative clause: `yang`, `who`.
        relatives: Words,
        /// Words that look like a cue and are none: `kata kunci`.
        not_cues: Words,
        /// A cue behind a comma whose source begins the sentence: X left, `saying` he would return.
        participles: Words,
        /// Words that put what follows them below another noun: the critics `of` X.
        prepositions: Words,
        /// Those of them, and articles, that join a noun to what it is of, with no day or place of what is said: the
        /// ministry `for` the sea.
        complements: Words,
        /// Words that join a second verb to the subject of the first: X rose `and` said.
        coordinators: Words,
        /// Forms of verbs which show by themselves that somebody's words are reported: the ferry `sei` late.
        reported: Words,
        /// Verbs that are read and never spoken: somebody `asked` him. Their object is no speaker.
        passives: Words,
        /// Words before the one who does what a verb that is turned around tells: was called so `by` X.
        agents: Words,
        /// Verbs that give the words of whomever they tell of: X wird von der Zeitung `zitiert`.
        quoting: Vec<String>,
        /// Words that close what denies the clause behind them: X wies `zurück`, dass …
        refusals: Vec<String>,
        /// Words right before the first comma of a sentence that tells what was known before: `Diketahui`, X …
        backgrounds: Vec<String>,
        /// Words that open a clause which tells when something was said, or why: `as`, `when`.
        circumstances: Vec<String>,
    }
}

section! {
    /// Words that stand for somebody named elsewhere.
    Pronouns {
        /// Words of the first person, which show that somebody speaks in the turns of an interview: `I`, `our`.
        first: Words,
        /// Pronouns of the third person.
        third: Vec<Pronoun>,
        /// Possessives of the third person (`his`, `her`).
        possessive: Vec<Pronoun>,
        /// Words of their own behind the hyphen of a verb: dit-`il`, disse-`lhe`.
        enclitics: Words,
        /// Pronouns before a verb that are no subject of it: `nous` explique X.
        objects: Words,
        /// Whether a verb tells by its ending who acts, so that a cue may have no source: «…», `explicó`.
        dropped: bool,
        /// How verbs end whose subject is several, who are not the one who spoke before: `gritaro-n`.
        plural_endings: Words,
        /// Descriptions that stand for a person: a noun with a pointer, `pria itu`, `the mayor`.
        anaphors: Anaphors,
    }
}

/// One pronoun.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pronoun {
    /// The word.
    pub form: String,
    /// `masculine` or `feminine`, where the form tells.
    #[serde(default)]
    pub gender: Option<Gender>,
    /// `plural` where it stands for several.
    #[serde(default)]
    pub number: Option<Number>,
}

/// What a word tells about the sex of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// A man or a boy.
    Masculine,
    /// A woman or a girl.
    Feminine,
}

/// How many a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
}

section! {
    /// Descriptions that stand for a person.
    Anaphors {
        /// Nouns for a person of either sex.
        nouns: Words,
        /// Nouns for a man.
        masculine: Words,
        /// Nouns for a woman.
        feminine: Words,
        /// Those of them that may be said of somebody whatever their office: `Politiker` of a minister.
        broad: Words,
        /// Nouns for what somebody writes or has read out: the `statement` added.
        writings: Words,
        /// Words that point back: `itu`, `the`.
        pointers: Words,
        /// Those of them that stand before a noun for a woman, or for several.
        feminine_pointers: Words,
    }
}

section! {
    /// What names of people are made of and what stands around them.
    Names {
        /// Honorifics for either sex.
        honorifics: Words,
        /// Honorifics for men.
        masculine_honorifics: Words,
        /// Honorifics for women.
        feminine_honorifics: Words,
        /// Offices, ranks and professions that introduce a person.
        roles: Words,
        /// Roles whose form tells a woman.
        feminine_roles: Words,
        /// Roles whose form tells a man.
        masculine_roles: Words,
        /// Titles that stand alone for who bears them in a story, with what they are short for: `Menkes` for `Menteri
        /// Kesehatan`; one that is short for nothing stands for itself.
        titles: BTreeMap<String, String>,
        /// Nouns that say whose somebody is, before that name: `istri`, `kuasa hukum`.
        relations: Words,
        /// Where a role stands: `before` the name, `after` it, `both`.
        role_stands: RoleStands,
        /// Words of the names of offices and bodies that are no part of a person's name: `Umum`, `Affairs`.
        office_words: Words,
        /// Every noun has a capital, so that a capital shows no name.
        nouns_capitalised: bool,
        /// Whether the noun that begins the name of a place has a capital too, so that the `new` mayor is none.
        places_capitalised: bool,
        /// Degrees and suffixes behind a name.
        post_nominals: Words,
        /// Small words within a name: `bin`, `van`.
        particles: Words,
        /// Letters behind an apostrophe that are no part of the name: the s of `Trump's`.
        possessives: Words,
        /// Words that an apostrophe joins to the next one: `l'`, `d'`.
        elisions: Words,
        /// Endings by which a noun for a person tells its case: `des Ministers`.
        case_endings: Words,
        /// One noun alone can be the subject of a sentence, for nouns need no article.
        bare_subjects: bool,
        /// Beginnings of verbs in small letters: a word that no list knows and that begins so is no part of a role,
        /// `menuntut`.
        verb_starts: Words,
        /// Which part of a full name stands alone later: the last one, or any.
        second_mention: SecondMention,
        /// Common given names of men.
        masculine: Words,
        /// Common given names of women.
        feminine: Words,
        /// Common names of either sex, and family names, that show a person.
        people: Words,
        /// Nouns that are quoted as a body and name no person: `polisi`, `critics`.
        groups: Words,
        /// Words with a capital at the start of a sentence that are never part of a name.
        function_words: Words,
        /// Capitalised words that name neither person nor body nor place: peoples, languages, feasts.
        others: Words,
    }
}

/// On which side of a name its role stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleStands {
    /// `Presiden` X.
    #[default]
    Before,
    /// X, `the president`.
    After,
    /// Either.
    Both,
}

/// Which part of a full name is used later alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondMention {
    /// The last: Stoltenberg of Jens Stoltenberg.
    #[default]
    Last,
    /// Any: Retno or Marsudi of Retno Marsudi.
    Any,
}

section! {
    /// Words that show a name to be of an organisation.
    Organisations {
        /// Words that begin such a name: `Kementerian`.
        heads: Words,
        /// Words that end such a name: `Inc`.
        tails: Words,
        /// Names known by themselves: `NATO`.
        names: Words,
        /// Small words that join such a word to what the organisation is for: the Bank `of` England.
        joiners: Words,
    }
}

section! {
    /// Words that show a name to be of a place.
    Places {
        /// Words that begin such a name: `Kota`.
        heads: Words,
        /// Words that end such a name: `Street`.
        tails: Words,
        /// Names known by themselves: `Jakarta`.
        names: Words,
        /// Words before such a name that are no part of it: `di`, `ke`.
        before: Words,
    }
}

section! {
    /// How days are written.
    Dates {
        /// Forms of each weekday, Monday first.
        weekdays: Vec<Vec<String>>,
        /// Forms of each month, January first.
        months: Vec<Vec<String>>,
        /// Templates: `{weekday} ({day}/{month})`.
        forms: Vec<String>,
        /// Words for a day counted from the day of publication.
        relative: Vec<Relative>,
        /// Forms of one, two, three and so on, one first, as `{count}` reads them beside digits: `two days ago`.
        counts: Vec<Vec<String>>,
        /// Endings that make a number an ordinal: `March 3rd`.
        ordinals: Words,
        /// Words before a weekday that show it is still to come.
        future: Words,
        /// A month or weekday is one only with its capital: `Minggu` is Sunday, `minggu` a week.
        case_matters: bool,
    }
}

/// A word for a day counted from the day of publication.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Relative {
    /// The words, with `{weekday}` or `{count}` where one stands among them.
    pub form: String,
    /// Days from the day of publication, for each of `{count}` where the form has it.
    #[serde(default)]
    pub days: Option<i32>,
    /// On which side of publication the weekday of the form is. With neither, the form names more than one day.
    #[serde(default)]
    pub side: Option<Side>,
}

/// Before or after publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Before.
    Past,
    /// After.
    Future,
}

section! {
    /// What a full stop may end without ending a sentence.
    Sentences {
        /// Words with their full stop.
        abbreviations: Words,
        /// A full stop behind a number of one or two digits makes an ordinal: `3. Oktober`.
        ordinals: bool,
    }
}

section! {
    /// What choosing key points needs.
    KeyPoints {
        /// Words that carry no content.
        stop_words: Words,
        /// Words at the beginning of a sentence that lean on the one before: `namun`, `however`.
        leaning: Words,
    }
}

impl Pack {
    /// Reads a pack; `file` names it in errors.
    ///
    /// # Errors
    /// The first fault: bad TOML, an unknown key, an empty entry or one written twice in a list.
    pub fn parse(file: &str, text: &str) -> Result<Self, PackError> {
        let pack: Self = toml::from_str(text).map_err(|error| fault::of_toml(file, text, &error))?;
        fault::check_entries(file, text, &pack)?;
        Ok(pack)
    }
}
