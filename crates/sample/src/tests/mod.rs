//! The demo company is what it says: deterministic, whole, of the stated size, and with wide margins.

mod files;
mod lookup;
mod measure;
mod shape;
mod margins;

use crate::{Manifest, Plan};
use tempfile::TempDir;

/// A written demo company and its folder, which lives as long as this does.
struct Written {
    folder: TempDir,
    manifest: Manifest,
}

fn written(plan: &Plan) -> Written {
    let folder = TempDir::new().unwrap();
    let manifest = crate::write(folder.path(), plan).unwrap();
    Written { folder, manifest }
}

/// The whole company takes some seconds to write and to measure; it runs when slow tests are asked for.
fn slow_tests() -> bool {
    std::env::var_os("SLOW_TESTS").is_some_and(|value| value == "1")
}
