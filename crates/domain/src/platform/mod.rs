//! Platform: who may do what, and who acted. What decides about a supplier needs two different people.

pub mod access;

pub mod worker;

use jiff::civil::Date;

/// The consent of two different people on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwoPersons {
    first: String,
    second: String,
    on: Date,
}

impl TwoPersons {
    /// Refuses an empty name and the same person twice (letter case and blanks around do not make another person).
    pub fn new(first: &str, second: &str, on: Date) -> Result<TwoPersons, ConsentError> {
        let (first, second) = (first.trim(), second.trim());
        if first.is_empty() || second.is_empty() {
            return Err(ConsentError::Unnamed);
        }
        if first.to_lowercase() == second.to_lowercase() {
            return Err(ConsentError::SamePerson(first.to_owned()));
        }
        Ok(TwoPersons {
            first: first.to_owned(),
            second: second.to_owned(),
            on,
        })
    }

    #[must_use]
    pub fn first(&self) -> &str {
        &self.first
    }

    #[must_use]
    pub fn second(&self) -> &str {
        &self.second
    }

    #[must_use]
    pub fn on(&self) -> Date {
        self.on
    }
}

/// Why a consent does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConsentError {
    #[error("a consent needs the names of two people; one of them is empty")]
    Unnamed,
    #[error("{0} cannot consent twice: a second person has to")]
    SamePerson(String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_person_cannot_consent_twice() {
        let on = date(2026, 4, 20);
        assert_eq!(
            TwoPersons::new("Li Na", " li na ", on),
            Err(ConsentError::SamePerson("Li Na".to_owned()))
        );
        assert_eq!(TwoPersons::new("", "li na", on), Err(ConsentError::Unnamed));
        assert_eq!(TwoPersons::new("Li Na", "Ana Ruiz", on).unwrap().second(), "Ana Ruiz");
    }
}
