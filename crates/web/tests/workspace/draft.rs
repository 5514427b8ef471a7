//! A draft from upload to publication.

use axum::http::StatusCode;

use crate::support::{CLERK, COLLEAGUE, DIRTY, EDITOR, STRANGER, TestPortal};

const PERSONAL: &str = "Назва,РНОКПП\nСквер Весняний,3184710691\nСквер Осінній,2345678902\n";

#[tokio::test]
async fn a_dirty_file_is_fixed_published_and_read_by_everybody() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;

    let draft = clerk.checked_draft(&identifier, DIRTY.as_bytes()).await;
    let found = clerk.get(&draft).await;
    assert!(found.body.contains("Виправити все безпечне"), "{}", found.body);
    assert!(found.body.contains("␣Сквер Весняний␣"), "an example shows the needless spaces");

    let form = [("revision", found.input("revision")), ("change", "fix-all-safe".to_owned())];
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    clerk.press(&format!("{draft}/recipe"), &form).await;
    let fixed = clerk.get(&draft).await;
    assert!(fixed.body.contains("Що виправлено") && fixed.body.contains("2024-02-01"), "{}", fixed.body);

    assert_eq!(clerk.publish(&draft, "Перша версія").await.status, StatusCode::SEE_OTHER);
    portal.work().await;
    let public = portal.visitor().get(&format!("/datasets/{identifier}")).await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(public.body.contains("Сквери зразкового міста"));
}

#[tokio::test]
async fn a_fix_is_undone_step_by_step() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, DIRTY.as_bytes()).await;
    let revision = clerk.get(&draft).await.input("revision");
    clerk.press(&format!("{draft}/recipe"), &[("revision", &revision), ("change", "fix-all-safe")]).await;
    let fixed = clerk.get(&draft).await;

    let revision = fixed.input("revision");
    clerk.press(&format!("{draft}/recipe"), &[("revision", &revision), ("change", "undo")]).await;

    let undone = clerk.get(&draft).await;
    assert!(
        fixed.body.contains("Усі безпечні виправлення застосовано") || !fixed.body.contains("Виправити все безпечне")
    );
    assert!(undone.body.contains("Виправити все безпечне"));
    assert!(!undone.body.contains("Скасувати останній крок"), "nothing is left to undo");
}

#[tokio::test]
async fn a_step_on_a_draft_that_changed_meanwhile_is_not_done_but_explained() {
    let portal = TestPortal::start().await;
    let (clerk, colleague) = (portal.browser(CLERK).await, portal.browser(COLLEAGUE).await);
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, DIRTY.as_bytes()).await;
    let revision = clerk.get(&draft).await.input("revision");
    let form = [("revision", revision.as_str()), ("change", "fix-all-safe")];

    colleague.press(&format!("{draft}/recipe"), &form).await;
    let late = clerk.press(&format!("{draft}/recipe"), &form).await;

    assert_eq!(late.location(), format!("{draft}?said=changed"));
    assert!(clerk.get(late.location()).await.body.contains("Чернетку змінив хтось інший"));
}

#[tokio::test]
async fn a_stranger_and_a_visitor_do_not_learn_that_a_draft_exists() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, DIRTY.as_bytes()).await;
    let id = draft.rsplit('/').next().expect("a draft's id");

    assert_eq!(portal.browser(STRANGER).await.get(&draft).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.program(STRANGER).await.get(&format!("/api/v1/drafts/{id}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(portal.visitor().get(&draft).await.status, StatusCode::SEE_OTHER);
    assert_eq!(portal.visitor().get(&format!("/api/v1/drafts/{id}")).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_editor_fixes_but_does_not_publish() {
    let portal = TestPortal::start().await;
    let editor = portal.browser(EDITOR).await;
    let identifier = editor.new_dataset().await;
    let draft = editor.checked_draft(&identifier, b"a,b\n1,x\n2,y\n").await;

    let page = editor.get(&draft).await;
    let refused = editor.post(&format!("{draft}/publication"), &[("note", "Спроба")]).await;

    assert!(page.body.contains("Оприлюднює відповідальна особа"));
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn personal_data_stand_in_the_way_until_they_are_masked() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, PERSONAL.as_bytes()).await;

    let page = clerk.get(&draft).await;
    assert!(page.body.contains("Схоже на персональні дані"), "{}", page.body);
    assert!(!page.body.contains("3184710691"), "the page shows masked examples only");
    let blocked = clerk.publish(&draft, "Перша версія").await;
    assert_eq!(blocked.status, StatusCode::CONFLICT);

    let revision = page.input("revision");
    let mask = [
        ("revision", revision.as_str()),
        ("change", "add"),
        ("fix", "mask"),
        ("field", "РНОКПП"),
        ("choice", "rnokpp"),
    ];
    clerk.press(&format!("{draft}/recipe"), &mask).await;

    let masked = clerk.get(&draft).await;
    assert!(!masked.body.contains("Схоже на персональні дані"), "{}", masked.body);
    assert_eq!(clerk.publish(&draft, "Перша версія").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_who_may_publish_states_a_ground_and_it_lets_the_data_pass() {
    let portal = TestPortal::start().await;
    let (clerk, editor) = (portal.browser(CLERK).await, portal.browser(EDITOR).await);
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, PERSONAL.as_bytes()).await;
    let id = draft.rsplit('/').next().expect("a draft's id");
    let hit = portal.program(CLERK).await.get(&format!("/api/v1/drafts/{id}")).await.json()["personal"][0].clone();
    let said = |name: &str| hit[name].as_str().expect("a hit names its place").to_owned();
    let (table, field, kind) = (said("table"), said("field"), said("kind"));
    let form = [("table", table.as_str()), ("field", &field), ("kind", &kind), ("ground", "Вигаданий закон, стаття 1")];
    let path = format!("{draft}/justifications");

    assert_eq!(editor.post(&path, &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(clerk.post(&path, &form).await.status, StatusCode::SEE_OTHER);

    assert!(clerk.get(&draft).await.body.contains("Вигаданий закон, стаття 1"));
    assert_eq!(clerk.publish(&draft, "Перша версія").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_second_of_two_publishers_is_told_who_was_first() {
    let portal = TestPortal::start().await;
    let (clerk, colleague) = (portal.browser(CLERK).await, portal.browser(COLLEAGUE).await);
    let identifier = clerk.new_dataset().await;
    let mine = clerk.checked_draft(&identifier, b"a,b\n1,x\n2,y\n").await;
    let theirs = colleague.checked_draft(&identifier, b"a,b\n1,x\n3,z\n").await;
    let revision = clerk.get(&mine).await.input("revision");

    assert_eq!(colleague.publish(&theirs, "Версія колеги").await.status, StatusCode::SEE_OTHER);
    let late = clerk.post(&format!("{mine}/publication"), &[("revision", &revision), ("note", "Моя версія")]).await;

    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Зразковий Колега"), "{}", late.body);
    portal.work().await;
    let compared = clerk.get(&late.onward()).await;
    assert!(compared.body.contains("Порівняно з версією 1"), "{}", compared.body);
    assert!(compared.body.contains("Хтось оприлюднив нову версію раніше"), "the reason outlasts the wait");
    assert!(compared.body.contains("Моя версія"), "what was typed is still there");
    assert_eq!(clerk.publish(&mine, "Моя версія").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_dropped_field_needs_an_explicit_yes() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let first = clerk.checked_draft(&identifier, b"a,b\n1,x\n2,y\n").await;
    clerk.publish(&first, "Перша версія").await;
    let second = clerk.checked_draft(&identifier, b"a\n1\n2\n").await;

    let refused = clerk.publish(&second, "Без поля b").await;
    let revision = refused.input("revision");
    let form =
        [("revision", revision.as_str()), ("note", "Без поля b"), ("accept_breaking", "1"), ("accept_findings", "1")];
    let accepted = clerk.post(&format!("{second}/publication"), &form).await;

    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("Зникло поле «b»"), "{}", refused.body);
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.body);
}

#[tokio::test]
async fn a_passport_with_gaps_keeps_the_draft_and_says_what_is_missing() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    clerk.post("/workspace/datasets", &[("title", "Площі"), ("publisher", "parks")]).await;
    let draft = clerk.checked_draft("ploshchi", b"a,b\n1,x\n2,y\n").await;

    let refused = clerk.publish(&draft, "Перша версія").await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("/workspace/datasets/ploshchi/passport#description"));
}

#[tokio::test]
async fn discarding_asks_once_and_a_discarded_draft_is_gone() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, DIRTY.as_bytes()).await;

    assert!(clerk.get(&format!("{draft}/discard")).await.body.contains("Відкинути чернетку?"));
    assert_eq!(clerk.post(&format!("{draft}/discard"), &[]).await.location(), "/workspace?done=discarded");

    assert!(clerk.get(&draft).await.body.contains("Цю чернетку відкинуто"));
    assert!(!clerk.get("/workspace").await.body.contains("parks.csv"));
}
