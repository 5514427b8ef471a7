//! Archives: each file inside that holds tables is read as if it had come alone.
//!
//! - A table is named after its member; its sheet is the member's name, with the inner sheet behind it.
//! - Folders, what operating systems leave (`__MACOSX`, `.DS_Store`), read-me files and whatever holds no table are passed over with a
//!   note. Texts among them are screened; what cannot be screened keeps the original private.
//! - An archive inside an archive is refused. Workbooks and KMZ are documents, not archives.

mod member;
mod notes;
mod rows;
mod shapes;
mod unpacked;

use self::{
    member::{Member as Entry, Role, by_name, members_of},
    rows::MemberRows,
    shapes::LayerFiles,
    unpacked::{Unpacked, unpack, unpack_gzip},
};
use super::{
    RowReader,
    beside::Beside,
    container::{self, Kind},
    name::{stem, table_name, unique},
    open_table,
    package::{Package, Packed},
    read_at, refusal,
    scan::Scan,
    shapefile, sheet,
};
use crate::{
    Container, Limits, Member, Reading, Source, TableReading, Unreadable, finding::EngineError, recipe::ReadingChoices,
};

/// Bytes of a text that is no table, kept to be screened.
const TEXT_BYTES_MAX: usize = 1 << 20;

/// Reads the structure of a zip container: a workbook, a document or an archive of files.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
    is_member: bool,
) -> Result<Reading, EngineError> {
    let mut package = Package::open(Packed::of(source, limits)?, limits)?;
    if is_office(&package) {
        return sheet::read(source, sheet::in_zip(source, limits)?, scan, choices, limits);
    }
    let entries = members_of(&package.entries()?);
    let is_kmz = entries.iter().any(|entry| entry.ends_with(".kml"));
    if is_member && !is_kmz {
        return Err(refusal::nested_archive().into());
    }
    // What may be kept is shared by all members.
    let limits = &Limits { kept_rows_bytes_max: limits.kept_rows_bytes_max / entries.len().max(1), ..limits.clone() };
    let mut reading = Reading { sha256: scan.sha256.clone(), ..Reading::of(Container::Zip) };
    let mut gathered = Gathered::default();
    let named = by_name(&entries);
    let tables_max = limits.tables_max + choices.skipped_tables.len();
    for entry in &entries {
        if entry.role == Role::Shapes {
            let files = LayerFiles::unpack(source, &mut package, &named, entry)?;
            let read = shapefile::read(&files.set(), scan, choices, limits);
            let reading = read.map_err(|error| notes::in_member(&entry.name, error))?;
            gathered.members.push(Member { entry: entry.index, name: entry.name.clone(), reading });
        } else {
            read_entry(source, &mut package, entry, choices, limits, &mut gathered)?;
        }
        // The next ten thousand need not be read to know.
        if gathered.members.iter().map(|member| member.reading.tables.len()).sum::<usize>() > tables_max {
            return Err(super::record::too_many_tables(limits.tables_max).into());
        }
    }
    if gathered.members.is_empty() {
        return Err(gathered.refused().into());
    }
    gathered.finish(&mut reading, source.name(), choices, limits)?;
    Ok(reading)
}

/// Reads the one file that gzip packed.
pub(super) fn read_gzip(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
    is_member: bool,
) -> Result<Reading, EngineError> {
    if is_member {
        return Err(refusal::nested_archive().into());
    }
    let name = source.name();
    let inner = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".GZ")).unwrap_or(name);
    let file = unpack_gzip(source, inner, limits)?;
    let mut reading = Reading { sha256: scan.sha256.clone(), ..Reading::of(Container::Gzip) };
    let mut gathered = Gathered::default();
    gathered.members.push(Member { entry: 0, name: inner.to_owned(), reading: read_at(&file, choices, limits, true)? });
    gathered.finish(&mut reading, source.name(), choices, limits)?;
    Ok(reading)
}

/// Opens a table for its rows.
pub(super) fn open(
    source: &dyn Source,
    reading: &Reading,
    table: usize,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let mut left = table;
    for member in &reading.members {
        if left >= member.reading.tables.len() {
            left -= member.reading.tables.len();
            continue;
        }
        let file = if reading.container == Container::Gzip {
            unpack_gzip(source, &member.name, limits)?
        } else {
            let mut package = Package::open(Packed::of(source, limits)?, limits)?;
            if member.reading.container == Container::Shapefile {
                let entries = members_of(&package.entries()?);
                let shp = entries.iter().find(|entry| entry.index == member.entry).ok_or_else(super::no_table)?;
                let files = LayerFiles::unpack(source, &mut package, &by_name(&entries), shp)?;
                let rows = shapefile::open(&files.set(), &member.reading, &member.reading.tables[left], limits)?;
                return Ok(Box::new(MemberRows::new(rows, reading.tables[table].sheet.clone())));
            }
            unpack(source, &mut package, member.entry, &member.name)?
        };
        let rows = open_table(&file, &member.reading, left, limits)?;
        return Ok(Box::new(MemberRows::new(rows, reading.tables[table].sheet.clone())));
    }
    Err(super::no_table().into())
}

fn is_office(package: &Package) -> bool {
    // A sparing writer may call the workbook's part otherwise.
    (package.has("[Content_Types].xml") && package.has("_rels/.rels"))
        || ["xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "Index/Document.iwa"]
            .iter()
            .any(|part| package.has(part))
        || (package.has("content.xml") && (package.has("mimetype") || package.has("META-INF/manifest.xml")))
}

/// What the members gave.
#[derive(Default)]
struct Gathered {
    members: Vec<Member>,
    beside: Beside,
    /// Members passed over, with the reason where it is worth telling.
    skipped: Vec<(String, Option<Unreadable>)>,
    unscreened: Vec<String>,
}

/// Reads one member, or passes it over.
fn read_entry(
    source: &dyn Source,
    package: &mut Package,
    entry: &Entry,
    choices: &ReadingChoices,
    limits: &Limits,
    gathered: &mut Gathered,
) -> Result<(), EngineError> {
    if matches!(entry.role, Role::Litter | Role::Part) {
        return Ok(());
    }
    let file = unpack(source, package, entry.index, &entry.name)?;
    if entry.role == Role::Text {
        gathered.pass_text(&file)?;
        return Ok(());
    }
    match read_at(&file, choices, limits, true) {
        Ok(reading) if is_prose(&reading, &entry.name) => gathered.pass_text(&file)?,
        Ok(reading) => gathered.members.push(Member { entry: entry.index, name: entry.name.clone(), reading }),
        Err(EngineError::Unreadable(refused)) => match refused.kind {
            "empty" | "no-table" => gathered.skipped.push((entry.name.clone(), Some(refused))),
            "unsupported" | "binary" if !is_archive(&file, limits)? => {
                gathered.unscreened.push(entry.name.clone());
                gathered.skipped.push((entry.name.clone(), Some(refused)));
            }
            _ => return Err(notes::of_member(&entry.name, &refused).into()),
        },
        Err(other) => return Err(other),
    }
    Ok(())
}

/// A text of one column is no table but something to be read.
fn is_prose(reading: &Reading, name: &str) -> bool {
    reading.container == Container::Csv
        && !name.to_lowercase().ends_with(".csv")
        && reading.tables.iter().all(|table| table.columns.len() < 2)
}

fn is_archive(file: &Unpacked, limits: &Limits) -> Result<bool, EngineError> {
    let head = file.head(64)?;
    Ok(match container::kind_of(&head, file.name()) {
        Kind::Zip => !is_office(&Package::open(Packed::of(file, limits)?, limits)?),
        Kind::Gzip => true,
        Kind::Known(format) => ["bzip2", "xz", "7-Zip", "RAR", "Zstandard"].contains(&format),
        _ => false,
    })
}

impl Gathered {
    /// Keeps the lines of a text to be screened.
    fn pass_text(&mut self, file: &Unpacked) -> Result<(), EngineError> {
        let bytes = file.head(TEXT_BYTES_MAX)?;
        if file.size() > bytes.len() as u64 {
            self.unscreened.push(file.name().to_owned());
        }
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::WINDOWS_1251.decode(&bytes).0,
        };
        for line in text.lines() {
            self.beside.push(file.name(), line);
        }
        self.skipped.push((file.name().to_owned(), None));
        Ok(())
    }

    /// Why an archive without a table is refused: the only file's reason, or that there is none.
    fn refused(self) -> Unreadable {
        let mut told = self.skipped.into_iter().filter_map(|(name, refused)| Some((name, refused?)));
        match (told.next(), told.next()) {
            (Some((name, refused)), None) => notes::of_member(&name, &refused),
            _ => notes::no_table_in_archive(),
        }
    }

    /// Puts the tables of all members together.
    fn finish(
        mut self,
        reading: &mut Reading,
        file: &str,
        choices: &ReadingChoices,
        limits: &Limits,
    ) -> Result<(), EngineError> {
        let single = self.members.len() == 1;
        let mut taken: Vec<String> = Vec::new();
        for member in &mut self.members {
            let mut kept = Vec::new();
            for table in std::mem::take(&mut member.reading.tables) {
                // Every KMZ calls its map `doc`.
                let own = if single && table.name == "doc" { table_name(stem(file)) } else { None };
                let name = unique(own.as_deref().unwrap_or(&table.name), &taken);
                if choices.skipped_tables.contains(&name) {
                    continue;
                }
                taken.push(name.clone());
                let plain = single && reading.container == Container::Gzip;
                reading.tables.push(outer(&table, name, &member.name, plain));
                kept.push(table);
            }
            member.reading.tables = kept;
            for (place, text) in std::mem::take(&mut member.reading.outside) {
                self.beside.push(&format!("{}: {place}", member.name), &text);
            }
            let inner = std::mem::take(&mut member.reading.unscreened);
            self.unscreened.extend(inner.into_iter().map(|what| format!("{}: {what}", member.name)));
        }
        if reading.tables.len() > limits.tables_max {
            return Err(super::record::too_many_tables(limits.tables_max).into());
        }
        let file_notes = notes::skipped(&self.skipped, limits.examples_max).into_iter().chain(self.beside.note());
        if let Some(first) = reading.tables.first_mut() {
            first.notes.splice(0..0, file_notes);
        }
        reading.members = self.members;
        reading.outside = self.beside.texts;
        reading.unscreened = self.unscreened;
        Ok(())
    }
}

/// A member's table as the archive shows it.
fn outer(table: &TableReading, name: String, member: &str, plain: bool) -> TableReading {
    let sheet = match &table.sheet {
        inner if plain => inner.clone(),
        None => Some(member.to_owned()),
        Some(inner) => Some(format!("{member} / {inner}")),
    };
    let mut outer = TableReading { name, sheet: sheet.clone(), ..table.clone() };
    for example in outer.notes.iter_mut().flat_map(|note| &mut note.examples) {
        example.place.sheet.clone_from(&sheet);
    }
    outer
}
