//! The road of a file, from upload to publication, over real stores.

mod support;

use bytes::Bytes;
use catalog::{
    Actor,
    draft::DraftState,
    version::{publication::PublishError, purge},
};
use futures::StreamExt;
use intake::{IntakeError, RecipeChange};
use jiff::SignedDuration;
use support::{Bench, request, whole};
use tabular::{FixId, Step, With};

const CLEAN: &str = "id,name,opened\n1,Вокзал,2024-02-01\n2,Парк,2024-03-01\n";

#[tokio::test]
async fn a_dirty_file_becomes_a_version_after_all_safe_fixes() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let bytes = windows_1251("№;Назва;Відкрито;Площа\n1;Вокзал ;01.02.2024;12,5\n2;Парк;15.03.2024;1 200,75\n");
    let draft = bench.draft("stops", "зупинки.csv", bytes).await;

    bench.intake.change_recipe(&Actor::System, draft.id, RecipeChange::FixAllSafe, None).await.expect("it is open");
    bench.work().await;
    let version = bench.publish(draft.id).await.expect("nothing stands in the way");

    let types: Vec<_> = version.tables[0].fields.iter().map(|field| field.kind_of_type.as_str()).collect();
    assert_eq!(types, ["integer", "string", "date", "number"]);
    assert_eq!((version.number, version.tables[0].rows), (1, 2));
}

#[tokio::test]
async fn the_next_file_starts_from_the_recipe_of_the_last_version() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let first = bench.draft("stops", "a.csv", "id,opened\n1,01.02.2024\n").await;
    bench.intake.change_recipe(&Actor::System, first.id, RecipeChange::FixAllSafe, None).await.expect("it is open");
    bench.work().await;
    bench.publish(first.id).await.expect("nothing stands in the way");

    let second = bench.draft("stops", "b.csv", "id,opened\n1,01.02.2024\n2,15.03.2024\n").await;

    let built = second.built.expect("it was checked");
    assert_eq!(built.tables[0].fields[1].kind_of_type, "date");
    let changes = built.changes.expect("there is a version before");
    assert_eq!((changes.rows_added, changes.rows_changed, changes.is_breaking()), (1, 0, false));
}

#[tokio::test]
async fn undo_goes_back_to_the_recipe_before() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let draft = bench.draft("stops", "a.csv", "id,opened\n1,01.02.2024\n").await;
    bench.intake.change_recipe(&Actor::System, draft.id, RecipeChange::FixAllSafe, None).await.expect("it is open");
    bench.work().await;

    bench.intake.change_recipe(&Actor::System, draft.id, RecipeChange::Undo, None).await.expect("it is open");
    bench.work().await;

    let undone = bench.reload(draft.id).await;
    assert_eq!(undone.recipe, draft.recipe);
    assert_eq!(undone.built.expect("it was checked").tables[0].fields[1].kind_of_type, "string");
}

#[tokio::test]
async fn the_second_of_two_publishers_is_told_and_compared_again() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let mine = bench.draft("stops", "mine.csv", CLEAN).await;
    let theirs = bench.draft("stops", "theirs.csv", "id,name,opened\n1,Вокзал,2024-02-01\n").await;
    bench.publish(theirs.id).await.expect("nothing stands in the way");

    let refused = bench.publish(mine.id).await.expect_err("another version came first");
    bench.work().await;

    assert!(matches!(refused, PublishError::Superseded { version: 1, .. }), "{refused:?}");
    let built = bench.reload(mine.id).await.built.expect("it was checked again");
    assert_eq!((built.base_version, built.changes.expect("there is a version before").rows_added), (1, 1));
    assert_eq!(bench.publish(mine.id).await.expect("it was compared with the latest").number, 2);
}

#[tokio::test]
async fn of_two_who_publish_at_once_exactly_one_wins() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let first = bench.draft("stops", "a.csv", CLEAN).await;
    let second = bench.draft("stops", "b.csv", CLEAN).await;

    let (one, other) = tokio::join!(bench.publish(first.id), bench.publish(second.id));

    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|won| **won).count(), 1);
    let dataset = bench.ports.datasets.dataset(first.dataset_id).await.expect("the store answers");
    let versions = bench.ports.versions.versions(first.dataset_id).await.expect("the store answers");
    assert_eq!((dataset.expect("it is there").distributions[0].latest_version, versions.len()), (1, 1));
}

#[tokio::test]
async fn a_fix_for_one_table_is_named_as_the_table_is_published() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let first = bench.draft("stops", "january.csv", "id,opened\n1,2024-02-01\n").await;
    bench.publish(first.id).await.expect("nothing stands in the way");
    let second = bench.draft("stops", "february.csv", "id,opened\n1,01.02.2024\n").await;

    let step = Step { fix: FixId::Dates, table: Some("stops".to_owned()), field: None, choice: None, with: None };
    bench.intake.change_recipe(&Actor::System, second.id, RecipeChange::Add(step), None).await.expect("it is open");
    bench.work().await;

    let built = bench.reload(second.id).await.built.expect("it was checked");
    assert_eq!((built.tables[0].name.as_str(), built.tables[0].fields[1].kind_of_type.as_str()), ("stops", "date"));
}

#[tokio::test]
async fn a_dropped_field_needs_an_explicit_yes() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let first = bench.draft("stops", "a.csv", CLEAN).await;
    bench.publish(first.id).await.expect("nothing stands in the way");
    let second = bench.draft("stops", "a.csv", "id,name\n1,Вокзал\n2,Парк\n").await;

    let refused = bench.publish(second.id).await.expect_err("a field is gone");
    let mut accepted = request(second.id);
    accepted.accept_breaking = true;
    accepted.accept_findings = true;
    let published = catalog::version::publication::publish(&bench.ports, &Actor::System, accepted).await;

    assert!(matches!(refused, PublishError::Breaking(_) | PublishError::Findings { .. }), "{refused:?}");
    assert_eq!(published.expect("it was accepted").changes.expect("it was compared").fields_removed, ["opened"]);
}

#[tokio::test]
async fn what_jumps_out_against_the_version_before_is_in_the_report() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let file = |rows: u32| {
        let lines: Vec<String> = (1..=rows).map(|row| format!("{row},Зупинка {row}")).collect();
        format!("id,name\n{}\n", lines.join("\n"))
    };
    let first = bench.draft("stops", "a.csv", file(100)).await;
    bench.publish(first.id).await.expect("nothing stands in the way");

    let second = bench.draft("stops", "b.csv", file(10)).await;

    let report = bench.intake.report(&Actor::System, second.id).await.expect("it was checked");
    let kinds: Vec<_> = report.tables[0].findings.iter().map(|finding| finding.kind.as_str()).collect();
    assert_eq!(kinds, ["rows-dropped"]);
    assert_eq!(second.built.expect("it was checked").counts.warnings, 90);
}

#[tokio::test]
async fn personal_data_blocks_publication_until_it_is_masked() {
    let bench = Bench::start().await;
    bench.dataset("aid").await;
    // 3184710691 and 2000000009 pass the check digit of a tax number; neither belongs to anybody known.
    let draft = bench.draft("aid", "aid.csv", "id,РНОКПП,Сума\n1,3184710691,100\n2,2000000009,200\n").await;

    let refused = bench.publish(draft.id).await.expect_err("tax numbers were found");
    let step = Step { fix: FixId::Mask, table: None, field: Some("РНОКПП".to_owned()), choice: None, with: None };
    bench.intake.change_recipe(&Actor::System, draft.id, RecipeChange::Add(step), None).await.expect("it is open");
    bench.work().await;
    let version = bench.publish(draft.id).await.expect("the numbers are masked");

    assert!(matches!(refused, PublishError::PersonalData(_)), "{refused:?}");
    assert!(version.tables[0].fields[1].masked);
    assert!(!version.original.public, "the original still holds the numbers");
    let original = bench.intake.original(&Actor::Visitor, "aid", 1, 1).await;
    assert!(matches!(original, Err(IntakeError::NotFound)));
}

#[tokio::test]
async fn an_upload_that_was_cut_goes_on_where_it_stopped() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let total = CLEAN.len() as u64;
    let draft = bench.intake.start(&Actor::System, "stops", 1, "a.csv", Some(total)).await.expect("it begins");
    let cut =
        futures::stream::iter([Ok(Bytes::from(&CLEAN.as_bytes()[..20])), Err(std::io::Error::other("the line broke"))]);
    bench.intake.append(&Actor::System, draft.id, 0, cut.boxed()).await.expect_err("the line broke");

    let stands_at = bench.intake.received(&Actor::System, draft.id).await.expect("it is under way");
    let rest = Bytes::from(&CLEAN.as_bytes()[usize::try_from(stands_at).expect("a small file")..]);
    bench.intake.append(&Actor::System, draft.id, stands_at, whole(rest)).await.expect("it goes on");
    bench.intake.complete(&Actor::System, draft.id).await.expect("every byte is there");
    bench.work().await;

    assert_eq!(bench.reload(draft.id).await.built.expect("it was checked").tables[0].rows, 2);
}

#[tokio::test]
async fn a_file_that_is_no_table_says_what_to_do() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;

    let empty = bench.draft("stops", "empty.csv", Bytes::new()).await;
    let junk = bench
        .draft(
            "stops",
            "junk.csv",
            Bytes::from((0..4096_u32).map(|n| (n * 7 % 251).to_le_bytes()[0]).collect::<Vec<_>>()),
        )
        .await;

    for draft in [empty, junk] {
        let DraftState::Unreadable { message, .. } = draft.state else { panic!("{:?}", draft.state) };
        assert!(!message.uk.is_empty() && message.en.is_some());
    }
}

#[tokio::test]
async fn a_purged_version_is_gone_and_says_why() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let draft = bench.draft("stops", "stops.csv", CLEAN).await;
    let version = bench.publish(draft.id).await.expect("nothing stands in the way");
    bench.work().await;
    let data = version.tables[0].data.sha256.clone();

    let ground = catalog::Text::uk("Рішення № 1 від 01.11.2026");
    purge::purge(&bench.ports, &Actor::System, "stops", 1, 1, ground).await.expect("the version is there");
    bench.work().await;

    let answer = bench.intake.representation(&Actor::Visitor, "stops", "stops", Some(1), "csv", false).await;
    assert!(matches!(answer, Err(IntakeError::Gone { .. })));
    assert!(bench.ports.blobs.size(&data).await.is_err(), "the bytes are gone");
}

#[tokio::test]
async fn a_draft_nobody_finishes_expires_after_a_warning() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let draft = bench.draft("stops", "stops.csv", CLEAN).await;

    bench.wait(SignedDuration::from_hours(24 * 24));
    let warned = bench.intake.expire_drafts().await.expect("drafts are looked at");
    bench.wait(SignedDuration::from_hours(24 * 7));
    let expired = bench.intake.expire_drafts().await.expect("drafts are looked at");

    assert_eq!((warned.warned, warned.expired, expired.expired), (1, 0, 1));
    assert_eq!(bench.reload(draft.id).await.state, DraftState::Expired);
}

#[tokio::test]
async fn the_exported_csv_has_the_exact_values() {
    let bench = Bench::start().await;
    bench.dataset("sums").await;
    let text = "code,phone,sum\n0012,+380561234567,-10.50\n0013,=1+1,7.25\n";
    let draft = bench.draft("sums", "sums.csv", text).await;
    let mut accepted = request(draft.id);
    accepted.accept_findings = true;
    catalog::version::publication::publish(&bench.ports, &Actor::System, accepted).await.expect("it was accepted");

    let made =
        bench.intake.representation(&Actor::Visitor, "sums", "sums", None, "csv", false).await.expect("it is made");
    let safe =
        bench.intake.representation(&Actor::Visitor, "sums", "sums", None, "csv", true).await.expect("it is made");

    assert_eq!(bench.ports.blobs.get(&made.blob.sha256).await.expect("it is stored"), text);
    let safe = bench.ports.blobs.get(&safe.blob.sha256).await.expect("it is stored");
    let safe = std::str::from_utf8(&safe).expect("CSV is UTF-8");
    assert!(safe.contains("'=1+1") && safe.contains("-10.50"), "{safe}");
}

/// windows-1251 for the letters these tests use.
fn windows_1251(text: &str) -> Vec<u8> {
    let letter = |from: u8, first: char, character: char| {
        from + u8::try_from(u32::from(character) - u32::from(first)).expect("the alphabet is short")
    };
    let byte = |character: char| match character {
        'а'..='я' => letter(0xE0, 'а', character),
        'А'..='Я' => letter(0xC0, 'А', character),
        'і' => 0xB3,
        '№' => 0xB9,
        other => u8::try_from(u32::from(other)).expect("the test uses ASCII and these letters"),
    };
    text.chars().map(byte).collect()
}

#[tokio::test]
async fn a_recipe_applied_to_the_next_file_tells_what_was_new() {
    let bench = Bench::start().await;
    bench.dataset("stops").await;
    let pairs = With::Values([("шевч.".to_owned(), "Шевченківський".to_owned())].into());
    let step = Step::of(FixId::Values).on("district").with(pairs);
    let first = bench.draft("stops", "a.csv", "id,district\n1,шевч.\n2,Соборний\n").await;
    bench.intake.change_recipe(&Actor::System, first.id, RecipeChange::Add(step), None).await.expect("it is open");
    bench.work().await;
    bench.publish(first.id).await.expect("nothing stands in the way");

    let second = bench.draft("stops", "b.csv", "id,district\n1,Соборний\n2,Індустр. \n").await;

    let news =
        bench.intake.report(&Actor::System, second.id).await.expect("it was checked").news.expect("a version before");
    let findings: Vec<_> = news.findings.iter().map(|finding| finding.kind.as_str()).collect();
    assert_eq!(news.idle_steps.iter().map(|step| step.index).collect::<Vec<_>>(), [0]);
    assert_eq!(news.unused_entries[0].value, "шевч.");
    assert_eq!(news.spellings.iter().map(|spelling| spelling.value.as_str()).collect::<Vec<_>>(), ["Індустр."]);
    assert_eq!(findings, ["spaces"]);
}

#[tokio::test]
async fn personal_data_that_a_step_replaces_still_keeps_the_original_private() {
    let bench = Bench::start().await;
    bench.dataset("people").await;
    let text = "id,contact\n1,olena.petrenko@gmail.com\n2,info@rada.example\n";
    let draft = bench.draft("people", "a.csv", text).await;
    let step = Step::of(FixId::Cell).on("contact").with(With::Cell {
        row: 2,
        old: "olena.petrenko@gmail.com".to_owned(),
        new: "info@rada.example".to_owned(),
    });

    bench.intake.change_recipe(&Actor::System, draft.id, RecipeChange::Add(step), None).await.expect("it is open");
    bench.work().await;

    let built = bench.reload(draft.id).await.built.expect("it was checked");
    assert_eq!((built.personal.len(), built.personal_in_original.len()), (0, 1));
}
