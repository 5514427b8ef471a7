//! A draft against the version before: what jumps out more than such data change.

use catalog::version::Version;
use tabular::{
    Report, TableProfile,
    check::history::{Survivors, against},
    diff::TableDiff,
};

use crate::{Intake, TableComparison};

impl Intake {
    /// Adds to a report what jumps out of its tables against the version before. A profile that cannot be read adds nothing: it
    /// only advises.
    pub(crate) async fn check_against(
        &self,
        base: &Version,
        compared: &[TableComparison],
        profiles: &[TableProfile],
        report: &mut Report,
    ) {
        let before: Vec<TableProfile> = match self.document(&base.profile).await {
            Ok(before) => before,
            Err(error) => {
                tracing::warn!(version = %base.id, %error, "the profile of the version before could not be read");
                return;
            }
        };
        for (table, profile) in report.tables.iter_mut().zip(profiles) {
            let Some(before) = before.iter().find(|before| before.name == profile.name) else { continue };
            let diff = compared.iter().find(|one| one.table == profile.name).and_then(|one| one.diff.as_deref());
            let survivors = diff.and_then(survivors);
            let examples_max = self.config.limits.examples_max;
            table.add(against(before, profile, survivors.as_ref(), &*self.engine.screen, examples_max));
        }
    }
}

fn survivors(diff: &TableDiff) -> Option<Survivors> {
    (!diff.key.is_empty()).then(|| Survivors {
        key: diff.key.clone(),
        removed: diff.rows_removed,
        kept: diff.rows_changed + diff.rows_unchanged,
    })
}
