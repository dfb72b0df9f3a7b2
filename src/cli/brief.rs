//! `kilas brief`: articles in, briefings out, in the same order.
//!
//! Invariant: the same bytes for any number of threads, in memory that does not grow with the input.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::arguments::Brief;
use super::complain;
use super::jobs::{Job, jobs};
use crate::article::Article;
use crate::brief::brief;
use crate::export::{self, Format};
use crate::language::Languages;
use crate::load::{BATCH, Failure};
use crate::pipeline;

/// What became of a job.
struct Briefed {
    out: Vec<u8>,
    articles: usize,
    failures: Vec<Failure>,
}

pub(super) fn run(options: &Brief) -> ExitCode {
    let format = Format::from(options.format);
    let stdin = vec![PathBuf::from("-")];
    let paths = if options.paths.is_empty() { &stdin } else { &options.paths };
    let threads = options.threads.map_or_else(pipeline::cores, usize::from);
    let languages = Languages::new();
    let mut out = BufWriter::with_capacity(BATCH, io::stdout().lock());
    let (mut articles, mut failed, mut broken) = (0, 0, None);
    pipeline::run(
        jobs(paths),
        threads,
        |job| work(job, format, &languages),
        |briefed: Briefed| {
            briefed.failures.iter().for_each(complain);
            failed += briefed.failures.len();
            let opens_array = format == Format::Json && articles == 0 && briefed.articles > 0;
            articles += briefed.articles;
            // A record of an array begins with the comma that parts it from the one before; the first has none.
            let written = if opens_array {
                out.write_all(b"[").and_then(|()| out.write_all(&briefed.out[1..]))
            } else {
                out.write_all(&briefed.out)
            };
            // Nobody waits for what is done: a job is about as long as what is written at once.
            broken = written.and_then(|()| out.flush()).err();
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
            ExitCode::from(2)
        }
        Ok(()) if failed == 0 => ExitCode::SUCCESS,
        Ok(()) => ExitCode::from(if articles == 0 { 2 } else { 1 }),
    }
}

fn work(job: Job, format: Format, languages: &Languages) -> Briefed {
    // A briefing takes three times the bytes of its story.
    let mut briefed = Briefed { out: Vec::with_capacity(4 * BATCH), articles: 0, failures: Vec::new() };
    job.read(languages, |(articles, failures)| {
        articles.iter().for_each(|article| add(article, format, languages, &mut briefed));
        briefed.failures.extend(failures);
    });
    briefed
}

fn add(article: &Article, format: Format, languages: &Languages, briefed: &mut Briefed) {
    let briefing = brief(article, languages.get_or_neutral(&article.language));
    if format == Format::Json {
        briefed.out.extend_from_slice(b",\n");
    }
    // A vector takes whatever is written to it.
    let written = export::write(format, article, &briefing, &mut briefed.out);
    debug_assert!(written.is_ok());
    briefed.articles += 1;
}
