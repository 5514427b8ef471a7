//! Files on their way in.

use axum::http::{Method, StatusCode};
use web::WebConfig;

use crate::support::{CLERK, DIRTY, TestPortal};

#[tokio::test]
async fn an_upload_cut_in_the_middle_goes_on_where_it_stopped() {
    let portal = TestPortal::start().await;
    let identifier = portal.browser(CLERK).await.new_dataset().await;
    let program = portal.program(CLERK).await;
    let (whole, middle) = (DIRTY.as_bytes(), 100);
    let length = whole.len().to_string();
    let begin = format!("/api/v1/datasets/{identifier}/distributions/1/drafts?file_name=parks.csv");
    let begun = program.send(Method::POST, &begin, &[("upload-length", &length)], "").await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.body);
    let file = format!("{}/file", begun.location());

    program.send(Method::PATCH, &file, &[("upload-offset", "0")], whole[..middle].to_vec()).await;
    let stands = program.get(&file).await;
    let wrong = program.send(Method::PATCH, &file, &[("upload-offset", "7")], whole[middle..].to_vec()).await;
    let rest = program.send(Method::PATCH, &file, &[("upload-offset", "100")], whole[middle..].to_vec()).await;

    assert_eq!(stands.json()["received"], 100);
    assert_eq!((wrong.status, wrong.json()["stands_at"].as_u64()), (StatusCode::CONFLICT, Some(100)));
    assert_eq!(rest.json()["state"], "waiting");
    portal.work().await;
    assert_eq!(program.get(begun.location()).await.json()["state"], "ready");
}

#[tokio::test]
async fn the_page_of_an_unfinished_upload_says_how_much_arrived_and_how_to_go_on() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let program = portal.program(CLERK).await;
    let begin = format!("/api/v1/datasets/{identifier}/distributions/1/drafts?file_name=parks.csv");
    let begun = program.send(Method::POST, &begin, &[("upload-length", "1000")], "").await;
    program
        .send(Method::PATCH, &format!("{}/file", begun.location()), &[("upload-offset", "0")], vec![b'a'; 400])
        .await;
    let id = begun.json()["id"].as_str().expect("an id").to_owned();

    let page = clerk.get(&format!("/workspace/drafts/{id}")).await;
    let upload = clerk.get(&format!("/workspace/datasets/{identifier}/upload?draft={id}")).await;

    assert!(page.body.contains("Отримано 400") && page.body.contains("Продовжити завантаження"), "{}", page.body);
    assert!(upload.body.contains("data-received=\"400\"") && upload.body.contains("data-total=\"1000\""));
}

#[tokio::test]
async fn no_file_and_a_file_beyond_the_limit_are_explained_on_the_same_page() {
    let portal = TestPortal::start_with(WebConfig { upload_bytes_max: 1_000, ..WebConfig::default() }).await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let path = format!("/workspace/datasets/{identifier}/upload");

    let none = clerk.upload(&path, "", b"").await;
    let large = clerk.upload(&path, "large.csv", &vec![b'a'; 5_000]).await;

    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Оберіть файл."));
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.body.contains("Файл більший за дозволені"));
    assert!(!clerk.get("/workspace").await.body.contains("large.csv"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_stays_as_a_draft_with_what_to_do() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;

    let draft = clerk.checked_draft(&identifier, b"").await;

    let page = clerk.get(&draft).await;
    assert!(
        page.body.contains("Файл не вдалося прочитати") && page.body.contains("Завантажити виправлений файл"),
        "{}",
        page.body
    );
}
