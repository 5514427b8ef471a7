//! New datasets and their passports.

use axum::http::StatusCode;

use crate::support::{CLERK, COLLEAGUE, EDITOR, PASSPORT, STRANGER, TestPortal};

#[tokio::test]
async fn a_title_and_a_publisher_begin_a_dataset_and_the_identifier_is_proposed() {
    let portal = TestPortal::start().await;
    let editor = portal.browser(EDITOR).await;

    let answer = editor.post("/workspace/datasets", &[("title", "Площі міста"), ("publisher", "parks")]).await;

    assert_eq!(answer.location(), "/workspace/datasets/ploshchi-mista?done=created");
    let page = editor.get("/workspace/datasets/ploshchi-mista").await;
    assert!(page.body.contains("Немає опису") && page.body.contains("не оприлюднено"));
}

#[tokio::test]
async fn one_cannot_create_for_a_publisher_that_is_not_ones_own() {
    let portal = TestPortal::start().await;

    let answer =
        portal.browser(CLERK).await.post("/workspace/datasets", &[("title", "Дороги"), ("publisher", "roads")]).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<a href=\"#publisher\">"));
    assert!(!answer.body.contains("Департамент доріг"));
}

#[tokio::test]
async fn the_second_of_two_writers_sees_both_values_and_loses_nothing() {
    let portal = TestPortal::start().await;
    let (clerk, colleague) = (portal.browser(CLERK).await, portal.browser(COLLEAGUE).await);
    let identifier = clerk.new_dataset().await;
    let path = format!("/workspace/datasets/{identifier}/passport");
    let revision = clerk.get(&path).await.input("revision");
    let with = |title: &'static str, revision: String| {
        let mut form: Vec<(&str, String)> = PASSPORT.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        form[0].1 = title.to_owned();
        form.push(("revision", revision));
        form
    };
    let send = |form: Vec<(&'static str, String)>| form;

    let first = send(with("Сквери: назва першого", revision.clone()));
    let first: Vec<(&str, &str)> = first.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(colleague.post(&path, &first).await.status, StatusCode::SEE_OTHER);
    let second = send(with("Сквери: назва другого", revision));
    let second: Vec<(&str, &str)> = second.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = clerk.post(&path, &second).await;

    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.body.contains("<td>Сквери: назва першого</td><td>Сквери: назва другого</td>"));
    assert!(refused.body.contains("value=\"Сквери: назва другого\""), "the form keeps what was typed");
    let again = refused.input("revision");
    let last = with("Сквери: назва другого", again);
    let last: Vec<(&str, &str)> = last.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(clerk.post(&path, &last).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_workspace_of_a_neighbour_does_not_exist() {
    let portal = TestPortal::start().await;
    let identifier = portal.browser(CLERK).await.new_dataset().await;
    let stranger = portal.browser(STRANGER).await;

    let answers = [
        stranger.get(&format!("/workspace/datasets/{identifier}")).await.status,
        stranger.get(&format!("/workspace/datasets/{identifier}/passport")).await.status,
        stranger.get(&format!("/workspace/datasets/{identifier}/upload")).await.status,
        stranger.get(&format!("/datasets/{identifier}")).await.status,
    ];

    assert_eq!(answers, [StatusCode::NOT_FOUND; 4]);
    assert!(!stranger.get("/workspace").await.body.contains("Сквери"));
}

#[tokio::test]
async fn a_withdrawal_asks_for_its_reason() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, b"a,b\n1,x\n2,y\n").await;
    clerk.publish(&draft, "Перша версія").await;
    let path = format!("/workspace/datasets/{identifier}/withdrawal");
    let revision = clerk.get(&path).await.input("revision");

    let without = clerk.post(&path, &[("revision", revision.as_str()), ("reason", " ")]).await;
    let with = clerk.post(&path, &[("revision", revision.as_str()), ("reason", "Вигадане рішення № 2")]).await;

    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(with.status, StatusCode::SEE_OTHER);
    assert!(clerk.get(&format!("/workspace/datasets/{identifier}")).await.body.contains("Вигадане рішення № 2"));
}
