//! The job of a draft: read, analyse, build, compare. Safe to run twice; a newer change of the recipe wins.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use bytes::Bytes;
use catalog::{
    DraftId, StoreError, Text,
    blob::{BlobRef, BlobStore},
    dataset::{Dataset, Distribution},
    draft::{Built, Draft, DraftState, FindingCounts, PersonalHit},
    event::Change,
    version::{Field, Table, TableName, Version},
};
use serde::Serialize;
use tabular::{
    Knowledge, Message, Reading, Recipe, Report, Severity, TableProfile, TableSchema, Unreadable,
    analyse::{Engine, analyse},
    build::{TableBuilt, build_table},
    check::{Keys, Linked, referred_fields, resolve},
    finding::EngineError,
    recipe::{self, News},
    reshape::joined_into,
    screen,
    value::epoch_days,
};

use crate::{
    BlobSource, Intake, IntakeError, ScratchFolder,
    reading::{Named, Naming},
};

/// The kind of what an original carries along and nobody can look into: a picture in an archive, a layer not read.
const UNSCREENED: &str = "unscreened";
/// Rows between two notes of progress.
const PROGRESS_ROWS: u64 = 50_000;

impl Intake {
    /// Reads, fixes, checks, screens and builds the tables of a draft, and compares them with the latest version.
    pub async fn check(&self, id: DraftId) -> Result<(), IntakeError> {
        let Some(draft) = self.ports.drafts.draft(id).await? else { return Ok(()) };
        let Some(original) = draft.original.clone().filter(|_| draft.state.is_open()) else { return Ok(()) };
        let Some(dataset) = self.ports.datasets.dataset(draft.dataset_id).await? else { return Ok(()) };
        let Some(distribution) = dataset.distribution_by_id(draft.distribution_id).cloned() else { return Ok(()) };

        let _writing = self.writing.read().await;
        let outcome = self.make(&draft, &dataset, &distribution, &original).await;
        let (state, built) = match outcome {
            Ok(built) => (DraftState::Ready, Some(built)),
            Err(IntakeError::Unreadable(unreadable)) => (unreadable_state(&unreadable), None),
            Err(error) => return Err(error),
        };
        let checked = Draft { state, built, ..draft };
        match self.ports.drafts.save_draft(&checked, Change::default()).await {
            // Somebody changed the recipe meanwhile: their own job follows.
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn make(
        &self,
        draft: &Draft,
        dataset: &Dataset,
        distribution: &Distribution,
        original: &BlobRef,
    ) -> Result<Built, IntakeError> {
        let base = self.base_of(distribution).await?;
        let recipe: Recipe = serde_json::from_value(draft.recipe.clone())?;
        let elsewhere = self.tables_elsewhere(dataset, distribution).await?;
        let road = Road {
            engine: self.engine_today(),
            scratch: self.scratch.clone(),
            blobs: Arc::clone(&self.ports.blobs),
            source: BlobSource::new(&*self.ports.blobs, original, draft.file_name.clone())
                .await?
                .unpacking_to(self.scratch.clone()),
            recipe,
            standard: self.standard_of(distribution),
            own_title: distribution.title.clone(),
            naming: self.naming_of(dataset, distribution, base.as_ref(), &elsewhere),
            elsewhere,
            base: base.clone(),
            progress: self.progress(draft.id),
        };
        let mut made = tokio::task::spawn_blocking(move || road.walk()).await??;
        if let Some(base) = &base {
            made.report.news = self.news(&draft.recipe, &made.report, base).await?;
        }

        let mut changes = None;
        if let Some(base) = base {
            self.ports.drafts.note_progress(draft.id, &stage("compare", 0)).await?;
            let compared = self.compare_tables(&base.tables, &made.tables).await?;
            changes = Some(crate::comparison::summarise(base.number, &compared));
            self.check_against(&base, &compared, &made.profiles, &mut made.report).await;
        }
        let recipe = self.ports.blobs.put(json_bytes(&draft.recipe)?).await?;
        Ok(Built {
            counts: count(&made.report),
            personal: made.personal,
            personal_in_original: made.personal_in_original,
            report: self.ports.blobs.put(json_bytes(&made.report)?).await?,
            profile: self.ports.blobs.put(json_bytes(&made.profiles)?).await?,
            recipe,
            tables: made.tables,
            base_version: distribution.latest_version,
            changes,
        })
    }

    /// The version that a new file is compared with.
    async fn base_of(&self, distribution: &Distribution) -> Result<Option<Version>, IntakeError> {
        let latest = match distribution.latest_version {
            0 => None,
            number => self.ports.versions.version_by_number(distribution.id, number).await?,
        };
        Ok(latest.filter(|version| version.purged.is_none()))
    }

    /// How tables of a new file of a distribution are called.
    pub(crate) async fn naming(&self, dataset: &Dataset, distribution: &Distribution) -> Result<Naming, IntakeError> {
        let base = self.base_of(distribution).await?;
        let elsewhere = self.tables_elsewhere(dataset, distribution).await?;
        Ok(self.naming_of(dataset, distribution, base.as_ref(), &elsewhere))
    }

    fn naming_of(
        &self,
        dataset: &Dataset,
        distribution: &Distribution,
        base: Option<&Version>,
        elsewhere: &[Table],
    ) -> Naming {
        let standard = self.standard_of(distribution);
        Naming {
            before: base.map(|version| version.tables.clone()).unwrap_or_default(),
            first: standard.map_or_else(|| dataset.identifier.to_string(), |model| model.name),
            taken: elsewhere.iter().map(|table| table.name.to_string()).collect(),
            screen: Arc::clone(&self.engine.screen),
        }
    }

    /// The engine with what it cannot know itself: the day.
    fn engine_today(&self) -> Engine {
        let day = self.ports.city.day(self.ports.clock.now());
        let part = |number: i8| u8::try_from(number).unwrap_or_default();
        let today = epoch_days(i32::from(day.year()), part(day.month()), part(day.day()));
        Engine { knowledge: Knowledge { today, ..self.engine.knowledge.clone() }, ..self.engine.clone() }
    }

    /// What the recipe met that the last version's report does not know; nothing where that report is of a form from before.
    async fn news(
        &self,
        recipe: &serde_json::Value,
        report: &Report,
        base: &Version,
    ) -> Result<Option<News>, IntakeError> {
        let recipe: Recipe = serde_json::from_value(recipe.clone())?;
        let before: Report = match self.document(&base.report).await {
            Ok(before) => before,
            Err(error) => {
                tracing::warn!(version = base.number, %error, "the last version's report cannot be read");
                return Ok(None);
            }
        };
        Ok(Some(recipe::news(&recipe, report, &before)))
    }

    /// What a distribution's table is called and held to where it follows a standard.
    fn standard_of(&self, distribution: &Distribution) -> Option<Model> {
        let standard = self.standards.get(distribution.standard.as_deref()?)?;
        Some(Model {
            name: standard.id.rsplit('/').next().unwrap_or(&standard.id).to_owned(),
            title: Text::new(standard.title.uk.clone(), standard.title.en.clone()),
            schema: standard.schema.clone(),
        })
    }

    /// The tables of the dataset's other distributions, newest versions first.
    async fn tables_elsewhere(&self, dataset: &Dataset, own: &Distribution) -> Result<Vec<Table>, IntakeError> {
        if dataset.distributions.len() < 2 {
            return Ok(Vec::new());
        }
        let mut versions = self.ports.versions.versions(dataset.id).await?;
        versions.sort_by_key(|version| std::cmp::Reverse(version.number));
        let others = versions.into_iter().filter(|version| version.distribution_id != own.id);
        // What was purged is still a name that is taken, but nothing to look into.
        Ok(others.flat_map(|version| version.tables).collect())
    }

    /// Notes progress in the store every [`PROGRESS_ROWS`] rows, from the blocking thread.
    fn progress(&self, id: DraftId) -> Box<dyn Fn(&'static str, u64) + Send + Sync> {
        let drafts = Arc::clone(&self.ports.drafts);
        let runtime = tokio::runtime::Handle::current();
        let last = AtomicU64::new(u64::MAX);
        Box::new(move |name, rows| {
            let step = rows / PROGRESS_ROWS;
            if last.swap(step, Ordering::Relaxed) != step || rows == 0 {
                let noted = runtime.block_on(drafts.note_progress(id, &stage(name, rows)));
                if let Err(error) = noted {
                    tracing::debug!(draft.id = %id, %error, "progress could not be noted");
                }
            }
        })
    }
}

/// What a standard says of its table.
struct Model {
    name: String,
    title: Text,
    schema: TableSchema,
}

/// Everything the blocking part of the road needs.
struct Road {
    engine: Engine,
    scratch: ScratchFolder,
    blobs: Arc<dyn BlobStore>,
    source: BlobSource,
    recipe: Recipe,
    standard: Option<Model>,
    own_title: Text,
    naming: Naming,
    /// Tables of the dataset's other distributions: foreign keys may refer to them.
    elsewhere: Vec<Table>,
    base: Option<Version>,
    progress: Box<dyn Fn(&'static str, u64) + Send + Sync>,
}

/// What the blocking part of the road made.
struct Walked {
    tables: Vec<Table>,
    report: Report,
    profiles: Vec<TableProfile>,
    personal: Vec<PersonalHit>,
    personal_in_original: Vec<PersonalHit>,
    /// Ends of foreign keys, one per table.
    linked: Vec<Linked>,
}

impl Road {
    fn walk(self) -> Result<Walked, IntakeError> {
        (self.progress)("sniff", 0);
        let Named { reading, read_names, names } =
            self.naming.read(&self.source, &self.recipe.reading, &self.engine.limits)?;
        let mut walked = Walked {
            tables: Vec::new(),
            report: Report::default(),
            profiles: Vec::new(),
            personal: Vec::new(),
            personal_in_original: self.screen_outside(&reading),
            linked: Vec::new(),
        };
        let schemas: Vec<TableSchema> =
            names.iter().enumerate().filter_map(|(index, name)| self.expected(&reading, index, name)).collect();
        for (index, name) in names.iter().cloned().enumerate() {
            let skipped = &self.recipe.reading.skipped_tables;
            let is_joined = joined_into(&self.recipe, &reading, index).is_some();
            if !is_joined && !skipped.iter().any(|one| *one == read_names[index] || one == name.as_str()) {
                let called = [name.to_string(), read_names[index].clone()];
                self.build(&reading, index, name, &called, &schemas, &mut walked)?;
            }
        }
        let mut linked = std::mem::take(&mut walked.linked);
        linked.extend(self.linked_elsewhere(&names, &schemas)?);
        let examples_max = self.engine.limits.examples_max;
        for (table, findings) in
            walked.report.tables.iter_mut().zip(resolve(linked, examples_max).map_err(EngineError::Io)?)
        {
            table.add(findings);
        }
        if walked.tables.is_empty() {
            return Err(IntakeError::Unreadable(no_table()));
        }
        Ok(walked)
    }

    /// `called` are the names by which foreign keys of `schemas` may refer to the table.
    fn build(
        &self,
        reading: &Reading,
        index: usize,
        name: TableName,
        called: &[String],
        schemas: &[TableSchema],
        walked: &mut Walked,
    ) -> Result<(), IntakeError> {
        let expected = self.expected(reading, index, &name);
        let said = |stage: &'static str| {
            move |rows: u64| {
                (self.progress)(stage, rows);
                true
            }
        };
        let mut analysis =
            analyse(&self.engine, &self.source, reading, index, &self.recipe, expected.as_ref(), &said("analyse"))?;
        let mut names: Vec<&str> = called.iter().map(String::as_str).collect();
        names.extend(reading.tables[index].sheet.as_deref());
        analysis.refer(referred_fields(&names, &schemas.iter().collect::<Vec<_>>()));
        let names = names.into_iter().map(str::to_owned).collect();
        let mut sink = self.blobs.sink()?;
        let built = build_table(
            &self.engine,
            &self.source,
            reading,
            index,
            &self.recipe,
            &analysis,
            &self.scratch,
            &mut sink,
            &said("build"),
        )?;
        let data = sink.finish()?;
        let title = self.title(reading, index, &name);
        walked.take(title, name, names, built, data)
    }

    /// The keys of tables elsewhere in the dataset that the file's schemas refer to and the file lacks.
    fn linked_elsewhere(&self, own: &[TableName], schemas: &[TableSchema]) -> Result<Vec<Linked>, IntakeError> {
        let schemas: Vec<&TableSchema> = schemas.iter().collect();
        let mut linked: Vec<Linked> = Vec::new();
        for table in &self.elsewhere {
            let name = table.name.as_str();
            let wanted = referred_fields(&[name], &schemas);
            let is_known = own.contains(&table.name) || linked.iter().any(|known| known.names[0] == name);
            if wanted.is_empty() || is_known {
                continue;
            }
            let opened = tokio::runtime::Handle::current().block_on(BlobSource::new(&*self.blobs, &table.data, name));
            let Ok(source) = opened else { continue };
            let memory_bytes = self.engine.limits.unique_memory_bytes;
            let keys = Keys::of_stored(&source, &wanted, &self.scratch, memory_bytes)?;
            linked.push(Linked { names: vec![name.to_owned()], keys });
        }
        Ok(linked)
    }

    /// What people read: the standard's title, the one the table had, the distribution's for an only table, the sheet's.
    fn title(&self, reading: &Reading, index: usize, name: &TableName) -> Text {
        if let Some(model) = self.standard.as_ref().filter(|model| best_fit(reading, &model.schema) == index) {
            return model.title.clone();
        }
        if let Some(before) = self.base.as_ref().and_then(|version| version.table(name.as_str())) {
            return before.title.clone();
        }
        if reading.tables.len() == 1 {
            return self.own_title.clone();
        }
        // What stood above the table or on its sheet becomes public with it.
        let title = &reading.tables[index].title;
        Text::uk(self.engine.screen.mask(title).unwrap_or_else(|| title.clone()))
    }

    /// The schema a table is held to: the standard's, or what the last version promised.
    fn expected(&self, reading: &Reading, index: usize, name: &TableName) -> Option<TableSchema> {
        if let Some(model) = &self.standard {
            return (best_fit(reading, &model.schema) == index).then(|| model.schema.clone());
        }
        let table = self.base.as_ref()?.table(name.as_str())?;
        serde_json::from_value(table.schema.clone()).ok()
    }

    /// Screens what lies outside the tables: hidden sheets, document properties, comments. What cannot be screened counts as a hit.
    fn screen_outside(&self, reading: &Reading) -> Vec<PersonalHit> {
        let hit = |(field, finding): (String, tabular::PersonalFinding)| PersonalHit {
            table: None,
            field,
            kind: finding.kind.to_owned(),
            count: finding.count,
        };
        let mut hits: Vec<PersonalHit> = screen::outside(&*self.engine.screen, reading).into_iter().map(hit).collect();
        hits.extend(reading.unscreened.iter().map(|what| PersonalHit {
            table: None,
            field: what.clone(),
            kind: UNSCREENED.to_owned(),
            count: 1,
        }));
        hits
    }
}

impl Walked {
    fn take(
        &mut self,
        title: Text,
        name: TableName,
        names: Vec<String>,
        built: TableBuilt,
        data: BlobRef,
    ) -> Result<(), IntakeError> {
        let TableBuilt { mut report, mut profile, schema, rows, personal, personal_in_source, keys } = built;
        self.linked.push(Linked { names, keys });
        report.name = name.to_string();
        profile.name = name.to_string();
        let hit = |(field, finding): (String, tabular::PersonalFinding)| PersonalHit {
            table: Some(name.to_string()),
            field,
            kind: finding.kind.to_owned(),
            count: finding.count,
        };
        self.personal.extend(personal.into_iter().map(hit));
        self.personal_in_original.extend(personal_in_source.into_iter().map(hit));
        self.tables.push(Table {
            title,
            data,
            rows,
            fields: schema.fields.iter().map(field).collect(),
            schema: serde_json::to_value(&schema)?,
            name,
        });
        self.report.tables.push(report);
        self.profiles.push(profile);
        Ok(())
    }
}

/// The table whose headers share most names with a schema; the first where none does.
fn best_fit(reading: &Reading, schema: &TableSchema) -> usize {
    let fit = |headers: &[String]| {
        let known = |header: &&String| {
            let header = header.trim();
            schema.fields.iter().any(|field| field.name.eq_ignore_ascii_case(header) || field.title.uk.trim() == header)
        };
        headers.iter().filter(known).count()
    };
    let best = reading.tables.iter().enumerate().max_by_key(|(index, table)| (fit(&table.headers), usize::MAX - index));
    best.map_or(0, |(index, _)| index)
}

fn field(field: &tabular::Field) -> Field {
    Field {
        name: field.name.clone(),
        title: Text::new(field.title.uk.clone(), field.title.en.clone()),
        kind_of_type: field.field_type.name().to_owned(),
        kind: field.kind.clone(),
        masked: field.masked,
    }
}

fn count(report: &Report) -> FindingCounts {
    let mut counts = FindingCounts::default();
    for finding in report.tables.iter().flat_map(|table| &table.findings) {
        // Personal data has its own gate: it blocks whoever accepts errors.
        match finding.severity {
            Severity::Error if finding.kind.starts_with("personal-") => {}
            Severity::Error => counts.errors += finding.count,
            Severity::Warning => counts.warnings += finding.count,
            Severity::Info => counts.infos += finding.count,
        }
    }
    counts
}

fn stage(name: &str, rows: u64) -> DraftState {
    DraftState::Checking { stage: name.to_owned(), rows }
}

fn unreadable_state(unreadable: &Unreadable) -> DraftState {
    let Message { uk, en } = unreadable.message.clone();
    DraftState::Unreadable { kind: unreadable.kind.to_owned(), message: Text::new(uk, en) }
}

fn no_table() -> Unreadable {
    Unreadable::new(
        "no-table",
        "У файлі не знайдено жодної таблиці. Перевірте, чи є в ньому рядок заголовків і рядки даних.",
        "No table was found in the file. Check that it has a header row and data rows.",
    )
}

fn json_bytes(value: &impl Serialize) -> Result<Bytes, IntakeError> {
    Ok(serde_json::to_vec(value)?.into())
}
