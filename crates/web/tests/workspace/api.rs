//! Writing by script.

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::support::{ADMIN, CLERK, COLLEAGUE, DIRTY, STRANGER, TestPortal};

fn passport() -> serde_json::Value {
    json!({
        "title": { "uk": "Сквери" }, "description": { "uk": "Вигадані сквери" }, "keywords": [{ "uk": "сквери" }],
        "theme": "environment", "frequency": "once a month", "legal_ground": { "uk": "Вигадане рішення" },
        "purpose": { "uk": "Перевірка" }, "contact_point": { "name": "Відділ зразків", "email": "parks@sample.example" },
    })
}

#[tokio::test]
async fn a_program_creates_uploads_fixes_and_publishes() {
    let portal = TestPortal::start().await;
    let program = portal.program(CLERK).await;

    let new = json!({ "publisher": "parks", "passport": passport() });
    let created = program.send_json(Method::POST, "/api/v1/datasets", &[], &new).await;
    assert_eq!(
        (created.status, created.json()["identifier"].as_str()),
        (StatusCode::CREATED, Some("skvery")),
        "{}",
        created.body
    );
    let upload = "/api/v1/datasets/skvery/distributions/1/drafts?file_name=parks.csv";
    let draft = program.send(Method::POST, upload, &[], DIRTY.as_bytes().to_vec()).await;
    assert_eq!(draft.status, StatusCode::CREATED, "{}", draft.body);
    let path = draft.location().to_owned();
    portal.work().await;
    let fixed =
        program.send_json(Method::PATCH, &format!("{path}/recipe"), &[], &json!({ "change": "fix-all-safe" })).await;
    assert_eq!(fixed.json()["state"], "waiting");
    portal.work().await;
    let publication = json!({ "note": "Перша версія", "accept_findings": true });
    let published = program.send_json(Method::PUT, &format!("{path}/publication"), &[], &publication).await;

    assert_eq!(
        (published.status, published.json()["version"].as_u64()),
        (StatusCode::CREATED, Some(1)),
        "{}",
        published.body
    );
    assert_eq!(program.get(&path).await.json()["state"], "published");
    assert_eq!(portal.visitor().get("/datasets/skvery").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_repeated_key_answers_as_the_first_time_and_writes_once() {
    let portal = TestPortal::start().await;
    let program = portal.program(CLERK).await;
    let new = json!({ "publisher": "parks", "passport": passport() });
    let other = json!({ "publisher": "parks", "passport": { "title": { "uk": "Інше" } } });
    let key = [("idempotency-key", "one-key")];

    let first = program.send_json(Method::POST, "/api/v1/datasets", &key, &new).await;
    let again = program.send_json(Method::POST, "/api/v1/datasets", &key, &new).await;
    let mismatch = program.send_json(Method::POST, "/api/v1/datasets", &key, &other).await;
    let unkeyed = program.send_json(Method::POST, "/api/v1/datasets", &[], &new).await;

    assert_eq!((first.status, &first.body), (StatusCode::CREATED, &again.body));
    assert_eq!((again.status, again.headers["idempotency-replayed"].as_bytes()), (StatusCode::CREATED, &b"true"[..]));
    assert_eq!(
        (mismatch.status, mismatch.json()["code"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("idempotency-mismatch"))
    );
    assert_eq!(unkeyed.status, StatusCode::CONFLICT, "the identifier is taken once the write really happened");
}

#[tokio::test]
async fn a_refused_write_gives_its_key_back() {
    let portal = TestPortal::start().await;
    let program = portal.program(CLERK).await;
    let key = [("idempotency-key", "one-key")];
    let wrong = json!({ "publisher": "nobody", "passport": passport() });
    let right = json!({ "publisher": "parks", "passport": passport() });

    let refused = program.send_json(Method::POST, "/api/v1/datasets", &key, &wrong).await;
    let accepted = program.send_json(Method::POST, "/api/v1/datasets", &key, &right).await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(accepted.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_passport_is_changed_only_with_the_revision_that_was_read() {
    let portal = TestPortal::start().await;
    let (program, other) = (portal.program(CLERK).await, portal.program(COLLEAGUE).await);
    let new = json!({ "publisher": "parks", "passport": passport() });
    let created = program.send_json(Method::POST, "/api/v1/datasets", &[], &new).await;
    let etag = created.headers["etag"].to_str().expect("an ETag is text").to_owned();
    let patch = json!({ "title": { "uk": "Сквери й парки" } });
    let path = "/api/v1/datasets/skvery";

    let without = program.send_json(Method::PATCH, path, &[], &patch).await;
    let changed = other.send_json(Method::PATCH, path, &[("if-match", &etag)], &patch).await;
    let late = program.send_json(Method::PATCH, path, &[("if-match", &etag)], &patch).await;

    assert_eq!(without.status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(
        (changed.status, changed.json()["passport"]["title"]["uk"].as_str()),
        (StatusCode::OK, Some("Сквери й парки"))
    );
    assert_eq!(changed.json()["passport"]["theme"], "environment", "a patch leaves the rest as it was");
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test]
async fn an_unknown_member_of_a_passport_is_refused_and_not_lost() {
    let portal = TestPortal::start().await;
    let program = portal.program(CLERK).await;
    let new = json!({ "publisher": "parks", "passport": { "title": { "uk": "Сквери" }, "tittle": "x" } });

    let answer = program.send_json(Method::POST, "/api/v1/datasets", &[], &new).await;

    assert_eq!((answer.status, answer.json()["what"].as_str()), (StatusCode::BAD_REQUEST, Some("tittle")));
}

#[tokio::test]
async fn personal_data_stop_a_program_with_their_place() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let program = portal.program(CLERK).await;
    let path = format!("/api/v1/datasets/{identifier}/distributions/1/drafts?file_name=people.csv");
    let draft = program.send(Method::POST, &path, &[], "Назва,РНОКПП\nСквер,3184710691\n").await;
    portal.work().await;

    let refused = program
        .send_json(
            Method::PUT,
            &format!("{}/publication", draft.location()),
            &[],
            &json!({ "note": "x", "accept_findings": true }),
        )
        .await;

    assert_eq!(
        (refused.status, refused.json()["code"].as_str()),
        (StatusCode::CONFLICT, Some("personal-data")),
        "{}",
        refused.body
    );
    assert_eq!(refused.json()["personal"][0]["kind"], "rnokpp");
}

#[tokio::test]
async fn what_one_may_not_see_is_not_found_and_what_one_may_not_do_is_denied() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let upload = format!("/api/v1/datasets/{identifier}/distributions/1/drafts?file_name=a.csv");
    let purge = format!("/api/v1/datasets/{identifier}/distributions/1/versions/1/purge");
    let ground = json!({ "uk": "Вигадане рішення" });
    let draft = clerk.checked_draft(&identifier, b"a,b\n1,x\n2,y\n").await;
    let (stranger, owner, admin) =
        (portal.program(STRANGER).await, portal.program(CLERK).await, portal.program(ADMIN).await);

    assert_eq!(stranger.send(Method::POST, &upload, &[], "a,b\n1,2\n").await.status, StatusCode::NOT_FOUND);
    clerk.publish(&draft, "Перша версія").await;
    assert_eq!(stranger.send(Method::POST, &upload, &[], "a,b\n1,2\n").await.status, StatusCode::FORBIDDEN);
    assert_eq!(owner.send_json(Method::PUT, &purge, &[], &ground).await.status, StatusCode::FORBIDDEN);
    assert_eq!(admin.send_json(Method::PUT, &purge, &[], &ground).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_description_of_the_api_names_every_way_of_writing() {
    let portal = TestPortal::start().await;

    let description = portal.visitor().get("/api/openapi.json").await.json();

    let paths = description["paths"].as_object().expect("paths");
    for path in [
        "/api/v1/drafts/{id}/publication",
        "/api/v1/datasets/{identifier}/distributions/{distribution}/drafts",
        "/api/v1/drafts/{id}/file",
    ] {
        assert!(paths.contains_key(path), "{path}");
    }
}
