//! Rebuilds the catalogue when a document is added or removed, not only when a known one changes.

use std::io::{self, Write};

fn main() -> io::Result<()> {
    let mut cargo = io::stdout().lock();
    for folder in ["indicators", "schemes"] {
        writeln!(cargo, "cargo:rerun-if-changed={folder}")?;
    }
    Ok(())
}
