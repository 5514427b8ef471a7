//! The sentence that confirms what the last step did, named in the address after a redirect.

use serde::Deserialize;

use crate::i18n::Translator;

const NOTICES: [&str; 9] = [
    "created",
    "described",
    "renamed",
    "withdrawn",
    "restored",
    "distribution",
    "removed",
    "discarded",
    "token-revoked",
];

/// What the last step did.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    pub(crate) done: Option<String>,
}

/// The sentence; nothing for words that are not ours.
pub(crate) fn notice(t: Translator, done: &Done) -> Option<String> {
    let known = NOTICES.iter().find(|known| done.done.as_deref() == Some(**known))?;
    Some(t.get(&format!("work-done-{known}")))
}
