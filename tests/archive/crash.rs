//! Whatever ends an import: what was committed is there, and agrees with itself.
//!
//! `KILAS_KILLS=300` kills that often; by default it is a few times.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use kilas::archive::{Archive, Trouble};

use crate::commands::kilas;
use crate::fixture::{Folder, Random};

const STORIES: usize = 400;

/// A file of stories, each of another day.
fn corpus(folder: &Folder, stories: usize) -> std::path::PathBuf {
    let lines: Vec<String> = (0..stories)
        .map(|n| {
            let (day, month) = (1 + n % 28, 1 + n / 28 % 12);
            format!(
                "{{\"uri\": \"w:{n}\", \"language\": \"id\", \"headline\": \"Berita {n}\", \"versioncreated\": \
                 \"2024-{month:02}-{day:02}T00:00:00Z\", \"body_text\": \"Beras nomor {n} turun.\\n\\n\\\"Stok cukup,\\\" \
                 kata Siti Rahma.\\n\\nMenurut Budi Lestari, hari ke-{n} tenang.\"}}\n"
            )
        })
        .collect();
    let path = folder.path().join("corpus.jsonl");
    fs::write(&path, lines.concat()).unwrap();
    path
}

fn import(archive: &Path, corpus: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
    command.arg("import").arg(corpus).arg("--archive").arg(archive);
    // Small batches, so that there are many moments between two commits.
    command.args(["--batch", "5"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// When an import is killed.
enum When {
    /// After so long: mostly before it writes anything.
    After(Duration),
    /// When it has written so many bytes: between two commits, or within one.
    Written(u64),
}

/// Kills an import; answers after how long it had ended, where it was faster, and how much it had written.
fn kill(mut child: Child, archive: &Path, when: &When) -> (Option<Duration>, u64) {
    let (started, log) = (Instant::now(), archive.with_extension("db-wal"));
    let mut most = 0;
    loop {
        most = log.metadata().map_or(most, |log| most.max(log.len()));
        let is_due = match when {
            When::After(time) => started.elapsed() >= *time,
            When::Written(bytes) => most >= *bytes,
        };
        if child.try_wait().unwrap().is_some() {
            return (Some(started.elapsed()), most);
        }
        if is_due {
            child.kill().unwrap();
            child.wait().unwrap();
            return (None, most);
        }
        thread::sleep(Duration::from_micros(100));
    }
}

/// The stories that are there, after everything was found whole.
fn whole(archive: &Path) -> usize {
    match Archive::open(archive) {
        Ok(archive) => {
            assert_eq!(archive.check().unwrap(), [""; 0]);
            let count = archive.totals().stories;
            for at in 0..count {
                assert_eq!(archive.story(at).unwrap().unwrap().briefing.quotes.len(), 2);
            }
            count
        }
        // Killed before it was made.
        Err(Trouble::Missing(_)) => 0,
        Err(trouble) => panic!("{trouble}"),
    }
}

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_is_half_there() {
    let folder = Folder::new();
    let corpus = corpus(&folder, STORIES);
    let archive = folder.file();
    // How long one takes and how much it writes.
    let (lasts, writes) = kill(import(&archive, &corpus), &archive, &When::Written(u64::MAX));
    let lasts = lasts.unwrap();
    assert_eq!(whole(&archive), STORIES);

    let kills = env::var("KILAS_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let mut random = Random(env::var("KILAS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1));
    let (mut before, mut in_between, mut done) = (STORIES, 0, 0);
    // On a machine that is busy with other things few may fall where they should: then more are tried.
    while done < kills || (in_between < 2 && done < 20 * kills) {
        done += 1;
        if before == STORIES {
            fs::remove_dir_all(archive.parent().unwrap()).unwrap();
            before = 0;
        }
        let when = match done % 2 {
            0 => When::After(Duration::from_micros(random.below(lasts.as_micros() as usize) as u64)),
            _ => When::Written(random.below(writes as usize) as u64),
        };
        kill(import(&archive, &corpus), &archive, &when);
        let now = whole(&archive);
        assert!(now >= before, "{now} stories where there were {before}");
        in_between += usize::from(now > before && now < STORIES);
        before = now;
    }
    assert!(in_between > 0, "no kill of {done} fell between two commits");
    assert!(import(&archive, &corpus).wait().unwrap().success());
    assert_eq!(whole(&archive), STORIES);
}

#[test]
fn two_imports_at_once_take_each_story_once() {
    let folder = Folder::new();
    let corpus = corpus(&folder, STORIES);
    let mut both = [import(&folder.file(), &corpus), import(&folder.file(), &corpus)];
    for child in &mut both {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(whole(&folder.file()), STORIES);
}

#[test]
#[cfg(unix)]
fn a_full_disk_keeps_what_was_committed_and_says_so() {
    let folder = Folder::new();
    let corpus = corpus(&folder, STORIES);
    let archive = folder.file();
    let few = folder.path().join("few.jsonl");
    let text = fs::read_to_string(&corpus).unwrap();
    fs::write(&few, text.lines().take(60).map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    assert_eq!(kilas(&archive, &["import", few.to_str().unwrap()]).0, 0);
    let size = archive.metadata().unwrap().len();
    // No file may grow beyond this: a write fails as on a full disk, with another number.
    let script = "trap '' XFSZ; ulimit -f $1; shift; exec \"$@\"";
    let blocks = (size / 1024 + 200).to_string();
    let output = Command::new("bash")
        .args(["-c", script, "bash", &blocks, env!("CARGO_BIN_EXE_kilas"), "import"])
        .arg(&corpus)
        .args(["--batch", "20", "--archive"])
        .arg(&archive)
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), err.lines().count()), (Some(2), 1), "{err}");
    assert!(err.contains("what was kept before is safe"), "{err}");
    let kept = whole(&archive);
    assert!((60..STORIES).contains(&kept), "{kept}");
    assert_eq!(kilas(&archive, &["import", corpus.to_str().unwrap()]).0, 0);
    assert_eq!(whole(&archive), STORIES);
}
