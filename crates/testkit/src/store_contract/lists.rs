//! Lists, search and counts of datasets.

use catalog::{
    PublisherId, Text,
    dataset::{Dataset, DatasetState},
    event::Change,
    ports::{DatasetFilter, DatasetOrder},
};

use super::{
    Rig, Stores,
    datasets::parks,
    sample::{dataset, later, publisher},
};

async fn titled(stores: &Stores, publisher: PublisherId, name: &str, title: &str) -> Dataset {
    let titled = dataset(publisher, name, title);
    stores.datasets.add_dataset(&titled, Change::default()).await.expect("added");
    titled
}

async fn found(stores: &Stores, filter: DatasetFilter) -> Vec<String> {
    let page = stores.datasets.datasets(&DatasetFilter { limit: 100, ..filter }).await.expect("listed");
    assert_eq!(page.total, page.items.len() as u64);
    page.items.iter().map(|dataset| dataset.identifier.to_string()).collect()
}

async fn searched(stores: &Stores, text: &str) -> Vec<String> {
    found(stores, DatasetFilter { text: Some(text.to_owned()), order: DatasetOrder::Title, ..Default::default() }).await
}

/// Each filter narrows; no publisher at all means no dataset.
pub async fn datasets_are_filtered_by_state_publisher_and_theme(rig: impl Rig) {
    let stores = rig.stores();
    let parks = parks(&stores).await;
    let roads = publisher("roads");
    stores.publishers.add_publisher(&roads, Change::default()).await.expect("added");
    titled(&stores, parks.id, "draft-of-parks", "Сквери").await;
    let mut public = dataset(roads.id, "public-of-roads", "Дороги");
    public.state = DatasetState::Published;
    public.passport.theme = Some("environment".to_owned());
    stores.datasets.add_dataset(&public, Change::default()).await.expect("added");

    let of = |publishers: &[PublisherId]| DatasetFilter { publishers: Some(publishers.to_vec()), ..Default::default() };
    let state = DatasetFilter { state: Some(DatasetState::Published), ..Default::default() };
    let theme = DatasetFilter { theme: Some("transport".to_owned()), ..Default::default() };

    assert_eq!(found(&stores, state).await, ["public-of-roads"]);
    assert_eq!(found(&stores, of(&[parks.id])).await, ["draft-of-parks"]);
    assert_eq!(found(&stores, of(&[parks.id, roads.id])).await.len(), 2);
    assert!(found(&stores, of(&[])).await.is_empty());
    assert_eq!(found(&stores, theme).await, ["draft-of-parks"]);
}

/// Pages follow one another, latest change first.
pub async fn a_list_tells_how_many_there_are_in_all(rig: impl Rig) {
    let stores = rig.stores();
    let parks = parks(&stores).await;
    for (seconds, name) in [(2, "second"), (3, "third"), (1, "first")] {
        let dated = Dataset { modified: later(seconds), ..dataset(parks.id, name, "Місця") };
        stores.datasets.add_dataset(&dated, Change::default()).await.expect("added");
    }

    let filter = DatasetFilter { offset: 1, limit: 1, ..Default::default() };
    let page = stores.datasets.datasets(&filter).await.expect("listed");

    assert_eq!(page.total, 3);
    assert_eq!(page.items.iter().map(|dataset| dataset.identifier.as_str()).collect::<Vec<_>>(), ["second"]);
    assert_eq!(found(&stores, DatasetFilter::default()).await, ["third", "second", "first"]);
}

/// Neither code points nor capitals decide.
pub async fn titles_are_ordered_by_the_ukrainian_alphabet(rig: impl Rig) {
    let stores = rig.stores();
    let parks = parks(&stores).await;
    let titles =
        [("yalynky", "Ялинки"), ("iizha", "їжа"), ("ganky", "Ґанки"), ("dorohy", "Дороги"), ("harazhi", "гаражі")];
    for (name, title) in titles {
        titled(&stores, parks.id, name, title).await;
    }

    let names = found(&stores, DatasetFilter { order: DatasetOrder::Title, ..Default::default() }).await;

    assert_eq!(names, ["harazhi", "ganky", "dorohy", "iizha", "yalynky"]);
}

/// In title, description, keywords and identifier; every word must be there.
pub async fn search_finds_cyrillic_words_whatever_the_case(rig: impl Rig) {
    let stores = rig.stores();
    let parks = parks(&stores).await;
    titled(&stores, parks.id, "pidizdy-2026", "Під’їзди Єдиного реєстру").await;
    let mut other = dataset(parks.id, "other", "Дороги");
    other.passport.description = Text::new("Опис ДОРІГ", "Description of Roads");
    other.passport.keywords = vec![Text::new("Ґрунтовка", "Dirt")];
    stores.datasets.add_dataset(&other, Change::default()).await.expect("added");

    assert_eq!(searched(&stores, "ПІД'ЇЗДИ").await, ["pidizdy-2026"]);
    assert_eq!(searched(&stores, "реєстру єдиного").await, ["pidizdy-2026"]);
    assert_eq!(searched(&stores, "PIDIZDY").await, ["pidizdy-2026"]);
    assert_eq!(searched(&stores, "ґрунтовка roads доріг dirt").await, ["other"]);
    assert!(searched(&stores, "дороги реєстру").await.is_empty());
    assert_eq!(searched(&stores, "  ").await.len(), 2);
}

/// Nobody's search matches everything by accident.
pub async fn search_takes_signs_of_patterns_as_they_are(rig: impl Rig) {
    let stores = rig.stores();
    let parks = parks(&stores).await;
    titled(&stores, parks.id, "plain", "Місця").await;
    titled(&stores, parks.id, "percent", "Виконано 100%").await;

    assert_eq!(searched(&stores, "0%").await, ["percent"]);
    assert!(searched(&stores, "м_сця").await.is_empty());
    assert!(searched(&stores, r"\").await.is_empty());
    assert!(searched(&stores, "' or 1=1 --").await.is_empty());
}

/// Drafts and withdrawn datasets do not count.
pub async fn published_datasets_are_counted_per_publisher_and_theme(rig: impl Rig) {
    let stores = rig.stores();
    let parks = parks(&stores).await;
    let states = [DatasetState::Published, DatasetState::Published, DatasetState::Draft, DatasetState::Withdrawn];
    for (number, state) in states.into_iter().enumerate() {
        let mut counted = Dataset { state, ..dataset(parks.id, &format!("places-{number}"), "Місця") };
        counted.passport.theme = (number != 1).then(|| "transport".to_owned());
        stores.datasets.add_dataset(&counted, Change::default()).await.expect("added");
    }

    let (publishers, themes) = stores.datasets.published_counts().await.expect("counted");

    assert_eq!(publishers, [(parks.id, 2)]);
    assert_eq!(themes, [("transport".to_owned(), 1)]);
}
