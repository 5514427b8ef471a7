//! Templates of standards as files.

use std::{
    fs::File,
    io::{self, Write},
};

use anyhow::Context;
use standards::{Standard, template};

use crate::arguments::{TemplateArguments, TemplateFormat};

/// Writes a template.
pub(super) fn write(standard: &Standard, arguments: &TemplateArguments) -> anyhow::Result<()> {
    let template = template::of(standard);
    let bytes = match arguments.to {
        TemplateFormat::Xlsx => template.xlsx()?,
        TemplateFormat::Csv => template.csv().into_bytes(),
        TemplateFormat::Json => template.json().into_bytes(),
    };
    match &arguments.out {
        Some(path) => {
            let mut file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            file.write_all(&bytes).with_context(|| format!("{} cannot be written", path.display()))
        }
        None => Ok(io::stdout().lock().write_all(&bytes)?),
    }
}

#[cfg(test)]
mod tests {
    use std::io::sink;

    use standards::Standards;
    use tabular::{Finding, Recipe, Severity, build::build_table};

    use super::*;
    use crate::{command::tables, portal};

    /// Errors that a written template has against its own standard, as (kind, field).
    fn errors(standard: &Standard, bytes: &[u8], ending: &str) -> Vec<(String, Option<String>)> {
        let file = tempfile::Builder::new().suffix(ending).tempfile().expect("a temporary file");
        std::fs::write(file.path(), bytes).expect("written");
        let engine = tables::engine(None, None).expect("an engine");
        let recipe = Recipe::empty();
        let opened =
            tables::open(file.path(), &engine, &recipe).unwrap_or_else(|_| panic!("{}: not read back", standard.id));
        let analysis = opened.analyse(&engine, 0, &recipe, Some(&standard.schema)).expect("analysed");
        let built = build_table(
            &engine,
            &*opened.file,
            &opened.reading,
            0,
            &recipe,
            &analysis,
            &tables::scratch(),
            &mut sink(),
            &|_| true,
        )
        .expect("built");
        // The made-up people of an example row are people to the screen.
        let is_of_form = |finding: &Finding| !finding.kind.starts_with("personal-");
        let errors = built.report.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
        let errors = errors.filter(is_of_form);
        errors.map(|finding| (finding.kind, finding.field)).collect()
    }

    fn all() -> std::sync::Arc<Standards> {
        portal::standards().expect("the pack's standards")
    }

    #[test]
    fn every_workbook_template_passes_its_own_standard() {
        for standard in all().all() {
            let bytes = template::of(standard).xlsx().expect("a workbook");

            assert_eq!(errors(standard, &bytes, ".xlsx"), [], "{}", standard.id);
        }
    }

    #[test]
    fn every_csv_template_passes_its_own_standard() {
        for standard in all().all() {
            assert_eq!(errors(standard, template::of(standard).csv().as_bytes(), ".csv"), [], "{}", standard.id);
        }
    }

    #[test]
    fn a_json_template_keeps_text_as_text_and_numbers_as_numbers() {
        let standards = all();
        let parking = standards.find("36/parkingLots").expect("the standard of parking lots");

        let rows: serde_json::Value = serde_json::from_str(&template::of(parking).json()).expect("JSON");

        assert_eq!(rows[0]["addressPostCode"], "49000");
        assert_eq!(rows[0]["lotQuantity"], 10);
        assert_eq!(rows[0].as_object().map(serde_json::Map::len), Some(parking.schema.fields.len()));
    }
}
