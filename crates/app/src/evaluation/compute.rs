//! From inputs and sums to scorecards and levels: no reading, no writing, the same answer every time.

use super::inputs::Inputs;
use crate::Error;
use crate::design::Book;
use domain::classification::{self, LevelInput, LevelProposal};
use domain::design::scheme::Scheme;
use domain::design::{ApprovedScheme, Subject, resolve};
use domain::evaluation::observation::{ObserveQuery, PartSum};
use domain::evaluation::{Evaluation, EvaluationInput, Population, SchemeBook, evaluate};
use domain::explain::Explained;
use domain::party::{Categories, Supplier};
use std::collections::{BTreeMap, BTreeSet};

/// The result of a computation, with what is needed to show it.
#[derive(Debug, Clone)]
pub struct Computed {
    pub evaluation: Evaluation,
    pub proposal: LevelProposal,
    pub book: Book,
    pub suppliers: Vec<Supplier>,
    pub categories: Categories,
}

/// One query for each indicator and set of settings that any scheme of the book uses, in a fixed order.
pub(crate) fn queries(book: &Book) -> Result<Vec<ObserveQuery>, Error> {
    Ok(domain::evaluation::queries(&book.all(), &book.indicators)?)
}

/// Scores every supplier and proposes a level for each.
pub(crate) fn compute(
    inputs: &Inputs,
    queries: &[ObserveQuery],
    sums: &[PartSum],
    earlier: Option<&Evaluation>,
) -> Result<Computed, Error> {
    compute_with(inputs.book()?, inputs, (queries, sums), earlier)
}

/// The same under another book than the kept one; its queries must be those that the sums were made with.
pub(crate) fn compute_with(
    book: Book,
    inputs: &Inputs,
    (queries, sums): (&[ObserveQuery], &[PartSum]),
    earlier: Option<&Evaluation>,
) -> Result<Computed, Error> {
    let suppliers = inputs.domain_suppliers();
    let categories = inputs.domain_categories();
    let held = inputs.held.as_ref().map(super::held::HeldRows::to_domain).transpose()?;
    let level = |supplier_id: i64| {
        let held = held.as_ref().and_then(|levels| levels.get(supplier_id));
        held.and_then(|held| held.on(inputs.as_of).level)
    };
    let mut schemes = SchemeBook::only(&book.base);
    schemes.exceptions = exceptions(&book, inputs, &suppliers, &categories, level, sums)?;
    let assigned: BTreeSet<(i64, i64)> = inputs.assigned.iter().copied().collect();
    let spend = inputs
        .spend
        .iter()
        .map(|(supplier, category, spend)| ((*supplier, *category), *spend))
        .collect();
    let evaluation = evaluate(&EvaluationInput {
        period: inputs.quarter()?,
        population: inputs.unit_id.map_or(Population::Company, Population::Unit),
        schemes: &schemes,
        indicators: &book.indicators,
        queries,
        sums,
        suppliers: &suppliers,
        assigned: &assigned,
        spend: &spend,
        absences: &inputs.absences(),
    })?;
    let proposal = classification::propose(&LevelInput {
        rules: &book.base.scheme().rules,
        suppliers: &suppliers,
        evaluation: &evaluation,
        earlier: earlier.as_slice(),
        as_of: inputs.as_of,
        held: held.as_ref(),
        importance: &inputs.importance(),
        high_risks: &inputs.high_risks,
        gates: &super::gates::by_supplier(&inputs.gates),
        // No fact says yet that an improvement plan failed.
        failed_plans: None,
        fast_track: &inputs.fast_track(),
    });
    Ok(Computed {
        evaluation,
        proposal,
        book,
        suppliers,
        categories,
    })
}

/// The scheme that applies to a supplier in a category, and why.
pub(super) fn scheme_of<'a>(
    book: &'a Book,
    categories: &Categories,
    (supplier, category_id): (&str, i64),
    level: Option<classification::Level>,
) -> Result<Explained<&'a Scheme>, Error> {
    let path = categories.path(category_id);
    let above: Vec<&str> = path.iter().map(|category| category.code.as_str()).collect();
    let subject = Subject {
        supplier,
        categories: &above,
        industry: path.iter().find_map(|category| category.industry.as_deref()),
        kraljic: path.iter().find_map(|category| category.kraljic),
        level,
    };
    let all = book.all().into_iter().map(ApprovedScheme::scheme);
    Ok(resolve(all, &subject)?)
}

/// Supplier and category pairs whose narrowest scheme is not the base.
fn exceptions<'a>(
    book: &'a Book,
    inputs: &Inputs,
    suppliers: &[Supplier],
    categories: &Categories,
    level: impl Fn(i64) -> Option<classification::Level>,
    sums: &[PartSum],
) -> Result<BTreeMap<(i64, i64), &'a ApprovedScheme>, Error> {
    if book.exceptions.is_empty() {
        return Ok(BTreeMap::new());
    }
    let codes: BTreeMap<i64, &str> = suppliers
        .iter()
        .map(|supplier| (supplier.id, supplier.code.as_str()))
        .collect();
    let mut pairs: BTreeSet<(i64, i64)> = inputs.assigned.iter().copied().collect();
    pairs.extend(sums.iter().map(|sum| (sum.supplier_id, sum.category_id)));
    let mut found = BTreeMap::new();
    for (supplier_id, category_id) in pairs {
        let supplier = codes.get(&supplier_id).copied().unwrap_or_default();
        let scheme = scheme_of(book, categories, (supplier, category_id), level(supplier_id))?;
        if let Some(exception) = book
            .exceptions
            .iter()
            .find(|exception| std::ptr::eq(exception.scheme(), *scheme.value()))
        {
            found.insert((supplier_id, category_id), exception);
        }
    }
    Ok(found)
}
