//! All routes and the layers around them.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, StatusCode},
    middleware::from_fn_with_state,
    response::Redirect,
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};
use tracing::Span;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    Portal, about, api, assets, comparison, dataset, download, draft, health, home, idempotency, problem,
    problem::Problem, publisher, security, session, site, standard, table, token, upload, version, workspace,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Pages for people; each stands in both languages.
fn pages() -> Router<Portal> {
    Router::new()
        .merge(home::pages())
        .merge(dataset::pages())
        .merge(table::pages())
        .merge(version::pages())
        .merge(comparison::pages())
        .merge(publisher::pages())
        .merge(standard::pages())
        .merge(api::pages())
        .merge(about::pages())
        .merge(session::routes())
        .merge(workspace::routes())
        .merge(draft::routes())
        .merge(token::routes())
}

/// Writing by script. Uploads answer among the slow routes and are described here.
fn writing(portal: &Portal) -> OpenApiRouter<Portal> {
    let (_, uploads) = upload::api_routes().split_for_parts();
    workspace::api_routes()
        .merge(draft::api_routes())
        .layer(from_fn_with_state(portal.clone(), idempotency::of_small_writes))
        .merge(OpenApiRouter::with_openapi(uploads))
}

/// What answers at once: pages, API, assets.
fn quick(portal: &Portal) -> Router<Portal> {
    let timeout = TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, portal.config.request_timeout());
    Router::new()
        .merge(pages())
        .nest("/en", pages())
        .route("/en/", get(|| async { Redirect::permanent("/en") }))
        .merge(api::routes(writing(portal)))
        .merge(assets::routes())
        .merge(site::routes())
        .merge(health::routes())
        .layer(DefaultBodyLimit::max(portal.config.form_bytes_max))
        .layer(CompressionLayer::new())
        .layer(timeout)
}

/// What takes as long as its bytes take: uploads and downloads. No timeout, no compression, limits of their own.
fn slow(portal: &Portal) -> Router<Portal> {
    let (uploads, _) = upload::api_routes().split_for_parts();
    let uploads = uploads.layer(from_fn_with_state(portal.clone(), idempotency::of_uploads));
    Router::new()
        .merge(download::routes())
        .merge(upload::routes())
        .nest("/en", upload::routes())
        .nest("/api/v1", uploads)
}

/// The whole portal.
pub fn router(portal: Portal) -> Router {
    Router::new()
        .merge(quick(&portal))
        .merge(slow(&portal))
        .fallback(|| async { Problem::not_found() })
        .layer(CsrfLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(portal.clone(), problem::render))
        .layer(from_fn_with_state(portal.clone(), security::headers))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(log_response).on_failure(()))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .with_state(portal)
}

/// The log names the path without its question: filters hold cell values.
fn span(request: &Request) -> Span {
    let request_id = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), request_id)
}

fn log_response<B>(response: &axum::http::Response<B>, latency: Duration, _span: &Span) {
    let duration_ms = u64::try_from(latency.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(status = response.status().as_u16(), duration_ms, "answered");
}
