//! Files of published tables: streamed from the blobs they are, in parts where asked, never held in memory.

mod links;
mod range;

use std::fmt::Write as _;

use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::from_fn,
    response::Response,
    routing::get,
};
use catalog::blob::BlobRef;
use futures::TryStreamExt;

pub(crate) use links::{DownloadLink, ENDINGS, links};

use crate::{Portal, Problem, Visit, dataset, question::Question, security, visit::localised};

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Routes of files. They bear no language: a file is the same for everybody.
pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/datasets/{identifier}/tables/{table}/versions/{file}", get(table_file))
        .route("/datasets/{identifier}/versions/{number}/original", get(original))
        .layer(from_fn(security::open_to_all))
}

/// A stored file and how it is to be handed out.
struct Handout {
    blob: BlobRef,
    media_type: &'static str,
    file_name: String,
    is_immutable: bool,
}

/// `latest.csv`, `3.parquet`: a table of a version as a file.
async fn table_file(
    State(portal): State<Portal>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    Path((identifier, table, file)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let address = |current: &str| format!("/datasets/{current}/tables/{table}/versions/{file}");
    dataset::find_open(&portal, &visit, &identifier, address).await?;
    let (version, ending) = file.split_once('.').ok_or_else(Problem::not_found)?;
    let number = match version {
        "latest" => None,
        number => Some(number.parse::<u32>().map_err(|_| Problem::not_found())?),
    };
    let excel_safe = matches!(Question::parse(visit.query.as_deref()).get("excel_safe"), Some("1" | "true"));
    let made = portal.intake.representation(&visit.actor, &identifier, &table, number, ending, excel_safe).await?;
    let handout = Handout {
        blob: made.blob,
        media_type: made.media_type,
        file_name: made.file_name,
        is_immutable: number.is_some(),
    };
    let mut response = hand_out(&portal, &handout, &method, &headers).await?;
    let page = format!("/datasets/{identifier}/tables/{table}");
    let link = format!("<{}>; rel=\"describedby\"", portal.config.address(&localised(visit.language, &page)));
    if let Ok(link) = HeaderValue::from_str(&link) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// The file a version was made from, where it is public.
async fn original(
    State(portal): State<Portal>,
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    Path((identifier, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let address = |current: &str| format!("/datasets/{current}/versions/{number}/original");
    dataset::find_open(&portal, &visit, &identifier, address).await?;
    let distribution = Question::parse(visit.query.as_deref()).number("distribution", 1..=u32::MAX, 1);
    let (blob, file_name) = portal.intake.original(&visit.actor, &identifier, distribution, number).await?;
    // Bytes from outside are saved, never shown: a file that claims to be a page must not run in our name.
    let handout = Handout { blob, media_type: "application/octet-stream", file_name, is_immutable: false };
    hand_out(&portal, &handout, &method, &headers).await
}

async fn hand_out(portal: &Portal, file: &Handout, method: &Method, headers: &HeaderMap) -> Result<Response, Problem> {
    let etag = format!("\"{}\"", file.blob.sha256);
    let size = file.blob.size;
    let asked = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let answer = Response::builder()
        .header(header::CONTENT_TYPE, file.media_type)
        .header(header::CONTENT_DISPOSITION, disposition(&file.file_name))
        .header(header::ETAG, &etag)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::CACHE_CONTROL, if file.is_immutable { IMMUTABLE } else { "no-cache" });
    if asked(header::IF_NONE_MATCH).is_some_and(|known| range::names(known, &etag)) {
        return finish(answer.status(StatusCode::NOT_MODIFIED), Body::empty());
    }

    let range_holds = asked(header::IF_RANGE).is_none_or(|known| known.trim() == etag);
    let wanted = asked(header::RANGE).filter(|_| range_holds && method == Method::GET);
    let (answer, part) = match wanted.map_or(range::Part::Whole, |text| range::part(text, size)) {
        range::Part::Whole => (answer, 0..size),
        range::Part::Bytes(part) => {
            let place = format!("bytes {}-{}/{size}", part.start, part.end - 1);
            (answer.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, place), part)
        }
        range::Part::Outside => {
            let problem = Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "wrong-range");
            return Err(problem.header("content-range", &format!("bytes */{size}")));
        }
    };
    let answer = answer.header(header::CONTENT_LENGTH, part.end - part.start);
    if method == Method::HEAD {
        return finish(answer, Body::empty());
    }
    let bytes = portal.ports.blobs.stream(&file.blob.sha256, part).await?;
    finish(answer, Body::from_stream(bytes.map_err(std::io::Error::other)))
}

fn finish(answer: axum::http::response::Builder, body: Body) -> Result<Response, Problem> {
    answer.body(body).map_err(|error| Problem::internal("a file's headers could not be written", &error))
}

/// A name for saving: plain for old programs, in full by RFC 8187 for the others.
fn disposition(file_name: &str) -> String {
    let plain: String = file_name
        .chars()
        .map(|character| if character.is_ascii_alphanumeric() || "-_.".contains(character) { character } else { '_' })
        .collect();
    let full = file_name.bytes().fold(String::new(), |mut full, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            full.push(char::from(byte));
        } else {
            let _ = write!(full, "%{byte:02X}");
        }
        full
    });
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ukrainian_file_name_survives_the_header() {
        let header = disposition("Зупинки \"2026\".csv");

        assert!(header.starts_with("attachment; filename=\"_________2026_.csv\""), "{header}");
        assert!(
            header.ends_with("filename*=UTF-8''%D0%97%D1%83%D0%BF%D0%B8%D0%BD%D0%BA%D0%B8%20%222026%22.csv"),
            "{header}"
        );
        assert!(HeaderValue::from_str(&header).is_ok());
    }
}
