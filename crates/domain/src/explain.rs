//! A result together with its reason: there is no way to make one without the other.

/// A value and why it is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained<T> {
    value: T,
    because: Explanation,
}

impl<T> Explained<T> {
    pub fn new(value: T, because: Explanation) -> Explained<T> {
        Explained { value, because }
    }

    pub fn value(&self) -> &T {
        &self.value
    }

    pub fn because(&self) -> &Explanation {
        &self.because
    }

    pub fn into_because(self) -> Explanation {
        self.because
    }
}

/// A reason as a code with its figures; the sentence is made from it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Names the sentence, such as `level.floor_missed`.
    pub code: &'static str,
    /// The figures and names the sentence needs, in the order it names them.
    pub facts: Vec<(&'static str, String)>,
    /// What led to it, the most important first.
    pub causes: Vec<Explanation>,
}

impl Explanation {
    #[must_use]
    pub fn new(code: &'static str) -> Explanation {
        Explanation {
            code,
            facts: Vec::new(),
            causes: Vec::new(),
        }
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Explanation {
        self.facts.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub fn because_of(mut self, cause: Explanation) -> Explanation {
        self.causes.push(cause);
        self
    }
}
