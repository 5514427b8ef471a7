//! How well a published version keeps to the standard its distribution follows.

use standards::Standard;
use tabular::{Report, Severity};

use catalog::version::{Table, Version};

use crate::{Intake, IntakeError};

/// How well a version keeps to a standard. Counts are those of the table that holds most of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conformity {
    /// Rows of the table.
    pub rows: u64,
    /// Fields of the standard that the table has.
    pub fields_held: u64,
    /// Places that break a rule.
    pub errors: u64,
    /// Places that should be mended.
    pub warnings: u64,
}

impl Intake {
    /// How well a version keeps to a standard; `None` where it was purged. Says numbers only: the report itself is the publisher's.
    pub async fn conformity(&self, standard: &Standard, version: &Version) -> Result<Option<Conformity>, IntakeError> {
        let held = |table: &Table| {
            let fields = &standard.schema.fields;
            fields.iter().filter(|field| table.fields.iter().any(|own| own.name == field.name)).count() as u64
        };
        // The first of several equal ones.
        let best = version.tables.iter().rev().max_by_key(|table| held(table));
        let Some(table) = best.filter(|_| version.purged.is_none()) else { return Ok(None) };
        let report: Report = self.document(&version.report).await?;
        let own = report.tables.iter().filter(|report| report.name == table.name.as_str());
        let count = |severity: Severity| {
            let findings = own.clone().flat_map(|report| &report.findings);
            findings.filter(|finding| finding.severity == severity).map(|finding| finding.count).sum()
        };
        Ok(Some(Conformity {
            rows: table.rows,
            fields_held: held(table),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
        }))
    }
}
