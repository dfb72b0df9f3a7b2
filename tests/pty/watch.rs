//! Folders that are watched while the stories of them are read.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, process};

use portable_pty::CommandBuilder;

use super::seat::{Seat, clean, kilas};

struct Folder(PathBuf);

impl Folder {
    /// A folder with two stories, of forty paragraphs each.
    fn new(name: &str) -> Self {
        let folder = Self(env::temp_dir().join(format!("kilas-watch-{name}-{}", process::id())));
        fs::create_dir_all(folder.0.join("news")).unwrap();
        folder.write("a.txt", &story("Beras turun", "Beras"));
        folder.write("b.txt", &story("Tanggul jebol", "Tanggul"));
        folder
    }

    fn news(&self, name: &str) -> PathBuf {
        self.0.join("news").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.news(name), text).unwrap();
    }

    fn seat(&self, options: &[&str]) -> Seat {
        let mut command = kilas();
        command.args(options);
        command.arg(self.0.join("news"));
        let seat = Seat::new(command, (120, 24)).listen();
        seat.wait_text("2 stories");
        seat
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn story(headline: &str, word: &str) -> String {
    let paragraphs: Vec<String> = (0..40).map(|n| format!("{word} paragraf nomor {n} dari Rawa.")).collect();
    format!("{headline}\n\n{}\n", paragraphs.join("\n\n"))
}

#[test]
fn what_is_new_comes_and_moves_nobody() {
    let folder = Folder::new("new");
    let mut seat = folder.seat(&["--watch"]);
    seat.send(b"\r");
    seat.send(b"  ");
    seat.wait_text("Beras paragraf nomor 22 dari");
    // A file is read when it was closed, not when it was begun; one that came later is there before.
    let mut slow = File::create(folder.news("0.txt")).unwrap();
    slow.write_all(b"Panen raya dimulai\n\nPetani di Ra").unwrap();
    folder.write("c.txt", "Gula naik\n\nHarga gula naik.");
    fs::create_dir(folder.news("deep")).unwrap();
    folder.write("deep/d.txt", "Garam turun\n\nHarga garam turun.");
    seat.wait_text("4 stories");
    slow.write_all(b"wa memanen padi.\n").unwrap();
    drop(slow);
    seat.wait_text("5 stories");
    seat.wait_text("Beras paragraf nomor 22 dari");
    // What is hidden is passed over, and what is taken away stays.
    folder.write(".e.txt", "Rahasia\n\nTidak dibaca.");
    fs::remove_file(folder.news("b.txt")).unwrap();
    folder.write("f.txt", "Kopi naik\n\nHarga kopi naik.");
    seat.wait_text("6 stories");
    seat.send(b"G");
    seat.send(b"qG");
    seat.wait_text("Harga kopi naik.");
    for _ in 0..3 {
        seat.send(b"k");
    }
    seat.send(b"G");
    seat.send(b"k");
    seat.wait_text("Petani di Rawa memanen padi.");
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
}

#[test]
fn what_changes_takes_its_own_place() {
    let folder = Folder::new("changed");
    let mut seat = folder.seat(&["--watch"]);
    seat.send(b"\r");
    seat.send(b"  ");
    seat.wait_text("Beras paragraf nomor 22 dari");
    // As editors do: a new file is moved over the old one.
    let changed = story("Beras naik", "Beras")
        .replace("nomor 22", "nomor dua puluh dua")
        .replace("Beras naik\n", "Beras naik\n\nBaru.\n");
    fs::write(folder.0.join("draft"), changed).unwrap();
    fs::rename(folder.0.join("draft"), folder.news("a.txt")).unwrap();
    seat.wait_text("Beras paragraf nomor dua puluh dua dari");
    seat.wait_text("Beras naik");
    seat.wait_text("2 stories");
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
}

#[test]
fn what_is_renamed_is_the_same_story() {
    let folder = Folder::new("renamed");
    // Too short to be known by its words.
    folder.write("c.txt", "Gula naik\n\nHarga gula naik.");
    fs::create_dir(folder.news("old")).unwrap();
    folder.write("old/d.jsonl", "{\"body\": \"Garam naik.\"}\n{\"body\": \"Garam turun.\"}\n");
    folder.write("e.json", "{");
    let mut command = kilas();
    command.args(["--watch", folder.0.join("news").to_str().unwrap()]);
    let mut seat = Seat::new(command, (120, 24)).listen();
    seat.wait_text("5 stories");
    seat.wait_text("1 not read");
    // Twice before it rests.
    fs::rename(folder.news("c.txt"), folder.news("draft.txt")).unwrap();
    fs::rename(folder.news("draft.txt"), folder.news("gula.txt")).unwrap();
    fs::rename(folder.news("old"), folder.news("new")).unwrap();
    fs::rename(folder.news("e.json"), folder.news("f.json")).unwrap();
    // As some editors do: the old text gets another name, and a new one takes its place. Both are there.
    fs::write(folder.0.join("draft"), story("Tanggul diperbaiki", "Tanggul")).unwrap();
    fs::rename(folder.news("b.txt"), folder.news("b.txt.old")).unwrap();
    fs::rename(folder.0.join("draft"), folder.news("b.txt")).unwrap();
    seat.wait_text("Tanggul diperbaiki");
    folder.write("z.txt", "Kopi naik\n\nHarga kopi naik.");
    seat.wait_text("Kopi naik");
    seat.wait_text("6 stories");
    seat.wait_text("1 not read");
    // And under its new name it is followed.
    folder.write("gula.txt", "Gula turun\n\nHarga gula turun.");
    seat.wait_text("Gula turun");
    seat.wait_text("6 stories");
    seat.send(b"Q");
    seat.end();
}

#[test]
fn what_could_not_be_read_is_told_in_the_language_of_the_interface() {
    let folder = Folder::new("told");
    folder.write("c.txt", "");
    folder.write("d.json", "{");
    folder.write("e.jsonl", "\n{\"headline\": 1, \"body\": \"Isi.\"}\n");
    fs::write(folder.news("f.txt"), b"%PDF-1.7").unwrap();
    let mut command = kilas();
    command.args(["--ui-language", "id", folder.0.join("news").to_str().unwrap()]);
    let mut seat = Seat::new(command, (120, 24)).listen();
    seat.wait_text("4 gagal dimuat");
    seat.send(b"!");
    seat.wait_text("c.txt: kosong");
    seat.wait_text("d.json: baris 1, kolom 1: berakhir terlalu dini");
    seat.wait_text("e.jsonl: baris 2: perlu teks untuk “headline”");
    seat.wait_text("f.txt: ini bukan artikel (dokumen PDF)");
    seat.send(b"Q");
    seat.end();
}

#[test]
fn what_is_mended_is_no_longer_among_what_could_not_be_read() {
    let folder = Folder::new("mended");
    let mut seat = folder.seat(&["--watch"]);
    folder.write("a.txt", "");
    folder.write("c.json", "{");
    seat.wait_text("2 not read");
    folder.write("a.txt", &story("Beras turun lagi", "Beras"));
    seat.wait_text("1 not read");
    folder.write("c.json", r#"{"headline": "Gula naik", "body": "Harga gula naik."}"#);
    seat.wait("mended", |screen| !screen.contents().contains("not read"));
    folder.write("d.json", "{");
    seat.wait_text("1 not read");
    fs::remove_file(folder.news("d.json")).unwrap();
    seat.wait("taken away", |screen| !screen.contents().contains("not read"));
    seat.send(b"V");
    seat.wait_text("Beras turun lagi");
    seat.wait_text("What has changed");
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
}

#[test]
fn what_is_kept_is_watched_into_the_archive() {
    let folder = Folder::new("kept");
    let archive = folder.0.join("archive.db");
    let mut seat = folder.seat(&["--watch", "--keep", "--archive", archive.to_str().unwrap()]);
    folder.write("c.txt", "Gula naik\n\nHarga gula naik.");
    seat.wait_text("3 stories");
    seat.send(b"Q");
    assert_eq!(seat.end().exit_code(), 0);
}

#[test]
fn of_a_stream_the_first_stories_are_there_before_the_last() {
    // Whoever writes goes on after what fills a batch, as a wire does.
    let story = r#"{\"uri\": \"k:$i\", \"headline\": \"Berita $i\", \"body\": \"$words\"}"#;
    let each = format!("printf -v words \"naik$i %.0s\" {{1..60}}; echo \"{story}\"");
    let wire = format!("for i in {{1..400}}; do {each}; done; sleep 8");
    let mut command = clean(CommandBuilder::new("bash"));
    command.args(["-c", &format!("exec {} <({wire})", env!("CARGO_BIN_EXE_kilas"))]);
    let mut seat = Seat::new(command, (80, 24)).listen();
    let begun = Instant::now();
    seat.wait_text("Berita 3");
    assert!(begun.elapsed() < Duration::from_secs(7), "only when the stream had ended");
    seat.send(b"Q");
    seat.end();
}
