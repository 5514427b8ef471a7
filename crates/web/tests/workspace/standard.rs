//! A draft names the standard its table likely follows, is held to it, and gets its names.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::support::{Answer, CLERK, EDITOR, Program, STRANGER, TestPortal};

/// Five of the standard's six fields, called by their titles.
const STOPS: &str = "Номер зупинки;Назва зупинки;Кількість місць;Маршрути;Район\n\
    1;Вокзал;12;5, 7;Центр\n2;Парк;4;5;Центр\n3;Міст;120;7;Поділ\n";
const ID: &str = "sample-1/7/stops";

#[tokio::test]
async fn a_draft_names_the_likely_standard_its_columns_and_what_is_missing() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS.as_bytes()).await;

    let page = clerk.get(&draft).await.body;
    let english = clerk.get(&format!("/en{draft}")).await.body;

    for words in [
        "Схоже на стандарт",
        "href=\"/standards/sample-1/7/stops\"",
        "5 полів з 6 є у файлі",
        "Освітлення (lit)",
        "Перейменувати 5 полів за стандартом",
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(english.contains("Rename 5 fields by the standard"), "{english}");
}

#[tokio::test]
async fn one_press_renames_all_columns_and_another_takes_it_back() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS.as_bytes()).await;
    let step = json!({"fix": "rename", "with": {"names": {
        "Кількість місць": "seats", "Маршрути": "routes", "Назва зупинки": "label", "Номер зупинки": "uid", "Район": "quarter"
    }}});
    let page = clerk.get(&draft).await;
    assert!(page.body.contains(&escaped(&step.to_string())), "{}", page.body);

    let revision = page.input("revision");
    let form = [("change", "add"), ("revision", revision.as_str()), ("step", &step.to_string())];
    clerk.press(&format!("{draft}/recipe"), &form).await;
    let renamed = fields(&portal, &draft).await;
    let page = clerk.get(&draft).await;
    let undo = [("change", "undo"), ("revision", &page.input("revision"))];
    clerk.press(&format!("{draft}/recipe"), &undo).await;

    assert_eq!(renamed, json!(["uid", "label", "seats", "routes", "quarter"]));
    assert!(!page.body.contains("Перейменувати 5 полів"), "{}", page.body);
    assert_eq!(
        fields(&portal, &draft).await,
        json!(["Номер зупинки", "Назва зупинки", "Кількість місць", "Маршрути", "Район"])
    );
}

#[tokio::test]
async fn a_table_is_held_to_the_standard_that_was_chosen_until_it_is_left() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS.as_bytes()).await;

    let revision = clerk.get(&draft).await.input("revision");
    clerk.press(&format!("{draft}/standard"), &[("standard", ID), ("revision", &revision)]).await;
    let held = clerk.get(&draft).await;
    let left = [("standard", ""), ("revision", &held.input("revision"))];
    clerk.press(&format!("{draft}/standard"), &left).await;
    let free = clerk.get(&draft).await.body;

    assert!(held.body.contains("Стандарт таблиці"), "{}", held.body);
    assert!(held.body.contains("Бракує обов’язкових полів"), "{}", held.body);
    assert!(held.body.contains("state--error") && !free.contains("state--error"), "{free}");
    assert!(free.contains("Схоже на стандарт"), "{free}");
}

#[tokio::test]
async fn programs_ask_for_the_likely_standard_and_choose_it() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS.as_bytes()).await;
    let address = format!("/api/v1/drafts/{}", draft.rsplit('/').next().expect("a draft's id"));
    let program = portal.program(CLERK).await;

    let found = program.get(&format!("{address}/standards")).await.json();
    let chosen = choose(&program, &address, ID).await;
    let unknown = choose(&program, &address, "x/1/none").await;

    assert_eq!(found[0]["standard"], ID);
    assert_eq!(found[0]["mapping"][1]["column"], "Назва зупинки");
    assert_eq!(found[0]["missing"], json!(["lit"]));
    assert_eq!((chosen.status, unknown.status), (StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY));
}

#[tokio::test]
async fn who_may_not_edit_chooses_no_standard() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS.as_bytes()).await;

    let stranger = portal.browser(STRANGER).await.press(&format!("{draft}/standard"), &[("standard", ID)]).await;
    let editor = portal.browser(EDITOR).await.get(&draft).await;

    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    assert!(editor.body.contains("Схоже на стандарт"), "{}", editor.body);
}

async fn choose(program: &Program<'_>, address: &str, standard: &str) -> Answer {
    let body = json!({ "standard": standard });
    program.send_json(Method::PUT, &format!("{address}/standard"), &[], &body).await
}

async fn fields(portal: &TestPortal, draft: &str) -> serde_json::Value {
    let id = draft.rsplit('/').next().expect("a draft's id");
    let answer = portal.program(CLERK).await.get(&format!("/api/v1/drafts/{id}")).await.json();
    answer["tables"][0]["fields"].clone()
}

/// JSON as it stands in an attribute of a page.
fn escaped(text: &str) -> String {
    text.replace('"', "&#34;")
}
