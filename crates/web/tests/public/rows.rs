//! Rows by API.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::support::TestPortal;

async fn rows(portal: &TestPortal, question: &str) -> Value {
    let table = portal.table().await;
    portal.get(&format!("/api/v1/datasets/stops/tables/{table}/rows?{question}")).await.json()
}

fn names(answer: &Value) -> Vec<&str> {
    let rows = answer["rows"].as_array().expect("rows");
    rows.iter().map(|row| row["name"].as_str().expect("a name")).collect()
}

#[tokio::test]
async fn rows_are_objects_by_field_name_with_their_fields_described() {
    let portal = TestPortal::with_stops().await;

    let answer = rows(&portal, "limit=1").await;

    assert_eq!((&answer["version"], &answer["total"]), (&json!(1), &json!(5)));
    assert_eq!(answer["rows"][0], json!({ "id": 1, "name": "Вокзал", "seats": 12, "opened": "2020-01-15" }));
    assert_eq!(answer["fields"][3]["type"], "date");
}

#[tokio::test]
async fn filters_hold_together() {
    let portal = TestPortal::with_stops().await;

    let between = rows(&portal, "filter=seats:gte:7&filter=seats:lt:30&sort=name").await;
    let without = rows(&portal, "filter=seats:null:true").await;
    let like = rows(&portal, "filter=name:contains:%D0%9F%D0%BB").await;

    assert_eq!(names(&between), ["Вокзал", "Набережна"]);
    assert_eq!(names(&without), ["Міст"]);
    assert_eq!(names(&like), ["Площа"]);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let portal = TestPortal::with_stops().await;
    let mut seen: Vec<String> = Vec::new();
    let mut after = String::new();

    loop {
        let answer = rows(&portal, &format!("sort=-seats&limit=2{after}")).await;
        seen.extend(names(&answer).into_iter().map(ToOwned::to_owned));
        match answer["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }

    assert_eq!(seen, ["Площа", "Вокзал", "Набережна", "Парк", "Міст"]);
}

#[tokio::test]
async fn a_wrong_question_is_told_what_is_wrong_with_it() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;

    for (question, code) in [
        ("filter=nope:eq:1", "unknown-field"),
        ("filter=seats:eq:many", "wrong-value"),
        ("filter=seats:like:1", "unintelligible"),
        ("limit=1001", "unintelligible"),
        ("version=last", "unintelligible"),
        ("after=nonsense", "wrong-cursor"),
    ] {
        let answer = portal.get(&format!("/api/v1/datasets/stops/tables/{table}/rows?{question}")).await;

        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{question}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{question}");
        assert_eq!(answer.json()["code"], code, "{question}");
        assert_eq!(answer.json()["status"], 400, "{question}");
    }
}

#[tokio::test]
async fn a_problem_speaks_the_readers_language() {
    let portal = TestPortal::start().await;

    let english = portal.get_with("/api/v1/datasets/none", "accept-language", "en-GB,en").await.json();
    let ukrainian = portal.get("/api/v1/datasets/none").await.json();

    assert_eq!(english["title"], "There is no such page");
    assert_eq!(ukrainian["title"], "Такої сторінки немає");
}

#[tokio::test]
async fn the_api_describes_itself_in_openapi_3_1() {
    let portal = TestPortal::start().await;

    let description = portal.get("/api/openapi.json").await.json();

    assert!(description["openapi"].as_str().expect("a version").starts_with("3.1"));
    assert!(description["paths"]["/api/v1/datasets/{identifier}/tables/{table}/rows"]["get"].is_object());
}

#[tokio::test]
async fn any_site_may_read_but_not_write() {
    let portal = TestPortal::start().await;
    let request = axum::http::Request::options("/api/v1/datasets").header("access-control-request-method", "GET");

    let answer = portal.send(request.body(axum::body::Body::empty()).expect("a request")).await;

    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(answer.header("access-control-allow-methods"), "GET, HEAD");
}
