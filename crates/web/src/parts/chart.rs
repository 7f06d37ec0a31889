//! Interactive charts: title that says the finding, one sentence, the picture, and the same numbers as a table.

use crate::visit::Visit;
use maud::{Markup, PreEscaped, html};
use serde::Serialize;

/// One chart.
pub(crate) struct Chart<'a, T> {
    /// Unique on its page.
    pub(crate) id: &'a str,
    /// A builder of `charts.js`: `control`, `sankey`, `bump`, `scatter` or `lines`.
    pub(crate) kind: &'a str,
    /// What the chart shows, as a finding.
    pub(crate) title: &'a str,
    /// The computed sentence: period, n, source. Also what a screen reader hears.
    pub(crate) sentence: &'a str,
    /// What the builder reads.
    pub(crate) data: &'a T,
    /// The same numbers for people: shown without script, and on demand with it.
    pub(crate) table: Markup,
}

/// Draws the chart's place; `charts.js` fills it, and without script the table is all there is.
pub(crate) fn chart<T: Serialize>(visit: &Visit, chart: Chart<'_, T>) -> Markup {
    // A closing tag inside of the JSON would end the block.
    let json = serde_json::to_string(chart.data)
        .unwrap_or_default()
        .replace('<', "\\u003c");
    let source = format!("{}-data", chart.id);
    html! {
        figure id=(chart.id) {
            figcaption { h2 { (chart.title) } p { (chart.sentence) } }
            div.chart data-chart=(chart.kind) data-source=(source) data-save=(visit.t("chart-save")) role="img" aria-label=(chart.sentence) tabindex="0" hidden {}
            script type="application/json" id=(source) { (PreEscaped(json)) }
            details.chart-table { summary { (visit.t("chart-table")) } (chart.table) }
            noscript { (chart.table) }
        }
    }
}
