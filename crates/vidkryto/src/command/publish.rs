//! `vidkryto publish`: uploads a file to a portal, waits for its report and publishes it.

use std::{process::ExitCode, time::Duration};

use anyhow::Context;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use super::{block_on, output};
use crate::{
    arguments::{PublishArguments, WRONG_USAGE},
    config::environment,
};

/// Kept as a draft with findings.
const KEPT: u8 = 1;
/// The file cannot be read.
const UNREADABLE: u8 = 2;
/// The portal refused.
const REFUSED: u8 = 3;
/// The portal cannot be reached.
const UNREACHABLE: u8 = 4;
/// Between two questions whether the check is done.
const POLL: Duration = Duration::from_millis(300);
/// How long a check may take before the command stops waiting.
const CHECK_MAX: Duration = Duration::from_hours(1);

/// How the road to publication ended early.
enum End {
    Kept(String),
    Unreadable(String),
    Refused(String),
    Unreachable(String),
}

/// Publishes a file.
pub(super) fn run(arguments: &PublishArguments) -> anyhow::Result<ExitCode> {
    let Some(token) = environment::token() else {
        output::error("the token is read from VIDKRYTO_TOKEN, which is not set");
        return Ok(ExitCode::from(WRONG_USAGE));
    };
    // A second installation of the provider (in a test process) is no error.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match block_on(async { Ok(publish(arguments, &token).await) })? {
        Ok(address) => {
            output::line(&address);
            Ok(ExitCode::SUCCESS)
        }
        Err(end) => {
            let (code, text) = match end {
                End::Kept(text) => (KEPT, text),
                End::Unreadable(text) => (UNREADABLE, text),
                End::Refused(text) => (REFUSED, text),
                End::Unreachable(text) => (UNREACHABLE, text),
            };
            output::error(&text);
            Ok(ExitCode::from(code))
        }
    }
}

async fn publish(arguments: &PublishArguments, token: &str) -> Result<String, End> {
    let portal = Remote::new(arguments, token)?;
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let file = tokio::fs::File::open(&arguments.file).await;
    let file = file.map_err(|error| End::Unreadable(format!("{}: {error}", arguments.file.display())))?;
    let size = file.metadata().await.map_err(|error| End::Unreadable(error.to_string()))?.len();
    let path = format!("datasets/{}/distributions/{}/drafts", arguments.dataset, arguments.distribution);
    let mut address = portal.address(&path)?;
    address.query_pairs_mut().append_pair("file_name", &name);
    // The portal says yes or no before the file is sent: a refusal amid a long body would look like a broken line.
    let draft = portal.send(portal.client.post(address).header("upload-length", size)).await?;
    let id =
        draft["id"].as_str().map(str::to_owned).ok_or_else(|| End::Refused("the portal named no draft".to_owned()))?;
    let draft_path = format!("drafts/{id}");
    let body = reqwest::Body::wrap_stream(tokio_util::io::ReaderStream::with_capacity(file, 1 << 18));
    let upload = portal.client.patch(portal.address(&format!("{draft_path}/file"))?);
    let upload = upload.header("upload-offset", 0).header("content-type", "application/octet-stream");
    portal.send(upload.header("content-length", size).body(body)).await?;

    let mut draft = portal.checked(&draft_path).await?;
    if arguments.fix {
        let change = json!({ "change": "fix-all-safe" });
        portal.send(portal.client.patch(portal.address(&format!("{draft_path}/recipe"))?).json(&change)).await?;
        draft = portal.checked(&draft_path).await?;
    }
    if draft["state"] == "unreadable" {
        return Err(End::Unreadable(draft["message"]["uk"].as_str().unwrap_or("the file cannot be read").to_owned()));
    }
    let request = json!({ "note": { "uk": arguments.note } });
    let publication = portal.client.put(portal.address(&format!("{draft_path}/publication"))?).json(&request);
    let published = portal.send_or_keep(publication, &id).await?;
    Ok(published["url"].as_str().map_or_else(|| published.to_string(), str::to_owned))
}

/// A portal somewhere else.
struct Remote<'a> {
    client: Client,
    arguments: &'a PublishArguments,
    token: &'a str,
}

impl<'a> Remote<'a> {
    fn new(arguments: &'a PublishArguments, token: &'a str) -> Result<Self, End> {
        let client = Client::builder().connect_timeout(Duration::from_secs(10)).build();
        let client = client.context("no HTTP client").map_err(|error| End::Unreachable(format!("{error:#}")))?;
        Ok(Self { client, arguments, token })
    }

    fn address(&self, path: &str) -> Result<url::Url, End> {
        let address = self.arguments.server.join(&format!("/api/v1/{path}"));
        address.map_err(|error| End::Unreachable(error.to_string()))
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Response, End> {
        let answer = request.bearer_auth(self.token).send().await;
        answer.map_err(|error| End::Unreachable(format!("{}: {error}", self.arguments.server)))
    }

    async fn send(&self, request: RequestBuilder) -> Result<Value, End> {
        let answer = self.answer(request).await?;
        let status = answer.status();
        if status.is_success() {
            return answer.json().await.map_err(|error| End::Unreachable(error.to_string()));
        }
        Err(End::Refused(reason(status, answer).await))
    }

    /// Publishes; what the draft itself stands in the way of leaves it as a draft.
    async fn send_or_keep(&self, request: RequestBuilder, draft: &str) -> Result<Value, End> {
        let answer = self.answer(request).await?;
        let status = answer.status();
        if status.is_success() {
            return answer.json().await.map_err(|error| End::Unreachable(error.to_string()));
        }
        let text = reason(status, answer).await;
        if matches!(status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY) {
            let page = self.arguments.server.join(&format!("/workspace/drafts/{draft}"));
            let page = page.map(String::from).unwrap_or_default();
            return Err(End::Kept(format!("{text}\nThe file is kept as a draft: {page}")));
        }
        Err(End::Refused(text))
    }

    /// Waits until the draft is checked.
    async fn checked(&self, path: &str) -> Result<Value, End> {
        let waiting = async {
            loop {
                let draft = self.send(self.client.get(self.address(path)?)).await?;
                match draft["state"].as_str() {
                    Some("receiving" | "waiting" | "checking") => tokio::time::sleep(POLL).await,
                    _ => return Ok(draft),
                }
            }
        };
        let waited = tokio::time::timeout(CHECK_MAX, waiting).await;
        waited.unwrap_or_else(|_| Err(End::Kept("the check takes longer than an hour; the draft stays".to_owned())))
    }
}

async fn reason(status: StatusCode, answer: Response) -> String {
    let problem: Value = answer.json().await.unwrap_or_default();
    let title = problem["title"].as_str().unwrap_or("the portal refused");
    match problem["detail"].as_str() {
        Some(detail) => format!("{status}: {title} {detail}"),
        None => format!("{status}: {title}"),
    }
}
