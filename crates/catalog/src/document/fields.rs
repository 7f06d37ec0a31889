//! The front matter read key by key: every refusal names file, line, key and what was expected.

use super::{DocumentError, Front, Problem};
use domain::design::indicator::{Bilingual, Curve};
use domain::number::BasisPoints;
use rust_decimal::Decimal;
use std::str::FromStr;
use toml::de::{DeTable, DeValue};

/// One table of the front matter.
pub(crate) struct Fields<'d> {
    front: Front<'d>,
    table: &'d DeTable<'d>,
    /// Keys that lead here, each followed by a dot; empty at the top.
    path: String,
    line: usize,
}

/// One value with its key and line.
#[derive(Clone)]
pub(crate) struct Item<'d> {
    front: Front<'d>,
    key: String,
    value: &'d DeValue<'d>,
    pub(crate) line: usize,
}

impl<'d> Fields<'d> {
    /// Refuses the first key that is not known.
    pub(crate) fn new(
        front: Front<'d>,
        table: &'d DeTable<'d>,
        path: String,
        line: usize,
        known: &'static [&'static str],
    ) -> Result<Fields<'d>, DocumentError> {
        let fields = Fields {
            front,
            table,
            path,
            line,
        };
        let unknown = table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start);
        if let Some(key) = unknown {
            let nearest = crate::nearest(key.get_ref(), known.iter().copied()).map(str::to_owned);
            let (key, line) = (key.get_ref().clone().into_owned(), front.line_at(key.span().start));
            let known = known.join(", ");
            return Err(front.error(
                line,
                Problem::UnknownKey {
                    key,
                    place: fields.place(),
                    nearest,
                    known,
                },
            ));
        }
        Ok(fields)
    }

    pub(crate) fn get(&self, key: &str) -> Option<Item<'d>> {
        let (found, value) = self.table.get_key_value(key)?;
        let line = self.front.line_at(found.span().start);
        Some(Item {
            front: self.front,
            key: format!("{}{key}", self.path),
            value: value.get_ref(),
            line,
        })
    }

    pub(crate) fn need(&self, key: &'static str, example: &'static str) -> Result<Item<'d>, DocumentError> {
        self.get(key).ok_or_else(|| {
            self.front.error(
                self.line,
                Problem::MissingKey {
                    key,
                    place: self.place(),
                    example,
                },
            )
        })
    }

    fn place(&self) -> String {
        match self.path.strip_suffix('.') {
            Some(path) => path.to_owned(),
            None => "this document".to_owned(),
        }
    }
}

impl<'d> Item<'d> {
    pub(crate) fn text(&self) -> Result<String, DocumentError> {
        let text = self.value.as_str().ok_or_else(|| self.wrong_type("a text in quotes"))?;
        Ok(text.to_owned())
    }

    pub(crate) fn integer(&self) -> Result<i64, DocumentError> {
        let integer = self
            .value
            .as_integer()
            .ok_or_else(|| self.wrong_type("a whole number"))?;
        let value = i64::from_str_radix(integer.as_str(), integer.radix());
        value.map_err(|_| self.wrong_value(integer.to_string(), "a whole number of at most 18 digits"))
    }

    /// A count of at least 0.
    pub(crate) fn count<N: TryFrom<i64>>(&self) -> Result<N, DocumentError> {
        let value = self.integer()?;
        N::try_from(value).map_err(|_| self.wrong_value(value.to_string(), "a whole number of 0 or more"))
    }

    pub(crate) fn decimal(&self) -> Result<Decimal, DocumentError> {
        let written = match self.value {
            DeValue::Integer(_) => return Ok(Decimal::from(self.integer()?)),
            DeValue::Float(float) => float.as_str(),
            _ => return Err(self.wrong_type("a number")),
        };
        let parsed = Decimal::from_str(written).or_else(|_| Decimal::from_scientific(written));
        parsed.map_err(|_| self.wrong_value(written.to_owned(), "a number with a point, such as 98.5"))
    }

    pub(crate) fn basis_points(&self) -> Result<BasisPoints, DocumentError> {
        let value = self.integer()?;
        BasisPoints::new(value)
            .map_err(|_| self.wrong_value(value.to_string(), "basis points, 0 to 10000 (2500 is 25 %)"))
    }

    /// One of the listed words.
    pub(crate) fn one_of<T: Copy>(&self, words: &[(&'static str, T)]) -> Result<T, DocumentError> {
        let text = self.text()?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Ok(*value);
        }
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let nearest = crate::nearest(&text, names.iter().copied()).map(str::to_owned);
        let expected = format!("one of {}", names.join(", "));
        Err(self.front.error(
            self.line,
            Problem::WrongValue {
                key: self.key.clone(),
                value: text,
                expected,
                nearest,
            },
        ))
    }

    pub(crate) fn list(&self) -> Result<Vec<Item<'d>>, DocumentError> {
        let array = self
            .value
            .as_array()
            .ok_or_else(|| self.wrong_type("a list in brackets"))?;
        let item = |(position, value): (usize, &'d toml::Spanned<DeValue<'d>>)| Item {
            front: self.front,
            key: format!("{}[{position}]", self.key),
            value: value.get_ref(),
            line: self.front.line_at(value.span().start),
        };
        Ok(array.iter().enumerate().map(item).collect())
    }

    pub(crate) fn texts(&self) -> Result<Vec<String>, DocumentError> {
        self.list()?.iter().map(Item::text).collect()
    }

    pub(crate) fn fields(&self, known: &'static [&'static str]) -> Result<Fields<'d>, DocumentError> {
        let table = self.table()?;
        Fields::new(self.front, table, format!("{}.", self.key), self.line, known)
    }

    /// The entries of a table whose keys are names of the user's choice, in the order of the names.
    pub(crate) fn entries(&self) -> Result<Vec<(String, Item<'d>)>, DocumentError> {
        let entry = |(name, value): (&'d toml::Spanned<_>, &'d toml::Spanned<DeValue<'d>>)| {
            let name: &std::borrow::Cow<'d, str> = name.get_ref();
            let key = format!("{}.{name}", self.key);
            let line = self.front.line_at(value.span().start);
            (
                name.clone().into_owned(),
                Item {
                    front: self.front,
                    key,
                    value: value.get_ref(),
                    line,
                },
            )
        };
        let mut entries: Vec<(String, Item<'d>)> = self.table()?.iter().map(entry).collect();
        entries.sort_by(|(name, _), (other, _)| name.cmp(other));
        Ok(entries)
    }

    pub(crate) fn bilingual(&self) -> Result<Bilingual, DocumentError> {
        let fields = self.fields(&["en", "zh"])?;
        bilingual(&fields)
    }

    /// `[[value, points], …]`.
    pub(crate) fn curve(&self) -> Result<Curve, DocumentError> {
        let point = |pair: &Item<'d>| match pair.list()?.as_slice() {
            [value, points] => Ok((value.decimal()?, points.decimal()?)),
            other => Err(pair.wrong_value(format!("{} numbers", other.len()), "a pair [value, points]")),
        };
        Ok(Curve(self.list()?.iter().map(point).collect::<Result<_, _>>()?))
    }

    /// `[[from, to, points], …]`: a curve with a jump where one band ends and the next begins.
    pub(crate) fn bands(&self) -> Result<Curve, DocumentError> {
        let mut points: Vec<(Decimal, Decimal)> = Vec::new();
        for (position, band) in (1..).zip(self.list()?) {
            let (from, to, score) = match band.list()?.as_slice() {
                [from, to, score] => (from.decimal()?, to.decimal()?, score.decimal()?),
                other => return Err(band.wrong_value(format!("{} numbers", other.len()), "three: [from, to, points]")),
            };
            if from >= to {
                let problem = Problem::BandReversed {
                    position,
                    from: from.to_string(),
                    to: to.to_string(),
                };
                return Err(self.front.error(band.line, problem));
            }
            if let Some((end, _)) = points.last().filter(|(end, _)| *end != from) {
                let problem = Problem::BandGap {
                    position,
                    from: from.to_string(),
                    end: end.to_string(),
                };
                return Err(self.front.error(band.line, problem));
            }
            points.extend([(from, score), (to, score)]);
        }
        Ok(Curve(points))
    }

    /// The value as a parameter value: what is written decides the type.
    pub(crate) fn parameter_value(&self) -> Result<domain::evaluation::observation::ParameterValue, DocumentError> {
        use domain::evaluation::observation::ParameterValue;
        match self.value {
            DeValue::Integer(_) => self.integer().map(ParameterValue::Integer),
            DeValue::Float(_) => self.decimal().map(ParameterValue::Decimal),
            DeValue::String(_) => self.text().map(ParameterValue::Word),
            DeValue::Boolean(flag) => Ok(ParameterValue::Flag(*flag)),
            _ => Err(self.wrong_type("a number, a word in quotes, true or false")),
        }
    }

    pub(crate) fn error(&self, problem: Problem) -> DocumentError {
        self.front.error(self.line, problem)
    }

    pub(crate) fn wrong_value(&self, value: impl Into<String>, expected: impl Into<String>) -> DocumentError {
        let (key, value, expected) = (self.key.clone(), value.into(), expected.into());
        self.error(Problem::WrongValue {
            key,
            value,
            expected,
            nearest: None,
        })
    }

    /// The key may not stand here.
    pub(crate) fn misplaced(&self, because: &'static str) -> DocumentError {
        self.error(Problem::Misplaced {
            key: self.key.clone(),
            because,
        })
    }

    fn table(&self) -> Result<&'d DeTable<'d>, DocumentError> {
        self.value.as_table().ok_or_else(|| self.wrong_type("a table of keys"))
    }

    fn wrong_type(&self, expected: &str) -> DocumentError {
        let found = match self.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a point",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let key = self.key.clone();
        self.error(Problem::WrongType {
            key,
            found,
            expected: expected.to_owned(),
        })
    }
}

/// The keys `en` and `zh` of a table that may have others.
pub(crate) fn bilingual(fields: &Fields<'_>) -> Result<Bilingual, DocumentError> {
    let en = fields.need("en", "en = \"On-time delivery\"")?.text()?;
    let zh = fields
        .need("zh", "zh = \"\u{51c6}\u{65f6}\u{4ea4}\u{8d27}\u{7387}\"")?
        .text()?;
    Ok(Bilingual { en, zh })
}
