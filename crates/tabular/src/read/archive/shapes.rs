//! A Shapefile's files among the members of an archive.

use super::{
    member::{ByName, Member as Entry},
    unpacked::{Unpacked, unpack},
};
use crate::{
    Source,
    finding::EngineError,
    read::{package::Package, shapefile::ShapeSet},
};

/// Bytes of a text beside the shapes.
const TEXT_BYTES_MAX: usize = 64 << 10;

/// The unpacked files of one layer.
pub(super) struct LayerFiles {
    shp: Unpacked,
    dbf: Option<Unpacked>,
    prj: Option<String>,
    cpg: Option<String>,
    name: String,
}

impl LayerFiles {
    /// Unpacks the files of the layer whose shapes are an entry.
    pub(super) fn unpack(
        source: &dyn Source,
        package: &mut Package,
        entries: &ByName<'_>,
        shp: &Entry,
    ) -> Result<Self, EngineError> {
        let stem = shp.name[..shp.name.len() - 4].to_owned();
        let find = |ending: &str| entries.get(&format!("{stem}{ending}").to_lowercase()).copied();
        let dbf = find(".dbf").map(|entry| unpack(source, package, entry.index, &entry.name)).transpose()?;
        let mut text = |ending: &str| -> Result<Option<String>, EngineError> {
            let Some(entry) = find(ending) else { return Ok(None) };
            let bytes = unpack(source, package, entry.index, &entry.name)?.head(TEXT_BYTES_MAX)?;
            Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
        };
        let (prj, cpg) = (text(".prj")?, text(".cpg")?.or(text(".cst")?));
        let name = stem.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(Self { shp: unpack(source, package, shp.index, &shp.name)?, dbf, prj, cpg, name })
    }

    /// The layer's files as sources.
    pub(super) fn set(&self) -> ShapeSet<'_> {
        ShapeSet {
            shp: Some(&self.shp),
            dbf: self.dbf.as_ref().map(|dbf| dbf as &dyn Source),
            prj: self.prj.clone(),
            cpg: self.cpg.clone(),
            name: self.name.clone(),
        }
    }
}
