//! What only the tests need, installed when it is missing and when that is possible.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Failure, find_program, is_root, succeeds};

/// Debian keeps each major version of the server in a folder of its own, outside the search path.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";

const MISSING: &str = "\
the tests need PostgreSQL (initdb and pg_ctl), and it is not installed. One of these helps:
  - install it: apt-get install postgresql, or what your system calls it;
  - set TEST_POSTGRES_URL to a server on which databases may be created;
  - leave it out: cargo xtask test --without-postgres";

/// The folder with `initdb` and `pg_ctl`.
pub(super) fn find_or_install_postgres() -> Result<PathBuf, Failure> {
    if let Some(folder) = find_postgres() {
        return Ok(folder);
    }
    println!("PostgreSQL: not found, installing the Debian package postgresql");
    install_debian_package("postgresql")?;
    find_postgres().ok_or_else(|| Failure::new(MISSING))
}

fn find_postgres() -> Option<PathBuf> {
    newest_in(Path::new(DEBIAN_VERSIONS)).or_else(|| {
        let folder = find_program("pg_ctl")?.parent()?.to_path_buf();
        is_server(&folder).then_some(folder)
    })
}

fn newest_in(versions: &Path) -> Option<PathBuf> {
    fs::read_dir(versions)
        .ok()?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let major: u32 = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            is_server(&folder).then_some((major, folder))
        })
        .max()
        .map(|(_, folder)| folder)
}

fn is_server(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

fn install_debian_package(package: &str) -> Result<(), Failure> {
    if find_program("apt-get").is_none() {
        return Err(Failure::new(MISSING));
    }
    let is_root = is_root();
    if !is_root && find_program("sudo").is_none() {
        return Err(Failure::new(MISSING));
    }

    // Without the network the lists stay as they are, and the package may still be at hand.
    let _updated = succeeds(apt_get(is_root).args(["update", "-qq"]))?;
    let mut install = apt_get(is_root);
    install.args(["install", "-y", "-qq", "--no-install-recommends", package]);
    if succeeds(&mut install)? {
        Ok(())
    } else {
        Err(Failure::new(MISSING))
    }
}

fn apt_get(is_root: bool) -> Command {
    if is_root {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    } else {
        let mut command = Command::new("sudo");
        command.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_whole_server_is_taken_by_number() {
        let versions = std::env::temp_dir().join(format!("xtask-versions-{}", std::process::id()));
        for (major, programs) in [
            ("9", &["initdb", "pg_ctl", "postgres"][..]),
            ("15", &["initdb", "pg_ctl", "postgres"][..]),
            ("16", &["pg_ctl"][..]),
        ] {
            let folder = versions.join(major).join("bin");
            fs::create_dir_all(&folder).unwrap();
            for program in programs {
                fs::write(folder.join(program), "").unwrap();
            }
        }
        let newest = newest_in(&versions);
        fs::remove_dir_all(&versions).unwrap();
        assert_eq!(newest, Some(versions.join("15").join("bin")));
    }

    #[test]
    fn what_is_missing_is_told_with_the_ways_out() {
        assert!(MISSING.contains("--without-postgres"));
        assert!(MISSING.contains("TEST_POSTGRES_URL"));
    }
}
