//! `rank_correlation`: how far two orders agree.

use super::CalcError;
use super::inputs::Inputs;
use methods::rank_correlation::kendall::kendall;
use methods::rank_correlation::spearman::spearman;
use serde_json::{Value, json};

pub(crate) fn run(inputs: &Inputs<'_>) -> Result<Value, CalcError> {
    let (x, y) = (inputs.numbers("x")?, inputs.numbers("y")?);
    let rho = spearman(&x, &y).map_err(CalcError::refused)?;
    let tau = kendall(&x, &y).map_err(CalcError::refused)?;
    Ok(json!({
        "spearman": rho,
        "kendall_tau_b": tau.tau_b,
        "concordant": tau.pairs.concordant,
        "discordant": tau.pairs.discordant,
        "tied_x": tau.pairs.tied_x,
        "tied_y": tau.pairs.tied_y,
        "policy": rho.is_none().then_some("undefined_without_a_difference"),
    }))
}
