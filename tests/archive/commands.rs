//! The archive as scripts see it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use kilas::app::annotation::Annotation;
use kilas::app::story::Marks;
use kilas::archive::Archive;
use kilas::query::Query;
use serde_json::{Value, json};

use crate::fixture::Folder;

const STORIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/stories");

/// Runs the program on the archive of a folder; answers its exit code, output and errors.
pub(crate) fn kilas(archive: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
    let output = command.args(arguments).arg("--archive").arg(archive).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_brings_nothing_makes_no_archive() {
    let folder = Folder::new();
    let archive = folder.file();
    let empty = folder.path().join("empty.md");
    fs::write(&empty, "").unwrap();
    for path in ["/no/such/place", empty.to_str().unwrap()] {
        let (code, out, err) = kilas(&archive, &["import", path]);
        assert_eq!((code, out.as_str()), (2, "0 new, 0 new versions, 0 kept before\n"), "{err}");
        assert!(err.starts_with(&format!("kilas: {path}: ")), "{err}");
        assert!(!archive.parent().unwrap().exists(), "{path}");
    }
}

#[test]
fn import_list_search_export_and_back() {
    let folder = Folder::new();
    let archive = folder.file();
    let (code, out, err) = kilas(&archive, &["import", STORIES]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "15 new, 0 new versions, 0 kept before\n", ""));
    assert_eq!(kilas(&archive, &["import", STORIES]).1, "0 new, 0 new versions, 15 kept before\n");

    let (code, out, _) = kilas(&archive, &["list", "--format", "jsonl"]);
    let listed = lines(&out);
    assert_eq!((code, listed.len()), (0, 15));
    let days: Vec<&str> = listed.iter().filter_map(|story| story["published"].as_str()).map(|day| &day[..10]).collect();
    assert!(days.is_sorted_by(|a, b| a >= b), "{days:?}");
    assert_eq!(kilas(&archive, &["list", "--limit", "4"]).1.lines().count(), 4);

    let (code, out, _) = kilas(&archive, &["search", "speaker:aminah -zzz", "--format", "csv"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
    assert_eq!(kilas(&archive, &["search", "zzz"]), (1, String::new(), String::new()));
    let (code, _, err) = kilas(&archive, &["search", "spaker:aminah"]);
    let mistake = "kilas: \"spaker:aminah\": column 1: no field is called “spaker”; did you mean “speaker”?\n";
    assert_eq!((code, err.as_str()), (2, mistake));

    let saved = folder.path().join("saved.jsonl");
    let (code, out, _) = kilas(&archive, &["export"]);
    assert_eq!((code, lines(&out).len()), (0, 15));
    fs::write(&saved, out).unwrap();
    let again = folder.path().join("again.db");
    assert_eq!(kilas(&again, &["import", saved.to_str().unwrap()]).0, 0);
    let titles = |path: &Path| -> Vec<Value> {
        let mut titles: Vec<Value> =
            lines(&kilas(path, &["list", "--format", "jsonl"]).1).iter().map(|s| s["headline"].clone()).collect();
        titles.sort_by_key(Value::to_string);
        titles
    };
    assert_eq!(titles(&archive), titles(&again));
}

/// A script that reads no further costs none of the work.
#[test]
fn an_import_nobody_listens_to_is_done() {
    let folder = Folder::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
    command.args(["import", STORIES, "--archive"]).arg(folder.file()).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
    assert_eq!(kilas(&folder.file(), &["list", "--format", "jsonl"]).1.lines().count(), 15);
}

#[test]
fn stats_tell_whether_the_archive_is_whole() {
    let folder = Folder::new();
    let archive = folder.file();
    let (code, _, err) = kilas(&archive, &["stats"]);
    let missing = format!("kilas: {}: there is no archive yet; `kilas import PATHS` makes one\n", archive.display());
    assert_eq!((code, err), (2, missing));
    kilas(&archive, &["import", STORIES]);
    let (code, out, err) = kilas(&archive, &["stats", "--check", "--format", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let stats: Vec<Value> = serde_json::from_str(&out).unwrap();
    assert_eq!((&stats[0]["stories"], &stats[0]["unread"], &stats[0]["starred"]), (&15.into(), &15.into(), &0.into()));
    rusqlite::Connection::open(&archive).unwrap().execute_batch("DELETE FROM texts WHERE id = 1").unwrap();
    let (code, _, err) = kilas(&archive, &["stats", "--check"]);
    assert_eq!(code, 1);
    assert!(err.starts_with("kilas: 1 stories have no text\nkilas: the archive is damaged; "), "{err}");
    // What is whole is saved.
    let (code, out, err) = kilas(&archive, &["export"]);
    assert_eq!((code, lines(&out).len(), err.lines().count()), (1, 14, 1), "{err}");
    let (code, out, err) = kilas(&archive, &["front", "--format", "jsonl"]);
    assert_eq!((code, out.is_empty(), err.lines().count()), (1, false, 1), "{err}");
}

#[test]
fn speakers_are_told_apart_by_their_whole_names() {
    let folder = Folder::new();
    let (archive, articles) = (folder.file(), folder.path().join("a.jsonl"));
    let line = |uri: &str, day: &str, body: &str| {
        serde_json::json!({"uri": uri, "language": "id", "headline": format!("Berita {uri}"), "body_text": body,
            "versioncreated": format!("2024-03-{day}"), "source": "Warta", "link": "https://warta.example/a"})
        .to_string()
    };
    let lines = [
        line("b", "02", "\"Harga naik,\" kata Menteri Siti Rahma. \"Ya,\" kata Budi Rahma."),
        line("a", "01", "\"Stok cukup,\" kata Siti Rahma."),
        // Nobody who could be met again.
        line("c", "03", "Kepala desa mengatakan, \"Kami siap menerima semua warga.\""),
    ];
    fs::write(&articles, lines.join("\n")).unwrap();
    assert_eq!(kilas(&archive, &["import", articles.to_str().unwrap()]).0, 0);
    assert_eq!(kilas(&archive, &["speakers"]).1, "2      2       Siti Rahma\n1      1       Budi Rahma\n");
    assert_eq!(kilas(&archive, &["speakers", "rahma", "--format", "csv"]).1.lines().count(), 3);
    let said = lines_of(&kilas(&archive, &["speakers", "siti", "--format", "jsonl"]).1);
    assert_eq!(said, [("Stok cukup".to_owned(), "a".to_owned()), ("Harga naik".to_owned(), "b".to_owned())]);
    assert_eq!(kilas(&archive, &["speakers", "Budi", "Rahma"]).1, "2024-03-02 Warta        Ya\n");
    let out = kilas(&archive, &["speakers", "siti"]).1;
    let named = "2024-03-01 Warta        Siti Rahma           Stok cukup\n2024-03-02 Warta        Siti Rahma           Harga naik\n";
    assert_eq!(out, named, "whoever asks with a part of the name is told all of it");
    let (code, out, _) = kilas(&archive, &["speakers", "Budi", "Rahma", "--format", "markdown"]);
    assert_eq!(
        (code, out.as_str()),
        (0, "> “Ya”\n>\n> — Budi Rahma, in *Berita b* (Warta, 2024-03-02), <https://warta.example/a>\n\n")
    );
    let out = kilas(&archive, &["speakers", "rahma", "--format", "markdown"]).1;
    assert_eq!(out, "- Siti Rahma (2)\n- Budi Rahma (1)\n", "a list where several have the name");
    assert_eq!(kilas(&archive, &["speakers", "nobody"]).0, 1);
}

#[test]
fn what_is_reported_of_somebody_is_told_apart_where_it_is_asked_for() {
    let folder = Folder::new();
    let (archive, articles) = (folder.file(), folder.path().join("a.jsonl"));
    let line = |uri: &str, body: &str| {
        json!({"uri": uri, "language": "id", "headline": uri, "body_text": body, "versioncreated": "2024-03-01"})
            .to_string()
    };
    let lines = [
        line("a", "\"Stok cukup,\" kata Siti Rahma.\n\nSiti Rahma mengakui harga beras naik sejak Senin."),
        line("b", "Menteri Siti Rahma mengatakan panen raya dimulai pekan depan."),
        line("c", "Siti Rahmawati mengatakan jalan ditutup. Budi Lestari mengatakan jalan dibuka."),
    ];
    fs::write(&articles, lines.join("\n")).unwrap();
    assert_eq!(kilas(&archive, &["import", articles.to_str().unwrap()]).0, 0);
    let lines = |arguments: &[&str]| kilas(&archive, arguments).1.lines().count();
    assert_eq!(lines(&["speakers", "siti", "rahma"]), 1);
    let out = kilas(&archive, &["speakers", "Siti", "Rahma", "--reported"]).1;
    let rows =
        ["direct   Stok cukup", "indirect harga beras naik sejak Senin", "indirect panen raya dimulai pekan depan"];
    let shown = out.lines().map(|line| line.split_at(24).1);
    assert_eq!(shown.collect::<Vec<_>>(), rows);
    let out = kilas(&archive, &["speakers", "siti", "--reported", "--format", "markdown"]).1;
    assert!(out.contains("> harga beras naik sejak Senin\n>\n> — Siti Rahma (mengakui), in *a*"), "{out}");
    // Who is only reported is known by the whole name, and counted nowhere.
    assert_eq!((lines(&["speakers", "budi", "lestari"]), lines(&["speakers"])), (0, 1));
    assert_eq!(lines(&["speakers", "budi", "lestari", "--reported"]), 1);
    assert_eq!(kilas(&archive, &["speakers", "nobody", "--reported"]).0, 1);
}

/// Who speaks together with another has said it too, and the attribution names both.
#[test]
fn what_two_said_together_is_found_under_either() {
    let folder = Folder::new();
    let (archive, articles) = (folder.file(), folder.path().join("a.jsonl"));
    let body = "\"We checked every crane,\" Ann Ray and Tom Hale wrote.\n\n\"It was a long night,\" Hale said.\n\n\
                \"We are tired,\" Ray and Hale wrote.";
    let line = serde_json::json!({"uri": "a", "language": "en", "headline": "Port", "body_text": body}).to_string();
    fs::write(&articles, line).unwrap();
    assert_eq!(kilas(&archive, &["import", articles.to_str().unwrap()]).0, 0);
    assert_eq!(kilas(&archive, &["speakers"]).1, "3      1       Tom Hale\n2      1       Ann Ray\n");
    let said = lines_of(&kilas(&archive, &["speakers", "ann", "ray", "--format", "jsonl"]).1);
    let words: Vec<&str> = said.iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(words, ["We checked every crane", "We are tired"]);
    let out = kilas(&archive, &["speakers", "Ann", "Ray"]).1;
    let together = ["Ann Ray and Tom Hale We checked every crane", "Ann Ray and Tom Hale We are tired"];
    assert!(out.lines().map(str::trim_start).eq(together), "{out}");
    let (_, out, _) = kilas(&archive, &["speakers", "ann", "ray", "--format", "markdown"]);
    assert!(out.contains("— Ann Ray and Tom Hale, in *Port*"), "{out}");
}

#[test]
fn what_two_said_together_goes_with_its_story() {
    let folder = Folder::new();
    let (archive, articles) = (folder.file(), folder.path().join("a.jsonl"));
    for (day, word) in [("01", "checked"), ("02", "searched")] {
        let body = format!("\"We {word} every crane,\" Ann Ray and Tom Hale wrote.");
        let line = serde_json::json!({"uri": "a", "language": "en", "headline": "Port", "body_text": body,
            "versioncreated": format!("2024-03-{day}")});
        fs::write(&articles, line.to_string()).unwrap();
        assert_eq!(kilas(&archive, &["import", articles.to_str().unwrap()]).0, 0);
        assert_eq!(kilas(&archive, &["speakers"]).1, "1      1       Ann Ray\n1      1       Tom Hale\n", "{word}");
        assert_eq!(kilas(&archive, &["stats", "--check"]).0, 0, "{word}");
    }
    assert_eq!(kilas(&archive, &["prune", "--older-than", "1d"]).1, "1 taken out\n");
    assert_eq!(kilas(&archive, &["stats", "--check"]).0, 0);
    assert_eq!(kilas(&archive, &["speakers"]).1, "");
}

#[test]
fn what_a_story_writes_is_no_markdown() {
    let folder = Folder::new();
    let (archive, articles) = (folder.file(), folder.path().join("a.jsonl"));
    let story = serde_json::json!({"language": "id", "headline": "Harga *naik* <b>", "source": "[Warta](x)",
        "body": "\"Lihat <img src=x> dan [ini](javascript:y) sekarang,\" kata Siti Rahma."});
    fs::write(&articles, story.to_string()).unwrap();
    kilas(&archive, &["import", articles.to_str().unwrap()]);
    let out = kilas(&archive, &["speakers", "siti", "--format", "markdown"]).1;
    let said = "> “Lihat \\<img src=x\\> dan \\[ini\\](javascript:y) sekarang”\n>\n";
    assert_eq!(out, format!("{said}> — Siti Rahma, in *Harga \\*naik\\* \\<b\\>* (\\[Warta\\](x))\n\n"));
}

fn lines_of(text: &str) -> Vec<(String, String)> {
    let text_of = |value: &Value| value.as_str().unwrap().to_owned();
    lines(text).iter().map(|said| (text_of(&said["quotation"]), text_of(&said["uri"]))).collect()
}

#[test]
fn prune_takes_out_what_is_old() {
    let folder = Folder::new();
    let archive = folder.file();
    kilas(&archive, &["import", STORIES]);
    let (code, out, _) = kilas(&archive, &["prune", "--older-than", "1d"]);
    let left = lines(&kilas(&archive, &["list", "--format", "jsonl"]).1);
    assert_eq!((code, out), (0, format!("{} taken out\n", 15 - left.len())));
    assert!(left.len() < 15 && left.iter().all(|story| story["published"].is_null()), "{left:?}");
    let (_, out, _) = kilas(&archive, &["prune", "--older-than", "1d", "--format", "jsonl"]);
    assert_eq!(out, format!("{{\"taken_out\":0,\"left\":{}}}\n", left.len()));
    assert_eq!(kilas(&archive, &["prune", "--older-than", "soon"]).0, 2);
    let (code, out, _) = kilas(&archive, &["stats", "--check"]);
    assert!(code == 0 && out.ends_with("\nwhole: the file, and all that it counts\n"), "{out}");
}

/// An archive that may only be read is read as any other; that is said where something would be written.
#[test]
fn what_may_only_be_read_is_said_where_something_is_to_be_written() {
    let folder = Folder::new();
    let archive = folder.file();
    kilas(&archive, &["import", STORIES]);
    rusqlite::Connection::open(&archive).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    for command in ["list", "stats", "speakers", "export", "front"] {
        let (code, out, err) = kilas(&archive, &[command]);
        assert_eq!((code, out.is_empty(), err.as_str()), (0, false, ""), "{command}");
    }
    for command in [&["prune", "--older-than", "1d"][..], &["import", STORIES]] {
        let (code, out, err) = kilas(&archive, command);
        assert_eq!((code, out.as_str()), (2, ""), "{command:?}");
        assert!(err.contains("archive.db: made by a newer kilas (form 99, "), "{command:?}: {err}");
    }
}

/// Beside stories that tell their day, one that does not stands where its file was last written.
#[test]
fn a_story_without_a_day_stands_where_its_file_was_written() {
    let folder = Folder::new();
    let news = folder.path().join("news");
    fs::create_dir(&news).unwrap();
    for (name, text) in [
        ("new.md", "---\ntitle: Baru\ndate: 2026-03-02\n---\n\nKapal datang."),
        ("old.md", "---\ntitle: Lama\ndate: 2024-03-02\n---\n\nKapal pergi."),
        ("undated.md", "---\ntitle: Entah\n---\n\nKapal berlabuh."),
    ] {
        fs::write(news.join(name), text).unwrap();
    }
    let written = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_740_000_000);
    fs::File::options().append(true).open(news.join("undated.md")).unwrap().set_modified(written).unwrap();
    assert_eq!(kilas(&folder.file(), &["import", news.to_str().unwrap()]).0, 0);
    let (_, out, _) = kilas(&folder.file(), &["list", "--format", "jsonl"]);
    let headlines: Vec<Value> = lines(&out).into_iter().map(|row| row["headline"].clone()).collect();
    assert_eq!(headlines, ["Baru", "Entah", "Lama"]);
    let (_, out, _) = kilas(&folder.file(), &["search", "after:2025-02-19 before:2025-02-21", "--format", "jsonl"]);
    assert_eq!(lines(&out).len(), 1, "{out}");
}

/// A new version under the same uri: what it says otherwise is told, and what it says as before is not.
#[test]
fn what_a_new_version_says_otherwise_is_told() {
    let folder = Folder::new();
    let (archive, file) = (folder.file(), folder.path().join("gempa.jsonl"));
    let versions = [
        "Gempa merusak 40 rumah di Desa Wiru, Senin (2/3).\n\n\"Kami tidur di luar malam ini,\" kata Kepala Desa Wiru \
         Dewi Anjani.\n\n\"Air sudah datang,\" kata Rudi Hartawan. \"Jembatan masih ditutup untuk truk,\" kata Siti Rahma.",
        "Gempa merusak 52 rumah di Desa Wiru, Senin (2/3).\n\n\"Kami semua tidur di luar malam ini,\" kata Kepala Desa \
         Wiru Dewi Anjani.\n\n\"Listrik belum menyala di seluruh desa,\" kata Gubernur Yusuf Lubis. \"Jembatan masih ditutup untuk truk,\" \
         kata Nur Aini.",
    ];
    for (headline, body) in ["Gempa di Wiru", "Gempa kuat di Wiru"].into_iter().zip(versions) {
        let record = serde_json::json!({"uri": "urn:gempa", "headline": headline, "language": "id",
            "published": "2026-03-02", "body": body});
        fs::write(&file, record.to_string()).unwrap();
        assert_eq!(kilas(&archive, &["import", file.to_str().unwrap()]).0, 0);
    }
    let (code, out, _) = kilas(&archive, &["changes"]);
    assert_eq!(code, 0);
    let text = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for wanted in [
        "Gempa di Wiru → Gempa kuat di Wiru",
        "“Jembatan masih ditutup untuk truk” — Siti Rahma → “Jembatan masih ditutup untuk truk” — Nur Aini",
        "+ “Listrik belum menyala di seluruh desa” — Yusuf Lubis, Gubernur",
        "− “Air sudah datang” — Rudi Hartawan",
        "“Kami tidur di luar malam ini” — Dewi Anjani, Kepala Desa Wiru → “Kami semua tidur di luar malam ini”",
        "Gempa merusak 40 rumah di Desa Wiru, Senin (2/3). → Gempa merusak 52 rumah di Desa Wiru, Senin (2/3).",
    ] {
        assert!(text.contains(wanted), "no {wanted:?} in {text}");
    }
    let changes: Value =
        serde_json::from_str(&kilas(&archive, &["changes", "--format", "json", "speaker:lubis"]).1).unwrap();
    let span = |version: usize, text: &str| {
        let start = versions[version].split(text).next().unwrap().chars().count();
        json!({"text": text, "start": start, "end": start + text.chars().count()})
    };
    let said = |version: usize, speaker: &str, text: &str| json!({"speaker": speaker, "spans": [span(version, text)]});
    let (truck, here) = ("Jembatan masih ditutup untuk truk,", "Kami tidur di luar malam ini,");
    let figures = "Gempa merusak 40 rumah di Desa Wiru, Senin (2/3).";
    assert_eq!(
        changes,
        json!([{
            "uri": "urn:gempa",
            "headline": "Gempa kuat di Wiru",
            "headline_before": "Gempa di Wiru",
            "added": [said(1, "Yusuf Lubis", "Listrik belum menyala di seluruh desa,")],
            "removed": [said(0, "Rudi Hartawan", "Air sudah datang,")],
            "reworded": [
                {"old": said(0, "Siti Rahma", truck), "new": said(1, "Nur Aini", truck)},
                {"old": said(0, "Dewi Anjani", here), "new": said(1, "Dewi Anjani", &here.replace("tidur", "semua tidur"))},
            ],
            "figures": [{"old": span(0, figures), "new": span(1, &figures.replace("40", "52"))}],
        }])
    );
    assert_eq!(kilas(&archive, &["changes", "beras"]).0, 1, "nothing found is an exit code of its own");
}

/// The names of all fields within.
fn fields(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => object.iter().for_each(|(name, value)| {
            names.insert(name.clone());
            fields(value, names);
        }),
        Value::Array(values) => values.iter().for_each(|value| fields(value, names)),
        _ => {}
    }
}

#[test]
fn every_field_that_is_printed_stands_in_the_readme() {
    let folder = Folder::new();
    let (archive, articles) = (folder.file(), folder.path().join("a.jsonl"));
    kilas(&archive, &["import", STORIES]);
    for (headline, kiosks, said) in [("Pasar terbakar", 120, "Kami kehilangan semuanya."), ("Api", 150, "Kami rugi.")] {
        let body = format!("Api melalap {kiosks} kios di Rawa.\n\n\"{said}\" kata Nur Aini, pedagang beras di Rawa.");
        let line = serde_json::json!({"uri": "k:1", "language": "id", "headline": headline, "body_text": body,
            "versioncreated": "2024-06-01", "pubstatus": "withheld"});
        fs::write(&articles, line.to_string()).unwrap();
        assert_eq!(kilas(&archive, &["import", articles.to_str().unwrap()]).0, 0);
    }
    let mut kept = Archive::open(&archive).unwrap();
    let id = kept.rows(0, 1).unwrap()[0].id;
    kept.annotate(id, &Annotation { tags: vec!["a".into()], note: "b".into() }).unwrap();
    let readme = include_str!("../../README.md");
    for arguments in [
        &["list"][..],
        &["search", "rawa"],
        &["speakers"],
        &["speakers", "nur"],
        &["speakers", "nur", "--reported"],
        &["saved"],
        &["stats"],
        &["prune", "--older-than", "90y"],
        &["front"],
        &["changes"],
        &["export", "--marks"],
    ] {
        let (code, out, err) = kilas(&archive, &[arguments, &["--format", "jsonl"]].concat());
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        let mut names = BTreeSet::new();
        lines(&out).iter().for_each(|line| fields(line, &mut names));
        assert!(!names.is_empty());
        names.retain(|name| !named(readme, name));
        assert_eq!(names, BTreeSet::new(), "{arguments:?}");
    }
}

/// Whether the README names a field: within backticks.
fn named(readme: &str, name: &str) -> bool {
    let apart = |c: char| !c.is_alphanumeric() && c != '_';
    readme.split('`').skip(1).step_by(2).any(|code| code.split(apart).any(|word| word == name))
}

#[test]
fn a_file_that_was_edited_is_a_new_version_of_its_story() {
    let folder = Folder::new();
    let (archive, news) = (folder.file(), folder.path().join("news"));
    fs::create_dir_all(&news).unwrap();
    let import = || kilas(&archive, &["import", news.to_str().unwrap()]).1.trim().to_owned();
    let quake = "Gempa di Wiru\n\nGempa merusak 40 rumah di Desa Wiru.\n\n\"Kami tidur di luar,\" kata Dewi Anjani.\n";
    let write = |name: &str, text: &str| fs::write(news.join(name), text).unwrap();
    write("gempa.txt", quake);
    write("panen.txt", "Panen di Gayam\n\nPetani di Gayam memanen padi sejak Senin pagi.\n");
    assert_eq!(import(), "2 new, 0 new versions, 0 kept before");
    let mut open = Archive::open(&archive).unwrap();
    let at = |archive: &Archive| archive.search(&Query::parse("gempa").unwrap(), 9).unwrap().ids;
    open.mark(at(&open)[0], Marks { read: true, starred: true }).unwrap();
    open.annotate(at(&open)[0], &Annotation { tags: vec!["wiru".into()], note: "periksa".into() }).unwrap();

    let second = quake.replace("40", "52");
    write("gempa.txt", &second);
    assert_eq!(import(), "0 new, 1 new versions, 1 kept before");
    assert_eq!(import(), "0 new, 0 new versions, 2 kept before");
    let story = open.story_of(at(&open)[0]).unwrap().unwrap();
    assert!(story.article.body.contains("52") && story.marks.starred && !story.marks.read, "to be read again");
    assert_eq!((story.annotation.tags, story.annotation.note), (vec!["wiru".to_owned()], "periksa".to_owned()));
    let changes = kilas(&archive, &["changes"]).1;
    assert!(changes.contains("40 rumah") && changes.contains("52 rumah"), "{changes}");

    // What the text was once is known wherever it stands; and an old copy does not take its place back.
    write("a-salinan.txt", quake);
    assert_eq!(import(), "0 new, 0 new versions, 3 kept before");
    assert_eq!(import(), "0 new, 0 new versions, 3 kept before");
    fs::remove_file(news.join("a-salinan.txt")).unwrap();

    // A file that is called otherwise now leads to its story, and is edited there.
    fs::rename(news.join("gempa.txt"), news.join("wiru.txt")).unwrap();
    assert_eq!(import(), "0 new, 0 new versions, 2 kept before");
    write("wiru.txt", &second.replace("52", "61"));
    assert_eq!(import(), "0 new, 1 new versions, 1 kept before");
    // Another story in the place of one is no version of it.
    write("panen.txt", "Jalan rusak\n\nWarga Rawa mengeluh tentang jalan yang berlubang.\n");
    assert_eq!(import(), "1 new, 0 new versions, 1 kept before");
    assert_eq!(kilas(&archive, &["stats", "--check"]).0, 0);
    assert_eq!(kilas(&archive, &["prune", "--older-than", "1d"]).1, "0 taken out\n");
}

#[test]
fn records_of_a_file_are_no_versions_of_each_other() {
    let folder = Folder::new();
    let (archive, file) = (folder.file(), folder.path().join("pita.jsonl"));
    let record = |body: &str| json!({"headline": "Kabar", "body": body}).to_string() + "\n";
    let lines = ["Air naik di Rawa sejak pagi.", "Air naik di Rawa sejak siang.", "Air naik di Rawa sejak sore."];
    fs::write(&file, record(lines[0])).unwrap();
    assert_eq!(kilas(&archive, &["import", file.to_str().unwrap()]).1, "1 new, 0 new versions, 0 kept before\n");
    fs::write(&file, lines[1..].iter().map(|line| record(line)).collect::<String>()).unwrap();
    assert_eq!(kilas(&archive, &["import", file.to_str().unwrap()]).1, "2 new, 0 new versions, 0 kept before\n");
}
