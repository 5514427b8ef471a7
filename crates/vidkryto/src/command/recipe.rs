//! `vidkryto recipe`: what a recipe does, in sentences.

use std::{path::Path, process::ExitCode};

use tabular::{
    Message,
    recipe::{describe, describe_reading},
};

use super::{output, tables};
use crate::arguments::SpokenLanguage;

/// Prints a recipe, one sentence a step.
pub(super) fn show(file: &Path, language: SpokenLanguage) -> anyhow::Result<ExitCode> {
    let recipe = tables::recipe(Some(file))?;
    let uk = language == SpokenLanguage::Uk;
    let said = |message: Message| if uk { message.uk } else { message.en };
    for choice in describe_reading(&recipe.reading) {
        output::line(&said(choice));
    }
    if recipe.as_text {
        output::line(if uk { "Лишити всі значення як є." } else { "Leave every value as it is." });
    }
    if recipe.all_safe {
        output::line(if uk {
            "Застосувати всі безпечні виправлення."
        } else {
            "Apply every safe fix."
        });
    }
    for step in recipe.except {
        output::line(&format!("{} {}", if uk { "Крім:" } else { "But not:" }, said(describe(&step))));
    }
    for (number, step) in (1..).zip(&recipe.steps) {
        output::line(&format!("{number}. {}", said(describe(step))));
    }
    Ok(ExitCode::SUCCESS)
}
