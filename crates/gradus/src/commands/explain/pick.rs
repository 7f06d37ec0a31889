//! Which supplier is meant, when none was named: picked from a list by typing parts of code, name or pinyin initials.

use crate::failure::Failure;
use crate::session::Session;
use app::Context;
use dialoguer::FuzzySelect;
use dialoguer::console::Term;
use dialoguer::theme::SimpleTheme;
use domain::party::Supplier;
use pinyin::ToPinyin;
use std::io::{IsTerminal, stderr, stdin};

/// Lines of the list on the screen.
const LINES: usize = 12;

/// The code of the supplier that a person picks; an error where nobody can be asked.
pub(super) async fn supplier(session: &Session, cx: &Context) -> Result<String, Failure> {
    if !stdin().is_terminal() || !stderr().is_terminal() {
        return Err(Failure::said("cli-error-no-supplier-named"));
    }
    let suppliers = app::party::suppliers(cx).await?;
    let labels: Vec<String> = suppliers.iter().map(label).collect();
    let prompt = session.say("cli-explain-pick", &[]);
    // On a thread of its own: it waits for a person.
    let picked = tokio::task::spawn_blocking(move || {
        FuzzySelect::with_theme(&SimpleTheme)
            .with_prompt(prompt)
            .items(&labels)
            .max_length(LINES)
            .interact_on_opt(&Term::stderr())
    });
    match picked.await {
        Ok(Ok(Some(index))) => Ok(suppliers[index].code.clone()),
        Ok(Ok(None)) => Err(Failure::Interrupted),
        Ok(Err(dialoguer::Error::IO(error))) if error.kind() == std::io::ErrorKind::Interrupted => {
            Err(Failure::Interrupted)
        }
        Ok(Err(dialoguer::Error::IO(error))) => Err(Failure::said("cli-error-stdin").with("problem", error)),
        Err(error) => Err(Failure::said("cli-error-stdin").with("problem", error)),
    }
}

/// Everything by which a supplier may be looked for.
fn label(supplier: &Supplier) -> String {
    let parts = [
        supplier.code.clone(),
        supplier.name.clone(),
        supplier.name_latin.clone().unwrap_or_default(),
        initials(&supplier.name),
    ];
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join("  ")
}

/// The first letters of the pinyin of each Chinese character; empty for names in other scripts.
fn initials(name: &str) -> String {
    let syllables = name.to_pinyin().flatten();
    syllables
        .filter_map(|syllable| syllable.plain().chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_names_are_found_by_their_initials() {
        assert_eq!(initials("宁波铸造有限公司"), "nbzzyxgs");
        assert_eq!(initials("西安同辉 A2"), "xath");
        assert_eq!(initials("Monterrey Moldes"), "");
    }
}
