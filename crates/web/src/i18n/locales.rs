//! The bundles of sentences, parsed once from the files embedded in the binary.

use std::{collections::BTreeMap, sync::LazyLock};

use catalog::Language;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use unic_langid::langid;

#[derive(RustEmbed)]
#[folder = "locales"]
struct Locales;

type Bundle = FluentBundle<FluentResource>;

static UKRAINIAN: LazyLock<Bundle> = LazyLock::new(|| load(Language::Uk));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| load(Language::En));

/// The sentence of a key, or the key where the language has none.
pub(super) fn say(language: Language, key: &str, args: &FluentArgs<'_>) -> String {
    let bundle = match language {
        Language::Uk => &*UKRAINIAN,
        Language::En => &*ENGLISH,
    };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::warn!(key, language = language.code(), "a text is missing");
        return key.to_owned();
    };
    bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
}

/// Whether a language has a sentence of that key.
pub(super) fn has(language: Language, key: &str) -> bool {
    match language {
        Language::Uk => UKRAINIAN.has_message(key),
        Language::En => ENGLISH.has_message(key),
    }
}

/// Every key of a language with the names of its arguments, for the test that compares languages.
pub fn keys_of(language: Language) -> BTreeMap<String, Vec<String>> {
    let mut keys = BTreeMap::new();
    for source in sources(language) {
        collect_keys(&source, &mut keys);
    }
    keys
}

/// Reads keys and arguments from the text itself: a key begins a line, `$name` is an argument of the key above it.
fn collect_keys(source: &str, keys: &mut BTreeMap<String, Vec<String>>) {
    let mut current: Option<String> = None;
    for line in source.lines() {
        if line.starts_with('#') {
            continue;
        }
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let key = line.split('=').next().unwrap_or_default().trim().to_owned();
            keys.entry(key.clone()).or_default();
            current = Some(key);
        }
        let Some(args) = current.as_ref().and_then(|key| keys.get_mut(key)) else { continue };
        for piece in line.split('$').skip(1) {
            let name: String = piece.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if !args.contains(&name) {
                args.push(name);
            }
        }
        args.sort();
    }
}

fn sources(language: Language) -> Vec<String> {
    let prefix = format!("{}/", language.code());
    let files = Locales::iter().filter(|path| path.starts_with(&prefix)).filter_map(|path| Locales::get(&path));
    files.map(|file| String::from_utf8_lossy(&file.data).into_owned()).collect()
}

fn parse(source: &str) -> FluentResource {
    FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
        tracing::error!(?errors, "a file of texts has mistakes");
        resource
    })
}

fn load(language: Language) -> Bundle {
    let locale = match language {
        Language::Uk => langid!("uk"),
        Language::En => langid!("en"),
    };
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    for source in sources(language) {
        bundle.add_resource_overriding(parse(&source));
    }
    bundle
}
