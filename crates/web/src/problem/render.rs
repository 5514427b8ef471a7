//! The last layer before the answer leaves: gives every problem its body in the reader's shape and language.

use askama::Template;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::Problem;
use crate::{
    Portal,
    i18n::Translator,
    layout::{Frame, Section},
    visit::{language_of, name_of_visitor, split_language},
};

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    frame: Frame,
    status: u16,
    detail: String,
    request_id: &'a str,
    go_on_at: Option<&'a str>,
}

/// Middleware: renders problems, and gives the bare refusals of the framework (wrong method, bad body, panic) the same shape.
pub(crate) async fn render(State(portal): State<Portal>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let query = request.uri().query().map(ToOwned::to_owned);
    let is_head = request.method() == Method::HEAD;
    let for_programs = is_for_programs(&path, request.headers());
    let translator = Translator::new(language_of(&path, request.headers()));
    let request_id = request_id(request.headers());
    let headers = request.headers().clone();

    let mut response = next.run(request).await;
    let Some(problem) = response.extensions_mut().remove::<Problem>().or_else(|| problem_of_bare(&response)) else {
        return response;
    };
    if problem.parts.status.is_redirection() {
        return response;
    }
    let body = if for_programs {
        (json_of(&problem, translator, &portal, &path, &request_id), "application/problem+json")
    } else {
        let frame = Frame::new(&portal, translator.language(), Section::Other, title(&problem, translator));
        let frame =
            frame.at(split_language(&path).1, query.as_deref()).signed_in(name_of_visitor(&headers, &portal).await);
        (html_of(&problem, frame, &request_id), "text/html; charset=utf-8")
    };
    finish(response, body, is_head)
}

fn finish(response: Response, (body, media_type): (String, &'static str), is_head: bool) -> Response {
    let (mut parts, _) = response.into_parts();
    // They spoke of the body that this one replaces.
    for name in [header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::ETAG, header::ACCEPT_RANGES] {
        parts.headers.remove(name);
    }
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let body = if is_head { Body::empty() } else { Body::from(body) };
    (parts, body).into_response()
}

fn is_for_programs(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    path.starts_with("/api/") || (accept.contains("json") && !accept.contains("text/html"))
}

fn request_id(headers: &HeaderMap) -> String {
    headers.get("x-request-id").and_then(|value| value.to_str().ok()).unwrap_or("—").to_owned()
}

/// A refusal the framework made: an error status with no body of ours.
fn problem_of_bare(response: &Response) -> Option<Problem> {
    let status = response.status();
    let is_bare =
        response.headers().get(header::CONTENT_TYPE).is_none_or(|value| value.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() || status.is_server_error()) || !is_bare {
        return None;
    }
    let code = match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "wrong-method",
        StatusCode::FORBIDDEN => "cross-site",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => "timeout",
        status if status.is_client_error() => "bad-request",
        _ => "internal",
    };
    Some(Problem::new(status, code))
}

fn title(problem: &Problem, translator: Translator) -> String {
    translator.get(&format!("problem-{}-title", problem.parts.code))
}

fn detail(problem: &Problem, translator: Translator) -> String {
    let args = problem.parts.args.iter().map(|(name, value)| (*name, value.as_str()));
    // The sentence around a text sets its own full stop.
    let texts = problem.parts.texts.iter().map(|(name, text)| (*name, translator.text(text).trim_end_matches('.')));
    let args: Vec<(&str, &str)> = args.chain(texts).collect();
    translator.with_all(&format!("problem-{}-detail", problem.parts.code), &args)
}

fn json_of(problem: &Problem, translator: Translator, portal: &Portal, path: &str, request_id: &str) -> String {
    let mut members = Map::new();
    members.insert("type".to_owned(), json!(portal.config.address(&format!("/api#problem-{}", problem.parts.code))));
    members.insert("title".to_owned(), json!(title(problem, translator)));
    members.insert("status".to_owned(), json!(problem.parts.status.as_u16()));
    members.insert("detail".to_owned(), json!(detail(problem, translator)));
    members.insert("instance".to_owned(), json!(path));
    members.insert("code".to_owned(), json!(problem.parts.code));
    members.insert("request_id".to_owned(), json!(request_id));
    for (name, text) in &problem.parts.texts {
        members.insert((*name).to_owned(), json!(translator.text(text)));
    }
    for (name, value) in &problem.parts.members {
        // A member must not change the meaning of the shape's own.
        members.entry(name.clone()).or_insert_with(|| value.clone());
    }
    Value::Object(members).to_string()
}

fn html_of(problem: &Problem, mut frame: Frame, request_id: &str) -> String {
    frame.is_indexed = false;
    let detail = detail(problem, frame.t);
    let page = ProblemPage {
        frame,
        status: problem.parts.status.as_u16(),
        detail,
        request_id,
        go_on_at: problem.parts.path.as_deref(),
    };
    page.render().unwrap_or_else(|_| request_id.to_owned())
}
