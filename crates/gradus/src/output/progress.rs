//! Progress on stderr: a bar on a terminal after 300 ms, a plain line every 10 s elsewhere, one line at the end of a step.

use crate::output::{grouped, note};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Where and whether progress is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    is_terminal: bool,
    is_quiet: bool,
}

/// Work under way; dropping it without [`Step::done`] clears the line.
pub(crate) struct Step {
    name: String,
    started: Instant,
    is_quiet: bool,
    stop: Sender<()>,
    watcher: Option<JoinHandle<()>>,
}

impl Progress {
    pub(crate) fn new(is_quiet: bool) -> Progress {
        Progress {
            is_terminal: stderr().is_terminal(),
            is_quiet,
        }
    }

    /// Starts to tell about a piece of work.
    pub(crate) fn step(self, name: impl Into<String>) -> Step {
        self.counted(name, None)
    }

    /// The same, with a number of rows that grows.
    pub(crate) fn counted(self, name: impl Into<String>, rows: Option<Arc<AtomicU64>>) -> Step {
        let name = name.into();
        let (stop, stopped) = channel();
        let shown = Shown {
            name: name.clone(),
            rows,
            started: Instant::now(),
        };
        let watcher = (!self.is_quiet).then(|| {
            std::thread::spawn(move || {
                if self.is_terminal {
                    draw(&shown, &stopped);
                } else {
                    tell(&shown, &stopped);
                }
            })
        });
        Step {
            name,
            started: Instant::now(),
            is_quiet: self.is_quiet,
            stop,
            watcher,
        }
    }
}

impl Step {
    /// Ends the step with one line: what was done and how long it took.
    pub(crate) fn done(mut self, result: &str) {
        self.end();
        if !self.is_quiet {
            let between = if result.is_empty() { "" } else { " · " };
            note(&format!(
                "✓ {}{between}{result}  {}",
                self.name,
                seconds(self.started.elapsed())
            ));
        }
    }

    fn end(&mut self) {
        if let Some(watcher) = self.watcher.take() {
            // The watcher may have ended by itself; then nobody listens, which is as good.
            let _ = self.stop.send(());
            let _ = watcher.join();
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        self.end();
    }
}

/// `0.8 s` or `2 min 05 s`.
pub(crate) fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    if whole < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

/// What is told while the work goes on.
struct Shown {
    name: String,
    rows: Option<Arc<AtomicU64>>,
    started: Instant,
}

impl Shown {
    /// `importing orders.csv · 120,000 rows · 310,000/s`
    fn line(&self) -> String {
        let rows = self.rows.as_ref().map_or(0, |rows| rows.load(Ordering::Relaxed));
        if rows == 0 {
            return self.name.clone();
        }
        let milliseconds = u64::try_from(self.started.elapsed().as_millis())
            .unwrap_or(u64::MAX)
            .max(1);
        let rate = rows.saturating_mul(1_000) / milliseconds;
        format!(
            "{} · {} rows · {}/s",
            self.name,
            grouped(&rows.to_string()),
            grouped(&rate.to_string())
        )
    }
}

fn draw(shown: &Shown, stopped: &Receiver<()>) {
    if stopped.recv_timeout(Duration::from_millis(300)) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} · {elapsed}") {
        bar.set_style(style);
    }
    while stopped.recv_timeout(Duration::from_millis(100)) == Err(RecvTimeoutError::Timeout) {
        bar.set_message(shown.line());
        bar.tick();
    }
    bar.finish_and_clear();
}

fn tell(shown: &Shown, stopped: &Receiver<()>) {
    while stopped.recv_timeout(Duration::from_secs(10)) == Err(RecvTimeoutError::Timeout) {
        note(&format!("{} · {}", shown.line(), seconds(shown.started.elapsed())));
    }
}
