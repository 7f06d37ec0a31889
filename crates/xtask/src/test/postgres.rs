//! A PostgreSQL cluster that lives as long as one test run.
//!
//! The cluster is stopped and deleted by a small shell process that waits for the end of our pipe.
//! So it goes away however we end: normally, by a failure, by Ctrl-C, or killed.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::process::{Failure, answers, find_program, is_root, output_of};

/// The server refuses to run as root; Debian's package brings this user.
const SERVER_USER: &str = "postgres";

/// A port found free can be taken by another program before the server binds it.
const START_ATTEMPTS_MAX: u32 = 3;

/// Arguments: the cluster's folder, the folder of the server's programs.
const GUARD_SCRIPT: &str = r#"
cat > /dev/null
if [ -f "$1/data/postmaster.pid" ]; then
    "$2/pg_ctl" --pgdata "$1/data" --mode immediate --wait stop > /dev/null 2>&1
fi
rm -rf "$1"
"#;

pub(super) struct Cluster {
    port: u16,
    guard: Child,
}

impl Cluster {
    pub(super) fn start(binaries: &Path) -> Result<Self, Failure> {
        let account = Account::choose()?;
        let folder = account.create_folder()?;
        let guard = account.guard(&folder, binaries)?;
        // From here on every way out of this function deletes the folder.
        let mut cluster = Self { port: 0, guard };

        let data = folder.join("data");
        let mut initdb = account.command(&binaries.join("initdb"));
        initdb.arg("--pgdata").arg(&data).args([
            "--locale=C",
            "--encoding=UTF8",
            "--auth=trust",
            "--username=postgres",
        ]);
        output_of(&mut initdb)?;

        for _ in 0..START_ATTEMPTS_MAX {
            cluster.port = free_port()?;
            if answers(&mut account.pg_ctl_start(binaries, &folder, cluster.port)) {
                return Ok(cluster);
            }
        }
        let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
        Err(Failure::new(format!("PostgreSQL did not start:\n{log}")))
    }

    pub(super) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _status = self.guard.wait();
    }
}

/// Whom the server runs as.
enum Account {
    Ourselves,
    /// We are root; `runuser` or `su` makes us the server's user.
    Switched {
        program: PathBuf,
    },
}

impl Account {
    fn choose() -> Result<Self, Failure> {
        if !is_root() {
            return Ok(Self::Ourselves);
        }
        if !answers(Command::new("id").arg(SERVER_USER)) {
            return Err(Failure::new(format!(
                "PostgreSQL refuses to run as root and there is no user {SERVER_USER:?}; \
                 run the tests as an ordinary user"
            )));
        }
        ["runuser", "su"]
            .iter()
            .find_map(|name| find_program(name))
            .map(|program| Self::Switched { program })
            .ok_or_else(|| Failure::new("PostgreSQL refuses to run as root and neither runuser nor su is here"))
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = match self {
            Self::Ourselves => Command::new(program),
            Self::Switched { program: switch } => {
                let mut command = Command::new(switch);
                // Both read `exec "$@"` by a plain shell, because the user's own may be nologin.
                command.args(["-s", "/bin/sh", "-c", r#"exec "$@""#, "--", SERVER_USER, "sh"]);
                command.arg(program).env_remove("TMPDIR");
                command
            }
        };
        // The server's user may not read the folder we were started in.
        command.current_dir("/");
        command
    }

    fn create_folder(&self) -> Result<PathBuf, Failure> {
        let mut mktemp = self.command(Path::new("mktemp"));
        mktemp.args(["-d", "-t", "gradus-test-postgres.XXXXXX"]);
        Ok(PathBuf::from(output_of(&mut mktemp)?.trim()))
    }

    fn guard(&self, folder: &Path, binaries: &Path) -> Result<Child, Failure> {
        self.command(Path::new("sh"))
            .args(["-c", GUARD_SCRIPT, "guard"])
            .args([folder, binaries])
            // Its own group, so that Ctrl-C ends us and not the one who cleans up.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::new(format!("cannot start a shell: {error}")))
    }

    fn pg_ctl_start(&self, binaries: &Path, folder: &Path, port: u16) -> Command {
        let socket_folder = folder.display();
        // Parallel test processes hold several connections each. Everything else stays as a new
        // cluster has it, fsync included: the tests measure and prove what users will have.
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c max_connections=300 \
             -c unix_socket_directories={socket_folder}"
        );
        let mut command = self.command(&binaries.join("pg_ctl"));
        command.arg("--pgdata").arg(folder.join("data"));
        command.arg("--log").arg(folder.join("log"));
        command.args(["--options", &options, "--wait", "start"]);
        command
    }
}

fn free_port() -> Result<u16, Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Failure::new(format!("no free port on 127.0.0.1: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_guard_deletes_the_folder_when_the_pipe_ends() {
        let account = Account::Ourselves;
        let folder = account.create_folder().unwrap();
        let guard = account.guard(&folder, Path::new("/nowhere")).unwrap();
        assert!(folder.is_dir());
        drop(Cluster { port: 0, guard });
        assert!(!folder.exists());
    }

    #[test]
    fn the_url_names_the_loopback_port() {
        let guard = Account::Ourselves.command(Path::new("true")).spawn().unwrap();
        let cluster = Cluster { port: 5433, guard };
        assert_eq!(cluster.url(), "postgres://postgres@127.0.0.1:5433/postgres");
    }
}
