//! Effort against spend, by level.

use crate::classification::Level;
use crate::evaluation::Overflow;
use rust_decimal::Decimal;

/// Spend and effort of one supplier in a period, in reporting currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SupplierFigures {
    pub level: Option<Level>,
    pub spend: Decimal,
    /// Cost of managing it: hours at their rate, and money spent.
    pub effort: Decimal,
}

/// The figures of one level, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LevelFigures {
    pub suppliers: u64,
    pub spend: Decimal,
    pub effort: Decimal,
    /// Effort per 1 m of spend; `None` without spend or without logged effort.
    pub effort_per_million: Option<Decimal>,
    /// Spend managed per unit of effort.
    pub value_per_effort: Option<Decimal>,
    /// Effort share less spend share, in percentage points: above zero, more effort than spend.
    pub effort_share_minus_spend_share: Option<Decimal>,
}

/// The figures of the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Core, key, qualified, restricted, not classified.
    pub levels: [(Option<Level>, LevelFigures); 5],
    pub all: LevelFigures,
    /// Percent of spend with core and key; `None` without spend.
    pub core_and_key_spend_share: Option<Decimal>,
}

/// Sums spend and effort by level.
pub fn programme(suppliers: &[SupplierFigures]) -> Result<Programme, Overflow> {
    let mut all = LevelFigures::default();
    for supplier in suppliers {
        all.add(supplier)?;
    }
    let levels = [
        Some(Level::Core),
        Some(Level::Key),
        Some(Level::Qualified),
        Some(Level::Restricted),
        None,
    ];
    let mut figures = levels.map(|level| (level, LevelFigures::default()));
    for (level, figures) in &mut figures {
        for supplier in suppliers.iter().filter(|supplier| supplier.level == *level) {
            figures.add(supplier)?;
        }
        figures.relate(&all)?;
    }
    let core_and_key = figures[0].1.spend.checked_add(figures[1].1.spend).ok_or(Overflow)?;
    let core_and_key_spend_share = percent(core_and_key, all.spend)?;
    let whole = all;
    all.relate(&whole)?;
    Ok(Programme {
        levels: figures,
        all,
        core_and_key_spend_share,
    })
}

impl LevelFigures {
    fn add(&mut self, supplier: &SupplierFigures) -> Result<(), Overflow> {
        self.suppliers += 1;
        self.spend = self.spend.checked_add(supplier.spend).ok_or(Overflow)?;
        self.effort = self.effort.checked_add(supplier.effort).ok_or(Overflow)?;
        Ok(())
    }

    fn relate(&mut self, all: &LevelFigures) -> Result<(), Overflow> {
        // Effort that nobody logged is not known, and not zero.
        if all.effort.is_zero() {
            return Ok(());
        }
        let million = Decimal::from(1_000_000);
        if !self.spend.is_zero() {
            let effort = self.effort.checked_mul(million).ok_or(Overflow)?;
            self.effort_per_million = Some(places(effort.checked_div(self.spend).ok_or(Overflow)?));
        }
        if !self.effort.is_zero() {
            self.value_per_effort = Some(places(self.spend.checked_div(self.effort).ok_or(Overflow)?));
        }
        self.effort_share_minus_spend_share = percent(self.effort, all.effort)?
            .zip(percent(self.spend, all.spend)?)
            .map(|(effort, spend)| effort - spend);
        Ok(())
    }
}

/// `part` of `whole` in percent; `None` of nothing.
fn percent(part: Decimal, whole: Decimal) -> Result<Option<Decimal>, Overflow> {
    if whole.is_zero() {
        return Ok(None);
    }
    let hundred = part.checked_mul(Decimal::ONE_HUNDRED).ok_or(Overflow)?;
    Ok(Some(places(hundred.checked_div(whole).ok_or(Overflow)?)))
}

fn places(value: Decimal) -> Decimal {
    value.round_dp(12).normalize()
}
