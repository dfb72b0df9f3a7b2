//! An article and its language become a briefing.
//!
//! Invariant: [`brief`] is pure — same article, same language, same briefing, byte for byte — linear in the length of
//! the article, and never panics whatever the text. Absent on purpose: files, threads, clocks, and any word of any
//! language: those stand in `data/languages`.

mod affiliation;
mod antecedent;
mod apposition;
mod aside;
mod attribution;
mod body;
mod border;
mod briefing;
mod clause;
mod dash;
mod date;
mod description;
mod duty;
mod ending;
mod extent;
mod hearer;
mod home;
mod inset;
mod joint;
mod key_point;
mod label;
mod letters;
mod marked;
mod mention;
mod name;
mod namesake;
mod noun;
mod office;
mod passive;
mod people;
mod phrase;
mod plain;
mod pointed;
mod position;
mod quote;
mod rank;
mod region;
mod relation;
mod reported;
mod role;
mod run;
mod seam;
mod second;
mod shared;
mod source;
mod speaker;
mod speech;
mod start;
mod statement;
mod subject;
mod tagged;
mod tail;
mod taken;
mod text;
mod title;
mod token;
mod trailing;
mod transcript;
mod unnamed;
mod uses;
mod vocabulary;
mod weights;

pub use briefing::{
    Attribution, Briefing, DateMention, FOREMOST, KeyPoint, Mention, MentionKind, Quote, QuoteKind, ResolvedBy, Speaker,
};

use crate::article::{Article, Span};
use crate::language::folding::ByHash;
use crate::language::{Language, sentence};
use attribution::{Attributor, Source};
use people::People;
use speaker::Who;
use statement::Statement;
use text::Text;

/// Finds in `article` what matters, by what `language` knows.
pub fn brief(article: &Article, language: &Language) -> Briefing {
    let text = Text::new(&article.body, language);
    let names = label::settle(&text, tagged::settle(&text, name::names(&text), article));
    let mut people = People::new(&text, &names);
    let attributor = Attributor::new(&text, &names);
    let mut statements = statement::direct(&attributor);
    statements.extend(clause::indirect(&attributor, &statements));
    statements.extend(label::statements(&attributor, label::answerer(&attributor, &people).is_some()));
    statements.sort_by_key(|statement| statement.content.first().map(|range| range.start));
    for found in statements.iter_mut().filter_map(|statement| statement.found.as_mut()) {
        if let Some(office) = attributor.whole_office(&found.source) {
            found.source = Source::Nominal(office);
        }
        match &mut found.source {
            Source::Name(name) => found.source = attributor.related_to(*name).unwrap_or(Source::Name(*name)),
            Source::Nominal(noun) => {
                let end = text.behind_name(noun.end);
                let titled = end > noun.end;
                noun.end = end;
                // `der Leiter des Vereins „Mehr Raum“, ‹Karl Brandt›, …`
                if titled {
                    found.source = attributor.named_behind(found.source.clone(), text.tokens.len());
                }
            }
            _ => {}
        }
    }
    people.promote(statements.iter().filter_map(|statement| statement.person(&attributor)));
    let said = speaker::resolve(&attributor, &people, &statements);
    let by_person = vec![None; people.all.len()];
    let (speakers, by_words) = (Vec::new(), ByHash::default());
    let mut cast = Cast { attributor: &attributor, people: &people, speakers, by_person, by_words };
    let told = statements.iter().zip(said).filter(|(statement, _)| statement.is_told);
    let quotes = told.map(|(statement, who)| cast.quote(statement, who)).collect();
    let mut briefing = Briefing { quotes, mentions: mention::mentions(&text, &names, &people), ..Briefing::default() };
    cast.finish(&mut briefing);
    let published = article.published.map(|published| published.date);
    briefing.dates = date::dates(&article.body, &text, published);
    briefing.without_pack = language.is_neutral();
    briefing.sentences = sentence::sentences(&article.body, language);
    briefing.key_points = key_point::key_points(&text, &briefing.sentences, &article.headline, &article.body);
    briefing
}

/// Everyone who is quoted, gathered as the statements are gone through.
struct Cast<'a> {
    attributor: &'a Attributor<'a>,
    people: &'a People,
    speakers: Vec<Speaker>,
    /// For each person their place among the speakers.
    by_person: Vec<Option<u32>>,
    /// By the words of a description, the place of whom it stands for.
    by_words: ByHash<Option<u32>>,
}

impl Cast<'_> {
    fn quote(&mut self, statement: &Statement, who: Option<(Who, ResolvedBy)>) -> Quote {
        let text = self.attributor.text;
        let content = statement.content.iter().map(|range| text.span(range)).collect();
        let attribution = statement.found.as_ref().map(|found| self.attribution(found));
        let (speaker, resolved_by) = match who {
            None => (None, None),
            Some((who, by)) => (Some(self.speaker(&who, attribution)), Some(by)),
        };
        Quote { content, kind: statement.kind, attribution, speaker, resolved_by }
    }

    fn attribution(&self, found: &attribution::Found) -> Attribution {
        let text = self.attributor.text;
        let mut cue = text.span(&found.cue);
        let source = match &found.source {
            Source::Ending(_) => return Attribution { cue, source: None },
            Source::Name(name) => text.span(&self.attributor.names[*name].range),
            Source::Pronoun(at) => text.tokens[*at].span(),
            Source::Nominal(range) => text.span(range),
            Source::Clitic(at) => {
                let token = &text.tokens[*at];
                let start = token.end - u32::from(text.clitic(*at));
                // `katanya, ‹menambahkan› …`: behind another verb than the one it has grown on there is nothing to cut
                // off.
                if found.cue.contains(at) {
                    cue = Span { end: start, ..cue };
                }
                Span { start, end: token.end }
            }
        };
        Attribution { cue, source: Some(source) }
    }

    fn speaker(&mut self, who: &Who, attribution: Option<Attribution>) -> u32 {
        let text = self.attributor.text;
        let place = match who {
            Who::Person(person) => &mut self.by_person[*person],
            Who::Nominal(range) => {
                let words = text.tokens[range.clone()].iter().map(|token| text.words.hash(token.word));
                let key = words.fold(0, |key: u64, word| key.rotate_left(5) ^ word);
                self.by_words.entry(key).or_default()
            }
        };
        let position = *place.get_or_insert(self.speakers.len() as u32);
        if position as usize == self.speakers.len() {
            self.speakers.push(self.introduce(who));
        }
        self.speakers[position as usize].mentions.extend(attribution.and_then(|attribution| attribution.source));
        position
    }

    fn introduce(&self, who: &Who) -> Speaker {
        let text = self.attributor.text;
        match who {
            Who::Nominal(range) => Speaker { name: text.span(range), role: None, mentions: Vec::new() },
            Who::Person(person) => {
                let person = &self.people.all[*person];
                let name = text.span(&self.attributor.names[person.full].range);
                let role = person.role.as_ref().map(|role| text.span(&duty::whole(text, role)));
                Speaker { name, role, mentions: Vec::new() }
            }
        }
    }

    /// Adds every form of each name to the mentions, and puts the speakers in the order of their first.
    fn finish(self, briefing: &mut Briefing) {
        let text = self.attributor.text;
        let mut speakers = self.speakers;
        for (name, person) in self.attributor.names.iter().zip(&self.people.of_name) {
            if let Some(i) = person.and_then(|person| self.by_person[person]) {
                speakers[i as usize].mentions.push(text.span(&name.range));
            }
        }
        for speaker in &mut speakers {
            speaker.mentions.sort_unstable();
            speaker.mentions.dedup();
        }
        let mut order: Vec<usize> = (0..speakers.len()).collect();
        order.sort_by_key(|i| speakers[*i].mentions.first().copied());
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new as u32;
        }
        for quote in &mut briefing.quotes {
            quote.speaker = quote.speaker.map(|old| place[old as usize]);
        }
        briefing.speakers = order.into_iter().map(|i| std::mem::take(&mut speakers[i])).collect();
    }
}
