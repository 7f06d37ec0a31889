//! Single facts that cap a score or knock out, by name: a limit is never without the fact behind it.

use crate::explain::Explanation;
use jiff::civil::Date;

/// One fact that sets a limit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct GateEvent {
    pub supplier_id: i64,
    /// 0 when it concerns the supplier as a whole.
    pub category_id: i64,
    /// Code of the indicator that counts it; empty for the open risks that the register itself shows.
    pub indicator: String,
    /// The ceiling of the composite; `None` knocks out.
    pub cap: Option<u8>,
    /// Kind of the fact, such as `risk_event` or `certificate_requirement`.
    pub kind: String,
    pub source: String,
    pub key: String,
    /// What it says in one word: the kind of event, the type of certificate.
    pub what: String,
    /// The day it happened; `None` for a requirement that is not met.
    pub on: Option<Date>,
}

impl GateEvent {
    /// The fact in a sentence.
    #[must_use]
    pub fn explain(&self) -> Explanation {
        let code = match (self.cap, self.on) {
            (None, Some(_)) => "gate.knockout",
            (None, None) => "gate.knockout_missing",
            (Some(_), Some(_)) => "gate.cap",
            (Some(_), None) => "gate.cap_missing",
        };
        let mut because = Explanation::new(code).with("what", &self.what);
        if let Some(on) = self.on {
            because = because.with("on", on);
        }
        because = because.with("kind", &self.kind).with("key", &self.key);
        match self.cap {
            Some(cap) => because.with("cap", cap),
            None => because,
        }
    }
}

/// The sentences of the events that `counts` keeps, each fact once.
pub fn explain<'a>(
    events: impl IntoIterator<Item = &'a GateEvent>,
    counts: impl Fn(&GateEvent) -> bool,
) -> Vec<Explanation> {
    let mut told = Vec::new();
    for event in events.into_iter().filter(|event| counts(event)) {
        let because = event.explain();
        if !told.contains(&because) {
            told.push(because);
        }
    }
    told
}
