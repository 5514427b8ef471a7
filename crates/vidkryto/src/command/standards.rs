//! `vidkryto standards`: what standards there are, what one demands, templates, imports.

mod import;
mod template;

use std::process::ExitCode;

use serde_json::{Value, json};
use standards::{Standard, Standards};

use super::output;
use crate::{
    arguments::{StandardsCommand, WRONG_USAGE},
    portal,
};

/// Runs what was asked.
pub(super) fn run(command: StandardsCommand) -> anyhow::Result<ExitCode> {
    match command {
        StandardsCommand::List { json } => {
            let standards = portal::standards()?;
            list(&standards, json);
            Ok(ExitCode::SUCCESS)
        }
        StandardsCommand::Show { id, json } => with(&id, |standard| {
            show(standard, json);
            Ok(())
        }),
        StandardsCommand::Template(arguments) => with(&arguments.id, |standard| template::write(standard, &arguments)),
        StandardsCommand::Import(arguments) => import::run(&arguments),
    }
}

fn with(id: &str, work: impl FnOnce(&Standard) -> anyhow::Result<()>) -> anyhow::Result<ExitCode> {
    let standards = portal::standards()?;
    if let Some(standard) = standards.find(id) {
        return work(standard).map(|()| ExitCode::SUCCESS);
    }
    output::error(&format!("there is no standard `{id}`; see `vidkryto standards list`"));
    Ok(ExitCode::from(WRONG_USAGE))
}

fn list(standards: &Standards, as_json: bool) {
    if as_json {
        let all: Vec<Value> = standards.all().iter().map(summary).collect();
        output::line(&json!({ "schema": 1, "standards": all }).to_string());
        return;
    }
    for standard in standards.all() {
        let fields = &standard.schema.fields;
        let required = fields.iter().filter(|field| field.constraints.required).count();
        output::line(&format!(
            "{:<36} {} (полів {}, обов’язкових {required})",
            standard.id,
            standard.title.uk,
            fields.len()
        ));
    }
}

fn summary(standard: &Standard) -> Value {
    let fields = &standard.schema.fields;
    json!({
        "id": standard.id,
        "title": standard.title,
        "annex": standard.annex,
        "edition": standard.edition,
        "fields": fields.len(),
        "required": fields.iter().filter(|field| field.constraints.required).count(),
        "primary_key": standard.schema.primary_key,
        "repairs": standard.repairs.len(),
    })
}

fn show(standard: &Standard, as_json: bool) {
    if as_json {
        // The document itself, so that what is shown can be imported.
        output::line(standards::import::document(standard).trim_end());
        return;
    }
    output::line(&format!("{}\n{}", standard.id, standard.title.uk));
    output::line(&standard.source);
    for field in &standard.schema.fields {
        let required = if field.constraints.required { "обов’язкове" } else { "" };
        let kind = field.kind.as_deref().unwrap_or("");
        output::line(&format!(
            "  {:<32} {:<9} {:<20} {required:<12} {}",
            field.name,
            field.field_type.name(),
            kind,
            field.title.uk
        ));
        if field.constraints.lawful.len() > 1 {
            output::line(&format!("  {:<32} одне з: {}", "", field.constraints.lawful.join(", ")));
        }
    }
    if !standard.schema.primary_key.is_empty() {
        output::line(&format!("Ключ: {}", standard.schema.primary_key.join(", ")));
    }
    for repair in &standard.repairs {
        output::line(&format!(
            "Виправлено {} ({}): {} → {}; {}",
            repair.field, repair.defect, repair.was, repair.now, repair.why.uk
        ));
    }
}
