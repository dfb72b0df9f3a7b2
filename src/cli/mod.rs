//! The command line: arguments become a command, and a command becomes an exit code.
//!
//! Invariant: errors are one clear line each on standard error, begun by the program's name; exit codes are 0 for all
//! well, 1 when some input could not be read or does not hold or nothing was found, 2 for wrong usage or when nothing
//! could be read or written. Absent on purpose: any knowledge of articles.

mod arguments;
mod brief;
mod config;
mod documents;
mod feeds;
mod front;
mod import;
mod jobs;
mod progress;
mod prune;
mod sheet;
mod speakers;
mod stored;
mod usage;
mod verify;

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use toml::Spanned;

use crate::app::key::Ground;
use crate::archive::{self, Archive, Trouble};
use crate::language::nearest;
use crate::load::line;
use crate::pipeline;
use crate::reader::{self, Pieces, Watch};
use crate::terminal::{Depth, Profile};
use crate::view::Look;
use crate::view::theme::Theme;
use crate::view::words::Words;
use arguments::{Arguments, Color, Command, Open, When, Where};
use config::Config;

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse_from(usage::with_queries(std::env::args_os())) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => {
            let given = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
            complain(usage::complaint(&error, &Arguments::command(), given));
            return ExitCode::from(2);
        }
        // Help or the version was asked for: where it cannot be printed, that is an error like any other.
        Err(help) => {
            let printed = help.print().and_then(|()| io::stdout().flush());
            return if all_printed(printed) { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match arguments.command {
        None => open(arguments.open),
        Some(Command::Brief(options)) => brief::run(&options),
        Some(Command::Import(options)) => import::run(&options),
        Some(Command::List(options)) => stored::ended(stored::list(&options)),
        Some(Command::Search(options)) => stored::ended(stored::search(&options)),
        Some(Command::Changes(options)) => stored::ended(front::changed(&options)),
        Some(Command::Front(options)) => stored::ended(front::run(&options)),
        Some(Command::Export(options)) => stored::ended(stored::export(&options)),
        Some(Command::Speakers(options)) => stored::ended(speakers::run(&options)),
        Some(Command::Stats(options)) => stored::ended(stored::stats(&options)),
        Some(Command::Saved(options)) => stored::ended(stored::saved(&options)),
        Some(Command::Prune(options)) => stored::ended(prune::run(&options)),
        Some(Command::Verify(options)) => verify::run(&options),
        Some(Command::Add(options)) => feeds::add(&options),
        Some(Command::Refresh(options)) => feeds::refresh(&options),
        Some(Command::Feeds(options)) => feeds::list(&options),
    }
}

/// Says what went wrong, without anything a terminal could obey. Where nobody listens the work goes on, which
/// `eprintln!` would end in its middle.
fn complain(what: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "kilas: {}", line(&what.to_string()));
}

/// Prints a line about what was done; answers whether it is there, or nobody reads on. A full disk does not end the
/// work in its middle as with `println!`, which panics.
fn say(what: impl std::fmt::Display) -> bool {
    all_printed(writeln!(io::stdout(), "{what}"))
}

/// Whether what was printed is there, or nobody reads on; says why where it is not.
fn all_printed(printed: io::Result<()>) -> bool {
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            complain(format!("standard output: {error}"));
            false
        }
        _ => true,
    }
}

fn open(options: Open) -> ExitCode {
    let mut profile = Profile::of_environment();
    let (config, look) = match Config::read().and_then(|config| Ok((look(&options, &config, &profile)?, config))) {
        Ok((look, config)) => (config, look),
        Err(error) => {
            complain(error);
            return ExitCode::from(2);
        }
    };
    adapt(&mut profile, &options, &config);
    let pieces = match pieces(options) {
        Ok(pieces) => pieces,
        Err(error) => {
            complain(error);
            return ExitCode::from(2);
        }
    };
    match reader::open(pieces, config.keymap, look, &profile) {
        Ok((ending, session)) => {
            session.failures.iter().for_each(complain);
            match (ending.exit_code(), session.failures.is_empty(), session.stories) {
                (0, true, _) => ExitCode::SUCCESS,
                (0, false, 0) => ExitCode::from(2),
                (0, false, _) => ExitCode::from(1),
                (code, ..) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
            }
        }
        Err(error) => {
            let help = "; `kilas brief` prints briefings without a screen";
            complain(format!("{error}{}", if error.kind() == io::ErrorKind::InvalidInput { "" } else { help }));
            ExitCode::from(2)
        }
    }
}

/// Changes what the environment says of the terminal to what the reader wants, by options before settings.
fn adapt(profile: &mut Profile, options: &Open, config: &Config) {
    profile.mouse = options.mouse || config.mouse;
    profile.aloud |= options.accessible || config.accessible;
    profile.asks_ground &= options.theme.is_none() && config.theme.is_none() && !profile.aloud;
    profile.utf8 &= !(options.ascii || config.ascii);
    profile.restricted = options.restricted;
    profile.links = options.links.or(config.links).unwrap_or(When::Auto).is_now(profile.links);
    profile.synchronized =
        options.synchronized.or(config.synchronized).unwrap_or(When::Auto).is_now(profile.synchronized);
    profile.depth = match options.color.or(config.color).unwrap_or(Color::Auto) {
        Color::Auto => profile.depth,
        Color::Never => Depth::None,
        Color::Sixteen => Depth::Sixteen,
        Color::Indexed => Depth::Indexed,
        Color::True => Depth::True,
    };
}

/// What to open: files that are named, looked at or kept; else the archive where it has stories; else the samples.
fn pieces(options: Open) -> Result<Pieces, String> {
    if let Some(complaint) = options.paths.first().and_then(|path| meant_as_command(path)) {
        return Err(complaint);
    }
    // Watched before they are read, so that nothing falls between.
    let watch = if options.watch { Some(Watch::on(&options.paths)?) } else { None };
    if !options.paths.is_empty() && !options.keep {
        return Ok(Pieces::Paths(options.paths, watch));
    }
    let is_named = options.place.archive.is_some();
    let path = match archive_path(&options.place) {
        Err(_) if !options.keep => return Ok(Pieces::Samples),
        path => path?,
    };
    if options.keep {
        let how = import::How { threads: pipeline::cores(), batch: import::STORIES.get(), marks: false };
        import::import(&path, &options.paths, &how)?;
    }
    match Archive::open(&path) {
        Ok(archive) if archive.totals().stories > 0 => Ok(Pieces::Archive(Box::new(archive), watch)),
        Ok(_) | Err(Trouble::Missing(_)) if !is_named => Ok(Pieces::Samples),
        Ok(_) => Err(Trouble::Missing(path).to_string()),
        Err(trouble) => Err(trouble.to_string()),
    }
}

/// What to say of a word that is no file but a command behind options, or nearly one: no screen is needed for that.
fn meant_as_command(path: &Path) -> Option<String> {
    let word = path.to_str().filter(|_| !path.exists())?;
    let commands = Arguments::command();
    let near = nearest(word, commands.get_subcommands().map(clap::Command::get_name))?;
    Some(match near == word {
        true => usage::behind_options(word),
        false => format!("{word}: no such file or folder; did you mean `kilas {near}`?"),
    })
}

fn look(options: &Open, config: &Config, profile: &Profile) -> Result<Look, String> {
    let words = match options.ui_language.as_ref().or(config.ui_language.as_ref().map(Spanned::get_ref)) {
        Some(code) => Words::new(code).map_err(|error| error.to_string())?,
        // A locale nobody translated is read in English.
        None => Words::new(&locale()).or_else(|_| Words::new("en")).map_err(|error| error.to_string())?,
    };
    let theme = match options.theme.as_ref().or(config.theme.as_ref().map(Spanned::get_ref)) {
        Some(name) => theme(name)?,
        None => Theme::on(profile.ground.unwrap_or(Ground::Dark)),
    };
    Ok(Look { theme, words })
}

fn theme(name: &str) -> Result<Theme, String> {
    Theme::named(name).ok_or_else(|| format!("no theme \"{name}\"; there are: {}", Theme::NAMES.join(", ")))
}

/// The locale of messages, by POSIX's order of variables.
fn locale() -> String {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG")).unwrap_or_default()
}

/// The archive that is meant.
fn archive_path(place: &Where) -> Result<PathBuf, String> {
    let no_home = || "no folder for the archive (HOME is not set); --archive PATH names one".to_owned();
    place.archive.clone().or_else(archive::default_path).ok_or_else(no_home)
}
