//! What to say of a command line that was not understood.
//!
//! Invariant: one line, as of any other error: what it is about, what would do, and where more is told. Absent on
//! purpose: clap's own page of it, with tips that lead astray: `kilas search --formt json x` is no search for
//! `--formt`.

use std::ffi::OsString;
use std::num::{IntErrorKind, ParseIntError};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use crate::language::nearest;

/// What is wrong with a command line, `given` behind the name of the program.
pub(super) fn complaint(error: &Error, command: &Command, given: impl Iterator<Item = String>) -> String {
    let given: Vec<String> = given.collect();
    // clap takes only the first word for a command; a later one, and its options, it does not know.
    let named = given.first().and_then(|word| command.find_subcommand(word));
    let has = |command: &Command, option: &str| command.get_arguments().any(|known| known.get_long() == Some(option));
    if let (None, ErrorKind::UnknownArgument, Some(option)) =
        (named, error.kind(), text(error, ContextKind::InvalidArg).strip_prefix("--"))
        && let Some(late) =
            given.iter().find(|word| command.find_subcommand(word).is_some_and(|late| has(late, option)))
    {
        return behind_options(late);
    }
    let (of, name) = named.map_or((command, "kilas".to_owned()), |one| (one, format!("kilas {}", one.get_name())));
    format!("{}; `{name} --help` tells more", told(error, of))
}

/// What to say of a command that stands behind options.
pub(super) fn behind_options(command: &str) -> String {
    format!("{command}: a command stands before its options: `kilas {command} --…`")
}

fn told(error: &Error, command: &Command) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    let known = text(error, ContextKind::ValidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => unknown(&argument, command),
        ErrorKind::UnknownArgument => format!("{argument}: nothing is taken here"),
        ErrorKind::InvalidValue if known.is_empty() => format!("{argument}: a value is missing"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument}: a value is missing; there are: {known}"),
        ErrorKind::InvalidValue => format!("{argument}: no value \"{value}\"; there are: {known}"),
        ErrorKind::ValueValidation => format!("{argument}: \"{value}\": {}", why(error)),
        ErrorKind::MissingRequiredArgument => format!("{argument} is missing"),
        ErrorKind::InvalidSubcommand => {
            let word = text(error, ContextKind::InvalidSubcommand);
            let near = nearest(&word, command.get_subcommands().map(Command::get_name));
            format!("{word}: no such command{}", near.map(|near| format!("; did you mean {near}?")).unwrap_or_default())
        }
        _ => {
            let text = error.to_string();
            text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    }
}

/// Why a value will not do; of a number Rust tells in its own words.
fn why(error: &Error) -> String {
    let Some(why) = std::error::Error::source(error) else { return String::new() };
    match why.downcast_ref::<ParseIntError>().map(ParseIntError::kind) {
        Some(IntErrorKind::Zero) => "expected a number from 1".to_owned(),
        Some(_) => "expected a number".to_owned(),
        None => why.to_string(),
    }
}

fn unknown(option: &str, command: &Command) -> String {
    let options: Vec<String> =
        command.get_arguments().filter_map(|known| Some(format!("--{}", known.get_long()?))).collect();
    match nearest(option, options.iter().map(String::as_str)) {
        Some(near) => format!("{option}: no such option; did you mean {near}?"),
        None => format!("{option}: no such option"),
    }
}

/// What clap knows of an error, in words.
fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

/// In a query `-sepak` is a word that must not stand there, and no option: kilas has long options alone. Such words are
/// moved to the end, behind `--`, where clap takes them as they are; the order of a query's words means nothing. Behind
/// `--find` such a word is the value of that option.
pub(super) fn with_queries(given: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut given: Vec<OsString> = given.collect();
    let starts = |word: &OsString, with: &str| word.as_encoded_bytes().starts_with(with.as_bytes());
    let is_excluded = |word: &OsString| starts(word, "-") && !starts(word, "--") && word.len() > 1 && word != "-h";
    let command = given.get(1).and_then(|word| word.to_str()).unwrap_or_default();
    if given.iter().any(|word| word == "--") {
        return given;
    }
    match command {
        "search" | "export" | "changes" => {
            let excluded: Vec<OsString> = given.extract_if(.., |word| is_excluded(word)).collect();
            given.push("--".into());
            given.extend(excluded);
        }
        "front" => {
            let mut joined: Vec<OsString> = Vec::new();
            for word in given.drain(..) {
                match joined.last_mut().filter(|last| *last == "--find" && is_excluded(&word)) {
                    Some(option) => option.extend(["=".into(), word]),
                    None => joined.push(word),
                }
            }
            return joined;
        }
        _ => {}
    }
    given
}

#[cfg(test)]
mod tests {
    use super::super::arguments::Arguments;
    use super::*;
    use clap::{CommandFactory, Parser};

    fn said(line: &str) -> String {
        let words = || line.split(' ').map(str::to_owned);
        let error = Arguments::try_parse_from(std::iter::once("kilas".to_owned()).chain(words())).unwrap_err();
        complaint(&error, &Arguments::command(), words())
    }

    #[test]
    fn a_mistake_is_one_line_that_says_what_would_do() {
        for (line, expected) in [
            ("--foo", "--foo: no such option; `kilas --help` tells more"),
            (
                "search --formt json x",
                "--formt: no such option; did you mean --format?; `kilas search --help` tells more",
            ),
            ("list --format xml", "--format <FORMAT>: no value \"xml\"; there are: table, json, jsonl, csv; "),
            ("list --format", "--format <FORMAT>: a value is missing; there are: table, json, jsonl, csv; "),
            ("list --limit x", "--limit <N>: \"x\": expected a number; "),
            ("brief --threads 0", "--threads <N>: \"0\": expected a number from 1; "),
            ("list --archive=", "--archive <PATH>: a value is missing; `kilas list --help` tells more"),
            ("help serch", "serch: no such command; did you mean search?; `kilas --help` tells more"),
            ("--archive x changes --format json", "changes: a command stands before its options: `kilas changes --…`"),
            ("--archive list feeds --opml", "feeds: a command stands before its options: `kilas feeds --…`"),
            ("--archive x changes --lnks", "--lnks: no such option; did you mean --links?; `kilas --help` tells more"),
            ("list extra", "extra: nothing is taken here; `kilas list --help` tells more"),
            ("search", "<QUERY>... is missing; "),
            ("prune --older-than 3", "--older-than <AGE>: \"3\": expected days, weeks or years, as 90d, 12w or 2y; "),
            ("front --find x a.txt", "the argument '--find <QUERY>' cannot be used with '[PATHS]...'; "),
        ] {
            let said = said(line);
            assert!(said.starts_with(expected) && said.lines().count() == 1, "{line}: {said}");
        }
    }

    #[test]
    fn a_query_may_begin_with_what_is_left_out() {
        let parsed = |words: Vec<OsString>| Arguments::try_parse_from(words).map(|_| ()).map_err(|error| error.kind());
        let words =
            |line: &str| std::iter::once("kilas").chain(line.split(' ')).map(OsString::from).collect::<Vec<_>>();
        for line in [
            "search -sepak",
            "search -sepak --format json",
            "search -hujan deras",
            "export -sepak",
            "changes -x",
            "front --find -x --find banjir --find -sepak --limit 3",
        ] {
            assert_eq!(parsed(with_queries(words(line).into_iter())), Ok(()), "{line}");
        }
        // All else is as clap has it.
        for line in
            ["search a -h", "search a --formt", "list -x", "search a -- -b --c", "search", "front -x", "front --find"]
        {
            assert_eq!(parsed(with_queries(words(line).into_iter())), parsed(words(line)), "{line}");
        }
    }
}
