//! `kilas brief`: articles in, briefings out, in the same order.
//!
//! JSON Lines are a stream: a batch of lines at a time goes through the pipeline, so memory does not grow with the
//! input. Everything else is read a file at a time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

use super::arguments::Brief;
use super::complain;
use crate::article::Article;
use crate::brief::brief;
use crate::export::{self, Format};
use crate::language::Languages;
use crate::load::{self, Failure, Found};
use crate::pipeline;

/// Bytes of lines that make a batch: some twenty articles, so that handing over costs little beside the work.
const BATCH: usize = 64 << 10;

/// Something to be briefed as one.
enum Job {
    /// Whole lines of JSON Lines, with the number of each.
    Lines(String, Vec<(usize, Vec<u8>)>),
    /// A file of another format.
    File(Found),
    /// The whole of standard input, of another format.
    Bytes(String, Vec<u8>),
    /// Something that could not be read.
    Failed(Failure),
}

/// What became of a job.
struct Result {
    out: Vec<u8>,
    articles: usize,
    failures: Vec<Failure>,
}

pub(super) fn run(options: &Brief) -> ExitCode {
    let format = Format::from(options.format);
    let stdin = vec![PathBuf::from("-")];
    let paths = if options.paths.is_empty() { &stdin } else { &options.paths };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = options.threads.map_or(cores, usize::from);
    let languages = Languages::new();
    let jobs = load::walk(paths).flat_map(|found| match found {
        Ok(found) => jobs(found),
        Err(failure) => Box::new(std::iter::once(Job::Failed(failure))),
    });
    let mut out = BufWriter::with_capacity(BATCH, io::stdout().lock());
    let (mut articles, mut failed, mut broken) = (0, 0, None);
    pipeline::run(
        jobs,
        threads,
        |job| work(job, format, &languages),
        |result: Result| {
            result.failures.iter().for_each(complain);
            failed += result.failures.len();
            let opening = if format == Format::Json && articles == 0 && result.articles > 0 { 1 } else { 0 };
            articles += result.articles;
            // A record of an array begins with the comma that parts it from the one before; the first has none.
            let written = if opening == 1 {
                out.write_all(b"[").and_then(|()| out.write_all(&result.out[1..]))
            } else {
                out.write_all(&result.out)
            };
            broken = written.err();
            broken.is_none()
        },
    );
    let closing: &[u8] = match (format, articles) {
        (Format::Json, 0) => b"[]\n",
        (Format::Json, _) => b"\n]\n",
        _ => b"",
    };
    let ended = broken.map_or(Ok(()), Err).and_then(|()| out.write_all(closing)).and_then(|()| out.flush());
    match ended {
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(format!("standard output: {error}"));
            ExitCode::from(1)
        }
        Ok(()) if failed == 0 => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(if articles == 0 { 2 } else { 1 }),
    }
}

/// The jobs of one file.
fn jobs(found: Found) -> Box<dyn Iterator<Item = Job> + Send> {
    match &found {
        Found::Stdin => stdin_jobs(),
        Found::File(path) if path.is_file() && path.extension().is_some_and(|e| e == "jsonl" || e == "ndjson") => {
            match File::open(path) {
                Ok(file) => Box::new(batches(found.name(), BufReader::with_capacity(BATCH, file))),
                // Reading it whole says why it cannot be read.
                Err(_) => Box::new(std::iter::once(Job::File(found))),
            }
        }
        Found::File(_) => Box::new(std::iter::once(Job::File(found))),
    }
}

/// Standard input is JSON Lines when its first line is a whole object.
fn stdin_jobs() -> Box<dyn Iterator<Item = Job> + Send> {
    let name = Found::Stdin.name();
    let mut stdin = BufReader::with_capacity(BATCH, io::stdin());
    let mut first = Vec::new();
    if let Err(error) = io::Read::take(&mut stdin, load::MAX_FILE + 1).read_until(b'\n', &mut first) {
        return Box::new(std::iter::once(Job::Failed(Failure::new(&name, None, error.to_string()))));
    }
    let line = first.trim_ascii();
    if line.starts_with(b"{") && line.ends_with(b"}") {
        return Box::new(batches(name, io::Read::chain(io::Cursor::new(first), stdin)));
    }
    let mut bytes = first;
    let read = io::Read::read_to_end(&mut io::Read::take(stdin, load::MAX_FILE + 1), &mut bytes);
    Box::new(std::iter::once(match read {
        Ok(_) if bytes.len() as u64 > load::MAX_FILE => Job::Failed(Failure::new(&name, None, "it is too long")),
        Ok(_) => Job::Bytes(name, bytes),
        Err(error) => Job::Failed(Failure::new(&name, None, error.to_string())),
    }))
}

/// The lines of a stream in batches.
fn batches<R: BufRead + Send + 'static>(name: String, from: R) -> impl Iterator<Item = Job> + Send {
    let mut lines = load::lines(&name, from).fuse();
    let mut failed = None;
    std::iter::from_fn(move || {
        if let Some(failure) = failed.take() {
            return Some(Job::Failed(failure));
        }
        let (mut batch, mut bytes) = (Vec::new(), 0);
        for line in lines.by_ref() {
            match line {
                Ok((number, line)) => {
                    bytes += line.len();
                    batch.push((number, line));
                }
                Err(failure) if batch.is_empty() => return Some(Job::Failed(failure)),
                Err(failure) => {
                    failed = Some(failure);
                    break;
                }
            }
            if bytes >= BATCH {
                break;
            }
        }
        (!batch.is_empty()).then(|| Job::Lines(name.clone(), batch))
    })
}

fn work(job: Job, format: Format, languages: &Languages) -> Result {
    let mut result = Result { out: Vec::new(), articles: 0, failures: Vec::new() };
    match job {
        Job::Failed(failure) => result.failures.push(failure),
        Job::File(found) => add(load::read(&found, languages), format, languages, &mut result),
        Job::Bytes(name, bytes) => add(load::from_bytes(&name, &bytes, languages), format, languages, &mut result),
        Job::Lines(name, lines) => {
            for (number, line) in lines {
                add(load::record(&name, number, &line, languages), format, languages, &mut result);
            }
        }
    }
    result
}

fn add(loaded: load::Loaded, format: Format, languages: &Languages, result: &mut Result) {
    let (articles, failures) = loaded;
    for article in articles {
        add_one(&article, format, languages, result);
    }
    result.failures.extend(failures);
}

fn add_one(article: &Article, format: Format, languages: &Languages, result: &mut Result) {
    let briefing = brief(article, languages.get_or_neutral(&article.language));
    if format == Format::Json {
        result.out.extend_from_slice(b",\n");
    }
    // A vector takes whatever is written to it.
    let written = export::write(format, article, &briefing, &mut result.out);
    debug_assert!(written.is_ok());
    result.articles += 1;
}
