//! Pages for everybody.

use axum::http::StatusCode;
use catalog::{
    Actor, Text,
    dataset::{Identifier, management},
};

use crate::support::{STOPS, TestPortal};

/// Every public page of a portal with one dataset.
async fn addresses(portal: &TestPortal) -> Vec<String> {
    let table = portal.table().await;
    let paths = [
        "/",
        "/datasets",
        "/datasets/stops",
        "/datasets/stops/versions/1",
        "/datasets/stops/structure",
        "/publishers",
        "/publishers/sample-department",
        "/about",
        "/api",
    ];
    let mut paths: Vec<String> = paths.into_iter().map(ToOwned::to_owned).collect();
    paths.push(format!("/datasets/stops/tables/{table}"));
    let english: Vec<String> =
        paths.iter().map(|path| if path == "/" { "/en".to_owned() } else { format!("/en{path}") }).collect();
    paths.into_iter().chain(english).collect()
}

#[tokio::test]
async fn every_page_has_one_h1_a_title_and_the_way_to_its_other_language() {
    let portal = TestPortal::with_stops().await;

    for address in addresses(&portal).await {
        let answer = portal.get(&address).await;
        let html = answer.text();

        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_eq!(html.matches("<h1").count(), 1, "{address}");
        assert_eq!(html.matches("<title>").count(), 1, "{address}");
        let (language, other) = if address.starts_with("/en") { ("en", "uk") } else { ("uk", "en") };
        assert!(html.contains(&format!("<html lang=\"{language}\">")), "{address}");
        assert!(html.contains(&format!("hreflang=\"{other}\" lang=\"{other}\"")), "{address}");
        assert!(html.contains("rel=\"canonical\""), "{address}");
    }
}

#[tokio::test]
async fn no_page_holds_an_inline_script_or_style() {
    let portal = TestPortal::with_stops().await;

    for address in addresses(&portal).await {
        let answer = portal.get(&address).await;
        let html = answer.text();

        assert!(!html.contains("<style") && !html.contains(" style=") && !html.contains("<script>"), "{address}");
        assert!(answer.header("content-security-policy").starts_with("default-src 'self'"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_a_page_with_a_request_number() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;
    let wrong_version = format!("/datasets/stops/tables/{table}?version=9");

    for address in [
        "/nowhere",
        "/datasets/none",
        "/en/datasets/none",
        "/datasets/stops/tables/none",
        "/publishers/none",
        &wrong_version,
    ] {
        let answer = portal.get(address).await;

        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.text().contains(answer.header("x-request-id")), "{address}");
        assert_eq!(answer.text().matches("<h1").count(), 1, "{address}");
    }
}

#[tokio::test]
async fn a_draft_does_not_exist_for_the_public() {
    let portal = TestPortal::start().await;
    portal.draft("secret").await;

    let page = portal.get("/datasets/secret").await;
    let list = portal.get("/datasets").await;
    let by_api = portal.get("/api/v1/datasets/secret").await;

    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(by_api.status, StatusCode::NOT_FOUND);
    assert!(!list.text().contains("/datasets/secret"));
}

#[tokio::test]
async fn a_former_identifier_leads_to_the_present_one_and_keeps_the_question() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;
    let revision = portal.get("/api/v1/datasets/stops").await.json()["revision"].as_u64().expect("a revision");
    let new = Identifier::new("city-stops").expect("a lawful identifier");
    management::rename(&portal.ports, &Actor::System, "stops", new, revision).await.expect("the dataset is renamed");

    let page = portal.get("/en/datasets/stops").await;
    let rows = portal.get(&format!("/api/v1/datasets/stops/tables/{table}/rows?limit=1")).await;

    assert_eq!((page.status, page.header("location")), (StatusCode::PERMANENT_REDIRECT, "/en/datasets/city-stops"));
    assert_eq!(rows.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(rows.header("location"), format!("/api/v1/datasets/city-stops/tables/{table}/rows?limit=1"));
}

#[tokio::test]
async fn a_withdrawn_dataset_says_why_and_shows_no_data() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;
    let revision = portal.get("/api/v1/datasets/stops").await.json()["revision"].as_u64().expect("a revision");
    let because = Text::new("Дані застаріли", "The data are out of date");
    management::withdraw(&portal.ports, &Actor::System, "stops", because, revision)
        .await
        .expect("the dataset is withdrawn");

    let page = portal.get("/en/datasets/stops").await;
    let file = portal.get(&format!("/datasets/stops/tables/{table}/versions/latest.csv")).await;
    let rows = portal.get(&format!("/api/v1/datasets/stops/tables/{table}/rows")).await;

    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.text().contains("The data are out of date"));
    assert_eq!((file.status, rows.status), (StatusCode::GONE, StatusCode::GONE));
    assert!(!file.text().contains("Вокзал"));
}

#[tokio::test]
async fn the_table_page_filters_and_sorts_by_its_address() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;

    let page = portal.get(&format!("/en/datasets/stops/tables/{table}?filter=seats:gt:5&sort=-seats")).await.text();

    let order: Vec<_> =
        ["Площа", "Вокзал", "Набережна"].iter().map(|name| page.find(name).expect("the stop is there")).collect();
    assert!(order.is_sorted());
    assert!(!page.contains("Парк"));
    assert!(page.contains("aria-sort=\"descending\""));
    assert!(page.contains("3 rows of 5"));
}

#[tokio::test]
async fn a_condition_sent_in_parts_becomes_part_of_the_address() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;

    let answer = portal.get(&format!("/datasets/stops/tables/{table}?field=name&op=contains&value=%D0%BF")).await;

    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), format!("/datasets/stops/tables/{table}?filter=name%3Acontains%3A%D0%BF"));
}

#[tokio::test]
async fn hostile_questions_never_break_a_page() {
    let portal = TestPortal::with_stops().await;
    let table = portal.table().await;
    let paths = [
        "/".to_owned(),
        "/datasets".to_owned(),
        "/datasets/stops".to_owned(),
        format!("/datasets/stops/tables/{table}"),
        "/datasets/stops/compare".to_owned(),
        format!("/api/v1/datasets/stops/tables/{table}/rows"),
        "/api/v1/datasets".to_owned(),
    ];
    let questions = [
        "page=99999999999999999999&limit=-1&offset=-5",
        "q=%00%ff%fe&theme=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "filter=:::&filter=name&filter=seats:gt:abc&sort=,,,-",
        "filter=name:eq:'%3B%20drop%20table%20datasets%3B--&after=AAAA",
        "version=0&version=latest&from=4294967296&to=-1&distribution=x",
        "&&&===%",
    ];

    for path in &paths {
        for question in questions {
            let answer = portal.get(&format!("{path}?{question}")).await;

            assert!(!answer.status.is_server_error(), "{path}?{question}: {}", answer.status);
            assert!(!answer.text().contains("<script>alert"), "{path}?{question}");
        }
    }
}

#[tokio::test]
async fn two_versions_are_compared_in_words() {
    let portal = TestPortal::with_stops().await;
    portal
        .publish(
            "stops",
            &STOPS.replace("2,Парк,4", "2,Парк,6").replace("5,Площа,30,2018-02-02\n", "6,Ринок,3,2026-10-01\n"),
        )
        .await;

    let page = portal.get("/datasets/stops/compare?distribution=1&from=1&to=2").await;
    let by_api = portal.get("/api/v1/datasets/stops/compare?from=1&to=2").await.json();

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Ринок"));
    assert_eq!(by_api["tables"][0]["state"], "compared");
    assert_eq!((by_api["from"].as_u64(), by_api["to"].as_u64()), (Some(1), Some(2)));
}

#[tokio::test]
async fn the_list_finds_by_word_and_says_how_many() {
    let portal = TestPortal::with_stops().await;

    let found = portal.get("/en/datasets?q=stops").await.text();
    let nothing = portal.get("/en/datasets?q=zzzz").await.text();

    assert!(found.contains("1 dataset as of"));
    assert!(nothing.contains("0 datasets as of") && nothing.contains("Clear conditions"));
}

#[tokio::test]
async fn search_engines_find_every_dataset_in_both_languages() {
    let portal = TestPortal::with_stops().await;

    let map = portal.get("/sitemap.xml").await.text();
    let description = portal.get("/datasets/stops.jsonld").await;

    assert!(map.contains("<loc>http://127.0.0.1:8080/datasets/stops</loc>") && map.contains("/en/datasets/stops"));
    assert_eq!(description.header("content-type"), "application/ld+json");
    assert_eq!(description.json()["@type"], "Dataset");
}

#[tokio::test]
async fn health_is_told_to_whoever_asks() {
    let portal = TestPortal::start().await;

    let answer = portal.get("/healthz").await;

    assert_eq!((answer.status, answer.json()["status"].as_str()), (StatusCode::OK, Some("ok")));
}

#[tokio::test]
async fn a_refusal_is_never_called_compressed() {
    let portal = TestPortal::start().await;

    for address in ["/datasets/%ff", "/api/v1/datasets?publisher=none", "/nowhere"] {
        let answer = portal.get_with(address, "accept-encoding", "gzip").await;

        assert!(answer.status.is_client_error(), "{address}");
        assert_eq!(answer.header("content-encoding"), "", "{address}");
        assert!(answer.text().contains(answer.header("x-request-id")), "{address}");
    }
}

#[tokio::test]
async fn a_preview_of_a_wide_table_says_how_many_fields_it_leaves_out() {
    let portal = TestPortal::start().await;
    portal.draft("stops").await;
    let names: Vec<String> = (1..=22).map(|number| format!("field{number}")).collect();
    let values: Vec<String> = (1..=22).map(|number| number.to_string()).collect();
    portal.publish("stops", &format!("{}\n{}\n", names.join(","), values.join(","))).await;

    let page = portal.get("/datasets/stops").await.text();

    assert!(page.contains("Ще 14 полів — у таблиці"), "{page}");
}
