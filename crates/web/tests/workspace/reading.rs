//! Reading choices: what each would read is seen before it is kept.

use axum::http::StatusCode;

use crate::support::{CLERK, EDITOR, STRANGER, TestPortal};

const TITLED: &str = "Перелік зупинок;;\nстаном на 01.11.2026;;\nНазва;Місць;Відкрито\nВокзал;12;2020-01-15\nПарк;4;2021-05-01\nМіст;7;2019-09-30\n";

#[tokio::test]
async fn a_reading_is_explained_in_words_with_the_first_rows() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, TITLED.as_bytes()).await;

    let page = clerk.get(&format!("{draft}/reading")).await;
    let english = clerk.get(&format!("/en{draft}/reading")).await;

    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for words in [
        "Рядки 1–2 — заголовок документа",
        "Рядок 3 — назви стовпців",
        "Дані — від рядка 4",
        "крапка з комою",
        "Вокзал",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    assert!(english.body.contains("Rows 1–2 are the title of the document"), "{}", english.body);
}

#[tokio::test]
async fn a_choice_is_tried_without_being_kept_and_then_kept() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, "а;б|в\n1;2|3\n4;5|6\n".as_bytes()).await;

    let tried = clerk.get(&format!("{draft}/reading?asked=1&delimiter=%7C&quote=none")).await;
    let before = clerk.get(&format!("{draft}/recipe")).await.json();
    let revision = tried.input("revision");
    let form = [("asked", "1"), ("revision", revision.as_str()), ("delimiter", "|"), ("quote", "none")];
    let saved = clerk.press(&format!("{draft}/reading"), &form).await;

    assert!(tried.body.contains("<th scope=\"col\">а;б</th>"), "{}", tried.body);
    assert!(before["reading"]["dialect"].is_null(), "{before}");
    assert_eq!(saved.location(), draft);
    let kept = clerk.get(&format!("{draft}/recipe")).await.json();
    assert_eq!(kept["reading"]["dialect"]["delimiter"], "|");
    assert!(clerk.get(&draft).await.body.contains("Вважати роздільником комірок «|»."));
}

#[tokio::test]
async fn header_rows_chosen_on_the_page_reach_the_table_whatever_its_file_is_called() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, "Рік,Рік\n2025,2026\nа,б\n1,2\n3,4\n".as_bytes()).await;
    let page = clerk.get(&format!("{draft}/reading")).await;
    let field = page.body.split("name=\"header-").nth(1).and_then(|rest| rest.split('"').next()).expect("a field");

    let (name, revision) = (format!("header-{field}"), page.input("revision"));
    let form = [("asked", "1"), ("revision", revision.as_str()), (name.as_str(), "3")];
    clerk.press(&format!("{draft}/reading"), &form).await;

    let id = draft.rsplit('/').next().expect("a draft's id");
    let report = portal.program(CLERK).await.get(&format!("/api/v1/drafts/{id}/report")).await.json();
    assert_ne!(field, "parks", "the table is called by its dataset, not by its file");
    assert_eq!(report["tables"][0]["header_rows"], serde_json::json!([1, 2, 3]));
}

#[tokio::test]
async fn nonsense_in_the_question_chooses_nothing_and_strangers_see_no_preview() {
    let portal = TestPortal::start().await;
    let (clerk, editor) = (portal.browser(CLERK).await, portal.browser(EDITOR).await);
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, TITLED.as_bytes()).await;

    assert_eq!(editor.get(&format!("{draft}/reading")).await.status, StatusCode::OK);
    assert_eq!(
        clerk.get(&format!("{draft}/reading?asked=1&encoding=klingon&delimiter=other")).await.status,
        StatusCode::OK
    );
    assert_eq!(portal.browser(STRANGER).await.get(&format!("{draft}/reading")).await.status, StatusCode::NOT_FOUND);
}
