//! Files of tables.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use crate::support::{STOPS, TestPortal};

#[tokio::test]
async fn a_table_is_downloaded_as_csv_with_exact_values() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;

    let answer = portal.get(&format!("/datasets/stops/tables/{table}/versions/1.csv")).await;

    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.text(), STOPS);
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert!(answer.header("cache-control").contains("immutable"));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("content-disposition").contains("filename*=UTF-8''stops-"));
}

#[tokio::test]
async fn every_format_is_there() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;

    for ending in ["csv", "xlsx", "json", "ndjson", "parquet"] {
        let answer = portal.get(&format!("/datasets/stops/tables/{table}/versions/latest.{ending}")).await;

        assert_eq!(answer.status, StatusCode::OK, "{ending}");
        assert!(!answer.bytes.is_empty(), "{ending}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{ending}");
    }
    assert_eq!(
        portal.get(&format!("/datasets/stops/tables/{table}/versions/1.exe")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn who_has_the_bytes_is_told_that_they_are_the_same() {
    let portal = TestPortal::with_stops().await;
    let address = format!("/datasets/stops/tables/{}/versions/latest.csv", portal.table().await);
    let etag = portal.get(&address).await.header("etag").to_owned();

    let again = portal.get_with(&address, "if-none-match", &etag).await;
    portal.publish("stops", &STOPS.replace("Парк", "Сквер")).await;
    let after = portal.get_with(&address, "if-none-match", &etag).await;

    assert_eq!((etag.len(), again.status), (66, StatusCode::NOT_MODIFIED));
    assert!(again.bytes.is_empty());
    assert_eq!(after.status, StatusCode::OK);
}

#[tokio::test]
async fn a_part_of_a_file_can_be_asked_for() {
    let portal = TestPortal::with_stops().await;
    let address = format!("/datasets/stops/tables/{}/versions/1.csv", portal.table().await);
    let size = STOPS.len();

    let part = portal.get_with(&address, "range", "bytes=0-6").await;
    let outside = portal.get_with(&address, "range", "bytes=99999-").await;
    let several = portal.get_with(&address, "range", "bytes=0-1,4-5").await;

    assert_eq!((part.status, part.text().as_str()), (StatusCode::PARTIAL_CONTENT, "id,name"));
    assert_eq!(part.header("content-range"), format!("bytes 0-6/{size}"));
    assert_eq!(
        (outside.status, outside.header("content-range")),
        (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{size}").as_str())
    );
    assert_eq!((several.status, several.bytes.len()), (StatusCode::OK, size));
}

#[tokio::test]
async fn a_range_of_other_bytes_is_answered_with_the_whole() {
    let portal = TestPortal::with_stops().await;
    let address = format!("/datasets/stops/tables/{}/versions/1.csv", portal.table().await);
    let request = Request::get(&address).header("range", "bytes=0-6").header("if-range", "\"other\"");

    let answer = portal.send(request.body(Body::empty()).expect("a request")).await;

    assert_eq!((answer.status, answer.bytes.len()), (StatusCode::OK, STOPS.len()));
}

#[tokio::test]
async fn a_file_can_be_asked_about_without_its_bytes() {
    let portal = TestPortal::with_stops().await;
    let address = format!("/datasets/stops/tables/{}/versions/1.csv", portal.table().await);
    let request = Request::builder().method(Method::HEAD).uri(&address);

    let answer = portal.send(request.body(Body::empty()).expect("a request")).await;

    assert_eq!((answer.status, answer.bytes.len()), (StatusCode::OK, 0));
    assert_eq!(answer.header("content-length"), STOPS.len().to_string());
}

#[tokio::test]
async fn formulas_are_defused_on_request_only() {
    let portal = TestPortal::start().await;
    portal.draft("stops").await;
    portal.publish("stops", "id,name\n1,=1+1\n2,Парк\n").await;
    let address = format!("/datasets/stops/tables/{}/versions/1.csv", portal.table().await);

    let exact = portal.get(&address).await.text();
    let safe = portal.get(&format!("{address}?excel_safe=1")).await.text();

    assert!(exact.contains("1,=1+1\n"), "{exact}");
    assert!(!safe.contains("1,=1+1\n") && safe.contains("=1+1"), "{safe}");
}

#[tokio::test]
async fn the_file_of_a_version_is_handed_out_as_it_came() {
    let portal = TestPortal::with_stops().await;

    let answer = portal.get("/datasets/stops/versions/1/original").await;

    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::OK, STOPS));
    assert_eq!(answer.header("content-type"), "application/octet-stream", "a browser saves it and never shows it");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"stops.csv\""));
    assert!(portal.get("/datasets/stops/versions/1").await.text().contains("/datasets/stops/versions/1/original"));
}
