//! `Idempotency-Key`: a write repeated with the same key answers as the first time and happens once.

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use catalog::{
    PersonId,
    idempotency::{Claim, KeptAnswer},
};
use sha2::{Digest, Sha256};

use crate::{Portal, Problem, Visit};

const KEY: &str = "idempotency-key";
/// Characters of a key.
const KEY_CHARACTERS_MAX: usize = 200;
/// Bytes of an answer that is kept.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// Middleware of writes with small bodies: the fingerprint is of method, address and body.
pub(crate) async fn of_small_writes(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    if !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, portal.config.form_bytes_max).await else {
        let limit = portal.config.form_bytes_max as u64;
        return Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large").member("limit", limit).into_response();
    };
    let fingerprint = fingerprint(&parts, &bytes);
    guarded(portal, parts, Body::from(bytes), fingerprint, next).await
}

/// Middleware of uploads: bytes that stream cannot be read twice, so their length and digest headers stand for them.
pub(crate) async fn of_uploads(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    if !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let mut stands_for = Vec::new();
    for name in ["content-length", "upload-length", "upload-offset", "content-digest", "repr-digest"] {
        stands_for.extend_from_slice(parts.headers.get(name).map_or(&[][..], HeaderValue::as_bytes));
        stands_for.push(b'\n');
    }
    let fingerprint = fingerprint(&parts, &stands_for);
    guarded(portal, parts, body, fingerprint, next).await
}

async fn guarded(portal: Portal, mut parts: Parts, body: Body, fingerprint: String, next: Next) -> Response {
    let key = match key(&parts.headers) {
        Ok(key) => key,
        Err(problem) => return problem.into_response(),
    };
    let is_write = matches!(parts.method, Method::POST | Method::PUT | Method::PATCH | Method::DELETE);
    let visit = match Visit::from_request_parts(&mut parts, &portal).await {
        Ok(visit) => visit,
        Err(problem) => return problem.into_response(),
    };
    let request = Request::from_parts(parts, body);
    let Some(person) = visit.actor.person_id().filter(|_| is_write) else { return next.run(request).await };
    match portal.ports.idempotency.claim_key(person, &key, &fingerprint, visit.now).await {
        Ok(Claim::Fresh) => {}
        Ok(Claim::Replay(kept)) => return replay(&kept),
        Ok(Claim::InProgress) => return Problem::new(StatusCode::CONFLICT, "idempotency-in-progress").into_response(),
        Ok(Claim::Mismatch) => {
            return Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-mismatch").into_response();
        }
        Err(error) => return Problem::from(error).into_response(),
    }
    // A caller who goes away must not leave the key claimed for ever: the work ends in a task of its own.
    let work = tokio::spawn(async move {
        let response = next.run(request).await;
        keep(&portal, person, &key, response).await
    });
    work.await.unwrap_or_else(|error| Problem::internal("a guarded write ended early", &error).into_response())
}

/// Keeps an answer that holds; gives the key back where trying again may help.
async fn keep(portal: &Portal, person: PersonId, key: &str, response: Response) -> Response {
    let is_final = response.status().is_success();
    if !is_final {
        if let Err(error) = portal.ports.idempotency.release_key(person, key).await {
            tracing::warn!(%error, "an idempotency key could not be given back");
        }
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, ANSWER_BYTES_MAX).await else {
        return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal").into_response();
    };
    let text =
        |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).map(ToOwned::to_owned);
    let answer = KeptAnswer {
        status: parts.status.as_u16(),
        content_type: text(header::CONTENT_TYPE).unwrap_or_default(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        location: text(header::LOCATION),
    };
    if let Err(error) = portal.ports.idempotency.complete_key(person, key, &answer).await {
        tracing::warn!(%error, "an answer could not be kept under its idempotency key");
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn replay(kept: &KeptAnswer) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let mut response = (status, kept.body.clone()).into_response();
    let mut put = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    put(header::CONTENT_TYPE, &kept.content_type);
    put(header::HeaderName::from_static("idempotency-replayed"), "true");
    if let Some(location) = &kept.location {
        put(header::LOCATION, location);
    }
    response
}

fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let key = headers.get(KEY).and_then(|value| value.to_str().ok()).map(str::trim).unwrap_or_default();
    if key.is_empty() || key.len() > KEY_CHARACTERS_MAX {
        return Err(Problem::unintelligible("Idempotency-Key"));
    }
    Ok(key.to_owned())
}

fn fingerprint(parts: &Parts, body: &[u8]) -> String {
    let address = parts.uri.path_and_query().map_or_else(|| parts.uri.path(), |whole| whole.as_str());
    let mut digest = Sha256::new();
    digest.update(format!("{} {address}\n", parts.method).as_bytes());
    digest.update(body);
    hex::encode(digest.finalize())
}
