//! The port to uploads.

use std::{collections::BTreeSet, io};

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use catalog::{
    blob::{BlobError, BlobRef, UploadStore},
    id::DraftId,
};
use futures::{StreamExt, stream::BoxStream};

use crate::{LocalBlobs, layout::Layout, upload::lock, write_error};

/// Bytes gathered from the network before they are written.
const PIECE_BYTES: usize = 256 * 1024;

#[async_trait]
impl UploadStore for LocalBlobs {
    async fn begin(&self, draft: DraftId) -> Result<(), BlobError> {
        self.blocking(move |inner| inner.begin_upload(draft)).await
    }

    async fn received(&self, draft: DraftId) -> Result<u64, BlobError> {
        self.blocking(move |inner| match inner.finished_upload(draft)? {
            Some(blob) => Ok(blob.size),
            None => lock(&*inner.upload(draft)?).sync(inner.disk.as_ref()),
        })
        .await
    }

    async fn append(
        &self,
        draft: DraftId,
        offset: u64,
        limit: u64,
        mut bytes: BoxStream<'_, Result<Bytes, io::Error>>,
    ) -> Result<u64, BlobError> {
        let mut place = self.write_piece(draft, offset, Bytes::new()).await?;
        let mut gathered = BytesMut::new();
        let mut stopped = None;
        while let Some(piece) = bytes.next().await {
            match piece {
                Ok(piece) if place + (gathered.len() + piece.len()) as u64 > limit => {
                    stopped = Some(BlobError::TooLarge { limit });
                    break;
                }
                Ok(piece) => gathered.extend_from_slice(&piece),
                Err(error) => {
                    stopped = Some(BlobError::Io(error));
                    break;
                }
            }
            if gathered.len() >= PIECE_BYTES {
                place = self.write_piece(draft, place, gathered.split().freeze()).await?;
            }
        }
        self.write_piece(draft, place, gathered.freeze()).await?;
        let stands_at = self.blocking(move |inner| lock(&*inner.upload(draft)?).sync(inner.disk.as_ref())).await?;
        stopped.map_or(Ok(stands_at), Err)
    }

    async fn finish(&self, draft: DraftId) -> Result<BlobRef, BlobError> {
        self.blocking(move |inner| inner.finish_upload(draft)).await
    }

    async fn remove(&self, draft: DraftId) -> Result<(), BlobError> {
        self.blocking(move |inner| inner.remove_upload(draft)).await
    }

    async fn list(&self) -> Result<Vec<DraftId>, BlobError> {
        self.blocking(move |inner| {
            let mut drafts = BTreeSet::new();
            for entry in std::fs::read_dir(inner.layout.incoming()).map_err(write_error)? {
                let name = entry.map_err(write_error)?.file_name();
                drafts.extend(name.to_str().and_then(Layout::draft_of));
            }
            Ok(drafts.into_iter().collect())
        })
        .await
    }
}

impl LocalBlobs {
    async fn write_piece(&self, draft: DraftId, offset: u64, piece: Bytes) -> Result<u64, BlobError> {
        self.blocking(move |inner| lock(&*inner.upload(draft)?).write(inner.disk.as_ref(), offset, &piece)).await
    }
}
