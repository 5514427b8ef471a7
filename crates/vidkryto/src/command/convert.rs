//! `vidkryto convert`: the tables of a file in another format.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Seek, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use tabular::{
    Finding, ReadSeek, Recipe, Severity, Source,
    analyse::{Engine, TableAnalysis},
    build::build_table,
    export::{ExportOptions, Format, export},
    reshape::joined_into,
};

use super::{output, tables};
use crate::{
    arguments::{ConvertArguments, OutputFormat, WRONG_USAGE},
    command::tables::{NoTables, Opened},
};

/// Converts a file.
pub(super) fn run(arguments: &ConvertArguments) -> anyhow::Result<ExitCode> {
    let engine = tables::engine(arguments.street_renames.as_deref(), arguments.borders.as_deref())?;
    let mut recipe = tables::recipe(arguments.recipe.as_deref())?;
    recipe.all_safe |= arguments.fix;
    recipe.as_text |= arguments.as_text;
    if let Some(path) = &arguments.write_recipe {
        fs::write(path, recipe.to_json()).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let opened = match tables::open(&arguments.file, &engine, &recipe) {
        Ok(opened) => opened,
        Err(problem) => return unreadable(problem),
    };
    if let Some(name) = &arguments.table
        && !opened.reading.tables.iter().any(|table| table.name == *name)
    {
        let names: Vec<_> = opened.reading.tables.iter().map(|table| table.name.as_str()).collect();
        output::error(&format!("the file has no table `{name}`; its tables are: {}", names.join(", ")));
        return Ok(ExitCode::from(WRONG_USAGE));
    }
    match convert(arguments, &engine, &recipe, &opened) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(problem) => unreadable(problem),
    }
}

fn unreadable(problem: NoTables) -> anyhow::Result<ExitCode> {
    match problem {
        NoTables::Unreadable(unreadable) => {
            output::aside(&unreadable.message.uk);
            output::aside(&unreadable.message.en);
            Ok(ExitCode::from(2))
        }
        NoTables::Failed(error) => bail!(error),
    }
}

fn convert(arguments: &ConvertArguments, engine: &Engine, recipe: &Recipe, opened: &Opened) -> Result<(), NoTables> {
    let wanted: Vec<usize> = match &arguments.table {
        Some(name) => {
            (0..opened.reading.tables.len()).filter(|index| opened.reading.tables[*index].name == *name).collect()
        }
        None => (0..opened.reading.tables.len())
            .filter(|index| joined_into(recipe, &opened.reading, *index).is_none())
            .collect(),
    };
    let mut analyses = Vec::with_capacity(wanted.len());
    for index in wanted {
        analyses.push((index, opened.analyse(engine, index, recipe, None)?));
    }
    if arguments.all {
        let folder = arguments.out.as_deref().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(failed)?;
        for (index, analysis) in &analyses {
            let name = format!("{}.{}", opened.reading.tables[*index].name, ending(arguments.to));
            write_table(engine, opened, recipe, *index, analysis, arguments.to, Some(&folder.join(name)))?;
        }
        return Ok(());
    }

    let largest = analyses.iter().max_by_key(|(index, analysis)| (analysis.rows, usize::MAX - index));
    let Some((index, analysis)) = largest else { return Ok(()) };
    let others: Vec<_> = analyses
        .iter()
        .filter(|(other, _)| other != index)
        .map(|(other, analysis)| format!("{} ({} rows)", opened.reading.tables[*other].name, analysis.rows))
        .collect();
    if !others.is_empty() {
        output::aside(&format!("other tables (--table NAME or --all): {}", others.join(", ")));
    }
    write_table(engine, opened, recipe, *index, analysis, arguments.to, arguments.out.as_deref())
}

fn write_table(
    engine: &Engine,
    opened: &Opened,
    recipe: &Recipe,
    index: usize,
    analysis: &TableAnalysis,
    to: OutputFormat,
    out: Option<&Path>,
) -> Result<(), NoTables> {
    let scratch = tables::scratch();
    let built = tempfile::NamedTempFile::new().map_err(failed)?;
    let mut writer = BufWriter::new(built.as_file());
    let table =
        build_table(engine, &*opened.file, &opened.reading, index, recipe, analysis, &scratch, &mut writer, &|_| true)?;
    writer.flush().map_err(failed)?;
    drop(writer);
    tell_losses(&table.report.findings);

    let table = Built { path: built.path().to_owned(), size: built.as_file().metadata().map_err(failed)?.len() };
    let mut target = Target::open(out).map_err(failed)?;
    if let Some(format) = format(to) {
        let mut writer = BufWriter::with_capacity(1 << 20, &mut target);
        // As text, a header stands as the file has it; names that are tidy and unique are for what programs read.
        let options = ExportOptions { titles: recipe.as_text, ..ExportOptions::default() };
        export(&table, format, &options, &scratch, &mut writer)?;
        writer.flush().map_err(failed)?;
    } else {
        let mut bytes = built.reopen().map_err(failed)?;
        bytes.rewind().map_err(failed)?;
        io::copy(&mut bytes, &mut target).map_err(failed)?;
    }
    target.finish().map_err(failed)
}

/// Says what did not come over as it stands in the file: values beyond the columns, missing cells, characters that were lost.
fn tell_losses(findings: &[Finding]) {
    for finding in findings.iter().filter(|finding| finding.field.is_none() && finding.severity != Severity::Info) {
        output::aside(&finding.message.uk);
        output::aside(&finding.message.en);
    }
}

fn failed(error: impl Into<anyhow::Error>) -> NoTables {
    NoTables::Failed(error.into())
}

fn ending(format: OutputFormat) -> &'static str {
    match format {
        OutputFormat::Csv => "csv",
        OutputFormat::Json => "json",
        OutputFormat::Ndjson => "ndjson",
        OutputFormat::Xlsx => "xlsx",
        OutputFormat::Parquet => "parquet",
    }
}

/// Parquet is what the engine builds; the others are made from it.
fn format(format: OutputFormat) -> Option<Format> {
    match format {
        OutputFormat::Csv => Some(Format::Csv),
        OutputFormat::Json => Some(Format::Json),
        OutputFormat::Ndjson => Some(Format::Ndjson),
        OutputFormat::Xlsx => Some(Format::Xlsx),
        OutputFormat::Parquet => None,
    }
}

/// The Parquet file that was built.
struct Built {
    path: PathBuf,
    size: u64,
}

impl Source for Built {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(File::open(&self.path)?))
    }

    fn size(&self) -> u64 {
        self.size
    }

    fn name(&self) -> &'static str {
        "table.parquet"
    }
}

/// Where the result goes: standard output, or a file that appears whole or not at all.
enum Target {
    Output(io::Stdout),
    File {
        path: PathBuf,
        partial: tempfile::NamedTempFile,
    },
    /// What exists and is no regular file: a device, a pipe.
    Special(File),
}

impl Target {
    fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Self::Output(io::stdout())) };
        if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
            let special = File::options().write(true).open(path);
            return Ok(Self::Special(special.with_context(|| format!("{} cannot be written", path.display()))?));
        }
        // Behind a link the file it names is replaced, not the link.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let partial =
            tempfile::NamedTempFile::new_in(folder).with_context(|| format!("{} cannot be written", path.display()))?;
        Ok(Self::File { path: path.to_owned(), partial })
    }

    fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Output(mut output) => Ok(output.flush()?),
            Self::Special(mut special) => Ok(special.flush()?),
            Self::File { path, partial } => {
                // Temporary files are private; what a person asked for is theirs to share.
                let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
                partial.as_file().set_permissions(mode)?;
                partial.persist(&path).with_context(|| format!("{} cannot be written", path.display()))?;
                Ok(())
            }
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Output(output) => output.write(bytes),
            Self::Special(special) => special.write(bytes),
            Self::File { partial, .. } => partial.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Output(output) => output.flush(),
            Self::Special(special) => special.flush(),
            Self::File { partial, .. } => partial.flush(),
        }
    }
}
