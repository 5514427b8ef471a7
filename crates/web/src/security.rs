//! Headers that every answer bears: what a browser may load, frame, sniff and keep.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::Portal;

/// Nothing inline, nothing from elsewhere: styles, scripts and fonts are files of ours.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// Middleware: adds the headers that an answer does not bear yet.
pub(crate) async fn headers(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let is_signed_in = request.headers().contains_key(header::COOKIE);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    set(headers, "content-security-policy", CONTENT_SECURITY_POLICY);
    set(headers, "x-content-type-options", "nosniff");
    set(headers, "referrer-policy", "strict-origin-when-cross-origin");
    set(headers, "cross-origin-opener-policy", "same-origin");
    set(headers, "permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    set(headers, "cache-control", if is_signed_in { "private, no-store" } else { "no-cache" });
    if portal.config.cookies_are_secure() {
        set(headers, "strict-transport-security", "max-age=31536000");
    }
    response
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &'static str) {
    headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
}

/// Middleware of open data: any site's script may read it. Cookies do not travel with such requests, and writing stays closed.
pub(crate) async fn open_to_all(request: Request, next: Next) -> Response {
    let is_question =
        request.method() == Method::OPTIONS && request.headers().contains_key("access-control-request-method");
    let mut response = if is_question { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    set(headers, "access-control-allow-origin", "*");
    set(headers, "cross-origin-resource-policy", "cross-origin");
    if is_question {
        set(headers, "access-control-allow-methods", "GET, HEAD");
        set(headers, "access-control-allow-headers", "Range, If-Range, If-None-Match, Accept-Language");
        set(headers, "access-control-max-age", "86400");
    } else {
        set(headers, "access-control-expose-headers", "ETag, Content-Range, Accept-Ranges, Content-Disposition, Link");
    }
    response
}
