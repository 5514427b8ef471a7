//! Sentences about how a file was read: encoding, dialect, titles, header, footnotes.

use encoding_rs::Encoding;

use super::{
    layout::GridRow,
    note::{Rule, Tally, remark, rows_en, rows_uk, shorten},
};
use crate::{Delimiter, Dialect, Finding, Message, Place, Severity, Unreadable};

/// The longest title taken from a title block, in characters.
const TITLE_CHARACTERS_MAX: usize = 200;

/// Notes about delimited text as a whole.
pub(super) fn file(encoding: &'static Encoding, is_utf8: bool, dialect: Dialect) -> Vec<Finding> {
    let mut notes = Vec::new();
    if !is_utf8 {
        let name = encoding.name();
        notes.push(remark(
            "encoding",
            Severity::Info,
            "encoding=utf-8",
            Message::new(
                format!("Файл у кодуванні {name}, а не UTF-8. Літери прочитано, під час оприлюднення їх буде записано в UTF-8. Якщо текст нижче нечитабельний, виберіть інше кодування."),
                format!("The file is in {name}, not UTF-8. Its letters were read and will be published as UTF-8. If the text below is garbled, choose another encoding."),
            ),
        ));
    }
    if dialect.delimiter != ',' || !matches!(dialect.quote, None | Some('"')) {
        let (uk, en) = delimiter_name(dialect);
        notes.push(remark(
            "dialect",
            Severity::Info,
            "delimiter=,",
            Message::new(
                format!("Комірки у файлі розділено {uk}, а не комою. Таблицю прочитано, під час оприлюднення її буде записано з комою."),
                format!("Cells are separated by {en}, not by a comma. The table was read and will be published with commas."),
            ),
        ));
    }
    notes
}

fn delimiter_name(dialect: Dialect) -> (String, String) {
    match dialect.delimiter.as_str() {
        ";" => ("крапкою з комою".into(), "a semicolon".into()),
        "\t" => ("табуляцією".into(), "a tab".into()),
        "|" => ("вертикальною рискою".into(), "a vertical bar".into()),
        " " => ("пробілом".into(), "a space".into()),
        Delimiter::SPACES | Delimiter::ALIGNED => ("пробілами".into(), "spaces".into()),
        "," => ("комою з іншими лапками".into(), "a comma with other quotes".into()),
        other => (format!("знаком «{}»", visible(other)), format!("“{}”", visible(other))),
    }
}

/// Control signs by their number; nobody sees them.
fn visible(sign: &str) -> String {
    if sign.chars().any(char::is_control) { sign.escape_default().to_string() } else { sign.to_owned() }
}

/// A dialect that cannot be cut by.
pub(super) fn dialect_refused(dialect: Dialect) -> Unreadable {
    Unreadable::new(
        "unsupported",
        format!(
            "За роздільником «{}» файл прочитати неможливо. Виберіть інший роздільник: кому, крапку з комою, табуляцію чи вертикальну риску.",
            dialect.delimiter
        ),
        format!(
            "The file cannot be cut by “{}”. Choose another delimiter: comma, semicolon, tab or vertical bar.",
            dialect.delimiter
        ),
    )
}

/// What was found around one table.
pub(super) struct TableNotes<'rows> {
    pub(super) sheet: Option<&'rows str>,
    pub(super) titles: &'rows [&'rows GridRow],
    pub(super) header_rows: &'rows [u64],
    pub(super) feet: &'rows [&'rows GridRow],
    pub(super) examples_max: usize,
}

impl TableNotes<'_> {
    /// The findings, in the order of the sheet.
    pub(super) fn findings(&self) -> Vec<Finding> {
        [self.title(), self.header(), self.foot()].into_iter().flatten().collect()
    }

    fn title(&self) -> Option<Finding> {
        let rule = Rule { kind: "title-rows", severity: Severity::Info, broken: "first-row=header" };
        self.tally(self.titles).finding(rule, |tally| {
            Message::new(
                format!("Над шапкою таблиці {} із назвою чи поясненнями (з рядка {}). У таблицю вони не потраплять; перенесіть їх у назву й опис набору.", rows_uk(tally.count), tally.first_row()),
                format!("{} of title or remarks stand above the header (from row {}). They stay out of the table; put them into the dataset's title and description.", rows_en(tally.count), tally.first_row()),
            )
        })
    }

    fn header(&self) -> Option<Finding> {
        let places = |rows: &[u64]| rows.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
        match self.header_rows {
            [] => Some(remark(
                "no-header",
                Severity::Warning,
                "header=required",
                Message::new(
                    "У таблиці немає рядка з назвами стовпців: перший рядок схожий на дані. Додайте назви у файлі або вкажіть їх у схемі таблиці.",
                    "The table has no row with column names: its first row looks like data. Add names in the file or give them in the table schema.",
                ),
            )),
            [_] => None,
            rows => {
                let mut finding = remark(
                    "header-rows",
                    Severity::Info,
                    "header=one-row",
                    Message::new(
                        format!(
                            "Шапка таблиці займає кілька рядків ({}). Назви рівнів об’єднано через « / ». Перевірте назви стовпців.",
                            places(rows)
                        ),
                        format!(
                            "The header takes several rows ({}). Its levels were joined with “ / ”. Check the column names.",
                            places(rows)
                        ),
                    ),
                );
                finding.count = rows.len() as u64;
                finding.examples = rows
                    .iter()
                    .take(self.examples_max)
                    .map(|row| crate::Example { place: self.place(*row), ..Default::default() })
                    .collect();
                Some(finding)
            }
        }
    }

    fn foot(&self) -> Option<Finding> {
        let rule = Rule { kind: "footnote", severity: Severity::Info, broken: "last-row=data" };
        self.tally(self.feet).finding(rule, |tally| {
            Message::new(
                format!("Під таблицею {} із примітками (з рядка {}). У таблицю вони не потраплять; перенесіть їх в опис набору.", rows_uk(tally.count), tally.first_row()),
                format!("{} of footnotes stand below the table (from row {}). They stay out of the table; put them into the dataset's description.", rows_en(tally.count), tally.first_row()),
            )
        })
    }

    fn tally(&self, rows: &[&GridRow]) -> Tally {
        let mut tally = Tally::default();
        for row in rows {
            tally.add(self.examples_max, || (self.place(row.place), row_text(row)));
        }
        tally
    }

    fn place(&self, row: u64) -> Place {
        Place { sheet: self.sheet.map(str::to_owned), row: Some(row), column: None }
    }
}

fn row_text(row: &GridRow) -> String {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(20).collect();
    shorten(&cells.join(" "))
}

/// A title made of the title block's rows; `None` without one.
pub(super) fn title_text(titles: &[&GridRow]) -> Option<String> {
    let whole = titles.iter().map(|row| row_text(row)).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = whole.split_whitespace().collect();
    let text: String = words.join(" ").chars().take(TITLE_CHARACTERS_MAX).collect();
    (!text.is_empty()).then_some(text)
}
