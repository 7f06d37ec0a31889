//! Runs a program to its end and tells how long it took and how much memory it held at most.

use super::machine::field;
use crate::process::Failure;
use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How often the high-water mark is read; what a program adds after the last look is not seen.
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A program that ended well.
#[derive(Debug)]
pub(super) struct Finished {
    /// From its start to its end.
    pub(super) seconds: f64,
    /// Peak of the resident memory; `None` where the system does not tell.
    pub(super) peak_mib: Option<f64>,
    pub(super) stdout: String,
}

/// Runs the command; its own words become the failure when it ends badly.
pub(super) fn watch(command: &mut Command) -> Result<Finished, Failure> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let name = command.get_program().to_string_lossy().into_owned();
    let cannot = |error: std::io::Error| Failure::new(format!("cannot run {name}: {error}"));
    let started = Instant::now();
    let child = command.spawn().map_err(cannot)?;
    let status_file = format!("/proc/{}/status", child.id());
    let is_over = AtomicBool::new(false);
    let (output, seconds, peak_mib) = thread::scope(|scope| {
        let looker = scope.spawn(|| peak(&status_file, &is_over));
        let output = child.wait_with_output();
        let seconds = started.elapsed().as_secs_f64();
        is_over.store(true, Ordering::Relaxed);
        (output, seconds, looker.join().unwrap_or_default())
    });
    let output = output.map_err(cannot)?;
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let words: Vec<String> = command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        let beginning: String = stdout.chars().take(1_000).collect();
        let line = words.join(" ");
        return Err(Failure::new(format!(
            "{name} {line} ended with {}: {}\n{beginning}",
            output.status,
            said.trim()
        )));
    }
    Ok(Finished {
        seconds,
        peak_mib,
        stdout,
    })
}

fn peak(status_file: &str, is_over: &AtomicBool) -> Option<f64> {
    let mut peak = None;
    while !is_over.load(Ordering::Relaxed) {
        // The mark only rises, so the last reading is the highest; a process that has ended shows none.
        peak = fs::read_to_string(status_file)
            .ok()
            .and_then(|text| high_water_mib(&text))
            .or(peak);
        thread::sleep(LOOK_EVERY);
    }
    peak
}

fn high_water_mib(status: &str) -> Option<f64> {
    let mark = field(status, "VmHWM")?;
    let kibibytes: f64 = mark.strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_high_water_mark_is_read_in_mebibytes() {
        assert_eq!(
            high_water_mib("Name:\tgradus\nVmHWM:\t   51200 kB\nVmRSS:\t 100 kB\n"),
            Some(50.0)
        );
        assert_eq!(high_water_mib("Name:\tgradus\n"), None);
    }

    #[test]
    fn what_a_program_says_comes_back() {
        let finished = watch(Command::new("sh").args(["-c", "echo out"])).unwrap();
        assert_eq!(finished.stdout, "out\n");
        assert!(finished.seconds > 0.0);
        let failure = watch(Command::new("sh").args(["-c", "echo broken >&2; exit 3"]))
            .unwrap_err()
            .to_string();
        assert!(failure.contains("broken") && failure.contains("sh -c"), "{failure}");
    }
}
