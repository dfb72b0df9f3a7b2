//! The program with an archive in a pseudo-terminal: how soon it is there, what a key costs, what it holds.
//!
//! A key is timed from when it is typed to the first byte of what it causes, and the next one is typed when nothing has
//! come for [`QUIET`]. Absent on purpose: what a terminal needs to draw it.

use std::error::Error;
use std::fs::File;
use std::io::{Read as _, Write};
use std::path::Path;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

use portable_pty::{MasterPty, PtySize, native_pty_system};

/// Starts of which the median is taken.
const STARTS: usize = 15;
/// After so long without a byte a frame is over.
const QUIET: Duration = Duration::from_millis(25);
/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// What readers do: along the list, to both ends of it, into a story and back, from quotation to quotation.
const KEYS: [&str; 14] = ["j", "j", "j", "k", "G", "k", "k", "g", "\r", " ", "]", "]", "q", "J"];
/// How often they do it.
const ROUNDS: usize = 12;

/// What was measured; times in milliseconds, memory in megabytes.
pub(crate) struct Cost {
    /// From the start of the program to the frame that shows the list.
    pub(crate) start: f64,
    /// The median of all keys.
    pub(crate) key: f64,
    /// 95 of a hundred keys take no longer.
    pub(crate) most_keys: f64,
    /// The most that was resident.
    pub(crate) memory: f64,
}

/// Opens the archive again and again, and types.
pub(crate) fn cost(archive: &Path, stories: usize) -> Result<Cost, Box<dyn Error>> {
    let listed = format!("{stories}").chars().rev().collect::<Vec<_>>();
    let listed = listed.chunks(3).map(|three| three.iter().collect::<String>()).collect::<Vec<_>>().join(",");
    let listed: String = listed.chars().rev().collect();
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let (mut seat, start) = Seat::open(archive, &format!("{listed} stories"))?;
        starts.push(start);
        seat.quit()?;
    }
    let (mut seat, _) = Seat::open(archive, &format!("{listed} stories"))?;
    let mut keys = Vec::new();
    for key in KEYS.iter().cycle().take(KEYS.len() * ROUNDS) {
        keys.extend(seat.press(key)?);
    }
    let memory = seat.memory()?;
    seat.quit()?;
    let (start, key, most_keys) = (share(&mut starts, 0.5), share(&mut keys, 0.5), share(&mut keys, 0.95));
    Ok(Cost { start, key, most_keys, memory })
}

/// The value that this share of all is no greater than.
fn share(values: &mut [f64], share: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(((values.len() as f64 * share) as usize).min(values.len().saturating_sub(1))).copied().unwrap_or(0.0)
}

fn milliseconds(from: Instant, to: Instant) -> f64 {
    to.duration_since(from).as_secs_f64() * 1e3
}

/// The program at a pseudo-terminal.
struct Seat {
    child: Child,
    writer: Box<dyn Write + Send>,
    /// What came, and when.
    output: Receiver<(Instant, Vec<u8>)>,
    _master: Box<dyn MasterPty + Send>,
}

impl Seat {
    /// Starts the program; answers how long it took until the words were on the screen.
    fn open(archive: &Path, words: &str) -> Result<(Self, f64), Box<dyn Error>> {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 })?;
        let terminal = pair.master.tty_name().ok_or("the terminal has no name")?;
        let terminal = File::options().read(true).write(true).open(terminal)?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_kilas"));
        command.args(["--ui-language", "en", "--archive"]).arg(archive);
        command.env("TERM", "xterm-256color").env("LC_ALL", "C.UTF-8");
        command.stdin(terminal.try_clone()?).stdout(terminal.try_clone()?).stderr(terminal);
        let mut reader = pair.master.try_clone_reader()?;
        let (send, output) = channel();
        thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if send.send((Instant::now(), bytes[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let begun = Instant::now();
        let child = command.spawn()?;
        drop((command, pair.slave));
        let writer = pair.master.take_writer()?;
        let seat = Self { child, writer, output, _master: pair.master };
        let mut screen = vt100::Parser::default();
        loop {
            let (at, bytes) = seat.output.recv_timeout(PATIENCE)?;
            screen.process(&bytes);
            if screen.screen().contents().contains(words) {
                while seat.output.recv_timeout(4 * QUIET).is_ok() {}
                return Ok((seat, milliseconds(begun, at)));
            }
        }
    }

    /// Types a key; answers how long it took until something came of it, if anything did.
    fn press(&mut self, key: &str) -> Result<Option<f64>, Box<dyn Error>> {
        let typed = Instant::now();
        self.writer.write_all(key.as_bytes())?;
        self.writer.flush()?;
        let first = self.output.recv_timeout(4 * QUIET).ok().map(|(at, _)| milliseconds(typed, at));
        while self.output.recv_timeout(QUIET).is_ok() {}
        Ok(first)
    }

    /// The most memory that was resident so far, where the system tells.
    fn memory(&self) -> Result<f64, Box<dyn Error>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let kibibytes =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().split(' ').next()?.parse().ok());
        Ok(kibibytes.map_or(f64::NAN, |kibibytes: f64| kibibytes * 1024.0 / 1e6))
    }

    fn quit(&mut self) -> Result<(), Box<dyn Error>> {
        self.writer.write_all(b"Q")?;
        self.writer.flush()?;
        while self.output.recv_timeout(PATIENCE).is_ok() {}
        self.child.wait()?;
        Ok(())
    }
}
