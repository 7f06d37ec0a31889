//! Deliveries against the order line they belong to.

use super::problem::{Code, Problem};
use super::{Kind, kinds};
use crate::Decimal;
use crate::number::QUANTITY_SCALE;

/// Whether rows of the kind say how much of an order line came or was handed over.
#[must_use]
pub fn is_delivery(kind: &Kind) -> bool {
    [kinds::RECEIPT.name, kinds::HAND_OVER.name].contains(&kind.name)
}

/// More than `most` times the ordered quantity, all deliveries of the line taken together; quantities as stored.
#[must_use]
pub fn over_delivery(kind: &Kind, ordered: i64, delivered: i64, most: Decimal) -> Option<Problem> {
    // A limit beyond all decimals is none.
    let limit = Decimal::from(ordered).checked_mul(most)?;
    let is_over = ordered > 0 && Decimal::from(delivered) > limit;
    is_over.then(|| {
        Problem::new(Code::OverDelivery)
            .value(shown(delivered))
            .expected(shown(ordered))
            .field(kind.name, "quantity")
    })
}

/// A stored quantity as people write it.
fn shown(quantity: i64) -> String {
    Decimal::new(quantity, QUANTITY_SCALE).normalize().to_string()
}
