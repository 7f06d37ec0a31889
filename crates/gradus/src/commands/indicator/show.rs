//! `gradus indicator show`: the document of an indicator, which is its definition and its help page.

use crate::failure::{Failure, Status};
use crate::home::Access;
use crate::output::{Cell, Output, Report, Table, Tone, json_number};
use crate::session::Session;
use app::design::IndicatorPage;
use clap::Args;
use domain::design::indicator::{Curve, Parameter};
use domain::evaluation::observation::ParameterValue;
use serde_json::{Map, Value, json};

const EXAMPLES: &str = "gradus indicator show delivery.otd
gradus indicator show quality.ppm --json=curve,parameters
gradus indicator show risk.compliance > compliance.md";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Show {
    #[arg(value_name = "INDICATOR")]
    pub(crate) indicator: String,
}

impl Show {
    pub(crate) async fn run(self, session: &Session) -> Result<Status, Failure> {
        let workspace = session.open(Access::Read).await?;
        let page = app::design::indicator_page(&workspace.context, &self.indicator).await?;
        if session.output.is_machine_text() {
            // In a pipe the document is the result: `gradus indicator show CODE > own.md` is where an own one starts.
            Output::print_raw(page.text.as_bytes())?;
            return Ok(Status::Done);
        }
        let mut rows = Table::new(&["document"]);
        rows.push(vec![Cell::text(&page.text)]);
        let mut report = Report::rows(rows).record(record(&page));
        report.tone(
            Tone::Strong,
            format!("{}  {}", page.indicator.code, page.name(session.language)),
        );
        for line in page.text.lines() {
            report.line(line);
        }
        session.output.print(&report)?;
        Ok(Status::Done)
    }
}

fn record(page: &IndicatorPage) -> Map<String, Value> {
    let indicator = &page.indicator;
    let value = json!({
        "code": indicator.code,
        "name": { "en": indicator.name.en, "zh": indicator.name.zh },
        "dimension": indicator.dimension.name(),
        "unit": app::design::unit_name(indicator.unit),
        "direction": page.direction(),
        "min_events": indicator.min_events,
        "curve": curve(&indicator.curve),
        "counted_owners": indicator.counted_owners,
        "parameters": indicator.parameters.iter().map(parameter).collect::<Vec<_>>(),
        "needs": indicator.needs,
        "query": indicator.query,
        "own": page.own,
        "document": page.text,
    });
    match value {
        Value::Object(record) => record,
        _ => Map::new(),
    }
}

fn curve(curve: &Curve) -> Vec<[Value; 2]> {
    curve
        .0
        .iter()
        .map(|(value, points)| [json_number(*value), json_number(*points)])
        .collect()
}

fn parameter(parameter: &Parameter) -> Value {
    let default = match &parameter.default {
        ParameterValue::Integer(value) => json!(value),
        ParameterValue::Decimal(value) => json_number(*value),
        ParameterValue::Word(value) => json!(value),
        ParameterValue::Flag(value) => json!(value),
    };
    json!({
        "name": parameter.name,
        "default": default,
        "choices": parameter.choices,
        "min": parameter.min.map(json_number),
        "max": parameter.max.map(json_number),
        "meaning": { "en": parameter.meaning.en, "zh": parameter.meaning.zh },
    })
}
