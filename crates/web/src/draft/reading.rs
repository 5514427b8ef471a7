//! How the file is read: choices with a preview of the first rows as each reads them, kept in the recipe when they are right.

use askama::Template;
use axum::{
    extract::{Form, Path, Query, State},
    response::{Html, Response},
};
use catalog::{Action, dataset::management};
use intake::{IntakeError, ReadingPreview, RecipeChange, TablePreview};
use tabular::{Delimiter, Dialect, Message, recipe::ReadingChoices};

use super::{actions, draft_id, ready};
use crate::{
    Portal, Problem,
    choice::Choice,
    i18n::Translator,
    layout::{Frame, page},
    session::SignedIn,
};

/// Encodings a clerk may choose when reading went wrong.
const ENCODINGS: [&str; 8] =
    ["utf-8", "windows-1251", "koi8-u", "ibm866", "iso-8859-5", "x-mac-cyrillic", "utf-16le", "utf-16be"];
/// Delimiters offered by name; any other is typed.
const DELIMITERS: [(&str, &str); 6] = [
    (",", "reading-comma"),
    (";", "reading-semicolon"),
    ("\t", "reading-tab"),
    ("|", "reading-bar"),
    (Delimiter::SPACES, "reading-spaces"),
    (Delimiter::ALIGNED, "reading-aligned"),
];
/// Quotes offered; `none` means that quotes are plain characters.
const QUOTES: [(&str, &str); 5] = [
    ("\"", "reading-quote-double"),
    ("'", "reading-quote-single"),
    ("«", "reading-quote-angle"),
    ("“", "reading-quote-curly"),
    ("none", "reading-quote-none"),
];
/// Rows of header at most.
const HEADER_ROWS_MAX: u64 = 20;
/// The field that says that the others were filled in.
const ASKED: &str = "asked";
/// Begins the name of the field for a table's rows of header.
const HEADER: &str = "header-";
/// Begin the names of the fields for a table's first and last row of data.
const FIRST: &str = "first-";
const LAST: &str = "last-";
/// Largest number of a row that a form may name.
const ROW_MAX: u64 = 10_000_000_000;

type Pairs = Vec<(String, String)>;

/// A table of the preview.
struct TableView {
    name: String,
    title: String,
    is_left_out: bool,
    header_rows: String,
    first_row: String,
    last_row: String,
    places: Vec<String>,
    headers: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    shown: String,
}

#[derive(Template)]
#[template(path = "draft/reading.html")]
struct ReadingPage {
    frame: Frame,
    id: String,
    revision: u64,
    file: String,
    /// Why there is no preview.
    failure: Option<String>,
    is_text: bool,
    found: Vec<String>,
    encodings: Vec<Choice>,
    delimiters: Vec<Choice>,
    delimiter_other: String,
    quotes: Vec<Choice>,
    tables: Vec<TableView>,
    is_head: bool,
    may_edit: bool,
}

/// The page: the choices of the question, or those of the recipe, and what they read.
pub(super) async fn show(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    Query(pairs): Query<Pairs>,
) -> Result<Html<String>, Problem> {
    let id = draft_id(&id)?;
    let t = visit.translator();
    let (draft, dataset) = portal.intake.draft(&visit.actor, id).await?;
    let kept = portal.intake.recipe(&visit.actor, id).await?.reading;
    let choices = if value(&pairs, ASKED).is_some() { choices(&pairs, &kept) } else { kept };
    let (preview, failure) = match portal.intake.preview_reading(&visit.actor, id, choices.clone()).await {
        Ok(preview) => (Some(preview), None),
        Err(IntakeError::Unreadable(unreadable)) => (None, Some(t.message(&unreadable.message).to_owned())),
        Err(IntakeError::TooLarge { limit }) => (None, Some(t.with("reading-too-large", "size", t.size(limit)))),
        Err(error) => return Err(error.into()),
    };
    let access = management::access(&portal.ports).await?;
    let mut frame =
        ready::frame(&portal, &visit, &draft, &dataset).crumb(format!("/workspace/drafts/{id}"), &draft.file_name);
    frame.title = t.get("reading-title");
    let is_text = preview.as_ref().is_none_or(|preview| preview.dialect.is_some() || preview.encoding.is_some());
    page(&ReadingPage {
        frame: frame.at(&format!("/workspace/drafts/{id}/reading"), visit.query.as_deref()),
        id: id.to_string(),
        revision: draft.revision,
        file: draft.file_name.clone(),
        failure,
        is_text,
        found: preview.as_ref().map(|preview| found(t, preview)).unwrap_or_default(),
        encodings: encodings(t, choices.encoding.as_deref()),
        delimiters: delimiters(t, choices.dialect.as_ref(), value(&pairs, "delimiter") == Some("other")),
        delimiter_other: other_delimiter(choices.dialect.as_ref()),
        quotes: quotes(t, choices.dialect.as_ref()),
        is_head: preview.as_ref().is_some_and(|preview| preview.is_head),
        tables: preview
            .iter()
            .flat_map(|preview| &preview.tables)
            .map(|table| table_view(t, table, &choices))
            .collect(),
        may_edit: ready::may(&access, &visit, &dataset, Action::Edit),
    })
}

/// Keeps the choices in the recipe.
pub(super) async fn save(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let kept = portal.intake.recipe(&visit.actor, id).await?.reading;
    let change = RecipeChange::Reading(choices(&pairs, &kept));
    let revision = value(&pairs, "revision").and_then(|revision| revision.parse().ok());
    actions::change(&portal, &visit, id, change, revision, "").await
}

fn value<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The choices that a form makes. One button alone leaves a table out or takes it back.
fn choices(pairs: &Pairs, kept: &ReadingChoices) -> ReadingChoices {
    let mut choices = kept.clone();
    if let Some(name) = value(pairs, "skip").filter(|_| value(pairs, ASKED).is_none()) {
        choices.skipped_tables.push(name.to_owned());
        choices.skipped_tables.sort();
        choices.skipped_tables.dedup();
        return choices;
    }
    if let Some(name) = value(pairs, "unskip") {
        choices.skipped_tables.retain(|known| known != name);
        return choices;
    }
    let known = |label: &&str| ENCODINGS.contains(label) || kept.encoding.as_deref() == Some(*label);
    choices.encoding = value(pairs, "encoding").filter(known).map(ToOwned::to_owned);
    choices.dialect = dialect(pairs, kept.dialect);
    for (field, rows) in pairs {
        let (known, table, bounds) = if let Some(table) = field.strip_prefix(HEADER) {
            (&mut choices.header_rows, table, 0..=HEADER_ROWS_MAX)
        } else if let Some(table) = field.strip_prefix(FIRST) {
            (&mut choices.first_rows, table, 1..=ROW_MAX)
        } else if let Some(table) = field.strip_prefix(LAST) {
            (&mut choices.last_rows, table, 1..=ROW_MAX)
        } else {
            continue;
        };
        match rows.trim().parse::<u64>() {
            Ok(rows) => drop(known.insert(table.to_owned(), rows.clamp(*bounds.start(), *bounds.end()))),
            Err(_) => drop(known.remove(table)),
        }
    }
    let left_out = pairs.iter().filter(|(field, _)| field == "skip").map(|(_, name)| name.clone());
    choices.skipped_tables = left_out.collect();
    choices
}

/// How text is cut; `None` where that is to be found.
fn dialect(pairs: &Pairs, kept: Option<Dialect>) -> Option<Dialect> {
    let sign = match value(pairs, "delimiter")? {
        "other" => value(pairs, "delimiter_other")?,
        sign => sign,
    };
    let delimiter = Delimiter::new(sign)?;
    let quote = match value(pairs, "quote").unwrap_or_default() {
        "none" => None,
        sign => Some(sign.chars().next().unwrap_or('"')),
    };
    // What the form does not ask stays, where it is the same dialect.
    let same = kept.filter(|kept| kept.delimiter == delimiter && kept.quote == quote);
    Some(same.unwrap_or(Dialect { delimiter, quote, escape: None, wrapped: false }))
}

fn encodings(t: Translator, chosen: Option<&str>) -> Vec<Choice> {
    let foreign = chosen.filter(|label| !ENCODINGS.contains(label));
    let all = ENCODINGS.into_iter().chain(foreign).map(|label| Choice::new(label, label, chosen == Some(label)));
    std::iter::once(Choice::new("", &t.get("draft-reading-automatic"), chosen.is_none())).chain(all).collect()
}

/// `wants_other` keeps the choice of another sign while it is not typed yet.
fn delimiters(t: Translator, chosen: Option<&Dialect>, wants_other: bool) -> Vec<Choice> {
    let wants_other = wants_other && chosen.is_none();
    let is = |sign: &str| chosen.is_some_and(|dialect| dialect.delimiter == *sign);
    let mut all = vec![Choice::new("", &t.get("draft-reading-automatic"), chosen.is_none() && !wants_other)];
    all.extend(DELIMITERS.map(|(sign, key)| Choice::new(sign, &t.get(key), is(sign))));
    all.push(Choice::new("other", &t.get("reading-other"), wants_other || !other_delimiter(chosen).is_empty()));
    all
}

/// A delimiter that is typed because none of those offered is it.
fn other_delimiter(chosen: Option<&Dialect>) -> String {
    let foreign = chosen.filter(|dialect| DELIMITERS.iter().all(|(sign, _)| dialect.delimiter != **sign));
    foreign.map(|dialect| dialect.delimiter.to_string()).unwrap_or_default()
}

fn quotes(t: Translator, chosen: Option<&Dialect>) -> Vec<Choice> {
    let sign = chosen.map_or_else(
        || "\"".to_owned(),
        |dialect| dialect.quote.map_or_else(|| "none".to_owned(), |quote| quote.to_string()),
    );
    QUOTES.map(|(quote, key)| Choice::new(quote, &t.get(key), quote == sign)).into()
}

/// What was found, in words.
fn found(t: Translator, preview: &ReadingPreview) -> Vec<String> {
    let encoding = preview.encoding.as_ref().map(|label| t.with("reading-found-encoding", "encoding", label));
    let dialect = preview.dialect.map(|dialect| {
        let sign = dialect.delimiter.to_string();
        let named = DELIMITERS.iter().find(|(known, _)| *known == sign).map(|(_, key)| t.get(key));
        t.with("reading-found-delimiter", "delimiter", named.unwrap_or_else(|| format!("«{sign}»")))
    });
    let tables = t.count("draft-tables-count", preview.tables.len() as u64);
    encoding.into_iter().chain(dialect).chain([tables]).collect()
}

fn table_view(t: Translator, table: &TablePreview, choices: &ReadingChoices) -> TableView {
    let chosen = choices.header_rows.get(&table.name);
    let said = |message: &Message| t.message(message).to_owned();
    let columns = t.count("draft-fields-count", table.columns as u64);
    TableView {
        name: table.name.clone(),
        title: if table.title.trim().is_empty() { table.name.clone() } else { table.title.clone() },
        is_left_out: table.is_left_out,
        header_rows: chosen.map(u64::to_string).unwrap_or_default(),
        first_row: choices.first_rows.get(&table.name).map(u64::to_string).unwrap_or_default(),
        last_row: choices.last_rows.get(&table.name).map(u64::to_string).unwrap_or_default(),
        places: places(t, table).into_iter().chain(table.notes.iter().map(|note| said(&note.message))).collect(),
        headers: table.headers.clone(),
        shown: match table.headers.len() {
            all if all == table.columns => columns,
            few => t.with_two("draft-examples-shown", ("shown", &t.number(few as u64)), ("total", &columns)),
        },
        rows: table.rows.clone(),
    }
}

/// Which rows of the file are what.
fn places(t: Translator, table: &TablePreview) -> Vec<String> {
    let mut lines = Vec::new();
    let rows = |key: &str, rows: &[u64]| {
        (!rows.is_empty()).then(|| t.count_with(key, rows.len() as u64, &[("rows", &spans(rows))]))
    };
    lines.extend(rows("reading-rows-title", &table.title_rows));
    lines.push(rows("reading-rows-header", &table.header_rows).unwrap_or_else(|| t.get("draft-read-no-header")));
    let first = table.first_row.to_string();
    lines.push(match table.last_row {
        Some(last) => t.with_two("reading-rows-data-until", ("first", first), ("last", last.to_string())),
        None => t.with("reading-rows-data", "first", first),
    });
    lines
}

/// Numbers in order as people write them: `1–4, 7`.
fn spans(rows: &[u64]) -> String {
    let mut parts: Vec<(u64, u64)> = Vec::new();
    for row in rows {
        match parts.last_mut() {
            Some((_, end)) if *end + 1 == *row => *end = *row,
            _ => parts.push((*row, *row)),
        }
    }
    let part = |(from, to): &(u64, u64)| if from == to { from.to_string() } else { format!("{from}–{to}") };
    parts.iter().map(part).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use tabular::{Delimiter, Dialect, recipe::ReadingChoices};

    use super::{choices, spans};

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn rows_in_a_row_are_written_as_a_span() {
        assert_eq!(spans(&[1, 2, 3, 4, 7]), "1–4, 7");
        assert_eq!(spans(&[]), "");
    }

    #[test]
    fn a_form_that_leaves_all_to_the_portal_makes_no_choice() {
        let form = pairs(&[("asked", "1"), ("encoding", ""), ("delimiter", ""), ("quote", "\""), ("header-stops", "")]);
        let kept = ReadingChoices {
            encoding: Some("koi8-u".into()),
            header_rows: [("stops".into(), 2)].into(),
            ..ReadingChoices::default()
        };

        assert_eq!(choices(&form, &kept), ReadingChoices::default());
    }

    #[test]
    fn each_choice_of_the_form_is_kept_and_nonsense_is_not() {
        let form = pairs(&[
            ("asked", "1"),
            ("encoding", "windows-1251"),
            ("delimiter", "other"),
            ("delimiter_other", "||"),
            ("quote", "none"),
            ("header-stops", "3"),
            ("first-stops", "5"),
            ("last-stops", "90"),
            ("skip", "notes"),
        ]);

        let made = choices(&form, &ReadingChoices::default());

        assert_eq!(made.encoding.as_deref(), Some("windows-1251"));
        let delimiter = Delimiter::new("||").expect("two signs");
        assert_eq!(made.dialect, Some(Dialect { delimiter, quote: None, escape: None, wrapped: false }));
        assert_eq!((made.header_rows.get("stops"), &made.skipped_tables[..]), (Some(&3), &["notes".to_owned()][..]));
        assert_eq!((made.first_rows.get("stops"), made.last_rows.get("stops")), (Some(&5), Some(&90)));
        let nonsense =
            pairs(&[("asked", "1"), ("encoding", "klingon"), ("delimiter", "other"), ("delimiter_other", "")]);
        assert_eq!(choices(&nonsense, &ReadingChoices::default()), ReadingChoices::default());
    }

    #[test]
    fn one_button_leaves_a_table_out_or_takes_it_back_and_changes_nothing_else() {
        let kept = ReadingChoices { encoding: Some("koi8-u".into()), ..ReadingChoices::default() };

        let without = choices(&pairs(&[("skip", "notes")]), &kept);
        let with = choices(&pairs(&[("unskip", "notes")]), &without);

        assert_eq!(without.skipped_tables, ["notes"]);
        assert_eq!(with, kept);
    }
}
