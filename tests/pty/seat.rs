//! A pseudo-terminal with an emulator at the other end.

use std::io::{Read as _, Write};
use std::num::NonZeroU16;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Longer than anything here takes on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// What came out of the program so far.
struct Output {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
    is_over: bool,
}

type Shared = Arc<(Mutex<Output>, Condvar)>;

/// A program at a pseudo-terminal.
pub(crate) struct Seat {
    master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open so that the terminal outlives the program and can be looked at after it.
    slave: Option<Box<dyn SlavePty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    output: Shared,
    /// Set: the thread that reads stops after its next read.
    deaf: Arc<AtomicBool>,
    reading: Option<JoinHandle<()>>,
    before: String,
}

fn count(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// The program under test, without arguments: it shows the sample stories.
pub(crate) fn kilas() -> CommandBuilder {
    clean(CommandBuilder::new(env!("CARGO_BIN_EXE_kilas")))
}

/// Runs `command` in an environment of which only what matters is known.
pub(crate) fn clean(mut command: CommandBuilder) -> CommandBuilder {
    command.env_clear();
    command.cwd("/");
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("LANG", "en_US.UTF-8"),
        ("PATH", "/usr/bin:/bin"),
        ("HOME", "/nonexistent"),
        // What the ground is, so that nothing is asked; those that want the question take this away.
        ("COLORFGBG", "15;0"),
    ] {
        command.env(name, value);
    }
    command
}

impl Seat {
    pub(crate) fn new(command: CommandBuilder, (columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let before = format!("{:?}", pair.master.get_termios().unwrap());
        let child = pair.slave.spawn_command(command).unwrap();
        let terminal = vt100::Parser::new(count(rows), count(columns), 0);
        let output: Shared =
            Arc::new((Mutex::new(Output { terminal, bytes: Vec::new(), is_over: false }), Condvar::new()));
        let writer = Some(pair.master.take_writer().unwrap());
        Self {
            master: Some(pair.master),
            slave: Some(pair.slave),
            writer,
            child,
            output,
            deaf: Arc::default(),
            reading: None,
            before,
        }
    }

    /// Takes one more read of what the program writes, and then no more.
    pub(crate) fn stop_listening(&self) {
        self.deaf.store(true, Ordering::SeqCst);
    }

    /// Waits until a thread of the program sleeps in a write to the terminal.
    pub(crate) fn wait_stuck(&self) {
        let pid = self.pid().as_raw_nonzero();
        let begun = Instant::now();
        loop {
            let mut tasks = std::fs::read_dir(format!("/proc/{pid}/task")).unwrap();
            // The number of the call and its arguments: 1 is write on x86-64, 64 on the others.
            let write = if cfg!(target_arch = "x86_64") { "1 " } else { "64 " };
            let call = |task: &std::path::Path| std::fs::read_to_string(task.join("syscall")).unwrap_or_default();
            if tasks.any(|task| call(&task.unwrap().path()).starts_with(write)) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "nothing is stuck");
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Begins to take what the program writes. Before that it writes into a terminal that does not listen.
    pub(crate) fn listen(mut self) -> Self {
        let mut reader = self.master.as_ref().unwrap().try_clone_reader().unwrap();
        let (output, deaf) = (Arc::clone(&self.output), Arc::clone(&self.deaf));
        self.reading = Some(std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while !deaf.load(Ordering::SeqCst) {
                let count = reader.read(&mut bytes).unwrap_or(0);
                let mut state = output.0.lock().unwrap();
                state.terminal.process(&bytes[..count]);
                state.bytes.extend_from_slice(&bytes[..count]);
                state.is_over = count == 0;
                output.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        }));
        self
    }

    pub(crate) fn send(&mut self, keys: &[u8]) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys).unwrap();
        writer.flush().unwrap();
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.output.0.lock().unwrap().terminal.screen_mut().set_size(count(rows), count(columns));
        self.master.as_ref().unwrap().resize(size(columns, rows)).unwrap();
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// The file of the terminal that the program writes to.
    pub(crate) fn tty_name(&self) -> std::path::PathBuf {
        self.master.as_ref().and_then(|master| master.tty_name()).unwrap()
    }

    /// Waits until the screen is as `is_there` wants it.
    pub(crate) fn wait(&self, what: &str, is_there: impl Fn(&vt100::Screen) -> bool) {
        let state = self.output.0.lock().unwrap();
        let wanted = |state: &mut Output| !is_there(state.terminal.screen());
        let (state, waited) = self.output.1.wait_timeout_while(state, PATIENCE, wanted).unwrap();
        assert!(!waited.timed_out(), "no {what} on the screen:\n{}", state.terminal.screen().contents());
    }

    /// Waits until `text` is on the screen.
    pub(crate) fn wait_text(&self, text: &str) {
        self.wait(&format!("{text:?}"), |screen| screen.contents().contains(text));
    }

    pub(crate) fn text(&self) -> String {
        self.look(|state| trimmed(state.terminal.screen()))
    }

    /// What is on the screen when nothing has come for a while: nothing marks the end of a frame.
    pub(crate) fn settled(&self) -> String {
        let mut state = self.output.0.lock().unwrap();
        loop {
            let length = state.bytes.len();
            let pause = Duration::from_millis(400);
            let same = |state: &mut Output| state.bytes.len() == length;
            let (later, waited) = self.output.1.wait_timeout_while(state, pause, same).unwrap();
            if waited.timed_out() {
                return trimmed(later.terminal.screen());
            }
            state = later;
        }
    }

    /// Waits until so many bytes have been written in all.
    pub(crate) fn wait_bytes(&self, count: usize) {
        let state = self.output.0.lock().unwrap();
        let few = |state: &mut Output| state.bytes.len() < count;
        let waited = self.output.1.wait_timeout_while(state, PATIENCE, few).unwrap().1;
        assert!(!waited.timed_out(), "fewer than {count} bytes");
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.look(|state| state.bytes.clone())
    }

    fn look<T>(&self, look: impl Fn(&MutexGuard<'_, Output>) -> T) -> T {
        look(&self.output.0.lock().unwrap())
    }

    /// Takes the terminal away, as a connection that breaks does.
    pub(crate) fn hang_up(&mut self) {
        // The thread that reads holds the terminal too: a key's answer lets it go.
        self.stop_listening();
        self.send(b"?");
        self.reading.take().unwrap().join().unwrap();
        self.writer = None;
        self.slave = None;
        self.master = None;
    }

    /// Waits for the program to end, and for all of its output where somebody listens.
    pub(crate) fn end(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // With the last holder of the other side gone, the reader comes to the end, and has read all of it.
                if self.reading.is_some() {
                    self.slave = None;
                    let state = self.output.0.lock().unwrap();
                    drop(self.output.1.wait_timeout_while(state, PATIENCE, |state| !state.is_over).unwrap());
                }
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "still running:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    /// Asserts that the terminal is as it was before the program started.
    pub(crate) fn assert_restored(&mut self) {
        let after = format!("{:?}", self.master.as_ref().unwrap().get_termios().unwrap());
        assert_eq!(after, self.before, "the line discipline");
        self.slave = None;
        let state = self.output.0.lock().unwrap();
        let (state, waited) = self.output.1.wait_timeout_while(state, PATIENCE, |state| !state.is_over).unwrap();
        assert!(!waited.timed_out(), "something still holds the terminal");
        let screen = state.terminal.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(
            (screen.fgcolor(), screen.bgcolor(), screen.bold()),
            (vt100::Color::Default, vt100::Color::Default, false)
        );
        let text = String::from_utf8_lossy(&state.bytes);
        assert!(text.rfind("\x1b[?7h") >= text.rfind("\x1b[?7l"), "wrapping is still off");
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Blanks that were written and blanks that were erased look the same.
pub(crate) fn trimmed(screen: &vt100::Screen) -> String {
    screen.contents().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}
