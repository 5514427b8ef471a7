//! Tokens with which programs write.

use axum::http::{Method, StatusCode};

use crate::support::{CLERK, COLLEAGUE, TestPortal};

fn shown_secret(body: &str) -> String {
    let rest = body.split("value=\"vidkryto_").nth(1).expect("the secret is shown");
    format!("vidkryto_{}", rest.split('"').next().expect("the secret ends"))
}

async fn status_with(portal: &TestPortal, secret: &str) -> StatusCode {
    let mut program = portal.program(CLERK).await;
    program.take_secret(secret);
    program.send(Method::DELETE, "/api/v1/drafts/none", &[], "").await.status
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_dies_when_revoked() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;

    let made = clerk.post("/workspace/tokens", &[("name", "щомісячне вивантаження"), ("days", "30")]).await;
    let secret = shown_secret(&made.body);

    let list = clerk.get("/workspace/tokens").await;
    assert!(list.body.contains("щомісячне вивантаження") && !list.body.contains(&secret));

    assert_eq!(
        status_with(&portal, &secret).await,
        StatusCode::NOT_FOUND,
        "a known program learns that the draft is none"
    );
    let revoke =
        list.body.split("action=\"").find(|part| part.starts_with("/workspace/tokens/") && part.contains("/revoke\""));
    let path = revoke.and_then(|part| part.split('"').next()).expect("a button that revokes");
    assert_eq!(clerk.post(path, &[]).await.status, StatusCode::SEE_OTHER);

    assert_eq!(status_with(&portal, &secret).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn nobody_revokes_the_token_of_another() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    clerk.post("/workspace/tokens", &[("name", "мій"), ("days", "30")]).await;
    let list = clerk.get("/workspace/tokens").await;
    let path =
        list.body.split("action=\"").find(|part| part.contains("/revoke\"")).and_then(|part| part.split('"').next());
    let path = path.expect("a button that revokes").to_owned();

    let answer = portal.browser(COLLEAGUE).await.post(&path, &[]).await;

    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(clerk.get("/workspace/tokens").await.body.contains("state--active"));
}

#[tokio::test]
async fn a_token_without_a_name_is_refused_at_its_field() {
    let portal = TestPortal::start().await;

    let answer = portal.browser(CLERK).await.post("/workspace/tokens", &[("name", " "), ("days", "9000")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<a href=\"#name\">") && answer.body.contains("<a href=\"#days\">"));
}
