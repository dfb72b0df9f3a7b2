//! Over a real SSH server on the loopback, started for the test; where none is installed the test says so and passes.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use rustix::process::{Signal, kill_process};

use super::seat::{Seat, clean, trimmed};

const SSHD: &str = "/usr/sbin/sshd";

/// A server with keys of its own, in a folder of its own.
struct Server {
    folder: PathBuf,
    port: u16,
    process: Child,
}

impl Server {
    /// `None` where OpenSSH is not installed or may not be started.
    fn start() -> Option<Self> {
        if ![SSHD, "/usr/bin/ssh", "/usr/bin/ssh-keygen"].iter().all(|program| Path::new(program).exists()) {
            return None;
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).ok()?.port();
        let folder = std::env::temp_dir().join(format!("kilas-ssh-{}-{port}", std::process::id()));
        fs::create_dir_all(folder.join("stories")).ok()?;
        fs::write(folder.join("stories/a.txt"), "The ferry sails again\n\n\"It sails,\" said Ann Lee.\n").ok()?;
        let at = |name: &str| folder.join(name).display().to_string();
        for key in ["host", "user"] {
            let made =
                Command::new("/usr/bin/ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f", &at(key)]).status();
            made.ok().filter(std::process::ExitStatus::success)?;
        }
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nStrictModes no\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\nPrintMotd no\nPrintLastLog no\n",
            at("host"),
            at("user.pub")
        );
        fs::write(folder.join("config"), config).ok()?;
        // Root's server needs its empty folder, which the packages make only when they start it.
        let _ = fs::create_dir_all("/run/sshd");
        let process = Command::new(SSHD).args(["-D", "-f", &at("config")]).stderr(Stdio::null()).spawn().ok()?;
        let mut server = Self { folder, port, process };
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if begun.elapsed() > Duration::from_secs(10) || server.process.try_wait().ok()?.is_some() {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        Some(server)
    }

    /// kilas on the other side, reading this server's one story.
    fn kilas(&self) -> CommandBuilder {
        self.run(&[])
    }

    /// kilas on the other side as the last argument of `inside`, or as the arguments of a script for the shell.
    fn run(&self, inside: &[&str]) -> CommandBuilder {
        let at = |name: &str| self.folder.join(name).display().to_string();
        let mut command = CommandBuilder::new("/usr/bin/ssh");
        command.args(["-tt", "-F", "/dev/null", "-p", &self.port.to_string(), "-i", &at("user")]);
        for option in
            ["IdentitiesOnly=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR"]
        {
            command.args(["-o", option]);
        }
        command.args(["127.0.0.1", "env", "LANG=en_US.UTF-8"]);
        let kilas = [env!("CARGO_BIN_EXE_kilas"), &at("stories")];
        match inside {
            [] => command.args(kilas),
            ["sh", ..] => command.args(inside.iter().map(|part| (*part).to_owned()).chain(kilas.map(str::to_owned))),
            inside => {
                command.args(inside.iter().map(|part| (*part).to_owned()).chain([format!("'{}'", kilas.join(" "))]))
            }
        }
        clean(command)
    }

    /// How long kilas runs on when the connection is cut in the middle of frames.
    fn time_to_end_when_cut(&self) -> Duration {
        let mut seat = Seat::new(self.kilas(), (80, 24)).listen();
        seat.wait_text("The ferry sails again");
        assert!(self.is_read());
        seat.send(b"\x0c\x0c\x0c");
        kill_process(seat.pid(), Signal::KILL).unwrap();
        let cut = Instant::now();
        while self.is_read() {
            assert!(cut.elapsed() < Duration::from_secs(10), "still running without a terminal");
            std::thread::sleep(Duration::from_millis(1));
        }
        let took = cut.elapsed();
        seat.end();
        took
    }

    /// Whether a kilas that reads this server's story is running.
    fn is_read(&self) -> bool {
        let marker = self.folder.join("stories").display().to_string();
        fs::read_dir("/proc").unwrap().flatten().any(|process| {
            let command = fs::read(process.path().join("cmdline")).unwrap_or_default();
            let name = fs::read_to_string(process.path().join("comm")).unwrap_or_default();
            name.trim() == "kilas" && String::from_utf8_lossy(&command).contains(&marker)
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn read_over_ssh_and_cut_off() {
    let Some(server) = Server::start() else {
        eprintln!("skipped: no OpenSSH server can be started here");
        return;
    };
    // A session from the first key to the last.
    let mut seat = Seat::new(server.kilas(), (80, 24)).listen();
    seat.wait_text("The ferry sails again");
    seat.send(b"]y");
    seat.settled();
    assert!(String::from_utf8_lossy(&seat.bytes()).contains("\x1b]52;c;"), "nothing was copied");
    seat.resize(120, 40);
    seat.wait("120 columns", |screen| screen.rows(0, 120).next().unwrap_or_default().trim_end().chars().count() > 100);
    seat.send(b"\x03");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
    // Suspended to the shell on the other side, and taken up again.
    let mut seat = Seat::new(server.run(&["sh", "-c", "'set -m; $0 $1; echo suspended; read answer; fg'"]), (80, 24));
    seat = seat.listen();
    seat.wait_text("The ferry sails again");
    seat.send(b"\x1a");
    seat.wait("shell", |screen| !screen.alternate_screen() && screen.contents().contains("suspended"));
    seat.send(b"\r");
    seat.wait("screen again", |screen| screen.alternate_screen() && screen.contents().contains("The ferry"));
    seat.send(b"q");
    assert_eq!(seat.end().exit_code(), 0);
    seat.assert_restored();
    // A connection that is cut in the middle of a frame leaves nothing running, and at once. A machine that does much
    // else may be late now and then, but not always.
    let soonest = (0..5).map(|_| server.time_to_end_when_cut()).min().unwrap();
    assert!(soonest < Duration::from_millis(100), "still running {soonest:?} after the connection was gone");
}

/// A multiplexer on the other side: what runs it, what its terminal is called within, how the clipboard passes it, and
/// what ends it.
struct Multiplexer {
    program: &'static str,
    run: &'static [&'static str],
    end: &'static [&'static str],
}

const MULTIPLEXERS: [Multiplexer; 2] = [
    Multiplexer {
        program: "/usr/bin/tmux",
        run: &["tmux", "-f/dev/null", "-L", "kilas-test", "-u", "set", "-g", "set-clipboard", "on", "\\;", "new"],
        end: &["tmux", "-L", "kilas-test", "kill-server"],
    },
    Multiplexer {
        program: "/usr/bin/screen",
        run: &["screen", "-c", "/dev/null", "-U", "-S", "kilas-test", "sh", "-c"],
        end: &["screen", "-S", "kilas-test", "-X", "quit"],
    },
];

/// The same within tmux and GNU screen on the other side: read, jump, copy, another size, end.
#[test]
fn read_within_a_multiplexer_over_ssh() {
    for multiplexer in MULTIPLEXERS {
        let Some(server) = Server::start().filter(|_| Path::new(multiplexer.program).exists()) else {
            eprintln!("skipped: no OpenSSH server, or no {}", multiplexer.program);
            continue;
        };
        let mut seat = Seat::new(server.run(multiplexer.run), (80, 24)).listen();
        seat.wait_text("The ferry sails again");
        seat.send(b"]");
        seat.wait_text("1/1");
        seat.send(b"y");
        seat.wait_text("Sent to the clipboard");
        seat.settled();
        assert!(String::from_utf8_lossy(&seat.bytes()).contains("\x1b]52;"), "{}: not passed on", multiplexer.program);
        let before = seat.settled();
        seat.send(b"?");
        seat.wait_text("Ctrl-");
        seat.send(b"?");
        seat.wait("the same again", |screen| trimmed(screen).lines().take(20).eq(before.lines().take(20)));
        seat.resize(120, 40);
        seat.wait("120 columns", |screen| {
            screen.rows(0, 120).next().unwrap_or_default().trim_end().chars().count() > 100
        });
        // Cut off, the multiplexer keeps it running; with the multiplexer it goes.
        kill_process(seat.pid(), Signal::KILL).unwrap();
        seat.end();
        assert!(server.is_read(), "{}", multiplexer.program);
        Command::new(multiplexer.end[0]).args(&multiplexer.end[1..]).output().unwrap();
        let cut = Instant::now();
        while server.is_read() {
            assert!(cut.elapsed() < Duration::from_secs(10), "{}: still running", multiplexer.program);
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}
