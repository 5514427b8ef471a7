//! Two versions compared: as a page, JSON and CSV, narrowed by kind and field, and the feed of versions.

use axum::http::StatusCode;
use catalog::{Actor, Text, dataset::management};

use crate::support::{STOPS, TestPortal};

/// The second version: one value of `seats` changed, one row gone, one new.
async fn with_two_versions() -> TestPortal {
    let portal = TestPortal::with_stops().await;
    let changed =
        STOPS.replace("2,Парк,4", "2,Парк,6").replace("5,Площа,30,2018-02-02\n", "6,\"Ринок, «Новий»\",3,2026-10-01\n");
    portal.publish("stops", &changed).await;
    portal
}

#[tokio::test]
async fn all_changes_are_a_csv_of_cells() {
    let portal = with_two_versions().await;

    let answer = portal.get("/datasets/stops/compare.csv?from=1&to=2").await;

    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("text/csv"));
    let text = answer.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "kind,old_row,new_row,key.id,field,old,new,masked");
    assert!(lines.contains(&"changed,2,2,2,seats,4,6,false"), "{text}");
    assert!(lines.contains(&"removed,5,,5,name,Площа,,false"), "{text}");
    assert!(lines.contains(&"added,,5,6,name,,\"Ринок, «Новий»\",false"), "{text}");
    assert_eq!(lines.len(), 1 + 1 + 4 + 4);
    assert_eq!(portal.get("/api/v1/datasets/stops/compare.csv").await.text(), text);
}

#[tokio::test]
async fn changes_are_narrowed_by_kind_and_field() {
    let portal = with_two_versions().await;

    let csv = portal.get("/datasets/stops/compare.csv?kind=changed").await.text();
    let json = portal.get("/api/v1/datasets/stops/compare?kind=added&field=name").await.json();
    let page = portal.get("/en/datasets/stops/compare?field=seats").await.text();

    assert_eq!(csv.lines().count(), 2, "{csv}");
    let changes = json["tables"][0]["diff"]["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0]["kind"], "added");
    assert_eq!(changes[0]["cells"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["tables"][0]["diff"]["rows_removed"], 1, "counts stay those of the whole");
    assert!(page.contains("<del>4</del> → <ins>6</ins>"));
    assert!(!page.contains("Площа"), "{page}");
    assert!(page.contains("compare.csv?field=seats"));
}

#[tokio::test]
async fn the_sentence_names_the_field_whose_values_changed() {
    let portal = with_two_versions().await;

    let page = portal.get("/datasets/stops/compare").await.text();
    let dataset = portal.get("/datasets/stops").await.text();

    assert!(page.contains("додано 1 рядок, вилучено 1 рядок, змінено 1 значення у полі «seats»"), "{page}");
    assert!(dataset.contains("змінено 1 значення у полі «seats»"));
}

#[tokio::test]
async fn a_wrong_question_about_changes_is_told_so() {
    let portal = with_two_versions().await;

    for (address, status) in [
        ("/datasets/stops/compare.csv?kind=moved", StatusCode::BAD_REQUEST),
        ("/api/v1/datasets/stops/compare?kind=moved", StatusCode::BAD_REQUEST),
        ("/datasets/stops/compare.csv?table=none", StatusCode::NOT_FOUND),
        ("/datasets/stops/compare.csv?from=1&to=9", StatusCode::NOT_FOUND),
        ("/datasets/none/compare.csv", StatusCode::NOT_FOUND),
        ("/datasets/stops/compare?kind=moved", StatusCode::OK),
    ] {
        assert_eq!(portal.get(address).await.status, status, "{address}");
    }
}

#[tokio::test]
async fn the_feed_tells_of_each_version_in_both_languages() {
    let portal = with_two_versions().await;

    let ukrainian = portal.get("/datasets/stops/versions.atom").await;
    let english = portal.get("/en/datasets/stops/versions.atom").await.text();
    let page = portal.get("/datasets/stops").await.text();

    assert_eq!(ukrainian.status, StatusCode::OK);
    assert!(ukrainian.header("content-type").starts_with("application/atom+xml"));
    let text = ukrainian.text();
    assert_eq!(text.matches("<entry>").count(), 2);
    assert!(text.contains("змінено 1 значення у полі «seats»"), "{text}");
    assert!(text.contains("Щомісячне оновлення"));
    assert!(english.contains("xml:lang=\"en\"") && english.contains("1 row added"), "{english}");
    assert!(page.contains("type=\"application/atom+xml\" href=\"/datasets/stops/versions.atom\""));
}

#[tokio::test]
async fn what_is_withdrawn_or_a_draft_has_no_changes_and_no_feed() {
    let portal = with_two_versions().await;
    portal.draft("secret").await;
    let revision = portal.get("/api/v1/datasets/stops").await.json()["revision"].as_u64().expect("a revision");
    let because = Text::new("Дані застаріли", "The data are out of date");
    management::withdraw(&portal.ports, &Actor::System, "stops", because, revision)
        .await
        .expect("the dataset is withdrawn");

    for rest in ["versions.atom", "compare.csv"] {
        let withdrawn = portal.get(&format!("/datasets/stops/{rest}")).await;
        let draft = portal.get(&format!("/datasets/secret/{rest}")).await;

        assert_eq!((withdrawn.status, draft.status), (StatusCode::GONE, StatusCode::NOT_FOUND), "{rest}");
        assert!(!withdrawn.text().contains("Площа"), "{rest}");
    }
}

#[tokio::test]
async fn the_structure_over_time_tells_what_changed_when() {
    let portal = with_two_versions().await;
    let renamed = STOPS.replacen("id,name,seats,opened", "id,Назва,seats,closed", 1);
    portal.publish("stops", &renamed.replace("2,Парк,4", "2,Парк,4.5")).await;

    let json = portal.get("/api/v1/datasets/stops/structure").await.json();
    let page = portal.get("/datasets/stops/structure").await;

    let table = &json["tables"][0];
    assert_eq!(table["versions"], serde_json::json!([1, 2, 3]));
    let fields = table["fields"].as_array().expect("fields");
    let renamed = |old: &str| {
        let is_it = |field: &&serde_json::Value| field["versions"][2]["renamed_from"] == old;
        fields.iter().filter(is_it).count()
    };
    assert_eq!((fields.len(), renamed("name"), renamed("opened")), (4, 1, 1), "{table}");
    let seats = fields.iter().find(|field| field["name"] == "seats").expect("the field is there");
    assert_eq!(seats["versions"][2]["retyped_from"], "integer");
    assert_eq!(seats["type"], "string", "the promise of whole numbers is broken, so the field is text");
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("раніше «name»"));
}

#[tokio::test]
async fn a_structure_that_never_changed_is_told_in_a_sentence() {
    let portal = with_two_versions().await;

    let page = portal.get("/datasets/stops/structure").await.text();

    assert!(page.contains("усі 2 версії мають однакові поля"), "{page}");
    assert_eq!(page.matches("<code>seats</code>").count(), 1, "a name stands where it begins");
}

#[tokio::test]
async fn formulas_are_defused_in_the_changes_where_asked() {
    let portal = TestPortal::with_stops().await;
    portal.publish("stops", &STOPS.replace("2,Парк,4", "2,=1+1,4")).await;

    let exact = portal.get("/datasets/stops/compare.csv").await.text();
    let safe = portal.get("/api/v1/datasets/stops/compare.csv?excel_safe=1").await.text();

    assert!(exact.contains(",name,Парк,=1+1,false"), "{exact}");
    assert!(safe.contains(",name,Парк,'=1+1,false"), "{safe}");
}

#[tokio::test]
async fn so_many_lists_of_changes_are_made_at_once_and_no_more() {
    let portal = TestPortal::with_stops().await;
    // More changes than wait for whoever reads.
    let stops = |seats: u32| (1..=300).map(|id| format!("{id},Зупинка,{seats}")).collect::<Vec<_>>().join("\n");
    portal.publish("stops", &format!("id,name,seats\n{}", stops(4))).await;
    portal.publish("stops", &format!("id,name,seats\n{}", stops(5))).await;
    let under_way = async || {
        let actor = catalog::Actor::Visitor;
        portal.intake.changes(&actor, "stops", 1, 2, 3, None, tabular::diff::ChangeFilter::default()).await
    };

    let mut held = Vec::new();
    let refused = loop {
        match under_way().await {
            Ok(all) if held.len() < 100 => held.push(all),
            Ok(_) => panic!("a hundred lists at once"),
            Err(error) => break error,
        }
    };

    assert!(matches!(refused, intake::IntakeError::Busy));
    let answer = portal.get("/datasets/stops/compare.csv").await;
    assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "10"));
}

#[tokio::test]
async fn the_api_describes_changes_and_the_feed() {
    let portal = TestPortal::start().await;

    let description = portal.get("/api/openapi.json").await.json();

    for path in ["compare.csv", "versions.atom", "structure"] {
        assert!(description["paths"][format!("/api/v1/datasets/{{identifier}}/{path}")].is_object(), "{path}");
    }
}
