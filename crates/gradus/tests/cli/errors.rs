//! The gallery: every message a person can meet, with the file that provokes it; `docs/errors.md` shows them all.

use crate::support::Desk;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// One provoking file: what is wrong, what was typed, and the files that were there.
struct Case {
    name: String,
    title: String,
    commands: Vec<String>,
    /// Parts of files; parts with the same name follow each other in one file.
    files: Vec<Part>,
}

struct Part {
    file: String,
    content: String,
    is_escaped: bool,
    times: usize,
}

#[test]
fn every_message_is_in_the_gallery_with_the_file_that_provokes_it() {
    let mut page = String::from(
        "# Every message, with the file that provokes it\n\n\
         Made from `crates/gradus/tests/errors/`; `UPDATE=1 cargo test -p facts -p gradus gallery` writes it anew.\n\
         The number after each answer is the exit status: 1 means that it ran and found problems, 2 that it could not run, 4 that it is not allowed.\n",
    );
    for case in cases() {
        show(&case, &mut page);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).expect("the page is written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = page.lines().zip(kept.lines()).find(|(now, then)| now != then);
    assert!(
        page == kept,
        "docs/errors.md is out of date; the first difference: {differs:#?}"
    );
}

/// An archive beyond the limits, or one that ends its reader, is made by the tests of the file reader and by `bombs`.
const BEYOND_LIMITS: [&str; 2] = ["E405", "E410"];

/// Every code of the import has a file here that provokes it.
#[test]
fn every_import_code_has_its_case_in_the_gallery() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors.md"))
        .expect("docs/errors.md is there");
    let missing: Vec<&str> = domain::intake::problem::CODES
        .iter()
        .map(|(_, number, _)| *number)
        .filter(|number| !BEYOND_LIMITS.contains(number) && !page.contains(&format!("{number} ")))
        .collect();
    assert!(missing.is_empty(), "no file provokes {missing:?}");
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| read_case(path)).collect()
}

fn read_case(path: &Path) -> Case {
    let text = std::fs::read_to_string(path).expect("the case is text");
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut case = Case {
        name,
        title: String::new(),
        commands: Vec::new(),
        files: Vec::new(),
    };
    for line in text.lines() {
        if let Some(head) = line.strip_prefix("--- ") {
            case.files.push(part(head));
        } else if let Some(part) = case.files.last_mut() {
            part.content.push_str(line);
            part.content.push('\n');
        } else if let Some(command) = line.strip_prefix("$ ") {
            case.commands.push(command.to_owned());
        } else if let Some(title) = line.strip_prefix("# ") {
            title.clone_into(&mut case.title);
        }
    }
    assert!(
        !case.title.is_empty() && !case.commands.is_empty(),
        "{} needs a title and a command",
        case.name
    );
    case
}

/// `name`, `name (escaped)` or `name (repeated 1000)`.
fn part(head: &str) -> Part {
    let (file, how) = head
        .split_once(" (")
        .map_or((head, ""), |(file, how)| (file, how.trim_end_matches(')')));
    let times = how
        .strip_prefix("repeated ")
        .map_or(1, |times| times.parse().expect("a number"));
    Part {
        file: file.to_owned(),
        content: String::new(),
        is_escaped: how == "escaped",
        times,
    }
}

fn show(case: &Case, page: &mut String) {
    let desk = Desk::new();
    let _ = write!(page, "\n## {}\n", case.title);
    let mut written: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for part in &case.files {
        let times = if part.times > 1 {
            format!(", {} times", part.times)
        } else {
            String::new()
        };
        let _ = write!(page, "\n`{}`{times}\n\n```text\n{}```\n", part.file, part.content);
        let bytes = if part.is_escaped {
            unescaped(&part.content)
        } else {
            part.content.clone().into_bytes()
        };
        written.entry(&part.file).or_default().extend(bytes.repeat(part.times));
    }
    for (name, bytes) in written {
        desk.write(name, bytes);
    }
    let last = case.commands.len() - 1;
    for (position, command) in case.commands.iter().enumerate() {
        let words = words(command);
        let (program, arguments) = words.split_first().expect("a command");
        assert_eq!(program, "gradus", "{}", case.name);
        let mut arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        if !command.contains("--json") && !command.contains("--format") {
            // As a terminal shows it.
            arguments.extend(["--format", "table"]);
        }
        let run = desk.run(&arguments);
        if position < last {
            run.succeeds();
            continue;
        }
        assert!(
            [1, 2, 4].contains(&run.status),
            "{} provokes nothing: {run:#?}",
            case.name
        );
        let told = format!("{}{}", run.out, run.err).replace(&desk.path().display().to_string(), "…");
        let told = without_moments(&told);
        let _ = write!(
            page,
            "\n```text\n$ {command}\n{}\n[{}]\n```\n",
            told.trim_end(),
            run.status
        );
    }
}

/// The same text on every day: moments of this run are left out.
fn without_moments(text: &str) -> String {
    const SHAPE: &str = "0000-00-00T00:00:00.000000Z";
    let is_moment = |window: &str| {
        window.len() == SHAPE.len()
            && window
                .bytes()
                .zip(SHAPE.bytes())
                .all(|(byte, shape)| byte == shape || shape == b'0' && byte.is_ascii_digit())
    };
    const FAR: &str = "too far ahead — expected ≤ ";
    let mut kept = String::new();
    let mut rest = text;
    if let Some((before, after)) = text.split_once(FAR) {
        // What is far ahead depends on the day of this run.
        kept = format!("{}{FAR}…", without_moments(before));
        rest = &after["0000-00-00".len()..];
    }
    while let Some(c) = rest.chars().next() {
        if rest.get(..SHAPE.len()).is_some_and(is_moment) {
            kept.push('…');
            rest = &rest[SHAPE.len()..];
        } else {
            kept.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    kept
}

/// `\r`, `\n`, `\t`, `\0` and `\xFF`, for files that no editor keeps as they are; real line ends are left out.
fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.chars().filter(|c| *c != '\n');
    while let Some(c) = rest.next() {
        if c != '\\' {
            bytes.extend(c.to_string().bytes());
            continue;
        }
        match rest.next() {
            Some('r') => bytes.push(b'\r'),
            Some('n') => bytes.push(b'\n'),
            Some('t') => bytes.push(b'\t'),
            Some('0') => bytes.push(0),
            Some('x') => {
                let digits: String = rest.by_ref().take(2).collect();
                bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits"));
            }
            other => panic!("unknown escape {other:?}"),
        }
    }
    bytes
}

/// Splits as a shell does with double quotes.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => words.push(String::new()),
            c => words.last_mut().expect("one word").push(c),
        }
    }
    words
}
