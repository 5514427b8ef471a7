//! The workbook: its sheets, date system, strings and styles.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{strings::read_strings, styles::Styles};
use crate::{
    Limits,
    finding::EngineError,
    read::{
        package::{Package, damaged},
        parts::{Xml, attribute, flag},
        sheet::{SharedStrings, Sheet},
    },
};

/// Sheets of a workbook read at most, hidden ones included.
const SHEETS_MAX: usize = 5_000;

/// What all sheets share.
pub(super) struct Workbook {
    pub(super) sheets: Vec<Sheet>,
    /// The part of each sheet.
    pub(super) parts: Vec<String>,
    pub(super) strings: SharedStrings,
    pub(super) styles: Styles,
    pub(super) system_1904: bool,
}

impl Workbook {
    /// Reads the workbook's own parts.
    pub(super) fn read(package: &mut Package, limits: &Limits) -> Result<Self, EngineError> {
        let main = main_part(package, limits)?;
        let relations = Relations::of(package, &main, limits)?;
        let mut workbook = Self {
            sheets: Vec::new(),
            parts: Vec::new(),
            strings: SharedStrings::default(),
            styles: Styles::default(),
            system_1904: false,
        };
        workbook.read_sheets(package, &main, &relations, limits)?;
        if let Some(part) = package.part(&relations.of_kind("sharedStrings", "xl/sharedStrings.xml"))? {
            workbook.strings = read_strings(part, limits)?;
        }
        if let Some(part) = package.part(&relations.of_kind("styles", "xl/styles.xml"))? {
            workbook.styles = Styles::read(part, limits)?;
        }
        Ok(workbook)
    }

    fn read_sheets(
        &mut self,
        package: &mut Package,
        main: &str,
        relations: &Relations,
        limits: &Limits,
    ) -> Result<(), EngineError> {
        let Some(part) = package.part(main)? else {
            return Err(damaged().into());
        };
        let mut xml = Xml::new(part, limits.record_bytes_max);
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "workbookPr" => self.system_1904 = flag(&element, "date1904"),
                    "sheet" if self.sheets.len() < SHEETS_MAX => {
                        let name = attribute(&element, "name").unwrap_or_default();
                        let hidden = attribute(&element, "state").is_some_and(|state| state != "visible");
                        // Charts and dialogs are sheets too, but have no cells.
                        if let Some((kind, part)) = attribute(&element, "id").and_then(|id| relations.by_id.get(&id))
                            && kind.ends_with("/worksheet")
                        {
                            self.sheets.push(Sheet::new(name, hidden));
                            self.parts.push(part.clone());
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// The workbook's own part: where most writers put it, else where the package says.
fn main_part(package: &mut Package, limits: &Limits) -> Result<String, EngineError> {
    const USUAL: &str = "xl/workbook.xml";
    if package.has(USUAL) {
        return Ok(USUAL.to_owned());
    }
    let relations = Relations::read(package, "_rels/.rels", "", limits)?;
    Ok(relations.of_kind("officeDocument", USUAL))
}

/// What a part refers to.
pub(in crate::read) struct Relations {
    /// Kind and part by id.
    pub(in crate::read) by_id: HashMap<String, (String, String)>,
}

impl Relations {
    /// The relations of a part.
    pub(in crate::read) fn of(package: &mut Package, part: &str, limits: &Limits) -> Result<Self, EngineError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let (folder, slash) = (folder, if folder.is_empty() { "" } else { "/" });
        Self::read(package, &format!("{folder}{slash}_rels/{name}.rels"), folder, limits)
    }

    fn read(package: &mut Package, name: &str, folder: &str, limits: &Limits) -> Result<Self, EngineError> {
        let mut by_id = HashMap::new();
        let Some(part) = package.part(name)? else {
            return Err(damaged().into());
        };
        let mut xml = Xml::new(part, limits.record_bytes_max);
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "Relationship" => {
                    let get = |name| attribute(&element, name).unwrap_or_default();
                    if by_id.len() < SHEETS_MAX {
                        by_id.insert(get("Id"), (get("Type"), part_name(folder, &get("Target"))));
                    }
                }
                Event::Eof => return Ok(Self { by_id }),
                _ => {}
            }
        }
    }

    /// The part of a kind, such as `styles`; `usual` where none is named.
    pub(in crate::read) fn of_kind(&self, kind: &str, usual: &str) -> String {
        let ends = |found: &str| found.rsplit('/').next() == Some(kind);
        self.by_id.values().find(|(found, _)| ends(found)).map_or_else(|| usual.to_owned(), |(_, part)| part.clone())
    }
}

/// A target beside its part, or from the root where it begins with a slash.
fn part_name(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::part_name;

    #[test]
    fn targets_lie_beside_their_part_or_begin_at_the_root() {
        assert_eq!(part_name("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_name("xl", "./worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_name("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_name("xl/worksheets", "../styles.xml"), "xl/styles.xml");
    }
}
