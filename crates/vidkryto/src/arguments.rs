//! The command line.

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Exit code of a wrong command line (`EX_USAGE` of sysexits).
pub(crate) const WRONG_USAGE: u8 = 64;

/// Vidkryto: a city's open data portal.
#[derive(Debug, Parser)]
#[command(name = "vidkryto", version, about, propagate_version = true)]
pub(crate) struct Arguments {
    /// Configuration file (TOML). Settings of the environment, `VIDKRYTO_*`, come after it.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Checks a file and tells what breaks which rule. Exit: 0 nothing, 1 errors or warnings, 2 unreadable.
    Check(CheckArguments),
    /// Writes the tables of a file in another format. Exit: 0 done, 2 unreadable.
    Convert(ConvertArguments),
    /// Reads a recipe aloud: one sentence for each of its steps.
    Recipe {
        /// The recipe (JSON).
        file: PathBuf,
        /// Language of the sentences.
        #[arg(long, value_enum, default_value_t = SpokenLanguage::Uk)]
        language: SpokenLanguage,
    },
    /// Runs the portal.
    Serve(ServeArguments),
    /// Runs the portal of a sample city, making it first where the folder is empty.
    Demo(ServeArguments),
    /// Uploads a file to a portal and publishes it. The token is read from `VIDKRYTO_TOKEN`.
    /// Exit: 0 published, 1 kept as a draft, 2 unreadable, 3 refused, 4 unreachable.
    Publish(PublishArguments),
    /// Copies a data folder, also while the portal runs.
    Backup {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// A folder that does not exist yet.
        to: PathBuf,
    },
    /// Makes a data folder from a copy, checking every file's hash.
    Restore {
        /// The copy.
        from: PathBuf,
        /// A folder that is empty or does not exist yet.
        #[arg(long)]
        data: PathBuf,
    },
    /// Table standards: lists them, shows one, makes a template, imports others.
    Standards {
        /// What to do.
        #[command(subcommand)]
        command: StandardsCommand,
    },
    /// Looks after people, tokens, jobs and versions of a data folder.
    Admin {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// What to do.
        #[command(subcommand)]
        command: AdminCommand,
    },
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The file.
    pub(crate) file: PathBuf,
    /// Apply a recipe (JSON, as `convert --write-recipe` and the portal write it) before checking.
    #[arg(long, value_name = "FILE")]
    pub(crate) recipe: Option<PathBuf>,
    /// Compare with an earlier report (`check --json` of last month's file): what is new is told.
    #[arg(long, value_name = "FILE", requires = "recipe")]
    pub(crate) since: Option<PathBuf>,
    /// Table of renamed streets: `kind`, `from`, `to`, `since`, `source`.
    #[arg(long, value_name = "FILE")]
    pub(crate) street_renames: Option<PathBuf>,
    /// The city's border and districts: GeoJSON with `source` and `since` among the properties.
    #[arg(long, value_name = "FILE")]
    pub(crate) borders: Option<PathBuf>,
    /// Check against a standard, such as `ua-835-2025/36/parking` or `parking`.
    #[arg(long, value_name = "ID")]
    pub(crate) standard: Option<String>,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Language of the printed report.
    #[arg(long, value_enum, default_value_t = SpokenLanguage::Uk)]
    pub(crate) language: SpokenLanguage,
}

/// What `standards` does.
#[derive(Debug, Subcommand)]
pub(crate) enum StandardsCommand {
    /// Lists the standards at hand.
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Shows the fields of a standard.
    Show {
        /// Standard, such as `ua-835-2025/36/parking` or `parking`.
        id: String,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Makes a template with one invented row.
    Template(TemplateArguments),
    /// Imports standards: a folder of annexes, a CSVW schema, a Frictionless Table Schema or data package.
    Import(ImportArguments),
}

/// Arguments of `standards template`.
#[derive(Debug, Args)]
pub(crate) struct TemplateArguments {
    /// Standard, such as `ua-835-2025/36/parking` or `parking`.
    pub(crate) id: String,
    /// Format to write.
    #[arg(long, value_enum)]
    pub(crate) to: TemplateFormat,
    /// Where to; standard output where absent.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
}

/// A format of templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TemplateFormat {
    /// Excel workbook with hints, lists and typed columns.
    Xlsx,
    /// Comma-separated values, UTF-8.
    Csv,
    /// A JSON array of one object.
    Json,
}

/// Arguments of `standards import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArguments {
    /// A folder with `schema.json` files, or one schema.
    pub(crate) source: PathBuf,
    /// Folder for the documents; only the repairs are told where absent.
    #[arg(long, value_name = "FOLDER")]
    pub(crate) to: Option<PathBuf>,
    /// What ids begin with.
    #[arg(long, default_value = "ua-835-2025")]
    pub(crate) prefix: String,
    /// Edition, usually a day.
    #[arg(long, default_value = "2025-01-20")]
    pub(crate) edition: String,
    /// Legal source; that of the annexes of Resolution 835 where absent.
    #[arg(long, value_name = "TEXT")]
    pub(crate) about: Option<String>,
    /// Write over documents that are there already.
    #[arg(long)]
    pub(crate) replace: bool,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SpokenLanguage {
    /// Ukrainian.
    Uk,
    /// English.
    En,
}

/// Arguments of `convert`.
#[derive(Debug, Args)]
pub(crate) struct ConvertArguments {
    /// The file.
    pub(crate) file: PathBuf,
    /// Format to write.
    #[arg(long, value_enum)]
    pub(crate) to: OutputFormat,
    /// Where to: a file, or with `--all` a folder. Standard output where absent.
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// Apply all safe fixes.
    #[arg(long, conflicts_with = "as_text")]
    pub(crate) fix: bool,
    /// Apply a recipe (JSON); with `--fix` all safe fixes besides.
    #[arg(long, value_name = "FILE", conflicts_with = "as_text")]
    pub(crate) recipe: Option<PathBuf>,
    /// Write the recipe that was applied (JSON).
    #[arg(long, value_name = "FILE")]
    pub(crate) write_recipe: Option<PathBuf>,
    /// Table of renamed streets: `kind`, `from`, `to`, `since`, `source`.
    #[arg(long, value_name = "FILE")]
    pub(crate) street_renames: Option<PathBuf>,
    /// The city's border and districts: GeoJSON with `source` and `since` among the properties.
    #[arg(long, value_name = "FILE")]
    pub(crate) borders: Option<PathBuf>,
    /// Keep every value as it stands: structure only. Titles, footnotes and repeated headers stay out; the header of CSV and XLSX is the
    /// file's own, its levels joined with ` / `; columns without a name become `column_1`, `column_2` and so on. What was lost or
    /// added (cells beyond the columns, missing cells) is told on standard error.
    #[arg(long)]
    pub(crate) as_text: bool,
    /// The table to write; the one with most rows where absent, and the others are named on standard error.
    #[arg(long, value_name = "NAME", conflicts_with = "all")]
    pub(crate) table: Option<String>,
    /// Write every table, each to its own file in the folder `--out`.
    #[arg(long, requires = "out")]
    pub(crate) all: bool,
}

/// A format `convert` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Comma-separated values, UTF-8.
    Csv,
    /// A JSON array of objects.
    Json,
    /// One JSON object a line.
    Ndjson,
    /// Excel workbook.
    Xlsx,
    /// Apache Parquet.
    Parquet,
}

/// Arguments of `serve` and `demo`.
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// The data folder.
    #[arg(long)]
    pub(crate) data: Option<PathBuf>,
    /// The port to listen on.
    #[arg(long)]
    pub(crate) port: Option<u16>,
}

/// Arguments of `publish`.
#[derive(Debug, Args)]
pub(crate) struct PublishArguments {
    /// The file.
    pub(crate) file: PathBuf,
    /// Address of the portal, such as `https://data.example.org`.
    #[arg(long, value_name = "URL")]
    pub(crate) server: url::Url,
    /// Identifier of the dataset.
    #[arg(long, value_name = "IDENTIFIER")]
    pub(crate) dataset: String,
    /// Number of the distribution.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) distribution: u32,
    /// What changed and why.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: String,
    /// Apply all safe fixes before publishing.
    #[arg(long)]
    pub(crate) fix: bool,
}

/// What `admin` does.
#[derive(Debug, Subcommand)]
pub(crate) enum AdminCommand {
    /// Adds a person; the password is read from standard input.
    AddPerson {
        /// Address to sign in with.
        #[arg(long)]
        email: String,
        /// Name shown to colleagues.
        #[arg(long)]
        name: String,
        /// What they may do.
        #[arg(long, value_enum)]
        role: RoleArgument,
        /// Identifier of the publisher; the whole city where absent.
        #[arg(long)]
        publisher: Option<String>,
    },
    /// Gives a person another password, read from standard input.
    SetPassword {
        /// Their address.
        email: String,
    },
    /// Deletes a person: a pseudonym stays in the event log.
    DeletePerson {
        /// Their address.
        email: String,
    },
    /// Makes a token for scripts and prints it once.
    CreateToken {
        /// Whose rights it carries.
        email: String,
        /// What it is for.
        #[arg(long)]
        name: String,
        /// Days it is valid.
        #[arg(long, default_value_t = 90)]
        days: u32,
    },
    /// Removes a version's content by decision.
    Purge {
        /// Identifier of the dataset.
        dataset: String,
        /// Number of the version.
        version: u32,
        /// Number of the distribution.
        #[arg(long, default_value_t = 1)]
        distribution: u32,
        /// The decision and its reason, for everybody to read.
        #[arg(long)]
        ground: String,
    },
    /// Lists jobs that wait, run or failed.
    Jobs,
    /// Adds the publishers of the city's pack that are missing.
    ImportPublishers,
    /// Takes a table of renamed streets (`kind`, `from`, `to`, `since`, `source`) in the place of the one before.
    ImportStreetRenames {
        /// The table: CSV, XLSX or whatever the portal reads.
        file: PathBuf,
    },
    /// Takes the city's border and districts (polygons of GeoJSON) in the place of those before.
    ImportBorders {
        /// GeoJSON: features of the kind `city` or `district`, the latter with a `name` and perhaps a `code`.
        file: PathBuf,
        /// Who drew them: register or decision; else the property `source`.
        #[arg(long)]
        source: Option<String>,
        /// The day from which they hold, such as 2024-02-01; else the property `since`.
        #[arg(long, value_name = "DAY")]
        since: Option<String>,
    },
}

/// A role on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoleArgument {
    /// Sees drafts and reports.
    Viewer,
    /// Uploads and fixes.
    Editor,
    /// Publishes.
    Publisher,
    /// Steers the city.
    Coordinator,
    /// Everything.
    Admin,
}

/// Reads the command line. Help and version are answered at once; wrong usage ends with 64.
pub(crate) fn parse() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        let wrong = error.use_stderr();
        // Nothing can be done where even the explanation cannot be printed.
        let _ = error.print();
        ExitCode::from(if wrong { WRONG_USAGE } else { 0 })
    })
}
