//! The one place that reads the environment.

/// Prefix of the settings' names.
const PREFIX: &str = "VIDKRYTO_";
/// Names that are not settings: secrets and addresses commands ask for themselves.
const NOT_SETTINGS: &[&str] = &["VIDKRYTO_TOKEN", "VIDKRYTO_SAMPLES"];

/// Settings of the environment: path and text.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub(super) fn settings() -> Vec<(Vec<String>, String)> {
    let named = std::env::vars().filter(|(name, _)| !NOT_SETTINGS.contains(&name.as_str()));
    named
        .filter_map(|(name, value)| {
            let path = name.strip_prefix(PREFIX)?.to_lowercase();
            Some((path.split("__").map(str::to_owned).collect(), value))
        })
        .collect()
}

/// The token of `vidkryto publish`.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub(crate) fn token() -> Option<String> {
    std::env::var("VIDKRYTO_TOKEN").ok().filter(|token| !token.is_empty())
}
