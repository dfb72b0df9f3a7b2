//! The command line as scripts see it: what is printed where, and with which exit code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by panicking, and clippy knows tests only by their attribute"
)]

use std::io::{BufRead as _, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

const STORIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/stories");

fn kilas(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
    command.args(arguments).stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    kilas(arguments).output().unwrap()
}

/// A folder of this test's own, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("kilas-line-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Gives `input` to the command and answers its exit code, output and errors.
fn filter(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child =
        kilas(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const LINES: &str = concat!(
    r#"{"uri": "a", "language": "id", "headline": "H", "body_text": "\"Kami datang,\" kata Siti Rahma."}"#,
    "\n{broken\n\n",
    r#"{"uri": "b", "language": "en", "headline": "I", "body_text": "“We came,” said Ann Lee."}"#,
    "\n"
);

#[test]
fn jsonl_is_a_filter_that_names_the_line_it_cannot_read() {
    let (code, out, err) = filter(&["brief", "--format", "jsonl", "-"], LINES.as_bytes());
    let briefings: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let uris: Vec<&str> = briefings.iter().map(|briefing| briefing["uri"].as_str().unwrap()).collect();
    assert_eq!(uris, ["a", "b"]);
    assert_eq!(err, "kilas: standard input: line 2, column 2: it is no JSON here: key must be a string\n");
    assert_eq!(code, 1);
    let quote = &briefings[0]["quotes"][0];
    assert_eq!(quote["spans"][0]["text"], "Kami datang,");
    assert_eq!((&quote["cue"], &quote["speaker"]["name"]), (&"kata".into(), &"Siti Rahma".into()));
}

#[test]
fn a_wire_that_is_followed_is_told_story_by_story() {
    let mut child =
        kilas(&["brief", "--format", "jsonl", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (told, heard) = std::sync::mpsc::channel();
    std::thread::spawn(move || BufReader::new(stdout).lines().all(|line| told.send(line.unwrap()).is_ok()));
    for uri in ["a", "b", "c"] {
        writeln!(stdin, r#"{{"uri": "{uri}", "language": "id", "body_text": "Harga turun."}}"#).unwrap();
        // As soon as it is there, while the stream goes on.
        let line = heard.recv_timeout(Duration::from_secs(60)).unwrap();
        assert!(line.starts_with(&format!("{{\"uri\":\"{uri}\"")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn json_lines_in_utf16_are_read_from_a_file_as_from_a_pipe() {
    let folder = Folder::new("utf16");
    let path = folder.0.join("a.jsonl");
    let text = format!("{}\n", LINES.lines().next().unwrap());
    let bytes: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    std::fs::write(&path, &bytes).unwrap();
    let told = run(&["brief", "--format", "jsonl", path.to_str().unwrap()]);
    assert_eq!((told.status.code(), String::from_utf8(told.stderr).unwrap().as_str()), (Some(0), ""));
    assert_eq!(
        String::from_utf8(told.stdout).unwrap(),
        filter(&["brief", "--format", "jsonl", "-"], text.as_bytes()).1
    );
}

#[test]
fn an_envelope_on_one_line_of_standard_input_is_opened() {
    let envelope = r#"{"items": [{"headline": "H", "body_text": "Satu."}, {"headline": 5}]}"#;
    let (code, out, err) = filter(&["brief", "--format", "jsonl", "-"], format!("{envelope}\n").as_bytes());
    let briefings: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((briefings.len(), &briefings[0]["uri"]), (1, &"standard input#1.1".into()));
    assert_eq!((code, err.lines().count()), (1, 1));
    assert!(err.starts_with("kilas: standard input: line 1: "), "{err}");
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let one = run(&["brief", "--format", "jsonl", "--threads", "1", STORIES]);
    for threads in ["2", "5"] {
        assert_eq!(run(&["brief", "--format", "jsonl", "--threads", threads, STORIES]).stdout, one.stdout);
    }
    assert!(one.stdout.len() > 10_000 && one.status.success());
}

#[test]
fn every_form_is_printed_and_the_desk_note_in_none() {
    for (form, begins) in [("json", "[\n{"), ("jsonl", "{"), ("markdown", "# "), ("text", "")] {
        let output = run(&["brief", "--format", form, STORIES]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && text.starts_with(begins), "{form}");
        assert!(text.contains("Siti Aminah"), "{form}");
        assert!(!text.contains("Jumlah pengungsi dapat berubah"), "{form} holds a note to editors");
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{form}");
    }
    let json = run(&["brief", "--format", "json", STORIES]).stdout;
    assert_eq!(serde_json::from_slice::<Vec<Value>>(&json).unwrap().len(), 15);
}

#[test]
fn what_is_printed_holds_against_its_articles() {
    let folder = std::env::temp_dir().join(format!("kilas-verify-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for form in ["json", "jsonl"] {
        let path = folder.join(form);
        let printed = String::from_utf8(run(&["brief", "--format", form, STORIES]).stdout).unwrap();
        std::fs::write(&path, &printed).unwrap();
        let path = path.to_str().unwrap();
        let output = run(&["verify", path, STORIES]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        std::fs::write(path, printed.replacen("Anak-anak saya", "Cucu-cucu saya", 2)).unwrap();
        let output = run(&["verify", path, STORIES]);
        assert_eq!(output.status.code(), Some(1), "a forged quotation holds");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Both versions of a story are there, and each briefing is held against its own.
#[test]
fn verify_knows_versions_and_names_standard_input() {
    let folder = std::env::temp_dir().join(format!("kilas-versions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let version = |kiosks: u32| {
        serde_json::json!({"uri": "fire", "language": "en", "body": format!("A fire burnt {kiosks} kiosks.")})
            .to_string()
    };
    std::fs::write(folder.join("a.json"), version(120)).unwrap();
    std::fs::write(folder.join("b.json"), version(150)).unwrap();
    let folder = folder.to_str().unwrap();
    let briefings = String::from_utf8(run(&["brief", "--format", "jsonl", folder]).stdout).unwrap();
    let (code, _, err) = filter(&["verify", "-", folder], briefings.as_bytes());
    assert_eq!((code, err.as_str()), (0, ""));
    let forged = briefings.lines().next().unwrap().replace("kiosks", "houses");
    let (code, out, err) = filter(&["verify", "-", folder], forged.as_bytes());
    assert_eq!(code, 1, "{out}");
    assert_eq!(err, "kilas: standard input: fire: text: it is not the text of the article\n");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn exit_codes_tell_what_was_read() {
    for (arguments, code, err) in [
        (&["brief", "/nowhere"][..], 2, "kilas: /nowhere: no such file or folder\n"),
        (&["brief", "/nowhere", STORIES], 1, "kilas: /nowhere: no such file or folder\n"),
        (&["--theme", "pink"], 2, "kilas: no theme \"pink\"; there are: dark, light, plain\n"),
        (&["--ui-language", "tlh"], 2, "kilas: no interface language \"tlh\"; there are: en, id\n"),
        (&["lsit"], 2, "kilas: lsit: no such file or folder; did you mean `kilas list`?\n"),
        (
            &["--archive", "/nowhere", "saved"],
            2,
            "kilas: saved: a command stands before its options: `kilas saved --…`\n",
        ),
        (&["verify", "/nowhere"], 2, "kilas: /nowhere: no such file or folder\n"),
    ] {
        let output = run(arguments);
        assert_eq!(String::from_utf8_lossy(&output.stderr), err);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    }
    assert_eq!(run(&["brief", "--format", "yaml"]).status.code(), Some(2));
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let mut child = kilas(&["brief", "--format", "json", STORIES, STORIES, STORIES, STORIES])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""));
}

#[test]
fn errors_nobody_reads_end_nothing() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut child = kilas(&["brief", "--format", "jsonl", "-"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(writer).spawn().unwrap();
    child.stdin.take().unwrap().write_all(LINES.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.iter().filter(|byte| **byte == b'\n').count()), (Some(1), 2));
}

#[test]
fn help_tells_of_keys_settings_and_exit_codes() {
    for asked in ["--help", "-h"] {
        let help = String::from_utf8(run(&[asked]).stdout).unwrap();
        for told in ["`?` shows the keys", "~/.config/kilas/config.toml", "Exit codes: 0 all well, 1 some"] {
            assert!(help.contains(told), "{asked}: {told}");
        }
    }
}

#[test]
fn a_full_disk_is_an_error() {
    if !Path::new("/dev/full").exists() {
        println!("skipped: there is no /dev/full here");
        return;
    }
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = kilas(&["brief", STORIES]).stdout(full).output().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "kilas: standard output: No space left on device (os error 28)\n"
    );
    assert_eq!(output.status.code(), Some(2));
    for told in [&["--help"][..], &["--version"], &["search", "--help"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = kilas(told).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{told:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("No space left"), "{told:?}");
    }
    let briefings = std::env::temp_dir().join(format!("kilas-full-{}.json", std::process::id()));
    std::fs::write(&briefings, run(&["brief", "--format", "json", STORIES]).stdout).unwrap();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = kilas(&["verify", briefings.to_str().unwrap()]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "nobody was told that all holds");
    std::fs::remove_file(briefings).unwrap();
}

#[test]
#[cfg(unix)]
fn a_pipe_that_is_named_is_read_as_standard_input_is() {
    let kilas = env!("CARGO_BIN_EXE_kilas");
    let brief = format!("{kilas} brief --format jsonl <(head -1 tests/inputs/valid/lines.jsonl) /dev/stdin");
    let mut shell = Command::new("bash");
    shell.args(["-c", &format!("cat tests/inputs/valid/page.html | {brief}")]);
    let output = shell.output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!((out.lines().count(), err.as_ref()), (2, ""), "{out}");
    assert!(out.contains("\"Teks satu.\"") && out.contains("\"Kabar Rawa\""), "{out}");
}

#[test]
fn a_document_on_standard_input_is_read_whole() {
    let (code, out, err) =
        filter(&["brief", "--format", "jsonl"], b"{\n \"headline\": \"H\",\n \"body\": \"Teks.\"\n}\n");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["headline"], "H");
    let (code, out, _) = filter(&["brief"], "Harga turun\n\n“Kami datang,” kata Siti.\n".as_bytes());
    assert!(code == 0 && out.starts_with("Harga turun\n"), "{out}");
}

#[test]
fn a_briefing_says_all_that_is_promised() {
    let body = "The mayor of Sagara, Ann Ray, said on Friday: “We will rebuild the pier.” She said that the Harbour Board had \
                agreed.";
    let article = json!({"uri": "k:1", "language": "en", "headline": "Pier to be rebuilt", "byline": "Jo Field",
        "source": "Bay Post", "located": "Sagara", "published": "2026-02-13T10:00:00Z", "link": "https://k.example/pier",
        "body": body});
    let (code, out, err) = filter(&["brief", "--format", "jsonl"], article.to_string().as_bytes());
    assert_eq!((code, err.as_str()), (0, ""));
    let mut briefing: Value = serde_json::from_str(&out).unwrap();
    let scores: Vec<Value> =
        briefing["key_points"].as_array_mut().unwrap().iter_mut().map(|p| p["score"].take()).collect();
    assert!(scores.iter().all(Value::is_f64), "{scores:?}");
    let mut expected = article;
    let span = |text: &str| {
        let start = body[..body.find(text).unwrap()].chars().count();
        json!({"text": text, "start": start, "end": start + text.chars().count()})
    };
    let place = |text: &str| json!({"start": span(text)["start"], "end": span(text)["end"]});
    let with = |text: &str, name: &str, value: Value| {
        let mut span = span(text);
        span[name] = value;
        span
    };
    let sentences = body.split_inclusive("” ").map(str::trim).collect::<Vec<_>>();
    let speaker = |mention: &str| json!({"name": "Ann Ray", "role": "mayor of Sagara", "mention": mention});
    for (name, value) in [
        ("key_points", sentences.iter().map(|sentence| with(sentence, "score", Value::Null)).collect()),
        (
            "quotes",
            json!([
                {"kind": "direct", "spans": [span("We will rebuild the pier.")], "cue": "said", "speaker": speaker("Ann Ray"),
                    "resolved_by": "named"},
                {"kind": "indirect", "spans": [span("the Harbour Board had agreed")], "cue": "said", "speaker": speaker("She"),
                    "resolved_by": "pronoun"},
            ]),
        ),
        (
            "speakers",
            json!([{"name": "Ann Ray", "role": "mayor of Sagara", "mentions": [place("Ann Ray"), place("She")]}]),
        ),
        (
            "mentions",
            json!([
                with("Sagara", "kind", "place".into()),
                with("Ann Ray", "kind", "person".into()),
                with("Harbour Board", "kind", "organisation".into()),
            ]),
        ),
        ("dates", json!([with("Friday", "date", "2026-02-13".into())])),
        ("sentences", sentences.iter().map(|sentence| place(sentence)).collect()),
        ("boilerplate", json!([])),
    ] {
        expected[name] = value;
    }
    assert_eq!(briefing, expected);
}
