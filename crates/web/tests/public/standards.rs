//! Standards for everybody: by annex, field by field, with who follows them.

use axum::http::StatusCode;

use crate::support::{STOPS, TestPortal};

const ID: &str = "sample-1/7/stops";

#[tokio::test]
async fn standards_stand_by_annex_in_both_languages() {
    let portal = TestPortal::start().await;

    let ukrainian = portal.get("/standards").await.text();
    let english = portal.get("/en/standards").await.text();

    assert!(ukrainian.contains("Додаток 7") && ukrainian.contains("Зупинки за стандартом"), "{ukrainian}");
    assert!(english.contains("Annex 7") && english.contains("href=\"/en/standards/sample-1/7/stops\""), "{english}");
}

#[tokio::test]
async fn a_standard_says_what_each_field_holds_by_whose_word_and_what_was_repaired() {
    let portal = TestPortal::start().await;

    let page = portal.get(&format!("/standards/{ID}")).await.text();

    for words in [
        "Вигадані рекомендації, додаток 7",
        "20\u{a0}січня 2025",
        "Як зупинку оголошують.",
        "Не більше 90",
        "Значення не повторюються.",
        "Рядок визначають поля: id.",
        "Місця рахують.",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
}

#[tokio::test]
async fn a_short_name_leads_to_the_only_standard_it_fits_and_an_unknown_one_nowhere() {
    let portal = TestPortal::start().await;

    let short = portal.get("/en/standards/stops").await;
    let unknown = portal.get("/standards/sample-1/8/parks").await;

    assert_eq!(short.header("location"), "/en/standards/sample-1/7/stops");
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn only_published_datasets_are_named_as_followers_and_their_passport_leads_back() {
    let portal = TestPortal::start().await;
    portal.draft_following("stops", Some(ID)).await;
    portal.draft_following("hidden-stops", Some(ID)).await;
    portal.publish("stops", STOPS).await;

    let page = portal.get(&format!("/standards/{ID}")).await.text();
    let dataset = portal.get("/datasets/stops").await.text();

    assert!(page.contains("/datasets/stops\"") && !page.contains("hidden-stops"), "{page}");
    assert!(dataset.contains("href=\"/standards/sample-1/7/stops\""), "{dataset}");
}

#[tokio::test]
async fn programs_read_standards_by_their_parts_by_the_whole_id_or_by_a_short_name() {
    let portal = TestPortal::start().await;

    let list = portal.get("/api/v1/standards").await.json();
    let by_parts = portal.get(&format!("/api/v1/standards/{ID}")).await.json();
    let by_id = portal.get("/api/v1/standards/sample-1%2F7%2Fstops").await.json();
    let by_name = portal.get("/api/v1/standards/stops").await.json();

    assert_eq!((&list["total"], &list["standards"][0]["id"]), (&1.into(), &ID.into()));
    assert_eq!(by_parts["fields"][0]["required"], true);
    assert_eq!(by_parts["repairs"][0]["why"]["en"], "Seats are counted.");
    assert_eq!(by_id, by_parts);
    assert_eq!(by_name, by_parts);
    assert_eq!(portal.get("/api/v1/standards/parks").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_api_of_standards_is_described() {
    let portal = TestPortal::start().await;

    let description = portal.get("/api/openapi.json").await.json();

    for path in ["/api/v1/standards", "/api/v1/standards/{id}", "/api/v1/standards/{pack}/{annex}/{table}"] {
        assert!(description["paths"][path]["get"].is_object(), "{path}");
    }
}

#[tokio::test]
async fn the_list_is_narrowed_by_words_theme_and_use() {
    let portal = TestPortal::start().await;
    portal.draft_following("stops", Some(ID)).await;
    portal.publish("stops", STOPS).await;

    let by_words = portal.get("/standards?q=зупинок&used=1").await.text();
    let by_theme = portal.get("/standards?theme=transport").await.text();
    let nothing = portal.get("/en/standards?q=swimming").await;
    let api = portal.get("/api/v1/standards?q=swimming").await.json();

    assert!(by_words.contains("Зупинки за стандартом") && by_words.contains("1 набір"), "{by_words}");
    assert!(by_theme.contains("<h2 id=\"theme-transport\">Транспорт</h2>"), "{by_theme}");
    assert!(nothing.text().contains("There is no such standard."), "{}", nothing.text());
    assert_eq!(api["total"], 0);
}

#[tokio::test]
async fn a_template_is_a_file_to_fill_in_named_by_its_table() {
    let portal = TestPortal::start().await;

    let workbook = portal.get(&format!("/standards/{ID}/template.xlsx")).await;
    let csv = portal.get(&format!("/standards/{ID}/template.csv")).await;
    let links = portal.get(&format!("/api/v1/standards/{ID}")).await.json();

    assert_eq!(workbook.header("content-type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    assert_eq!(workbook.header("content-disposition"), "attachment; filename=\"stops-template.xlsx\"");
    assert!(workbook.bytes.starts_with(b"PK"));
    assert_eq!(csv.text(), "id,name,seats\n1,Приклад,1\n");
    assert!(links["templates"]["xlsx"].as_str().is_some_and(|link| link.ends_with("/stops/template.xlsx")));
    assert_eq!(portal.get("/standards/sample-1/8/parks/template.xlsx").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_standard_tells_how_well_its_followers_keep_to_it() {
    let portal = TestPortal::start().await;
    portal.draft_following("stops", Some(ID)).await;
    portal.publish("stops", STOPS).await;

    let sound = portal.get(&format!("/standards/{ID}")).await.text();
    portal.publish("stops", &STOPS.replace("1,Вокзал,12", "1,Вокзал,120")).await;
    let broken = portal.get(&format!("/en/standards/{ID}")).await.text();

    assert!(sound.contains("відповідає стандарту") && sound.contains("3 поля з 3"), "{sound}");
    assert!(broken.contains("1 error") && broken.contains("5 rows"), "{broken}");
}
