//! Levels that are held between rounds, in the form in which they are kept with an evaluation.

use crate::Error;
use domain::Date;
use domain::classification::{ConfirmedLevels, HeldLevel, HeldOverride, Level, Override};
use domain::period::Quarter;
use domain::platform::TwoPersons;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The levels that two people confirmed in an earlier round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRows {
    pub period: String,
    pub consent: (String, String, Date),
    pub levels: Vec<HeldRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRow {
    pub supplier_id: i64,
    pub level: Option<String>,
    pub moved_in: Option<String>,
    pub lapsed: Option<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub override_: Option<OverrideRow>,
}

/// A level that people decided against the proposal, and what is held once it has expired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideRow {
    pub level: Option<String>,
    pub reason: String,
    pub evidence: String,
    pub expires_on: Date,
    pub otherwise: Box<HeldRow>,
}

impl HeldRows {
    #[must_use]
    pub fn from_domain(levels: &ConfirmedLevels) -> HeldRows {
        let consent = levels.consent();
        HeldRows {
            period: levels.period().to_string(),
            consent: (consent.first().to_owned(), consent.second().to_owned(), consent.on()),
            levels: levels
                .iter()
                .map(|(supplier_id, held)| HeldRow::from_domain(supplier_id, held))
                .collect(),
        }
    }

    pub fn to_domain(&self) -> Result<ConfirmedLevels, Error> {
        let (first, second, on) = &self.consent;
        let consent = TwoPersons::new(first, second, *on)?;
        let mut held = BTreeMap::new();
        for row in &self.levels {
            held.insert(row.supplier_id, row.to_domain()?);
        }
        Ok(ConfirmedLevels::stored(quarter(&self.period)?, consent, held))
    }
}

impl HeldRow {
    fn from_domain(supplier_id: i64, held: &HeldLevel) -> HeldRow {
        HeldRow {
            supplier_id,
            level: held.level.map(|level| level.name().to_owned()),
            moved_in: held.moved_in.map(|quarter| quarter.to_string()),
            lapsed: held
                .lapsed
                .map(|(level, quarter)| (level.name().to_owned(), quarter.to_string())),
            override_: held
                .override_
                .as_ref()
                .map(|override_| OverrideRow::from_domain(supplier_id, override_)),
        }
    }

    fn to_domain(&self) -> Result<HeldLevel, Error> {
        let lapsed = match &self.lapsed {
            Some((level, text)) => Level::from_name(level)
                .map(|level| Ok::<_, Error>((level, quarter(text)?)))
                .transpose()?,
            None => None,
        };
        Ok(HeldLevel {
            level: self.level.as_deref().and_then(Level::from_name),
            moved_in: self.moved_in.as_deref().map(quarter).transpose()?,
            lapsed,
            override_: self
                .override_
                .as_ref()
                .map(|row| row.to_domain(self.supplier_id))
                .transpose()?,
        })
    }
}

impl OverrideRow {
    fn from_domain(supplier_id: i64, held: &HeldOverride) -> OverrideRow {
        let Override {
            level,
            reason,
            evidence,
            expires_on,
            ..
        } = &held.change;
        OverrideRow {
            level: level.map(|level| level.name().to_owned()),
            reason: reason.clone(),
            evidence: evidence.clone(),
            expires_on: *expires_on,
            otherwise: Box::new(HeldRow::from_domain(supplier_id, &held.otherwise)),
        }
    }

    fn to_domain(&self, supplier_id: i64) -> Result<HeldOverride, Error> {
        Ok(HeldOverride {
            change: Override {
                supplier_id,
                level: self.level.as_deref().and_then(Level::from_name),
                reason: self.reason.clone(),
                evidence: self.evidence.clone(),
                expires_on: self.expires_on,
            },
            otherwise: Box::new(self.otherwise.to_domain()?),
        })
    }
}

fn quarter(text: &str) -> Result<Quarter, Error> {
    Ok(text.parse()?)
}
