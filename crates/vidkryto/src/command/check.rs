//! `vidkryto check`: what breaks which rule in a file.

use std::{fs, io, path::Path, process::ExitCode};

use anyhow::{Context, bail};
use serde_json::{Value, json};
use standards::{
    Proposal, Proposer, Standards,
    propose::{self, CONFIDENT, Column},
};
use tabular::{
    Finding, Message, PersonalFinding, Recipe, Report, Severity, TableReport, TableSchema,
    analyse::Engine,
    build::build_table,
    check::{Linked, referred_fields, resolve},
    finding::EngineError,
    recipe::{self, News},
    reshape::joined_into,
    screen,
};

use super::{output, tables};
use crate::{
    arguments::{CheckArguments, SpokenLanguage, WRONG_USAGE},
    command::tables::{NoTables, Opened},
    portal,
};

/// A table that was checked.
struct Checked {
    report: TableReport,
    schema: TableSchema,
    columns: Vec<Column>,
    /// The standard the table likely follows, where nobody named one.
    proposal: Option<Proposal>,
}

/// Checks a file and prints what was found.
pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<ExitCode> {
    let standards = portal::standards()?;
    let standard = match &arguments.standard {
        None => None,
        Some(id) => {
            let Some(standard) = standards.find(id) else {
                output::error(&format!("there is no standard `{id}`"));
                return Ok(ExitCode::from(WRONG_USAGE));
            };
            Some(standard.schema.clone())
        }
    };
    let engine = tables::engine(arguments.street_renames.as_deref(), arguments.borders.as_deref())?;
    let recipe = tables::recipe(arguments.recipe.as_deref())?;
    let before = arguments.since.as_deref().map(earlier).transpose()?;
    let wanted = Wanted { standards: &standards, standard: standard.as_ref() };
    match check(arguments, &engine, &recipe, &wanted) {
        Ok((opened, checked)) => {
            let now = Report { tables: checked.iter().map(|table| table.report.clone()).collect(), news: None };
            let news = before.map(|before| recipe::news(&recipe, &now, &before));
            let outside = screen::outside(&*engine.screen, &opened.reading);
            let is_clean = outside.is_empty() && checked.iter().all(|table| table.report.findings.iter().all(is_info));
            if arguments.json {
                output::line(&document(arguments, &opened, &checked, &outside, news.as_ref()).to_string());
            } else {
                print(&checked, &standards, arguments.language);
                print_outside(&outside, arguments.language);
                if let Some(news) = &news {
                    print_news(news, arguments.language);
                }
            }
            Ok(ExitCode::from(u8::from(!is_clean)))
        }
        Err(NoTables::Unreadable(unreadable)) => {
            if arguments.json {
                let error = json!({ "kind": unreadable.kind, "message": unreadable.message });
                output::line(
                    &json!({ "schema": 1, "file": arguments.file.to_string_lossy(), "error": error }).to_string(),
                );
            } else {
                let message = &unreadable.message;
                output::line(if arguments.language == SpokenLanguage::Uk { &message.uk } else { &message.en });
            }
            Ok(ExitCode::from(2))
        }
        Err(NoTables::Failed(error)) => bail!(error),
    }
}

/// What tables are held to.
struct Wanted<'a> {
    standards: &'a Standards,
    /// The schema of the standard that somebody named.
    standard: Option<&'a TableSchema>,
}

fn check(
    arguments: &CheckArguments,
    engine: &Engine,
    recipe: &Recipe,
    wanted: &Wanted<'_>,
) -> Result<(Opened, Vec<Checked>), NoTables> {
    let opened = tables::open(&arguments.file, engine, recipe)?;
    let (mut checked, mut linked) = (Vec::new(), Vec::new());
    let own = (0..opened.reading.tables.len()).filter(|index| joined_into(recipe, &opened.reading, *index).is_none());
    for index in own {
        let (table, keys) = check_table(&opened, engine, index, recipe, wanted.standard)?;
        checked.push(table);
        linked.push(keys);
    }
    let resolved = resolve(linked, engine.limits.examples_max).map_err(EngineError::from)?;
    for (table, findings) in checked.iter_mut().zip(resolved) {
        table.report.add(findings);
    }
    if wanted.standard.is_none() {
        let proposer = Proposer::new(wanted.standards);
        for table in &mut checked {
            let proposals = proposer.propose(&*engine.kinds, &table.columns);
            table.proposal = proposals.into_iter().next().filter(|proposal| proposal.confidence >= CONFIDENT);
        }
    }
    Ok((opened, checked))
}

fn check_table(
    opened: &Opened,
    engine: &Engine,
    index: usize,
    recipe: &Recipe,
    standard: Option<&TableSchema>,
) -> Result<(Checked, Linked), EngineError> {
    let mut analysis = opened.analyse(engine, index, recipe, standard)?;
    let table = &opened.reading.tables[index];
    let names: Vec<&str> = std::iter::once(table.name.as_str()).chain(table.sheet.as_deref()).collect();
    analysis.refer(referred_fields(&names, standard.as_slice()));
    let built = build_table(
        engine,
        &*opened.file,
        &opened.reading,
        index,
        recipe,
        &analysis,
        &tables::scratch(),
        &mut io::sink(),
        &|_| true,
    )?;
    let mut schema = built.schema;
    // What a field is once its fixes are applied: the dates of a column stay dates however they are written.
    for field in &mut schema.fields {
        field.field_type = analysis.type_after_fixes(&field.name).unwrap_or(field.field_type);
    }
    let names = names.into_iter().map(str::to_owned).collect();
    let columns = propose::columns(&schema.fields, &built.profile);
    let checked = Checked { report: built.report, schema, columns, proposal: None };
    Ok((checked, Linked { names, keys: built.keys }))
}

/// The report that an earlier check printed as JSON.
fn earlier(path: &Path) -> anyhow::Result<Report> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no report of `check --json`", path.display()))
}

fn print_news(news: &News, language: SpokenLanguage) {
    let uk = language == SpokenLanguage::Uk;
    let said = |message: Message| if uk { message.uk } else { message.en };
    for idle in &news.idle_steps {
        let start = if uk { "Крок нічого не змінив" } else { "A step changed nothing" };
        output::line(&format!("  {start} ({}): {}", idle.index + 1, said(recipe::describe(&idle.step))));
    }
    for finding in &news.findings {
        let start = if uk { "Раніше цього не було" } else { "This was not there before" };
        let field = finding.field.as_deref().unwrap_or("–");
        output::line(&format!("  {start}: {} ({}, {field})", finding.kind, finding.table));
    }
    for entry in &news.unused_entries {
        let start = if uk {
            "Значення зі списку замін не трапилося"
        } else {
            "A value of the list did not occur"
        };
        output::line(&format!("  {start}: «{}» ({})", entry.value, entry.field));
    }
    for spelling in &news.spellings {
        let start = if uk {
            "Нове значення, якого немає у списку замін"
        } else {
            "A new value that the list does not know"
        };
        output::line(&format!("  {start}: «{}» ({})", spelling.value, spelling.field));
    }
}

/// What is personal beside the tables: whoever hands the file on hands it on, too.
fn print_outside(outside: &[(String, PersonalFinding)], language: SpokenLanguage) {
    let uk = language == SpokenLanguage::Uk;
    for (place, PersonalFinding { kind, count, message, .. }) in outside {
        let said = if uk { &message.uk } else { &message.en };
        let start = if uk { "Поза таблицями" } else { "Beside the tables" };
        let severity = severity(Severity::Error, uk);
        output::line(&format!("{severity} {start} ({place}): {said} [personal-{kind} × {count}]"));
    }
}

fn is_info(finding: &Finding) -> bool {
    finding.severity == Severity::Info
}

fn document(
    arguments: &CheckArguments,
    opened: &Opened,
    checked: &[Checked],
    outside: &[(String, PersonalFinding)],
    news: Option<&News>,
) -> Value {
    let outside: Vec<_> = outside
        .iter()
        .map(|(place, finding)| {
            let kind = format!("personal-{}", finding.kind);
            json!({ "place": place, "kind": kind, "count": finding.count, "message": finding.message })
        })
        .collect();
    let tables: Vec<_> = checked.iter().map(table_document).collect();
    let mut document = json!({
        "schema": 1,
        "file": arguments.file.to_string_lossy(),
        "sha256": opened.reading.sha256,
        "tables": tables,
        "outside": outside,
    });
    if let Some(news) = news {
        document["news"] = json!(news);
    }
    document
}

fn table_document(table: &Checked) -> Value {
    let fields = table.schema.fields.iter().map(
        |field| json!({ "name": field.name, "title": field.title.uk, "type": field.field_type, "kind": field.kind }),
    );
    let fields: Vec<_> = fields.collect();
    let findings: Vec<_> = table.report.findings.iter().map(finding_document).collect();
    let mut document = json!({
        "name": table.report.name,
        "sheet": table.report.sheet,
        "header_rows": table.report.header_rows,
        "rows": table.report.rows,
        "fields": fields,
        "findings": findings,
        "applied": table.report.applied,
        "value_maps": table.report.value_maps,
    });
    if let (Some(proposal), Some(document)) = (&table.proposal, document.as_object_mut()) {
        document.insert("proposal".to_owned(), proposal_document(proposal));
    }
    document
}

fn proposal_document(proposal: &Proposal) -> Value {
    let mapping = proposal.mapping.iter().map(|mapped| {
        json!({
            "field": mapped.field,
            "column": mapped.header,
            "index": mapped.column,
            "confidence": mapped.confidence,
            "why": mapped.why,
        })
    });
    let mapping: Vec<_> = mapping.collect();
    let confidence = (proposal.confidence * 100.0).round() / 100.0;
    json!({
        "standard": proposal.standard,
        "confidence": confidence,
        "mapping": mapping,
        "missing": proposal.missing,
    })
}

fn finding_document(finding: &Finding) -> Value {
    let examples = finding.examples.iter().take(10).map(|example| {
        let place = &example.place;
        json!({ "sheet": place.sheet, "row": place.row, "column": place.column, "value": example.value })
    });
    let examples: Vec<_> = examples.collect();
    json!({
        "kind": finding.kind,
        "severity": finding.severity,
        "field": finding.field,
        "count": finding.count,
        "rule": finding.rule,
        "message": finding.message,
        "fix": finding.fix,
        "examples": examples,
    })
}

fn proposed(proposal: &Proposal, standards: &Standards, uk: bool) -> String {
    let title = standards.get(&proposal.standard).map(|standard| &standard.title);
    let (percent, id) = ((proposal.confidence * 100.0).round(), &proposal.standard);
    if uk {
        let title = title.map_or(id, |title| &title.uk);
        format!("  Схоже на стандарт «{title}» ({id}, {percent} %). Перевірте за ним: --standard {id}")
    } else {
        let title = title.map_or(id, |title| &title.en);
        format!("  Looks like the standard “{title}” ({id}, {percent} %). Check against it: --standard {id}")
    }
}

fn print(checked: &[Checked], standards: &Standards, language: SpokenLanguage) {
    let uk = language == SpokenLanguage::Uk;
    for table in checked {
        let (rows, fields) = (table.report.rows, table.schema.fields.len());
        output::line(&if uk {
            format!("Таблиця «{}»: рядків {rows}, полів {fields}", table.report.name)
        } else {
            format!("Table “{}”: {rows} rows, {fields} fields", table.report.name)
        });
        if let Some(proposal) = &table.proposal {
            output::line(&proposed(proposal, standards, uk));
        }
        if table.report.findings.is_empty() {
            output::line(if uk { "  Зауважень немає." } else { "  Nothing to mend." });
        }
        for finding in &table.report.findings {
            let message = if uk { &finding.message.uk } else { &finding.message.en };
            output::line(&format!(
                "  {} {message} [{} × {}]",
                severity(finding.severity, uk),
                finding.kind,
                finding.count
            ));
        }
    }
}

fn severity(severity: Severity, uk: bool) -> &'static str {
    match (severity, uk) {
        (Severity::Error, true) => "ПОМИЛКА",
        (Severity::Warning, true) => "УВАГА",
        (Severity::Info, true) => "до відома",
        (Severity::Error, false) => "ERROR",
        (Severity::Warning, false) => "WARNING",
        (Severity::Info, false) => "note",
    }
}
