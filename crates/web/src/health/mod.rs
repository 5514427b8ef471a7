//! Whether the portal can work: for whoever starts, watches or balances it.

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use futures::StreamExt;
use serde_json::{Value, json};

use crate::Portal;

/// Routes of health.
pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/healthz", get(health)).route("/readyz", get(health))
}

/// 200 when the store answers and files can be read, else 503.
async fn health(State(portal): State<Portal>) -> (StatusCode, Json<Value>) {
    let store = portal.ports.admin.ping().await.is_ok();
    let files = match portal.ports.blobs.list().await {
        Ok(mut blobs) => !matches!(blobs.next().await, Some(Err(_))),
        Err(_) => false,
    };
    let status = if store && files { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = |is_well: bool| if is_well { "ok" } else { "failed" };
    (status, Json(json!({ "status": word(store && files), "store": word(store), "files": word(files) })))
}
