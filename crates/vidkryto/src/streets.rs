//! Renamed streets of the city: read from a table, kept in the data folder, handed to the engine.

use std::{fs, io::Write, path::Path};

use anyhow::{Context, bail};
use standards::{Rename, StreetRenames};
use tabular::{Limits, fix::date_form, read, recipe::ReadingChoices};

use crate::{data_folder::DataFolder, local_file::LocalFile};

/// Columns that the table must have.
const COLUMNS: [&str; 5] = ["kind", "from", "to", "since", "source"];

/// Reads a table of renames in any format that the engine reads.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Rename>> {
    let said = || format!("{} cannot be read", path.display());
    let file = LocalFile::new(path).with_context(said)?;
    let limits = Limits::default();
    let reading = read::read(&file, &ReadingChoices::default(), &limits).with_context(said)?;
    let table = reading.tables.first().with_context(said)?;
    let place = |name: &&str| table.headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name));
    let places: Vec<Option<usize>> = COLUMNS.iter().map(place).collect();
    if let Some(missing) = places.iter().position(Option::is_none) {
        bail!("{} has no column `{}`; it needs {}", path.display(), COLUMNS[missing], COLUMNS.join(", "));
    }
    let places: Vec<usize> = places.into_iter().flatten().collect();
    let mut rows = read::open_table(&file, &reading, 0, &limits).with_context(said)?;
    let mut renames = Vec::new();
    while let Some(batch) = rows.next_batch().with_context(said)? {
        for row in 0..batch.rows() {
            let cell = |column: usize| batch.columns[places[column]].value(row).trim().to_owned();
            renames.push(Rename { kind: cell(0), from: cell(1), to: cell(2), since: day(cell(3)), source: cell(4) });
        }
    }
    Ok(renames)
}

/// A day as clerks write it, by ISO 8601 where it can be read.
fn day(text: String) -> String {
    let iso = date_form(&text).and_then(|form| form.to_iso(None));
    let iso = iso.unwrap_or(text);
    // A workbook's day comes with 00:00.
    iso.split_once('T').map_or_else(|| iso.clone(), |(day, _)| day.to_owned())
}

/// Checks a table of renames and keeps it in the data folder in the place of the one before; answers how many there are.
pub(crate) fn import(path: &Path, folder: &DataFolder) -> anyhow::Result<usize> {
    let renames = read(path)?;
    let count = StreetRenames::new(renames.clone()).with_context(|| format!("{} was not taken", path.display()))?.len();
    keep(&renames, folder)?;
    Ok(count)
}

/// Keeps renames in the data folder.
pub(crate) fn keep(renames: &[Rename], folder: &DataFolder) -> anyhow::Result<()> {
    fs::create_dir_all(folder.root()).context("the data folder cannot be made")?;
    let mut partial = tempfile::NamedTempFile::new_in(folder.root()).context("the data folder cannot be written")?;
    partial.write_all(&serde_json::to_vec_pretty(renames)?)?;
    partial.as_file().sync_all()?;
    partial.persist(folder.street_renames()).context("the list of renames cannot be written")?;
    Ok(())
}

/// The renames that were imported; none where there are none.
pub(crate) fn load(path: &Path) -> anyhow::Result<StreetRenames> {
    if !path.exists() {
        return Ok(StreetRenames::default());
    }
    let text = fs::read(path).context("the list of renamed streets cannot be read")?;
    let renames: Vec<Rename> = serde_json::from_slice(&text).context("the list of renamed streets is damaged")?;
    Ok(StreetRenames::new(renames)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_imported_table_is_known_at_the_next_start() {
        let folder = tempfile::tempdir().expect("a folder");
        let table = folder.path().join("streets.csv");
        let text = "kind;from;to;since;source\nвулиця;Зразкова;Тиха;01.02.2024;рішення № 1\n";
        fs::write(&table, text).expect("a file");
        let data = DataFolder::new(&folder.path().join("data"));

        let count = import(&table, &data).expect("a lawful table");
        let known = load(&data.street_renames()).expect("a list");

        assert_eq!((count, known.len()), (1, 1));
        assert_eq!(load(&folder.path().join("none")).expect("nothing").len(), 0);
    }

    #[test]
    fn a_table_without_its_columns_or_sources_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = DataFolder::new(folder.path());
        let refused = |text: &str| {
            let table = folder.path().join("streets.csv");
            fs::write(&table, text).expect("a file");
            import(&table, &data).expect_err("it is refused").to_string()
        };

        assert!(refused("from,to\nА,Б\n").contains("no column `kind`"));
        assert!(
            refused("kind,from,to,since,source\nвулиця,А,Б,2024-02-01,\nвулиця,В,Г,2024-02-01,рішення\n")
                .contains("not taken")
        );
        assert!(!data.street_renames().exists());
    }
}
