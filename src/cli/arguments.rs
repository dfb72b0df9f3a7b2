//! What can be said on the command line, and its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::import::STORIES;
use super::prune::Age;
use super::sheet::Layout;
use super::speakers;
use crate::export::Format;

/// Behind the help: what no option tells.
const BEHIND: &str = "On the screen `?` shows the keys. Other keys, and what is wanted always, stand in \
~/.config/kilas/config.toml.
Exit codes: 0 all well, 1 some input could not be read or does not hold, or nothing was found, 2 wrong usage, or nothing \
could be read or written.";

/// News articles as a briefing in the terminal: key points, and who said exactly what.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, subcommand_precedence_over_arg = true, after_help = BEHIND)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[command(flatten)]
    pub(super) open: Open,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Print briefings without a screen.
    Brief(Brief),
    /// Keep articles in the archive, briefed and searchable. What is already there is not taken in again.
    Import(Import),
    /// List the stories of the archive, newest first.
    List(List),
    /// Find stories of the archive.
    Search(Search),
    /// Print what many stories tell together: the stories of each event, what they say said once, and the wordings of
    /// each quotation.
    Front(Front),
    /// Tell what new versions of stories say differently: the headline, quotations added, removed, reworded or given
    /// to somebody else, figures altered.
    Changes(Changed),
    /// Print briefings of the archive.
    Export(Export),
    /// List who is quoted in the archive, and what one of them said.
    Speakers(Speakers),
    /// List the searches that were saved and the tags, each with what it finds now.
    Saved(Saved),
    /// Tell what the archive holds, and whether it is whole.
    Stats(Stats),
    /// Take old stories out of the archive; those with a star, a tag or a note stay.
    Prune(Prune),
    /// Check a briefing against its text, byte for byte: do its findings stand where it says?
    Verify(Verify),
    /// Follow feeds: the address of a feed or of a page that names one, or a list of feeds (OPML).
    Add(Add),
    /// Ask all feeds for what is new, and keep it in the archive.
    Refresh(Refresh),
    /// List the feeds, with what came of each the last time.
    Feeds(Feeds),
}

/// The options of `kilas add`.
#[derive(Debug, Args)]
pub(super) struct Add {
    /// Addresses (http or https), or files of lists.
    #[arg(required = true)]
    pub(super) addresses: Vec<String>,
    /// Fetch the page of a story where the feed has only a part of it.
    #[arg(long)]
    pub(super) pages: bool,
}

/// The options of `kilas refresh`.
#[derive(Debug, Args)]
pub(super) struct Refresh {
    /// Fetch the pages of stories of which their feeds have only a part; `pages = true` in the settings does so always.
    #[arg(long)]
    pub(super) pages: bool,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas feeds`.
#[derive(Debug, Args)]
pub(super) struct Feeds {
    /// Print them as a list that other readers take (OPML).
    #[arg(long)]
    pub(super) opml: bool,
    /// Follow this feed no longer.
    #[arg(long, value_name = "URL", conflicts_with = "opml")]
    pub(super) remove: Option<String>,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t = Layout::Table, conflicts_with_all = ["opml", "remove"])]
    pub(super) format: Layout,
}

/// The options of the screen.
#[derive(Debug, Args)]
pub(super) struct Open {
    /// Articles, folders or archives (ZIP, tar) of them, or addresses; - is standard input. The archive of kilas when
    /// there are none, else the sample stories.
    pub(super) paths: Vec<PathBuf>,
    /// Keep the articles in the archive, and open that.
    #[arg(long, requires = "paths")]
    pub(super) keep: bool,
    /// Take in what is new and what changes in the files and folders while they are open.
    #[arg(long, requires = "paths")]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) place: Where,
    /// Language of the interface: en, id.
    #[arg(long, value_name = "CODE")]
    pub(super) ui_language: Option<String>,
    /// How many colours to use; by default as many as the terminal is known to have.
    #[arg(long, value_enum)]
    pub(super) color: Option<Color>,
    /// The ground of the terminal: dark, light, or plain for no colour. By default what the terminal answers, dark
    /// where it does not.
    #[arg(long)]
    pub(super) theme: Option<String>,
    /// Whether a link that is shown can be clicked (OSC 8); by default where the terminal is known to take it.
    #[arg(long, value_enum)]
    pub(super) links: Option<When>,
    /// Whether a long frame is held together until all of it has come (DEC mode 2026); by default where the terminal is
    /// known to take it.
    #[arg(long, value_enum)]
    pub(super) synchronized: Option<When>,
    /// Draw with ASCII alone.
    #[arg(long)]
    pub(super) ascii: bool,
    /// For screen readers: no screen, but what changes in words, a line for each thing.
    #[arg(long)]
    pub(super) accessible: bool,
    /// Let the mouse select and scroll; the terminal's own selection then needs Shift.
    #[arg(long)]
    pub(super) mouse: bool,
    /// For readers who may do nothing else on this machine (sshd's ForceCommand): no program is started and no shell is
    /// suspended to, whatever is typed.
    #[arg(long)]
    pub(super) restricted: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum When {
    /// Where the terminal is known to take it.
    Auto,
    /// Nowhere.
    Never,
    /// Everywhere.
    Always,
}

impl When {
    /// Whether, where `known` tells whether the terminal is known to take it.
    pub(super) fn is_now(self, known: bool) -> bool {
        match self {
            Self::Auto => known,
            Self::Never => false,
            Self::Always => true,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Color {
    /// As many as the terminal is known to have.
    Auto,
    /// None.
    Never,
    /// The sixteen of the terminal's own palette.
    #[value(name = "16")]
    Sixteen,
    /// The 256 of xterm.
    #[value(name = "256")]
    Indexed,
    /// 24 bits.
    True,
}

/// The options of `kilas brief`.
#[derive(Debug, Args)]
pub(super) struct Brief {
    /// Articles, folders or archives (ZIP, tar) of them, or addresses; - is standard input, which is read
    /// too where nothing is named.
    pub(super) paths: Vec<PathBuf>,
    /// The form of the output. jsonl is a filter: an article a line in, a briefing a line out.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(super) format: Form,
    /// How many threads to use; as many as there are cores by default. The output is the same for any number.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<std::num::NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Form {
    /// A JSON array.
    Json,
    /// JSON Lines.
    Jsonl,
    /// Markdown.
    Markdown,
    /// Plain text.
    Text,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Json => Format::Json,
            Form::Jsonl => Format::JsonLines,
            Form::Markdown => Format::Markdown,
            Form::Text => Format::Text,
        }
    }
}

/// The options of `kilas verify`.
#[derive(Debug, Args)]
pub(super) struct Verify {
    /// A briefing as `kilas brief --format json` or `jsonl` prints it; - is standard input.
    pub(super) briefing: PathBuf,
    /// The articles it was made from: their texts are compared with the briefing's as well.
    pub(super) articles: Vec<PathBuf>,
}

/// Which archive.
#[derive(Debug, Args)]
pub(super) struct Where {
    /// The archive; by default ~/.local/share/kilas/archive.db.
    #[arg(long, value_name = "PATH")]
    pub(super) archive: Option<PathBuf>,
}

/// The options of `kilas front`.
#[derive(Debug, Args)]
pub(super) struct Front {
    /// Articles, or folders of them; - is standard input. The newest stories of the archive when there are none.
    pub(super) paths: Vec<PathBuf>,
    /// Take only those stories of the archive that this finds, as in `kilas search`.
    #[arg(long, value_name = "QUERY", conflicts_with = "paths")]
    pub(super) find: Vec<String>,
    /// Take no more than so many stories of the archive.
    #[arg(long, value_name = "N", default_value_t = 500)]
    pub(super) limit: usize,
    /// Only events that at least so many stories tell of.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) least: usize,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(super) format: Form,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas changes`.
#[derive(Debug, Args)]
pub(super) struct Changed {
    /// Only stories that this finds, as in `kilas search`.
    pub(super) query: Vec<String>,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    pub(super) format: Form,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// Articles, folders or archives (ZIP, tar) of them, or addresses; - is standard input.
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Take up what `kilas export --marks` says: read, starred, tags and notes.
    #[arg(long)]
    pub(super) marks: bool,
    /// How many stories are written at once: what is lost at the most when the import is broken off.
    #[arg(long, value_name = "N", default_value_t = STORIES)]
    pub(super) batch: std::num::NonZeroUsize,
    /// How many threads to use; as many as there are cores by default.
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas list`.
#[derive(Debug, Args)]
pub(super) struct List {
    /// The form of the output. In a table R says that a story was read, S that it has a star, QU how many quotations.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    pub(super) format: Layout,
    /// No more than so many.
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas search`.
#[derive(Debug, Args)]
pub(super) struct Search {
    /// Words, "phrases", beginnings* and -words that must not stand there; headline:, quote:, speaker:, source:, lang:;
    /// tag: and note: what you wrote; after: and before: a day (2024-07-05, 2024, 7d, today); is:unread, is:read,
    /// is:starred, is:tagged, is:noted. Give it in quotation marks to the shell.
    #[arg(required = true)]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) list: List,
}

/// The options of `kilas export`.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// Which stories, as for `kilas search`; all by default.
    pub(super) query: Vec<String>,
    /// The form of the output. What jsonl prints can be imported again.
    #[arg(long, value_enum, default_value_t = Form::Jsonl)]
    pub(super) format: Form,
    /// Say what you marked too: read, starred, tags and notes. `kilas import --marks` takes it up from json and jsonl.
    #[arg(long)]
    pub(super) marks: bool,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas speakers`.
#[derive(Debug, Args)]
pub(super) struct Speakers {
    /// A name, or a part of one: where only one person has it, what they said, the oldest first. Everyone by default.
    pub(super) name: Vec<String>,
    /// What is reported of them too, which may be another's words.
    #[arg(long)]
    pub(super) reported: bool,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = speakers::Form::Table)]
    pub(super) format: speakers::Form,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas saved`.
#[derive(Debug, Args)]
pub(super) struct Saved {
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    pub(super) format: Layout,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas stats`.
#[derive(Debug, Args)]
pub(super) struct Stats {
    /// Look through the whole file: is it sound, and do its counts agree with what it holds?
    #[arg(long)]
    pub(super) check: bool,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    pub(super) format: Layout,
    #[command(flatten)]
    pub(super) place: Where,
}

/// The options of `kilas prune`.
#[derive(Debug, Args)]
pub(super) struct Prune {
    /// Published longer ago than this: 90d, 12w, 2y. A story without a day counts as of when it was written or taken in.
    #[arg(long, value_name = "AGE", required = true)]
    pub(super) older_than: Age,
    /// The form in which the numbers of stories taken out and left are printed.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    pub(super) format: Layout,
    #[command(flatten)]
    pub(super) place: Where,
}
