//! Signing in and out.

use axum::http::{StatusCode, header};
use jiff::SignedDuration;

use crate::support::{CLERK, PASSWORD, TestPortal};

#[tokio::test]
async fn the_workspace_asks_to_sign_in_and_leads_back() {
    let portal = TestPortal::start().await;

    let answer = portal.visitor().get("/en/workspace?q=parks").await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/en/sign-in?next=%2Fen%2Fworkspace%3Fq%3Dparks");
    let form = [("email", CLERK), ("password", PASSWORD), ("next", "/en/workspace?q=parks")];
    assert_eq!(portal.visitor().post("/en/sign-in", &form).await.location(), "/en/workspace?q=parks");
}

#[tokio::test]
async fn a_wrong_password_is_said_plainly_and_tells_nothing_else() {
    let portal = TestPortal::start().await;

    let known = portal.visitor().post("/sign-in", &[("email", CLERK), ("password", "wrong wrong")]).await;
    let unknown =
        portal.visitor().post("/sign-in", &[("email", "nobody@parks.example"), ("password", "wrong wrong")]).await;

    assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(known.body.contains("Адреса й пароль не збігаються"));
    assert_eq!(unknown.status, known.status);
    assert!(!known.headers.contains_key(header::SET_COOKIE));
}

#[tokio::test]
async fn after_ten_failures_even_the_right_password_waits() {
    let portal = TestPortal::start().await;
    for _ in 0..10 {
        portal.visitor().post("/sign-in", &[("email", CLERK), ("password", "wrong wrong")]).await;
    }

    let too_soon = portal.visitor().post("/sign-in", &[("email", CLERK), ("password", PASSWORD)]).await;
    portal.clock.forward(SignedDuration::from_mins(16));
    let later = portal.visitor().post("/sign-in", &[("email", CLERK), ("password", PASSWORD)]).await;

    assert_eq!(too_soon.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(too_soon.body.contains("15 хвилин"));
    assert_eq!(later.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_cookie_is_closed_to_scripts_and_other_sites_and_ends_with_signing_out() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    assert_eq!(clerk.get("/workspace").await.status, StatusCode::OK);

    let answer = clerk.post("/sign-out", &[]).await;

    let cookie = answer.headers[header::SET_COOKIE].to_str().expect("a cookie is text");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Max-Age=0"), "{cookie}");
    assert_eq!(clerk.get("/workspace").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_page_that_failed_still_knows_who_is_signed_in() {
    let portal = TestPortal::start().await;

    let mine = portal.browser(CLERK).await.get("/datasets/none").await;
    let theirs = portal.visitor().get("/datasets/none").await;

    assert_eq!((mine.status, theirs.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(mine.body.contains("href=\"/workspace\"") && !mine.body.contains("href=\"/sign-in\""), "{}", mine.body);
    assert!(theirs.body.contains("href=\"/sign-in\""));
}
