//! The parent's side: starts the child, takes its records, ends it in time, and says how it ended.

use crate::child::arguments;
use crate::frame::{self, Frame};
use domain::platform::worker::{Allowance, Ended, Job, Worker};
use std::io::{self, BufReader, Read, Write};
use std::ops::ControlFlow;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// A child that takes longer to be ready is not going to be.
const STARTING: Duration = Duration::from_secs(30);
/// Records that may wait for the caller.
const RECORDS_AHEAD: usize = 4;
/// What is kept of the child's complaints.
const COMPLAINT_BYTES: u64 = 4 << 10;
/// The program of a running process, even when its file was replaced by a newer one meanwhile.
const OWN_PROGRAM: &str = "/proc/self/exe";

/// Signal of the system for a process that used up its processor time; the same on every processor that Linux runs on.
const SIGXCPU: i32 = 24;

/// What a program of ours says when it is refused memory, or a thread for want of it.
const OUT_OF_MEMORY: [&str; 4] = [
    "memory allocation of",
    "out of memory",
    "Cannot allocate memory",
    "Resource temporarily unavailable",
];

/// Starts a program anew for each piece of work.
#[derive(Debug, Clone)]
pub struct Processes {
    program: PathBuf,
}

impl Processes {
    /// The running program itself.
    pub fn of_this_program() -> io::Result<Processes> {
        let own = PathBuf::from(OWN_PROGRAM);
        let program = if own.exists() { own } else { std::env::current_exe()? };
        Ok(Processes { program })
    }

    /// Another program that answers as a child does.
    #[must_use]
    pub fn of(program: PathBuf) -> Processes {
        Processes { program }
    }
}

impl Worker for Processes {
    fn run(&self, job: &Job<'_>, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Result<(), Ended> {
        let mut running = Running::start(&self.program, job).map_err(|error| Ended::NotStarted {
            problem: error.to_string(),
        })?;
        let answer = running.answer(job.allowance.time, take);
        let (status, complaint) = running.end();
        match answer {
            Answer::Whole => Ok(()),
            Answer::Late(limit) => Err(Ended::Time { limit }),
            Answer::None => Err(Ended::NotStarted {
                problem: complaint.lines().next().map_or_else(|| told(status), str::to_owned),
            }),
            Answer::Broken => Err(verdict(&job.allowance, status, &complaint)),
        }
    }
}

/// Why an answer broke off.
fn verdict(allowance: &Allowance, status: Option<ExitStatus>, complaint: &str) -> Ended {
    if status.and_then(|status| status.signal()) == Some(SIGXCPU) {
        return Ended::Time { limit: allowance.time };
    }
    if OUT_OF_MEMORY.iter().any(|words| complaint.contains(words)) {
        return Ended::Memory {
            megabytes: allowance.memory_bytes >> 20,
        };
    }
    Ended::Crash { how: told(status) }
}

/// Such as `signal 6` or `exit status 101`: what the system calls it, in every language.
fn told(status: Option<ExitStatus>) -> String {
    match status.map(|status| (status.signal(), status.code())) {
        Some((Some(signal), _)) => format!("signal {signal}"),
        Some((None, Some(code))) => format!("exit status {code}"),
        _ => "exit status unknown".to_owned(),
    }
}

/// How the records ended.
enum Answer {
    Whole,
    Late(Duration),
    Broken,
    /// The child never got as far as to work.
    None,
}

/// A child at work; it does not outlive this value.
struct Running {
    child: Child,
    frames: Option<Receiver<io::Result<Frame>>>,
    complaint: Option<JoinHandle<Vec<u8>>>,
}

impl Running {
    fn start(program: &PathBuf, job: &Job<'_>) -> io::Result<Running> {
        let path = std::path::absolute(job.path)?;
        let job = Job { path: &path, ..*job };
        let mut child = Command::new(program)
            .arg0("gradus")
            .args(arguments(&job))
            .current_dir("/")
            .env_clear()
            // Several heaps would each reserve address space that counts against the limit.
            .env("MALLOC_ARENA_MAX", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut running = Running {
            child,
            frames: None,
            complaint: None,
        };
        let (Some(mut stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(io::Error::other("its pipes are missing"));
        };
        let request = job.request.to_vec();
        let (sender, receiver) = sync_channel(RECORDS_AHEAD);
        std::thread::Builder::new().spawn(move || {
            // A child that does not listen has ended, and that is seen in what it answers.
            let _ = stdin.write_all(&request);
            drop(stdin);
            let mut input = BufReader::with_capacity(1 << 16, stdout);
            loop {
                let frame = frame::read(&mut input);
                let is_last = !matches!(frame, Ok(Frame::Ready | Frame::Record(_)));
                if sender.send(frame).is_err() || is_last {
                    return;
                }
            }
        })?;
        running.frames = Some(receiver);
        running.complaint = Some(std::thread::Builder::new().spawn(move || listen(stderr))?);
        Ok(running)
    }

    /// Takes the records; only the time in which the child is waited for counts.
    fn answer(&mut self, limit: Duration, take: &mut dyn FnMut(&[u8]) -> ControlFlow<()>) -> Answer {
        let Some(frames) = &self.frames else {
            return Answer::None;
        };
        match frames.recv_timeout(STARTING) {
            Ok(Ok(Frame::Ready)) => {}
            Err(RecvTimeoutError::Timeout) => return Answer::Late(STARTING),
            _ => return Answer::None,
        }
        let (mut left, mut count) = (limit, 0);
        loop {
            let asked = Instant::now();
            let frame = frames.recv_timeout(left);
            left = left.saturating_sub(asked.elapsed());
            match frame {
                Ok(Ok(Frame::Record(record))) => {
                    count += 1;
                    if take(&record).is_break() {
                        return Answer::Whole;
                    }
                }
                Ok(Ok(Frame::End(records))) if records == count => return Answer::Whole,
                Err(RecvTimeoutError::Timeout) => return Answer::Late(limit),
                _ => return Answer::Broken,
            }
        }
    }

    /// Ends the child, however far it is, and waits until it is gone.
    fn end(mut self) -> (Option<ExitStatus>, String) {
        // Who waits to hand a record over stops waiting.
        self.frames = None;
        // A child that is ending already keeps the status it is ending with.
        let _ = self.child.kill();
        let status = self.child.wait().ok();
        let complaint = self.complaint.take().and_then(|thread| thread.join().ok());
        (
            status,
            String::from_utf8_lossy(&complaint.unwrap_or_default()).into_owned(),
        )
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The beginning of what the child complains about; the rest is read so that it never waits for us.
fn listen(mut stderr: impl Read) -> Vec<u8> {
    let mut kept = Vec::new();
    let _ = stderr.by_ref().take(COMPLAINT_BYTES).read_to_end(&mut kept);
    let _ = io::copy(&mut stderr, &mut io::sink());
    kept
}
