//! What needs whole rows: repeated ones, rules over fields, keys, small groups, and the file that is written. It works behind the
//! columns, on the batch before theirs.

use std::{
    io::Write,
    sync::{Arc, mpsc::sync_channel},
};

use arrow::array::ArrayRef;

use super::{
    cell::{ColumnWorker, Rows},
    groups::Groups,
    hash::Hashing,
    repeats::{Hashed, Repeats},
    tally::Showing,
    write::TableWriter,
};
use crate::{
    Finding, Recipe, Scratch, TableReading, TextBatch,
    analyse::{Engine, Progress, TableAnalysis, each_batch},
    check::{Batch, KeyGatherer, TableChecks},
    finding::EngineError,
    read::RowReader,
};

/// Part of the memory for duplicates that foreign keys may take beside them.
const KEYS_SHARE: usize = 2;

/// Batches whose columns are done and whose rows wait; one more is worked on at either side.
const BATCHES_WAITING: usize = 0;

/// A batch whose columns are done.
pub(super) struct Worked {
    batch: TextBatch,
    totals: Option<Vec<bool>>,
    /// Rows of the batch that are written.
    kept: Vec<usize>,
    /// By field: the column that is written; nothing where the field is left out.
    written: Vec<Option<ArrayRef>>,
    /// By field: hashes of the written values.
    hashes: Vec<Vec<u128>>,
}

impl Worked {
    /// A batch with what its columns became.
    pub(super) fn new(
        batch: TextBatch,
        totals: Option<Vec<bool>>,
        drops_totals: bool,
        written: Vec<Option<ArrayRef>>,
        workers: &mut [ColumnWorker<'_>],
    ) -> Self {
        let rows = Rows { places: &batch.places, totals: totals.as_deref(), drops_totals };
        let kept = (0..batch.rows()).filter(|row| !rows.is_left_out(*row)).collect();
        let hashes = workers.iter_mut().map(|worker| std::mem::take(&mut worker.hashes)).collect();
        Self { batch, totals, kept, written, hashes }
    }
}

/// The rows of a table while they are built.
pub(super) struct WholeRows<'a> {
    pub(super) repeats: Repeats<'a>,
    pub(super) checks: TableChecks<'a>,
    pub(super) keys: KeyGatherer<'a>,
    pub(super) groups: Groups<'a>,
    pub(super) writer: TableWriter<&'a mut (dyn Write + Send)>,
    hashing: Hashing,
    /// How examples of each field are shown.
    showings: Vec<Showing<'a>>,
}

impl<'a> WholeRows<'a> {
    #[expect(clippy::too_many_arguments, reason = "the parts of one build, put together once")]
    pub(super) fn new(
        engine: &'a Engine,
        table: &'a TableReading,
        recipe: &Recipe,
        analysis: &'a TableAnalysis,
        workers: &[ColumnWorker<'a>],
        hashing: Hashing,
        scratch: &'a dyn Scratch,
        out: &'a mut (dyn Write + Send),
    ) -> Result<Self, EngineError> {
        let limits = &engine.limits;
        let storages: Vec<_> =
            workers.iter().filter(|worker| !worker.plan.dropped).map(|worker| worker.storage).collect();
        Ok(Self {
            repeats: Repeats::new(analysis, hashing, scratch, limits),
            checks: TableChecks::new(engine, table, analysis, recipe.as_text),
            keys: KeyGatherer::new(analysis, scratch, limits.unique_memory_bytes / KEYS_SHARE),
            groups: Groups::new(&*engine.screen, hashing, if recipe.as_text { &[] } else { &analysis.plans }),
            writer: TableWriter::new(out, &analysis.schema, &storages)?,
            hashing,
            showings: workers.iter().map(|worker| worker.showing).collect(),
        })
    }

    fn add(&mut self, worked: &Worked) -> Result<(), EngineError> {
        let Worked { batch, totals, kept, written, hashes } = worked;
        let hashes: Vec<&[u128]> = hashes.iter().map(Vec::as_slice).collect();
        let hashed: Vec<Hashed<'_>> =
            hashes.iter().zip(&self.showings).map(|(hashes, showing)| Hashed::new(hashes, *showing)).collect();
        let (repeats, checks, keys, groups) = (&mut self.repeats, &mut self.checks, &mut self.keys, &mut self.groups);
        let hashing = self.hashing;
        let watch = || -> Result<(), EngineError> {
            groups.add(&hashes, kept.iter().map(|row| batch.places[*row]));
            repeats.add(&hashed, batch, kept, totals.as_deref())?;
            checks.add(Batch { read: batch, written, kept, totals: totals.as_deref() });
            if keys.is_idle() {
                return Ok(());
            }
            let places: Vec<u64> = kept.iter().map(|row| batch.places[*row]).collect();
            Ok(keys.add(&hashes, hashing, &places)?)
        };
        let columns: Vec<ArrayRef> = written.iter().flatten().map(Arc::clone).collect();
        let (told, wrote) = rayon::join(watch, || self.writer.write(columns, kept.len()));
        told.and(wrote)
    }

    /// Hands every batch to `columns` and gathers the rows of what comes back, while the columns of the next one are worked on.
    /// Returns the notes of the reader.
    pub(super) fn gather(
        &mut self,
        reader: &mut dyn RowReader,
        progress: Progress<'_>,
        mut columns: impl FnMut(TextBatch) -> Result<Worked, EngineError>,
    ) -> Result<Vec<Finding>, EngineError> {
        std::thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Worked>(BATCHES_WAITING);
            let gathering = scope.spawn(move || receiver.into_iter().try_for_each(|worked| self.add(&worked)));
            let notes = each_batch(reader, progress, |batch| {
                // Rows that are not taken met an error, which is told in place of this one.
                sender.send(columns(batch)?).map_err(|_| EngineError::Stopped)
            });
            drop(sender);
            gathering.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            notes
        })
    }
}
