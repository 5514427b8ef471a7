//! A version that was purged by decision: the page stays, the content is gone.

use axum::http::StatusCode;
use catalog::{Text, event::Change, ports::DatasetFilter, version::Purge};

use crate::support::{STOPS, TestPortal};

/// A dataset of two versions, the first of which was purged.
async fn with_a_purged_version() -> TestPortal {
    let portal = TestPortal::with_stops().await;
    portal.publish("stops", &STOPS.replace("Парк", "Сквер")).await;
    let found = portal.ports.datasets.datasets(&DatasetFilter { limit: 1, ..DatasetFilter::default() }).await;
    let distribution = found.expect("the store answers").items[0].distributions[0].id;
    let version = portal.ports.versions.version_by_number(distribution, 1).await.expect("the store answers");
    let mut version = version.expect("the version is there");
    let ground = Text::new("Рішення № 0.", "Decision No. 0.");
    version.purged = Some(Purge { at: portal.ports.clock.now(), person: None, ground });
    portal.ports.versions.save_purged(&version, Change::default()).await.expect("the purge is saved");
    portal
}

#[tokio::test]
async fn a_purged_version_keeps_its_page_with_the_ground_and_the_hash() {
    let portal = with_a_purged_version().await;

    let page = portal.get("/datasets/stops/versions/1").await;

    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text().contains("Рішення № 0.") && page.text().contains("SHA-256"), "{}", page.text());
    assert_eq!(page.text().matches("<h1").count(), 1);
    assert_eq!(portal.get("/datasets/stops/versions/2").await.status, StatusCode::OK);
}

#[tokio::test]
async fn nothing_of_a_purged_version_can_be_fetched() {
    let portal = with_a_purged_version().await;
    let table = portal.table().await;

    for address in [
        format!("/datasets/stops/tables/{table}?version=1"),
        format!("/datasets/stops/tables/{table}/versions/1.csv"),
        "/datasets/stops/versions/1/original".to_owned(),
        format!("/api/v1/datasets/stops/tables/{table}/rows?version=1"),
    ] {
        let answer = portal.get(&address).await;

        assert_eq!(answer.status, StatusCode::GONE, "{address}");
        assert!(!answer.text().contains("Вокзал"), "{address}");
    }
}

#[tokio::test]
async fn the_api_names_the_ground_in_the_language_of_who_asks() {
    let portal = with_a_purged_version().await;
    let address = format!("/api/v1/datasets/stops/tables/{}/rows?version=1", portal.table().await);

    let english = portal.get_with(&address, "accept-language", "en").await.json();
    let ukrainian = portal.get(&address).await.json();

    assert_eq!((&english["code"], &english["ground"]), (&"purged".into(), &"Decision No. 0.".into()));
    assert!(english["detail"].as_str().is_some_and(|detail| detail.contains("Ground: Decision No. 0. SHA-256")));
    assert_eq!(ukrainian["ground"], "Рішення № 0.");
}
