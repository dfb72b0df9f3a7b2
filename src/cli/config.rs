//! What a reader wants otherwise: `$XDG_CONFIG_HOME/kilas/config.toml`, by default `~/.config/kilas/config.toml`.
//!
//! Invariant: strict. A key, an action or a setting that is misspelt is an error with file, line and the nearest known
//! name, never silence. The command line overrides what stands here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use clap::ValueEnum as _;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::arguments::{Color, When};
use crate::app::action::{Action, TABLE};
use crate::app::key::Key;
use crate::app::keymap::Keymap;
use crate::language::{nearest, nearest_field};
use crate::view::words::Words;

/// The file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Config {
    /// As `--ui-language`.
    pub(super) ui_language: Option<Spanned<String>>,
    /// As `--theme`.
    pub(super) theme: Option<Spanned<String>>,
    /// As `--color`; `256` is as good as `"256"`.
    #[serde(deserialize_with = "color")]
    pub(super) color: Option<Color>,
    /// As `--links`.
    pub(super) links: Option<When>,
    /// As `--synchronized`.
    pub(super) synchronized: Option<When>,
    /// As `--ascii`.
    pub(super) ascii: bool,
    /// As `--accessible`.
    pub(super) accessible: bool,
    /// As `--mouse`.
    pub(super) mouse: bool,
    /// As `--pages` of `kilas refresh`.
    pub(super) pages: bool,
    /// Keys of actions, by their ids.
    keys: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Made from `keys`.
    #[serde(skip)]
    pub(super) keymap: Keymap,
}

impl Config {
    /// The reader's own settings; the defaults where there is no file.
    ///
    /// # Errors
    /// One line that names file, line and what is wrong there.
    pub(super) fn read() -> Result<Self, String> {
        let Some(path) = path() else { return Ok(Self::default()) };
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&path, &text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("{}: {}", path.display(), crate::load::reason(&error))),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self, String> {
        let at = |start: usize, what: String| {
            let line = 1 + text.get(..start).unwrap_or_default().matches('\n').count();
            format!("{}: line {line}: {what}", path.display())
        };
        let mut config: Self = toml::from_str(text)
            .map_err(|error| at(error.span().map_or(0, |span| span.start), told(error.message())))?;
        if let Some(code) = &config.ui_language {
            Words::new(code.get_ref()).map_err(|error| at(code.span().start, error.to_string()))?;
        }
        if let Some(name) = &config.theme {
            super::theme(name.get_ref()).map_err(|error| at(name.span().start, error))?;
        }
        let mut bindings: Vec<(Action, Vec<Key>)> = Vec::new();
        for (id, names) in &config.keys {
            let known = TABLE.iter().find(|entry| entry.id == id.get_ref());
            let entry = known.ok_or_else(|| at(id.span().start, no_such_action(id.get_ref())))?;
            let parse = |name: &Spanned<String>| {
                name.get_ref().parse().map_err(|error| at(name.span().start, format!("{error}")))
            };
            bindings.push((entry.action, names.iter().map(parse).collect::<Result<_, _>>()?));
        }
        config.keymap = Keymap::default().rebound(&bindings).map_err(|clash| {
            let ids = config.keys.keys().filter(|id| [clash.first, clash.second].contains(&id.get_ref().as_str()));
            // The one further down was added to what was there.
            at(ids.map(|id| id.span().start).max().unwrap_or_default(), clash.to_string())
        })?;
        Ok(config)
    }
}

/// How many colours, as on the command line: there `256` needs no marks, and here it is first written without.
fn color<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Color>, D::Error> {
    let text = match toml::Value::deserialize(from)? {
        toml::Value::String(text) => text,
        other => other.to_string(),
    };
    let names =
        || Color::value_variants().iter().filter_map(|color| Some(color.to_possible_value()?.get_name().to_owned()));
    let unknown =
        |_| D::Error::custom(format!("no colours {text}; there are: {}", names().collect::<Vec<_>>().join(", ")));
    Color::from_str(&text, false).map(Some).map_err(unknown)
}

/// What the TOML reader says; of a setting that is not known, which it names before all that are, the nearest.
fn told(message: &str) -> String {
    if let Some((wrong, near)) = nearest_field(message) {
        return format!("no setting is called \"{wrong}\"; did you mean \"{near}\"?");
    }
    match message.rsplit_once(", expected ") {
        Some((_, "a sequence")) => "keys are a list, as [\"j\", \"Down\"]".to_owned(),
        Some((given, "a boolean")) => format!("{given}, expected true or false"),
        _ => message.to_owned(),
    }
}

fn no_such_action(id: &str) -> String {
    match nearest(id, TABLE.iter().map(|entry| entry.id)) {
        Some(near) => format!("no action is called \"{id}\"; did you mean \"{near}\"?"),
        None => format!("no action is called \"{id}\"; the README lists them"),
    }
}

fn path() -> Option<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CONFIG_HOME").or_else(|| Some(set("HOME")?.join(".config")))?;
    Some(folder.join("kilas/config.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::Pane;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(Path::new("config.toml"), text)
    }

    #[test]
    fn keys_and_settings_are_taken() {
        let config = parse("theme = \"light\"\n[keys]\n\"quote.next\" = [\".\", \"Ctrl-n\"]\n").unwrap();
        assert_eq!(config.theme.map(Spanned::into_inner).as_deref(), Some("light"));
        assert_eq!(config.keymap.action(Pane::Stories, Key::ctrl('n')), Some(Action::NextQuote));
        assert_eq!(config.keymap.action(Pane::Stories, Key::char(']')), None);
        assert_eq!(config.keymap.shown(Action::Down), "j Down");
    }

    #[test]
    fn colours_are_counted_with_marks_or_without() {
        for text in ["color = 256", "color = \"256\""] {
            assert!(matches!(parse(text).unwrap().color, Some(Color::Indexed)), "{text}");
        }
        assert!(matches!(parse("color = true").unwrap().color, Some(Color::True)));
    }

    #[test]
    fn what_is_misspelt_is_named_with_its_line() {
        for (text, error) in [
            (
                "[keys]\n\"quote.nxt\" = [\".\"]",
                "config.toml: line 2: no action is called \"quote.nxt\"; did you mean \"quote.next\"?",
            ),
            (
                "[keys]\n\n\"quote.next\" = [\"Ctr-n\"]",
                "config.toml: line 3: no key is called \"Ctr-n\"; keys are written as j, G, Space, Ctrl-d, Alt-x, \
                 PageDown, F5",
            ),
            ("ascii = true\ntheme = \"pink\"", "config.toml: line 2: no theme \"pink\"; there are: dark, light, plain"),
            ("ui-language = \"tlh\"", "config.toml: line 1: no interface language \"tlh\"; there are: en, id"),
            (
                "[keys]\n\"quote.next\" = [\"x\"]\n\"copy\" = [\"x\"]",
                "config.toml: line 3: the key x is given to both \"copy\" and \"quote.next\"",
            ),
            ("\nthem = \"light\"", "config.toml: line 2: no setting is called \"them\"; did you mean \"theme\"?"),
            ("[keys]\nquit = \"x\"", "config.toml: line 2: keys are a list, as [\"j\", \"Down\"]"),
            ("mouse = 1", "config.toml: line 1: invalid type: integer `1`, expected true or false"),
            ("\ncolor = 8", "config.toml: line 2: no colours 8; there are: auto, never, 16, 256, true"),
            (
                "links = \"neer\"",
                "config.toml: line 1: unknown variant `neer`, expected one of `auto`, `never`, `always`",
            ),
        ] {
            assert_eq!(parse(text).unwrap_err(), error);
        }
        let unknown = parse("\nx-ray = true").unwrap_err();
        assert!(
            unknown.starts_with("config.toml: line 2: unknown field `x-ray`, expected one of `ui-language`"),
            "{unknown}"
        );
    }
}
