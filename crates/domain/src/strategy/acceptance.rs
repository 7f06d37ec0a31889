//! Acceptance rate against a baseline: what the same suppliers improved, and what a change of suppliers did.

use crate::evaluation::Overflow;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Two acceptance rates in percent, and the two parts of their difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AcceptanceChange {
    pub baseline: Decimal,
    pub now: Decimal,
    /// Today's rates of the suppliers of the baseline, weighed as they were then: the mix-adjusted rate.
    pub mix_adjusted: Decimal,
    /// Improvement of the same suppliers, in percentage points.
    pub improvement: Decimal,
    /// The rest: other suppliers, other shares.
    pub mix: Decimal,
    /// Percent of the baseline's quantity whose suppliers are still there.
    pub compared: Decimal,
}

/// Splits the change; quantities are (accepted, inspected) by supplier. `None` without quantity on both sides, or
/// without a supplier that stands in both.
pub fn acceptance_change(
    baseline: &BTreeMap<i64, (Decimal, Decimal)>,
    now: &BTreeMap<i64, (Decimal, Decimal)>,
) -> Result<Option<AcceptanceChange>, Overflow> {
    let Some((before, after)) = rate(baseline.values())?.zip(rate(now.values())?) else {
        return Ok(None);
    };
    let (mut weight, mut then, mut today) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let mut all = Decimal::ZERO;
    for (supplier, (accepted, inspected)) in baseline {
        all = all.checked_add(*inspected).ok_or(Overflow)?;
        let Some(rate) = rate(now.get(supplier).into_iter())?.filter(|_| *inspected > Decimal::ZERO) else {
            continue;
        };
        weight = weight.checked_add(*inspected).ok_or(Overflow)?;
        then = then.checked_add(*accepted).ok_or(Overflow)?;
        today = today
            .checked_add(rate.checked_mul(*inspected).ok_or(Overflow)?)
            .ok_or(Overflow)?;
    }
    if weight.is_zero() {
        return Ok(None);
    }
    let mix_adjusted = today.checked_div(weight).ok_or(Overflow)?;
    let same_then = then
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|then| then.checked_div(weight))
        .ok_or(Overflow)?;
    let compared = weight
        .checked_mul(Decimal::ONE_HUNDRED)
        .and_then(|part| part.checked_div(all))
        .ok_or(Overflow)?;
    let [baseline, now, mix_adjusted, compared] =
        [before, after, mix_adjusted, compared].map(|value| value.round_dp(12).normalize());
    let improvement = (mix_adjusted - same_then.round_dp(12)).normalize();
    let mix = (now - baseline - improvement).normalize();
    Ok(Some(AcceptanceChange {
        baseline,
        now,
        mix_adjusted,
        improvement,
        mix,
        compared,
    }))
}

/// Percent accepted; `None` of nothing.
fn rate<'a>(quantities: impl Iterator<Item = &'a (Decimal, Decimal)>) -> Result<Option<Decimal>, Overflow> {
    let (mut accepted, mut inspected) = (Decimal::ZERO, Decimal::ZERO);
    for (good, n) in quantities {
        accepted = accepted.checked_add(*good).ok_or(Overflow)?;
        inspected = inspected.checked_add(*n).ok_or(Overflow)?;
    }
    if inspected <= Decimal::ZERO {
        return Ok(None);
    }
    let hundred = accepted.checked_mul(Decimal::ONE_HUNDRED).ok_or(Overflow)?;
    hundred.checked_div(inspected).ok_or(Overflow).map(Some)
}
