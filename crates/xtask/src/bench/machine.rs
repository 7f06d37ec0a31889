//! On what the figures were taken: without it they say little.

use std::fs;

pub(super) fn describe() -> Vec<(&'static str, String)> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut lines = vec![("cores", cores.to_string())];
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    if let Some(model) = field(&read("/proc/cpuinfo"), "model name") {
        lines.push(("processor", model));
    }
    if let Some(memory) = field(&read("/proc/meminfo"), "MemTotal") {
        lines.push(("memory", memory));
    }
    // Other work beside the bench makes its figures worthless, so it is shown.
    if let Some(load) = read("/proc/loadavg").split(' ').next().filter(|load| !load.is_empty()) {
        lines.push(("load before", load.to_owned()));
    }
    lines
}

/// `name : value` as the files of `/proc` have it.
pub(super) fn field(text: &str, name: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (found, value) = line.split_once(':')?;
        (found.trim() == name).then(|| value.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let text = "VmPeak:\t  900 kB\nVmHWM:\t  512 kB\n";
        assert_eq!(field(text, "VmHWM"), Some("512 kB".to_owned()));
        assert_eq!(field(text, "Vm"), None);
    }
}
