//! Steps of a wizard: where one is, and the ways back.

use maud::{Markup, html};

/// One step: its word, and its address once one may go there.
pub(crate) struct Step {
    pub(crate) word: String,
    pub(crate) address: Option<String>,
}

/// Numbered steps; the one at `current` (counted from 0) is where one is, those before it are done.
pub(crate) fn steps(label: &str, steps: &[Step], current: usize) -> Markup {
    html! {
        nav aria-label=(label) {
            ol.wizard-steps {
                @for (at, step) in steps.iter().enumerate() {
                    li class=[(at < current).then_some("done")] aria-current=[(at == current).then_some("step")] {
                        span.step-no aria-hidden="true" { @if at < current { "✓" } @else { (at + 1) } }
                        @match &step.address {
                            Some(address) if at != current => { a href=(address) { (step.word) } }
                            _ => { span { (step.word) } }
                        }
                    }
                }
            }
        }
    }
}
