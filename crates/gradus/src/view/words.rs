//! Words of closed lists and reasons, in the reader's language.

use crate::output::{Cell, Report, Tone};
use app::evaluation::Line;
use text::{Language, has, message};

/// A level; `none` is "not classified".
pub(crate) fn level(code: Option<&str>, language: Language) -> Cell {
    word("level", code.unwrap_or("none"), language)
}

/// A word of a closed list: its code for machines, its name for people.
pub(crate) fn word(list: &str, code: &str, language: Language) -> Cell {
    Cell::Word {
        code: code.to_owned(),
        shown: name_of(list, code, language),
    }
}

/// The name of a word in the reader's language; the word itself where it has none.
pub(crate) fn name_of(list: &str, code: &str, language: Language) -> String {
    let id = format!("cli-{list}-{}", code.replace('_', "-"));
    if has(language, &id) {
        message(language, &id, &[])
    } else {
        code.to_owned()
    }
}

/// A reason and what led to it, each step further in.
pub(crate) fn show_line(line: &Line, depth: usize, report: &mut Report) {
    report.tone(Tone::Plain, format!("{}{}", "  ".repeat(depth), line.text));
    for cause in &line.because {
        show_line(cause, depth + 1, report);
    }
}
