//! A document: `+++` front matter in TOML, then Markdown in sections.

mod error;
pub(crate) mod fields;
pub(crate) mod table;

pub use error::{DocumentError, Problem};

use fields::Fields;
use toml::de::DeTable;

/// A text cut into its front matter and its sections; lines are counted from 1.
pub(crate) struct Document<'t> {
    pub(crate) front: Front<'t>,
    /// What stands before the first section.
    pub(crate) prose: String,
    pub(crate) sections: Vec<Section<'t>>,
}

/// The front matter with its opening line, and the file it stands in.
#[derive(Clone, Copy)]
pub(crate) struct Front<'t> {
    pub(crate) file: &'t str,
    text: &'t str,
}

/// A `## title` and the lines under it.
pub(crate) struct Section<'t> {
    pub(crate) title: &'t str,
    pub(crate) line: usize,
    pub(crate) lines: Vec<Line<'t>>,
}

/// One line of the text.
#[derive(Clone, Copy)]
pub(crate) struct Line<'t> {
    pub(crate) number: usize,
    pub(crate) text: &'t str,
}

const FENCE: &str = "+++";

impl<'t> Document<'t> {
    /// Cuts the text; `titles` are the sections it may have, each at most once.
    pub(crate) fn read(file: &'t str, text: &'t str, titles: &[&'static str]) -> Result<Document<'t>, DocumentError> {
        let document = Document::open(file, text)?;
        document.check_titles(titles)?;
        Ok(document)
    }

    /// Cuts the text, whatever its sections are called.
    pub(crate) fn open(file: &'t str, text: &'t str) -> Result<Document<'t>, DocumentError> {
        let error = |line, problem| DocumentError::new(file, line, problem);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let Some((first, after)) = text.split_once('\n').filter(|(first, _)| first.trim_end() == FENCE) else {
            return Err(error(1, Problem::NoFrontMatter));
        };
        let Some(end) = fence_position(after) else {
            return Err(error(1, Problem::OpenFrontMatter));
        };
        let front = Front {
            file,
            text: &text[..first.len() + 1 + end],
        };
        let mut body = (front.last_line() + 1..).zip(after[end..].lines().skip(1));
        let (prose, sections) = sections(&mut body);
        Ok(Document { front, prose, sections })
    }

    pub(crate) fn section(&self, title: &str) -> Option<&Section<'t>> {
        self.sections.iter().find(|section| section.title == title)
    }

    /// The text of a section, trimmed; empty when it is missing.
    pub(crate) fn section_text(&self, title: &str) -> String {
        self.section(title)
            .map(|section| join(&section.lines))
            .unwrap_or_default()
    }

    pub(crate) fn error(&self, line: usize, problem: Problem) -> DocumentError {
        DocumentError::new(self.front.file, line, problem)
    }

    fn check_titles(&self, titles: &[&'static str]) -> Result<(), DocumentError> {
        for (position, section) in self.sections.iter().enumerate() {
            if !titles.contains(&section.title) {
                let title = section.title.to_owned();
                let nearest = crate::nearest(&title, titles.iter().copied()).map(str::to_owned);
                let known = titles.join(", ");
                return Err(self.error(section.line, Problem::UnknownSection { title, nearest, known }));
            }
            if self.sections[..position]
                .iter()
                .any(|earlier| earlier.title == section.title)
            {
                return Err(self.error(
                    section.line,
                    Problem::RepeatedSection {
                        title: section.title.to_owned(),
                    },
                ));
            }
        }
        Ok(())
    }
}

impl<'t> Front<'t> {
    /// The front matter as a table whose entries know where they stand.
    pub(crate) fn parse(&self) -> Result<DeTable<'t>, DocumentError> {
        let toml = &self.text[self.offset()..];
        DeTable::parse(toml).map(toml::Spanned::into_inner).map_err(|error| {
            let line = self.line_at(error.span().map_or(0, |span| span.start));
            self.error(
                line,
                Problem::Toml {
                    message: error.message().replace('\n', ", "),
                },
            )
        })
    }

    /// The top-level table as fields, refusing keys that are not `known`.
    pub(crate) fn fields<'d>(
        &'d self,
        table: &'d DeTable<'t>,
        known: &'static [&'static str],
    ) -> Result<Fields<'d>, DocumentError> {
        Fields::new(*self, table, String::new(), 1, known)
    }

    pub(crate) fn error(&self, line: usize, problem: Problem) -> DocumentError {
        DocumentError::new(self.file, line, problem)
    }

    /// The line of a byte position in the front matter.
    pub(crate) fn line_at(&self, position: usize) -> usize {
        let end = (self.offset() + position).min(self.text.len());
        1 + self.text[..end].matches('\n').count()
    }

    /// The line that closes the front matter.
    pub(crate) fn last_line(&self) -> usize {
        self.text.lines().count() + 1
    }

    fn offset(&self) -> usize {
        self.text.find('\n').map_or(self.text.len(), |end| end + 1)
    }
}

/// The lines as one trimmed text.
pub(crate) fn join(lines: &[Line<'_>]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.text.trim_end()).collect();
    lines.join("\n").trim().to_owned()
}

/// Where the line that closes the front matter begins.
fn fence_position(text: &str) -> Option<usize> {
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == FENCE {
            return Some(position);
        }
        position += line.len();
    }
    None
}

/// Prose, then sections; a heading inside a code block is code.
fn sections<'t>(body: &mut dyn Iterator<Item = (usize, &'t str)>) -> (String, Vec<Section<'t>>) {
    let mut prose: Vec<Line<'t>> = Vec::new();
    let mut sections: Vec<Section<'t>> = Vec::new();
    let mut in_code = false;
    for (number, text) in body {
        if text.starts_with("```") {
            in_code = !in_code;
        }
        if let Some(title) = text.strip_prefix("## ").filter(|_| !in_code) {
            sections.push(Section {
                title: title.trim(),
                line: number,
                lines: Vec::new(),
            });
            continue;
        }
        let line = Line { number, text };
        match sections.last_mut() {
            Some(section) => section.lines.push(line),
            None => prose.push(line),
        }
    }
    (join(&prose), sections)
}
