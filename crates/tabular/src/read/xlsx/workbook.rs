//! The workbook: its sheets, date system, strings and styles.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{
    package::{Package, damaged},
    strings::SharedStrings,
    styles::Styles,
    xml::{Xml, attribute, flag},
};
use crate::{Limits, finding::EngineError};

/// Sheets of a workbook read at most, hidden ones included.
const SHEETS_MAX: usize = 5_000;

/// A sheet of cells.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The part that holds it.
    pub(super) part: String,
}

/// What all sheets share.
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: SharedStrings,
    pub(super) styles: Styles,
    pub(super) system_1904: bool,
}

impl Workbook {
    /// Reads the workbook's own parts.
    pub(super) fn read(package: &mut Package, limits: &Limits) -> Result<Self, EngineError> {
        let targets = relations(package, "xl/_rels/workbook.xml.rels", limits)?;
        let (sheets, system_1904) = sheets(package, &targets, limits)?;
        let strings = match package.part("xl/sharedStrings.xml")? {
            Some(part) => SharedStrings::read(part, limits)?,
            None => SharedStrings::default(),
        };
        let styles = match package.part("xl/styles.xml")? {
            Some(part) => Styles::read(part, limits)?,
            None => Styles::default(),
        };
        Ok(Self { sheets, strings, styles, system_1904 })
    }
}

/// Targets of a part's relations by id: kind and part.
fn relations(
    package: &mut Package,
    name: &str,
    limits: &Limits,
) -> Result<HashMap<String, (String, String)>, EngineError> {
    let mut targets = HashMap::new();
    let Some(part) = package.part(name)? else {
        return Err(damaged().into());
    };
    let mut xml = Xml::new(part, limits.record_bytes_max);
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&element, name).unwrap_or_default();
                if targets.len() < SHEETS_MAX {
                    targets.insert(get("Id"), (get("Type"), part_name(&get("Target"))));
                }
            }
            Event::Eof => return Ok(targets),
            _ => {}
        }
    }
}

/// A target beside `xl/workbook.xml`, or from the root where it begins with a slash.
fn part_name(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("./")),
    }
}

fn sheets(
    package: &mut Package,
    targets: &HashMap<String, (String, String)>,
    limits: &Limits,
) -> Result<(Vec<Sheet>, bool), EngineError> {
    let Some(part) = package.part("xl/workbook.xml")? else {
        return Err(damaged().into());
    };
    let mut sheets = Vec::new();
    let mut system_1904 = false;
    let mut xml = Xml::new(part, limits.record_bytes_max);
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "workbookPr" => system_1904 = flag(&element, "date1904"),
                "sheet" if sheets.len() < SHEETS_MAX => {
                    let name = attribute(&element, "name").unwrap_or_default();
                    let hidden = attribute(&element, "state").is_some_and(|state| state != "visible");
                    // Charts and dialogs are sheets too, but have no cells.
                    if let Some((kind, part)) = attribute(&element, "id").and_then(|id| targets.get(&id))
                        && kind.ends_with("/worksheet")
                    {
                        sheets.push(Sheet { name, hidden, part: part.clone() });
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, system_1904)),
            _ => {}
        }
    }
}
