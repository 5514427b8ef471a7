//! `vidkryto backup` and `restore`: a consistent copy of a data folder, taken while the portal works, and the way back.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use catalog::blob::{BlobHash, BlobStore};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::SqliteStore;

use super::{block_on, output};
use crate::data_folder::DataFolder;

const MANIFEST: &str = "manifest.json";
const DATABASE: &str = "vidkryto.sqlite";
const BLOBS: &str = "blobs";
const STREETS: &str = "street-renames.json";
const BORDERS: &str = "borders.json";

/// What a copy holds.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// Form of this document; 1.
    schema: u32,
    /// SHA-256 of the database file, hex.
    database_sha256: String,
    /// Blobs by SHA-256 with their sizes in bytes.
    blobs: BTreeMap<BlobHash, u64>,
    /// SHA-256 of the list of renamed streets, where one was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    street_renames_sha256: Option<String>,
    /// SHA-256 of the city's border and districts, where they were imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    borders_sha256: Option<String>,
}

impl Manifest {
    /// What operators imported: its name in the copy and its hash.
    fn imported(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [(STREETS, &self.street_renames_sha256), (BORDERS, &self.borders_sha256)];
        all.into_iter().filter_map(|(name, hash)| Some((name, hash.as_deref()?)))
    }
}

/// Copies a data folder. The database comes first: every blob it refers to exists already and never changes.
pub(super) fn backup(data: &Path, to: &Path) -> anyhow::Result<ExitCode> {
    let folder = DataFolder::new(data);
    if !folder.exists() {
        bail!("{} is not a data folder", data.display());
    }
    if to.exists() {
        bail!("{} exists already", to.display());
    }
    let partial = sibling(to)?;
    fs::create_dir_all(partial.join(BLOBS)).with_context(|| format!("{} cannot be made", partial.display()))?;
    let count = block_on(copy_out(&folder, &partial))?;
    fs::rename(&partial, to).context("the finished copy cannot be named")?;
    output::line(&format!("{}: database and {count} files", to.display()));
    Ok(ExitCode::SUCCESS)
}

async fn copy_out(folder: &DataFolder, target: &Path) -> anyhow::Result<usize> {
    let live = SqliteStore::open(&folder.database()).await.context("the database cannot be opened")?;
    let database = target.join(DATABASE);
    live.backup_to(&database).await.context("the database cannot be copied")?;
    live.close().await.ok();

    let copy = SqliteStore::open(&database).await.context("the copied database cannot be opened")?;
    let referenced = catalog::ports::StoreAdmin::referenced_blobs(&*copy).await?;
    copy.close().await.ok();
    let mut blobs = BTreeMap::new();
    for hash in referenced {
        let source = folder.blobs().join(blobs::location(&hash).as_ref());
        let path = target.join(BLOBS).join(hash.as_str());
        let size = copy_checked(&source, &path, hash.as_str())?;
        blobs.insert(hash, size);
    }
    let count = blobs.len();
    let imported = |path: &Path, name: &str| -> anyhow::Result<Option<String>> {
        if !path.exists() {
            return Ok(None);
        }
        let hash = hash_of(path)?;
        copy_checked(path, &target.join(name), &hash)?;
        Ok(Some(hash))
    };
    let manifest = Manifest {
        schema: 1,
        database_sha256: hash_of(&database)?,
        blobs,
        street_renames_sha256: imported(&folder.street_renames(), STREETS)?,
        borders_sha256: imported(&folder.borders(), BORDERS)?,
    };
    write_synced(&target.join(MANIFEST), &serde_json::to_vec_pretty(&manifest)?)?;
    Ok(count)
}

/// Makes a data folder from a copy.
pub(super) fn restore(from: &Path, data: &Path) -> anyhow::Result<ExitCode> {
    if data.exists() && fs::read_dir(data)?.next().is_some() {
        bail!("{} is not empty; nothing was changed", data.display());
    }
    let manifest = fs::read(from.join(MANIFEST)).with_context(|| format!("{} is not a copy", from.display()))?;
    let manifest: Manifest = serde_json::from_slice(&manifest).context("the copy's manifest is damaged")?;
    verify(from, &manifest)?;

    let partial = sibling(data)?;
    let folder = DataFolder::new(&partial);
    fs::create_dir_all(&partial).with_context(|| format!("{} cannot be made", partial.display()))?;
    let count = manifest.blobs.len();
    let copied = copy_in(from, &folder, &manifest)
        .and_then(|()| copy_checked(&from.join(DATABASE), &folder.database(), &manifest.database_sha256))
        .and_then(|_| {
            manifest
                .imported()
                .try_for_each(|(name, hash)| copy_checked(&from.join(name), &partial.join(name), hash).map(|_| ()))
        });
    if let Err(error) = copied {
        // A restore that failed leaves nothing a portal could be started on.
        fs::remove_dir_all(&partial).ok();
        return Err(error);
    }
    if data.exists() {
        fs::remove_dir(data).with_context(|| format!("{} is not empty", data.display()))?;
    }
    fs::rename(&partial, data).context("the finished folder cannot be named")?;
    output::line(&format!("{}: database and {count} files", data.display()));
    Ok(ExitCode::SUCCESS)
}

/// A folder beside the target in which it grows; what an interrupted attempt left there goes.
fn sibling(target: &Path) -> anyhow::Result<PathBuf> {
    let name = target.file_name().context("the folder needs a name")?.to_string_lossy().into_owned();
    let partial = target.with_file_name(format!("{name}.partial"));
    if partial.exists() {
        fs::remove_dir_all(&partial).context("the rest of an interrupted copy cannot be removed")?;
    }
    Ok(partial)
}

/// Checks every hash before anything is written.
fn verify(from: &Path, manifest: &Manifest) -> anyhow::Result<()> {
    if hash_of(&from.join(DATABASE))? != manifest.database_sha256 {
        bail!("the copy's database is damaged");
    }
    for (name, hash) in manifest.imported() {
        if hash_of(&from.join(name))? != hash {
            bail!("the copy's {name} is damaged");
        }
    }
    for hash in manifest.blobs.keys() {
        let path = from.join(BLOBS).join(hash.as_str());
        if hash_of(&path)? != hash.as_str() {
            bail!("the copy's file {hash} is damaged");
        }
    }
    Ok(())
}

fn copy_in(from: &Path, folder: &DataFolder, manifest: &Manifest) -> anyhow::Result<()> {
    let blobs = blobs::LocalBlobs::open(&folder.files()).context("the folder of files cannot be made")?;
    for hash in manifest.blobs.keys() {
        let mut source = File::open(from.join(BLOBS).join(hash.as_str()))?;
        let mut sink = blobs.sink()?;
        std::io::copy(&mut source, &mut sink)?;
        let stored = sink.finish()?;
        if stored.sha256 != *hash {
            bail!("the copy's file {hash} changed while it was read");
        }
    }
    Ok(())
}

fn hash_of(path: &Path) -> anyhow::Result<String> {
    let mut file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut hasher = Sha256::new();
    std::io::copy(&mut file, &mut hasher)?;
    Ok(hex::encode(hasher.finalize()))
}

/// Copies a file, syncs it and checks what was written against its hash; returns its size in bytes.
fn copy_checked(source: &Path, target: &Path, sha256: &str) -> anyhow::Result<u64> {
    let mut from = File::open(source).with_context(|| format!("{} cannot be read", source.display()))?;
    let mut to =
        BufWriter::new(File::create_new(target).with_context(|| format!("{} cannot be written", target.display()))?);
    let size = std::io::copy(&mut from, &mut to)?;
    to.flush()?;
    to.get_ref().sync_all()?;
    if hash_of(target)? != sha256 {
        bail!("{} is damaged", source.display());
    }
    Ok(size)
}

fn write_synced(path: &PathBuf, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}
