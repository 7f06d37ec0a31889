//! Running other programs, and the one error of this crate.

use std::env;
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What went wrong, as a sentence for the person at the keyboard.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The cargo that started us, in the workspace, as if it were called from a shell.
///
/// `cargo run` leaves variables such as `CARGO_MANIFEST_DIR` behind. Some build scripts (ring's)
/// ask to be run again when those change, so passing them on would rebuild half the workspace.
pub(crate) fn cargo(root: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_left_by_cargo_run) {
            command.env_remove(name);
        }
    }
    command
}

fn is_left_by_cargo_run(name: &str) -> bool {
    const NAMES: [&str; 5] = [
        "CARGO_BIN_NAME",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "CARGO_TARGET_TMPDIR",
        "OUT_DIR",
    ];
    NAMES.contains(&name) || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
}

/// Runs the command with our own input and output; true when it ended well.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool, Failure> {
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("cannot run {}: {error}", name_of(command))))?;
    Ok(status.success())
}

/// Runs the command silently; true when it could be started and ended well.
pub(crate) fn answers(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Runs the command and returns what it wrote; its error output becomes the failure.
pub(crate) fn output_of(command: &mut Command) -> Result<String, Failure> {
    let name = name_of(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("cannot run {name}: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!("{name} failed: {}", said.trim())))
}

/// Where a program lies on the search path.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

pub(crate) fn is_root() -> bool {
    output_of(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn name_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_left_by_cargo_run_are_told_from_settings() {
        assert!(is_left_by_cargo_run("CARGO_MANIFEST_DIR"));
        assert!(is_left_by_cargo_run("CARGO_PKG_NAME"));
        assert!(!is_left_by_cargo_run("CARGO_TARGET_DIR"));
        assert!(!is_left_by_cargo_run("CARGO_HOME"));
    }

    #[test]
    fn a_failing_program_tells_its_error_output() {
        let failure = output_of(Command::new("sh").args(["-c", "echo broken >&2; exit 3"]));
        assert!(failure.unwrap_err().to_string().contains("broken"));
    }
}
