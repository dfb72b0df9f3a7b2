//! Whatever ends a session: what the reader did is there to the last key, and agrees with itself.
//!
//! Another process does random deeds and tells of each when it is done; it is killed at a random moment, and the archive
//! held against a plain list to which the same was done: all that was told of, and at most the deed that was under way.
//! `KILAS_KILLS=300` kills that often; by default it is a few times.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, thread};

use kilas::app::annotation::Annotation;
use kilas::app::place::Place;
use kilas::app::story::Marks;
use kilas::archive::Archive;

use crate::fixture::{Folder, NOW, Random, article, entries};

const STORIES: usize = 300;
/// With fewer stories there is too little to do.
const FEW: usize = 40;
/// What can be taken back, as the archive has it.
const UNDO: usize = 100;
/// The first of February 2024; a story an hour.
const FIRST: i64 = 1_706_745_600;

fn second(number: usize) -> i64 {
    FIRST + 3_600 * number as i64
}

/// What a reader does, by positions of the list.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Mark(usize, Marks),
    ReadUpTo(usize),
    Undo,
    /// Tags a story with a number, or takes its tag off.
    Tag(usize, Option<usize>),
    /// Keeps a search, or keeps it no longer.
    Search(usize),
    Place(usize, u32),
    /// Takes out what is older than a story.
    Prune(usize),
}

impl Deed {
    fn draw(random: &mut Random, stories: usize) -> Self {
        let at = random.below(stories);
        match random.below(20) {
            0..=6 => Self::Mark(at, Marks { read: random.below(2) == 0, starred: random.below(4) == 0 }),
            7..=9 => Self::Tag(at, Some(random.below(5)).filter(|tag| *tag > 0)),
            10 => Self::Search(random.below(3)),
            11 | 12 => Self::ReadUpTo(at),
            13..=16 => Self::Undo,
            17 | 18 => Self::Place(at, random.below(20) as u32),
            _ => Self::Prune(stories - 1 - random.below(6)),
        }
    }

    fn done(self, archive: &mut Archive) {
        let row = |archive: &Archive, at| archive.rows(at, 1).unwrap().remove(0);
        match self {
            Self::Mark(at, marks) => archive.mark(row(archive, at).id, marks).unwrap(),
            Self::ReadUpTo(at) => archive.read_up_to(row(archive, at).id).unwrap(),
            Self::Undo => drop(archive.undo().unwrap()),
            Self::Tag(at, tag) => {
                let mut annotation = Annotation::default();
                tag.iter().for_each(|tag| annotation.set_tags(&tag.to_string()));
                archive.annotate(row(archive, at).id, &annotation).unwrap();
            }
            Self::Search(number) => drop(archive.toggle_search(&number.to_string()).unwrap()),
            Self::Place(at, byte) => {
                archive
                    .keep_place(row(archive, at).id, Some(Place { byte, words: "beras".to_owned(), above: 0 }))
                    .unwrap();
            }
            Self::Prune(at) => drop(archive.prune(second(number(&row(archive, at).headline))).unwrap()),
        }
    }
}

fn number(headline: &str) -> usize {
    headline.trim_start_matches("Nomor ").parse().unwrap()
}

/// A story as the reader left it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Left {
    marks: Marks,
    tag: Option<usize>,
}

/// What takes a change back.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Before {
    Marks(Vec<(usize, Marks)>),
    Tag(usize, Option<usize>),
    Search(usize),
}

/// What an archive should hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Plain {
    /// The stories by their numbers, the oldest first.
    stories: BTreeMap<usize, Left>,
    searches: BTreeSet<usize>,
    places: BTreeMap<usize, u32>,
    /// The newest change that can be taken back, counted from 1.
    newest: usize,
    /// What was there before each, the newest last.
    undo: Vec<Before>,
}

impl Plain {
    /// The number of the story at a position.
    fn at(&self, position: usize) -> usize {
        *self.stories.keys().rev().nth(position).unwrap()
    }

    fn change(&mut self, changes: Vec<(usize, Marks)>) {
        if changes.is_empty() {
            return;
        }
        let before = changes.iter().map(|(number, _)| (*number, self.stories[number].marks));
        self.keep(Before::Marks(before.collect()));
        self.mark(changes);
    }

    fn keep(&mut self, before: Before) {
        self.undo.push(before);
        self.undo.drain(..self.undo.len().saturating_sub(UNDO));
        self.newest += 1;
    }

    fn mark(&mut self, changes: Vec<(usize, Marks)>) {
        for (number, marks) in changes {
            self.stories.entry(number).and_modify(|left| left.marks = marks);
        }
    }

    fn search(&mut self, number: usize) {
        if !self.searches.remove(&number) {
            self.searches.insert(number);
        }
    }

    fn take(&mut self, deed: Deed) {
        match deed {
            Deed::Mark(at, marks) => self.change(vec![(self.at(at), marks)]),
            Deed::ReadUpTo(at) => {
                let unread = self.stories.range(self.at(at)..).filter(|(_, left)| !left.marks.read);
                self.change(unread.map(|(number, left)| (*number, Marks { read: true, ..left.marks })).collect());
            }
            Deed::Undo => {
                let Some(before) = self.undo.pop() else { return };
                self.newest = if self.undo.is_empty() { 0 } else { self.newest - 1 };
                match before {
                    Before::Marks(marks) => self.mark(marks),
                    Before::Tag(number, tag) => drop(self.stories.entry(number).and_modify(|left| left.tag = tag)),
                    Before::Search(number) => self.search(number),
                }
            }
            Deed::Tag(at, tag) => {
                let number = self.at(at);
                let before = self.stories.insert(number, Left { tag, ..self.stories[&number] }).unwrap();
                if before.tag != tag {
                    self.keep(Before::Tag(number, before.tag));
                }
            }
            Deed::Search(number) => {
                self.search(number);
                self.keep(Before::Search(number));
            }
            Deed::Place(at, byte) => drop(self.places.insert(self.at(at), byte)),
            Deed::Prune(at) => {
                let first = self.at(at);
                self.stories.retain(|number, left| *number >= first || left.marks.starred || left.tag.is_some());
                self.places.retain(|number, _| self.stories.contains_key(number));
            }
        }
    }

    /// The same of an archive that is whole; without what only undoing would show.
    fn read(archive: &Archive) -> Self {
        let rows = archive.rows(0, STORIES).unwrap();
        let unread = rows.iter().filter(|row| !row.marks.read).count();
        assert_eq!((rows.len(), unread), (archive.totals().stories, archive.totals().unread));
        let place = |row: &kilas::app::story::Row| Some((number(&row.headline), archive.place(row.id).unwrap()?.byte));
        let newest = rusqlite::Connection::open(archive.path()).unwrap();
        let newest = newest.query_one("SELECT coalesce(max(id), 0) FROM changes", (), |row| row.get(0));
        let left = |row: &kilas::app::story::Row| {
            let tag = archive.annotation(row.id).unwrap().tags.first().map(|tag| tag.parse().unwrap());
            assert_eq!(row.annotated, tag.is_some());
            (number(&row.headline), Left { marks: row.marks, tag })
        };
        Self {
            searches: archive
                .searches()
                .unwrap()
                .iter()
                .map(|kept| kept.query.as_ref().unwrap().parse().unwrap())
                .collect(),
            places: rows.iter().filter_map(place).collect(),
            stories: rows.iter().map(left).collect(),
            newest: usize::try_from(newest.unwrap_or(0_i64)).unwrap(),
            undo: Vec::new(),
        }
    }

    /// As [`Plain::read`] sees it.
    fn seen(&self) -> Self {
        Self { undo: Vec::new(), ..self.clone() }
    }
}

/// Does deeds until it is killed, when another test starts it; else nothing.
#[test]
fn deeds_of_another_process() {
    let (Ok(path), Ok(seed)) = (env::var("KILAS_DEEDS"), env::var("KILAS_DEEDS_SEED")) else { return };
    let mut archive = Archive::open(path.as_ref()).unwrap();
    let mut random = Random(seed.parse().unwrap());
    for done in 1..100_000 {
        let stories = archive.totals().stories;
        if stories < FEW {
            return;
        }
        Deed::draw(&mut random, stories).done(&mut archive);
        eprintln!("{done}");
    }
}

/// Lets another process do deeds and kills it; answers of how many it told.
fn killed(archive: &Archive, seed: u64, after: Duration) -> usize {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "deeds::deeds_of_another_process", "--nocapture", "--test-threads", "1"]);
    command.env("KILAS_DEEDS", archive.path()).env("KILAS_DEEDS_SEED", seed.to_string());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    thread::sleep(after);
    child.kill().unwrap();
    let told = String::from_utf8(child.wait_with_output().unwrap().stderr).unwrap();
    assert!(!told.contains("panicked"), "{told}");
    // The last line may be cut in the middle of its number; then it is a smaller one.
    told.split_inclusive('\n')
        .filter(|line| line.ends_with('\n'))
        .filter_map(|line| line.trim().parse().ok())
        .max()
        .unwrap_or(0)
}

fn filled(folder: &Folder) -> (Archive, Plain) {
    let mut archive = folder.archive();
    let story = |number: usize| {
        let published = jiff::Timestamp::from_second(second(number)).unwrap().to_string();
        let body = format!("Beras nomor {number} turun.\n\n\"Stok cukup,\" kata Siti Rahma.");
        article(&format!("d:{number}"), &published, &format!("Nomor {number}"), &body)
    };
    archive.add(entries((0..STORIES).map(story)), NOW).unwrap();
    let plain = Plain { stories: (0..STORIES).map(|number| (number, Left::default())).collect(), ..Plain::default() };
    (archive, plain)
}

#[test]
fn killed_at_any_moment_what_the_reader_did_is_there() {
    let kills = env::var("KILAS_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let mut random = Random(env::var("KILAS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1));
    let mut folder = Folder::new();
    let (mut archive, mut plain) = filled(&folder);
    let (mut tries, mut busy, mut under_way) = (0, 0, 0);
    // On a machine that is busy with other things few fall where something was done: then more are tried.
    while tries < kills || (busy < 2 && tries < 20 * kills) {
        tries += 1;
        let seed = random.below(usize::MAX) as u64;
        let told = killed(&archive, seed, Duration::from_micros(random.below(150_000) as u64));
        let mut deeds = Random(seed);
        for _ in 0..told {
            let deed = Deed::draw(&mut deeds, plain.stories.len());
            plain.take(deed);
        }
        archive.refresh().unwrap();
        assert_eq!(archive.check().unwrap(), [""; 0], "{told} deeds of seed {seed}");
        let found = Plain::read(&archive);
        if found != plain.seen() {
            let deed = Deed::draw(&mut deeds, plain.stories.len());
            plain.take(deed);
            assert_eq!(found, plain.seen(), "{told} deeds of seed {seed}, and {deed:?} under way");
            under_way += 1;
        }
        busy += usize::from(told > 0);
        if plain.stories.len() < FEW {
            folder = Folder::new();
            (archive, plain) = filled(&folder);
        }
    }
    assert!(busy > 0, "in {tries} tries nothing was done");
    println!("{tries} killed, {busy} after something was done, {under_way} with a deed kept that was not told of");
}
