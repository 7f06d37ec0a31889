//! Rust source as the rules read it: comments and the insides of literals blanked out, line by line.

use std::iter::Peekable;
use std::str::Chars;

pub(super) struct RustCode {
    lines: Vec<String>,
    is_test: Vec<bool>,
}

impl RustCode {
    pub(super) fn parse(text: &str) -> Self {
        let blanked = Blanker::new(text).run();
        let lines: Vec<String> = blanked.lines().map(str::to_owned).collect();
        let is_test = mark_test_modules(&lines);
        Self { lines, is_test }
    }

    /// Every line with its number from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines
            .iter()
            .enumerate()
            .map(|(index, line)| (index + 1, line.as_str()))
    }

    /// The lines outside `#[cfg(test)] mod … { … }`.
    pub(super) fn lines_without_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines().filter(|(number, _)| !self.is_test_line(*number))
    }

    pub(super) fn is_test_line(&self, number: usize) -> bool {
        number
            .checked_sub(1)
            .and_then(|index| self.is_test.get(index))
            .copied()
            .unwrap_or(false)
    }

    /// The modules that the file declares as files of their own, in order.
    pub(super) fn declared_modules(&self) -> Vec<(usize, &str)> {
        self.lines_without_tests()
            .filter_map(|(number, line)| {
                let line = line.trim();
                let line = line
                    .strip_prefix("pub(crate) ")
                    .or_else(|| line.strip_prefix("pub "))
                    .unwrap_or(line);
                let name = line.strip_prefix("mod ")?.strip_suffix(';')?;
                Some((number, name.trim()))
            })
            .collect()
    }
}

/// The words of a line that are identifiers or keywords.
pub(super) fn identifiers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

/// A test module begins with `#[cfg(test)]` at the left margin and ends with `}` at the left margin.
fn mark_test_modules(lines: &[String]) -> Vec<bool> {
    let mut marks = vec![false; lines.len()];
    let mut index = 0;
    while index < lines.len() {
        if lines[index].trim_end() == "#[cfg(test)]" {
            let end = end_of_item(lines, index + 1);
            marks[index..=end].fill(true);
            index = end;
        }
        index += 1;
    }
    marks
}

/// The last line of the item that starts here: one that ends it on its own, or the closing brace.
fn end_of_item(lines: &[String], start: usize) -> usize {
    let last = lines.len() - 1;
    let head = (start..=last).find(|&index| {
        let line = lines[index].trim_end();
        line.ends_with('{') || line.ends_with(';') || line.ends_with('}')
    });
    match head {
        Some(head) if lines[head].trim_end().ends_with('{') => (head..=last)
            .find(|&index| lines[index].starts_with('}'))
            .unwrap_or(last),
        Some(head) => head,
        None => last,
    }
}

/// Walks over the source once; what is not code becomes spaces, so columns and lines stay.
struct Blanker<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

impl<'a> Blanker<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text.chars().peekable(),
            out: String::with_capacity(text.len()),
        }
    }

    fn run(mut self) -> String {
        while let Some(c) = self.rest.next() {
            match c {
                '/' if self.rest.peek() == Some(&'/') => self.line_comment(),
                '/' if self.rest.peek() == Some(&'*') => self.block_comment(),
                '"' => self.string(),
                '\'' => self.char_or_lifetime(),
                'r' if self.starts_raw_string() => self.raw_string(),
                _ => self.out.push(c),
            }
        }
        self.out
    }

    fn blank(&mut self, c: char) {
        self.out.push(if c == '\n' { '\n' } else { ' ' });
    }

    fn line_comment(&mut self) {
        self.out.push(' ');
        while let Some(c) = self.rest.next_if(|&c| c != '\n') {
            self.blank(c);
        }
    }

    fn block_comment(&mut self) {
        self.out.push(' ');
        let mut depth = 0_u32;
        let mut previous = '/';
        while let Some(c) = self.rest.next() {
            self.blank(c);
            match (previous, c) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    previous = c;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
            // So that `/*/` opens once and does not close.
            previous = ' ';
        }
    }

    fn string(&mut self) {
        self.out.push('"');
        while let Some(c) = self.rest.next() {
            if c == '"' {
                self.out.push('"');
                return;
            }
            self.blank(c);
            if c == '\\'
                && let Some(escaped) = self.rest.next()
            {
                self.blank(escaped);
            }
        }
    }

    /// Whether the `r` just read begins `r"…"` or `r#"…"#`, not a name such as `r#type` or `for`.
    fn starts_raw_string(&self) -> bool {
        let mut before = self.out.chars().rev();
        let follows_name = match before.next() {
            Some('b' | 'c') => before.next().is_some_and(is_name),
            Some(c) => is_name(c),
            None => false,
        };
        let mut ahead = self.rest.clone();
        while ahead.next_if_eq(&'#').is_some() {}
        !follows_name && ahead.next() == Some('"')
    }

    fn raw_string(&mut self) {
        self.out.push(' ');
        let mut hashes = 0;
        while self.rest.next_if_eq(&'#').is_some() {
            self.out.push(' ');
            hashes += 1;
        }
        self.rest.next();
        self.out.push('"');
        while let Some(c) = self.rest.next() {
            if c != '"' {
                self.blank(c);
                continue;
            }
            let mut closing = 0;
            while closing < hashes && self.rest.next_if_eq(&'#').is_some() {
                closing += 1;
            }
            self.out.push(if closing == hashes { '"' } else { ' ' });
            self.out.extend((0..closing).map(|_| ' '));
            if closing == hashes {
                return;
            }
        }
    }

    fn char_or_lifetime(&mut self) {
        self.out.push('\'');
        let mut ahead = self.rest.clone();
        let first = ahead.next();
        if first != Some('\\') && ahead.next() != Some('\'') {
            return; // a lifetime
        }
        while let Some(c) = self.rest.next() {
            if c == '\'' {
                self.out.push('\'');
                return;
            }
            self.blank(c);
            if c == '\\'
                && let Some(escaped) = self.rest.next()
            {
                self.blank(escaped);
            }
        }
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blanked(text: &str) -> String {
        let code = RustCode::parse(text);
        let lines: Vec<&str> = code.lines().map(|(_, line)| line.trim_end()).collect();
        lines.join("\n")
    }

    #[test]
    fn comments_and_literals_are_blanked() {
        assert_eq!(blanked("a // b\nc"), "a\nc");
        assert_eq!(blanked("a /* b /* c */ d */ e"), "a                   e");
        assert_eq!(blanked(r#"f("a\"b", x)"#), r#"f("    ", x)"#);
        assert_eq!(blanked(r##"f(r#"a"b"#, x)"##), r#"f(  "   " , x)"#);
        assert_eq!(blanked("m('\"', '\\'', x)"), "m(' ', '  ', x)");
    }

    #[test]
    fn lifetimes_and_raw_names_are_code() {
        assert_eq!(blanked("fn f<'a>(x: &'a str)"), "fn f<'a>(x: &'a str)");
        assert_eq!(blanked("r#type + for"), "r#type + for");
    }

    #[test]
    fn a_string_may_hold_lines() {
        assert_eq!(blanked("a(\"x\ny\");\nb"), "a(\"\n \");\nb");
    }

    #[test]
    fn test_modules_are_left_out() {
        let code = RustCode::parse(
            "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n#[cfg(test)]\nmod more;\nfn d() {}",
        );
        let lines: Vec<usize> = code.lines_without_tests().map(|(number, _)| number).collect();
        assert_eq!(lines, [1, 6, 9]);
    }

    #[test]
    fn declared_modules_keep_their_order() {
        let code = RustCode::parse("pub mod design;\nmod intake;\n// mod no;\nmod inline {\n}\n");
        assert_eq!(code.declared_modules(), [(1, "design"), (2, "intake")]);
    }

    #[test]
    fn identifiers_are_told_from_numbers() {
        let found: Vec<_> = identifiers("let n_max = 3u8 + Engine::Sqlite;").collect();
        assert_eq!(found, ["let", "n_max", "Engine", "Sqlite"]);
    }
}
