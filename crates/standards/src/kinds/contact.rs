//! Ways to reach somebody: phone, e-mail, web address.

use tabular::FieldType;

use super::{Kind, phone, valid_if};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 3] = [
    Kind {
        id: "url",
        uk: "вебадреса",
        en: "web address",
        field_type: FieldType::String,
        hint: Hint {
            parts: &["url", "вебсайт", "веб-сайт", "посилання", "website"], words: &["сайт", "link", "site"]
        },
        needs_hint: false,
        judge: |value| valid_if(is_url(value)),
    },
    Kind {
        id: "email",
        uk: "електронна адреса",
        en: "e-mail address",
        field_type: FieldType::String,
        hint: Hint {
            parts: &["email", "e-mail", "електронна пошта", "електронної пошти", "електронна адреса", "ел. пошта"],
            words: &["mail", "пошта"],
        },
        needs_hint: false,
        judge: |value| valid_if(value.split([',', ';']).all(|part| is_mailbox(part.trim()))),
    },
    Kind {
        id: "phone",
        uk: "телефон",
        en: "phone",
        field_type: FieldType::String,
        hint: phone::HINT,
        needs_hint: true,
        judge: phone::judge,
    },
];

fn is_url(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !value.contains(char::is_whitespace) && host.len() > 2 && host.contains('.') && !host.starts_with('.')
}

fn is_mailbox(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let last = domain.rsplit('.').next().unwrap_or_default();
    !local.is_empty()
        && local.chars().all(|sign| sign.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(sign))
        && domain.contains('.')
        && last.chars().count() >= 2
        && domain
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-'))
}

#[cfg(test)]
mod tests {
    use tabular::Verdict;

    use super::*;

    #[test]
    fn several_mailboxes_are_separated_by_commas() {
        let judge = KINDS[1].judge;

        assert_eq!(judge("info@rada.example, parks@rada.example"), Verdict::Valid);
        assert_eq!(judge("info@rada"), Verdict::Invalid);
        assert_eq!(judge("info rada.example"), Verdict::Invalid);
        assert_eq!(judge("a@b@rada.example"), Verdict::Invalid);
    }

    #[test]
    fn a_web_address_names_its_scheme() {
        assert!(is_url("https://rada.example/page?x=1"));
        assert!(!is_url("www.rada.example"));
        assert!(!is_url("https://"));
        assert!(!is_url("https://rada.example/a b"));
    }
}
