//! The recipe of a draft: values mended from examples, steps in words, in another order, taken back, carried along.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{Answer, Browser, CLERK, DIRTY, EDITOR, STRANGER, TestPortal};

const STOPS: &[u8] = "Місто,Місць\nДнипро,12\nДніпро,x\nДнипро,7\nДніпро,9\nДніпро,11\nДніпро,8\nДніпро,6\nДніпро,5\nДніпро,4\nДніпро,3\nДніпро,2\nДніпро,1\n".as_bytes();

/// Sends a change of the recipe as the page's forms do.
async fn change(browser: &Browser<'_>, draft: &str, form: &[(&str, &str)]) -> Answer {
    let revision = browser.get(draft).await.input("revision");
    let mut all = vec![("revision", revision.as_str())];
    all.extend_from_slice(form);
    browser.press(&format!("{draft}/recipe"), &all).await
}

async fn exported(browser: &Browser<'_>, draft: &str) -> Value {
    browser.get(&format!("{draft}/recipe")).await.json()
}

const CELL: &str = r#"{"fix":"cell","field":"Місто","with":{"cell":{"row":2,"old":"Днипро","new":""}}}"#;

#[tokio::test]
async fn a_value_is_mended_in_one_cell_in_all_cells_or_left_alone() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS).await;

    for scope in ["cell", "values", "keep"] {
        let done =
            change(&clerk, &draft, &[("change", "mend"), ("step", CELL), ("new", "Дніпро"), ("scope", scope)]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    }

    let steps = exported(&clerk, &draft).await["steps"].clone();
    assert_eq!(steps[0]["with"]["cell"]["new"], "Дніпро");
    assert_eq!(steps[1]["with"]["values"]["Днипро"], "Дніпро");
    assert_eq!(steps[2]["with"]["only"][0], "Днипро");
    let page = clerk.get(&draft).await;
    assert!(page.body.contains("Рядок 2 у полі «Місто»: замінити «Днипро» на «Дніпро»."), "{}", page.body);
    let english = clerk.get(&format!("/en{draft}")).await;
    assert!(english.body.contains("Row 2 in the field “Місто”: replace “Днипро” by “Дніпро”."));
}

#[tokio::test]
async fn an_example_offers_the_form_that_mends_it() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, DIRTY.as_bytes()).await;
    let page = clerk.get(&draft).await;
    assert!(page.body.contains("id=\"table-1-spaces\""), "{}", page.body);

    let steps = page.body.split("name=\"step\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut steps = steps.map(|step| step.replace("&quot;", "\"").replace("&#34;", "\""));
    let step = steps.find(|step| step.contains("\"field\":\"Назва\"")).expect("a form at the example");
    let done = change(&clerk, &draft, &[("change", "mend"), ("step", &step), ("new", "Парк"), ("scope", "cell")]).await;

    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let mended = clerk.get(&draft).await;
    assert!(mended.body.contains("на «Парк»."), "{}", mended.body);
    assert!(!mended.body.contains("id=\"table-1-spaces\""), "the only value with stray spaces is mended");
}

#[tokio::test]
async fn a_mend_without_a_change_is_explained_and_a_made_up_step_refused() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS).await;

    let same =
        change(&clerk, &draft, &[("change", "mend"), ("step", CELL), ("new", "Днипро"), ("scope", "cell")]).await;
    let foreign = change(&clerk, &draft, &[("change", "add"), ("step", r#"{"fix":"spaces","then":"x"}"#)]).await;

    assert!(clerk.get(same.location()).await.body.contains("Нове значення таке саме"));
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "{}", foreign.body);
}

#[tokio::test]
async fn steps_change_their_order_and_any_of_them_is_taken_back() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let draft = clerk.checked_draft(&identifier, STOPS).await;
    change(&clerk, &draft, &[("change", "add"), ("fix", "spaces"), ("field", "Місто")]).await;
    change(&clerk, &draft, &[("change", "add"), ("fix", "dates"), ("field", "Місць")]).await;

    change(&clerk, &draft, &[("change", "earlier"), ("index", "1")]).await;
    let turned = exported(&clerk, &draft).await;
    change(&clerk, &draft, &[("change", "remove-at"), ("index", "0")]).await;
    let left = exported(&clerk, &draft).await;

    assert_eq!(turned["steps"][0]["fix"], "dates");
    assert_eq!(left["steps"].as_array().map(Vec::len), Some(1));
    assert_eq!(left["steps"][0]["fix"], "spaces");
    let gone = change(&clerk, &draft, &[("change", "remove-at"), ("index", "7")]).await;
    assert!(gone.status.is_client_error(), "{}", gone.status);
}

#[tokio::test]
async fn a_recipe_is_carried_from_one_dataset_to_another() {
    let portal = TestPortal::start().await;
    let (clerk, editor) = (portal.browser(CLERK).await, portal.browser(EDITOR).await);
    let identifier = clerk.new_dataset().await;
    let first = clerk.checked_draft(&identifier, STOPS).await;
    change(&clerk, &first, &[("change", "mend"), ("step", CELL), ("new", "Дніпро"), ("scope", "values")]).await;
    let recipe = clerk.get(&format!("{first}/recipe")).await;
    let second = clerk.checked_draft(&identifier, STOPS).await;

    let revision = editor.get(&second).await.input("revision");
    let taken = editor.import(&format!("{second}/recipe/import"), &revision, recipe.body.as_bytes()).await;
    portal.work().await;
    let nonsense = editor.import(&format!("{second}/recipe/import"), "", b"Not a recipe").await;

    assert!(recipe.headers["content-disposition"].to_str().expect("text").contains("recipe.json"));
    assert_eq!(taken.location(), format!("{second}#recipe"));
    assert_eq!(exported(&clerk, &second).await["steps"], exported(&clerk, &first).await["steps"]);
    assert!(nonsense.location().contains("said=recipe"));
    assert!(clerk.get(&format!("{second}?said=recipe")).await.body.contains("Це не рецепт"));
    assert_eq!(portal.browser(STRANGER).await.get(&format!("{first}/recipe")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_recipe_that_met_something_new_says_so() {
    let portal = TestPortal::start().await;
    let clerk = portal.browser(CLERK).await;
    let identifier = clerk.new_dataset().await;
    let first = clerk.checked_draft(&identifier, b"a,b\n1,x\n2,y\n").await;
    clerk.publish(&first, "Перша версія").await;
    portal.work().await;

    let next = clerk.checked_draft(&identifier, b"a,b\n1,x\n2, y\n").await;

    let page = clerk.get(&next).await;
    assert!(page.body.contains("Раніше не траплялося: Зайві пробіли, поле «b»"), "{}", page.body);
}
