//! The recipe of a draft in words: its steps in their order, what was new this time; recipes as documents.

use axum::{
    extract::{Multipart, Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use intake::{IntakeError, RecipeChange};
use tabular::{
    FixId, Recipe,
    recipe::{FindingKey, News, describe, describe_reading},
};

use super::{actions, draft_id, findings::Source};
use crate::{Portal, Problem, i18n::Translator, session::SignedIn};

/// Bytes of an imported recipe: what a form may have at most is checked before, so this only bounds one part of it.
const IMPORT_BYTES_MAX: usize = 1 << 20;
/// New findings, spellings and unused entries that are named one by one.
const NEWS_NAMED_MAX: usize = 12;

/// A step of the recipe.
pub(super) struct StepLine {
    pub(super) index: usize,
    pub(super) number: String,
    pub(super) sentence: String,
    /// It changed nothing this time.
    pub(super) is_idle: bool,
    /// Where it goes to: one place earlier, one later.
    pub(super) earlier: Option<usize>,
    pub(super) later: Option<usize>,
}

/// What the page says about the recipe.
pub(super) struct RecipePart {
    pub(super) lead: String,
    pub(super) reading: Vec<String>,
    pub(super) steps: Vec<StepLine>,
    /// Safe fixes that are left out although all safe ones apply.
    pub(super) exceptions: Vec<String>,
    /// What was new since the last version; `None` where nothing was applied before.
    pub(super) news: Option<Vec<String>>,
}

/// The part of the page.
pub(super) fn part(source: &Source<'_>) -> RecipePart {
    let t = source.visit.translator();
    let recipe = source.recipe;
    let news = source.report.news.as_ref();
    let last = recipe.steps.len().saturating_sub(1);
    let is_idle = |index: usize| news.is_some_and(|news| news.idle_steps.iter().any(|idle| idle.index == index));
    let steps = recipe.steps.iter().enumerate().map(|(index, step)| StepLine {
        index,
        number: t.number(index as u64 + 1),
        sentence: t.message(&describe(step)).to_owned(),
        is_idle: is_idle(index),
        earlier: index.checked_sub(1),
        later: (index < last).then_some(index + 1),
    });
    let said = |message: &tabular::Message| t.message(message).to_owned();
    RecipePart {
        lead: if recipe.all_safe { t.get("recipe-all-safe") } else { t.get("recipe-lead") },
        reading: describe_reading(&recipe.reading).iter().map(said).collect(),
        steps: steps.collect(),
        exceptions: recipe.except.iter().map(|step| said(&describe(step))).collect(),
        news: news.map(|news| sentences(t, news)),
    }
}

/// News in sentences; long lists are named by their first entries.
fn sentences(t: Translator, news: &News) -> Vec<String> {
    let kind = |key: &FindingKey| t.find(&format!("finding-{}", key.kind)).unwrap_or_else(|| key.kind.clone());
    let finding = |key: &FindingKey| match &key.field {
        Some(field) => t.with_two("recipe-news-finding-in", ("kind", kind(key)), ("field", field)),
        None => t.with("recipe-news-finding", "kind", kind(key)),
    };
    let findings = news.findings.iter().filter(|key| !key.kind.starts_with("personal-")).map(finding);
    let spellings = news
        .spellings
        .iter()
        .map(|one| t.with_two("recipe-news-spelling", ("value", &one.value), ("field", &one.field)));
    let unused = news
        .unused_entries
        .iter()
        .map(|one| t.with_two("recipe-news-unused", ("value", &one.value), ("field", &one.field)));
    let mut lines: Vec<String> = findings.collect();
    // Which step changed nothing stands beside the step.
    let idle = news.idle_steps.len() as u64;
    lines.extend((idle > 0).then(|| t.count("recipe-news-idle", idle)));
    lines.extend(spellings.chain(unused));
    let more = lines.len().saturating_sub(NEWS_NAMED_MAX) as u64;
    lines.truncate(NEWS_NAMED_MAX);
    lines.extend((more > 0).then(|| t.count("recipe-news-more", more)));
    lines
}

/// The recipe as a document. The key of pseudonyms stays here: whoever has it can try all names.
pub(super) fn document(mut recipe: Recipe) -> String {
    let secret = recipe.steps.iter_mut().filter(|step| step.fix == FixId::Pseudonymise);
    secret.for_each(|step| step.choice = None);
    recipe.to_json()
}

/// Hands the recipe out as a file.
pub(super) async fn export(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let (_, dataset) = portal.intake.draft(&visit.actor, id).await?;
    let recipe = portal.intake.recipe(&visit.actor, id).await?;
    let name = format!("attachment; filename=\"{}-recipe.json\"", dataset.identifier);
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, document(recipe)).into_response())
}

/// Takes a recipe that was exported instead of the own one.
pub(super) async fn import(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let Some((text, revision)) = parts(multipart).await else {
        return Ok(actions::to_draft(&visit, id, "?said=recipe", "recipe"));
    };
    let Ok(document) = serde_json::from_slice(&text) else {
        return Ok(actions::to_draft(&visit, id, "?said=recipe", "recipe"));
    };
    let change = RecipeChange::Import(document);
    match portal.intake.change_recipe(&visit.actor, id, change, revision).await {
        Err(IntakeError::Invalid("recipe")) => Ok(actions::to_draft(&visit, id, "?said=recipe", "recipe")),
        outcome => actions::go_on(&portal, &visit, id, outcome, "recipe").await,
    }
}

/// The file of the form and the revision that was looked at; `None` where there is no file.
async fn parts(mut multipart: Multipart) -> Option<(Vec<u8>, Option<u64>)> {
    let (mut file, mut revision) = (None, None);
    while let Some(part) = multipart.next_field().await.ok()? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.ok()?;
        match name.as_str() {
            "recipe" if !bytes.is_empty() && bytes.len() <= IMPORT_BYTES_MAX => file = Some(bytes.to_vec()),
            "revision" => revision = std::str::from_utf8(&bytes).ok().and_then(|text| text.parse().ok()),
            _ => {}
        }
    }
    file.map(|file| (file, revision))
}

#[cfg(test)]
mod tests {
    use tabular::{FixId, Recipe, Step};

    use super::document;

    #[test]
    fn an_exported_recipe_holds_no_key_of_pseudonyms() {
        let secret = "5".repeat(64);
        let step = Step { choice: Some(secret.clone()), ..Step::of(FixId::Pseudonymise).on("name") };

        let text = document(Recipe { steps: vec![step], ..Recipe::empty() });

        assert!(text.contains("pseudonymise") && !text.contains(&secret), "{text}");
    }
}
