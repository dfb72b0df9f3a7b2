//! Archives of invented stories, and what they cost: `cargo bench --bench archive -- FOLDER 100 10000 100000 1000000` makes
//! one of each size in FOLDER, where there is none yet, and prints the README's table and how long queries take. Without
//! arguments it makes two small ones in a temporary folder. The same numbers make the same stories.
//!
//! Words are drawn as they fall in real texts, the n-th most used a n-th as often as the first, from syllables; names come
//! from lists, and every fifth sentence is a quotation. What is measured is all of it: making them, briefing on all
//! cores, one thread that writes; and the program itself, in a pseudo-terminal.

mod screen;

use std::error::Error;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::sync_channel;
use std::time::Instant;
use std::{env, fs, thread};

use kilas::archive::{Added, Archive, Entry, Found, Trouble};
use kilas::article::Article;
use kilas::brief::brief;
use kilas::language::Languages;
use kilas::pipeline;
use kilas::query::Query;

/// Stories of a transaction.
const BATCH: usize = 2_000;
/// Words of a story.
const WORDS: usize = 200;
/// Different words.
const VOCABULARY: u64 = 30_000;

/// What is asked: words that are common, rare together, begun, in fields, and absent.
const QUERIES: [&str; 8] = [
    "riri tanku",
    "\"riri tanku\"",
    "speaker:rahma quote:riri",
    "tanku is:unread -riri",
    "tanku*",
    "tan*",
    "ta* riri",
    "source:kota lang:id",
];

const GIVEN: [&str; 12] =
    ["Siti", "Budi", "Ratna", "Agus", "Dewi", "Made", "Yohanes", "Lestari", "Hendra", "Fajar", "Wayan", "Indah"];
const FAMILY: [&str; 14] = [
    "Rahma", "Santoso", "Wijaya", "Siregar", "Lubis", "Pratama", "Kusuma", "Hidayat", "Nasution", "Saragih", "Permana",
    "Hutapea", "Tanaka", "Larsen",
];
const PLACES: [&str; 8] =
    ["Sagara", "Melati", "Wonosari", "Tirtajaya", "Bukitsari", "Lumbung", "Karangrejo", "Pesisir"];
const SOURCES: [&str; 5] = ["Kabar Kota", "Harian Laut", "Warta Sagara", "Pantau", "Suara Bukit"];
const SYLLABLES: [&str; 24] = [
    "ba", "ri", "tan", "ku", "se", "mang", "la", "do", "pe", "ran", "ti", "ga", "nu", "sa", "wi", "jo", "ke", "lam",
    "bu", "ha", "ni", "ro", "ma", "tu",
];

/// Names a file: then the program makes an archive there, and that is all.
const MAKE: &str = "KILAS_BENCH_MAKE";

fn main() -> Result<(), Box<dyn Error>> {
    if let (Ok(file), Some(stories)) = (env::var(MAKE), env::args().nth(1)) {
        println!("{}", make(Path::new(&file), stories.parse()?)?);
        return Ok(());
    }
    // `cargo bench` says `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let (folder, sizes, is_ours) = match arguments.split_first() {
        Some((folder, sizes)) => {
            let sizes = sizes.iter().map(|size| size.parse()).collect::<Result<Vec<usize>, _>>()?;
            (PathBuf::from(folder), sizes, false)
        }
        None => (env::temp_dir().join("kilas-bench-archive"), vec![100, 2_000], true),
    };
    let mut asked = Vec::new();
    println!("| stories | text, MB | stories a second | file to text | start | key | 95 % of keys | memory, MB |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for stories in sizes {
        let file = folder.join(format!("{stories}.db"));
        let pace = if file.exists() { None } else { Some(made(&file, stories)?) };
        let text = text(stories) as f64;
        let size = fs::metadata(&file)?.len() as f64;
        let screen::Cost { start, key, most_keys, memory } = screen::cost(&file, stories)?;
        println!(
            "| {stories} | {:.1} | {} | {:.2} | {start:.1} ms | {key:.2} ms | {most_keys:.2} ms | {memory:.0} |",
            text / 1e6,
            pace.map_or_else(|| "–".to_owned(), |pace| format!("{pace:.0}")),
            size / text,
        );
        asked.push((stories, ask(&file)?));
    }
    for (stories, answers) in asked {
        println!("\n{stories} stories:\n{}", answers.join("\n"));
    }
    if is_ours {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Makes the archive in a process of its own, for a large one takes longer to start another; answers the stories a second.
fn made(file: &Path, stories: usize) -> Result<f64, Box<dyn Error>> {
    let made = Command::new(env::current_exe()?).arg(stories.to_string()).env(MAKE, file).output()?;
    let said = String::from_utf8_lossy(&made.stdout);
    said.trim().parse().map_err(|_| String::from_utf8_lossy(&made.stderr).into())
}

/// Makes the archive; answers how many stories a second.
fn make(file: &Path, stories: usize) -> Result<f64, Trouble> {
    let started = Instant::now();
    let mut archive = Archive::open_or_make(file)?;
    archive.begin_import()?;
    let languages = Languages::new();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let jobs = (0..stories).step_by(20).map(|first| first..(first + 20).min(stories));
    let work = |numbers: Range<usize>| numbers.map(|number| entry(number, &languages)).collect();
    let added = thread::scope(|scope| {
        // As `kilas import`: while a batch is written the next is made.
        let (to_write, batches) = sync_channel::<Vec<Entry>>(0);
        let archive = &mut archive;
        let writer = scope.spawn(move || {
            batches.iter().try_fold(Added::default(), |added, batch| Ok(added.and(archive.add(batch, 0)?)))
        });
        let mut batch = Vec::new();
        pipeline::run(jobs, threads, work, |entries: Vec<Entry>| {
            batch.extend(entries);
            batch.len() < BATCH || to_write.send(std::mem::take(&mut batch)).is_ok()
        });
        let _ = to_write.send(batch);
        drop(to_write);
        writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    archive.end_import()?;
    Ok(added.stories as f64 / started.elapsed().as_secs_f64())
}

/// Bytes of the texts of so many stories, reckoned from a thousand of them.
fn text(stories: usize) -> usize {
    let some = stories.min(1_000);
    (0..some).map(|number| article(number).body.len()).sum::<usize>() * stories / some.max(1)
}

/// Asks what readers ask; answers how long each took, the best of five, in lines.
fn ask(file: &Path) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::new();
    for text in QUERIES {
        let Ok(query) = Query::parse(text) else { continue };
        let mut best = f64::MAX;
        let mut found = Found::default();
        for _ in 0..5 {
            let archive = Archive::open(file)?;
            let started = Instant::now();
            found = archive.search(&query, Archive::LISTED)?;
            best = best.min(started.elapsed().as_secs_f64());
        }
        let over = if found.more { "over " } else { "" };
        lines.push(format!("{text}: {over}{} stories in {:.1} ms", found.ids.len(), best * 1e3));
    }
    Ok(lines)
}

/// Numbers that look random and are the same each time (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[(self.next() % list.len() as u64) as usize]
    }

    /// A word, the more used the likelier: the rank falls as the exponent of an even draw.
    fn word(&mut self, to: &mut String) {
        let even = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        let mut rank = (VOCABULARY as f64).powf(even) as u64 + 24;
        while rank > 0 {
            to.push_str(SYLLABLES[(rank % 24) as usize]);
            rank /= 24;
        }
    }
}

/// A story made ready.
fn entry(number: usize, languages: &Languages) -> Entry {
    let article = article(number);
    let briefing = brief(&article, languages.get_or_neutral(&article.language));
    Entry::new(article, &briefing)
}

fn article(number: usize) -> Article {
    let mut random = Random(number as u64 * 1_000_003);
    let mut headline = String::from(random.of(&PLACES));
    for _ in 0..6 {
        headline.push(' ');
        random.word(&mut headline);
    }
    let mut body = String::with_capacity(WORDS * 8);
    let mut written = 0;
    while written < WORDS {
        if !body.is_empty() {
            body.push_str(if random.next().is_multiple_of(3) { "\n\n" } else { " " });
        }
        written += sentence(&mut random, &mut body);
    }
    // A story every few minutes up to the summer of 2026, some with the same second.
    let second = 1_780_000_000 - (number as i64) * 157 + (random.next() % 600) as i64;
    let published = jiff::Timestamp::from_second(second).map(|moment| moment.to_string()).unwrap_or_default();
    Article {
        uri: format!("warta:{number}"),
        is_named: true,
        language: "id".to_owned(),
        source: Some(random.of(&SOURCES).to_owned()),
        headline,
        published: published.parse().ok(),
        body,
        ..Article::default()
    }
}

/// Adds a sentence, every fifth a quotation; answers its words.
fn sentence(random: &mut Random, body: &mut String) -> usize {
    let count = 8 + (random.next() % 12) as usize;
    let is_quote = random.next().is_multiple_of(5);
    body.push_str(if is_quote { "\"Kami" } else { "Warga" });
    for _ in 0..count {
        body.push(' ');
        random.word(body);
    }
    if is_quote {
        body.push_str(&format!(",\" kata {} {} di {}.", random.of(&GIVEN), random.of(&FAMILY), random.of(&PLACES)));
    } else {
        body.push('.');
    }
    count + 1
}
