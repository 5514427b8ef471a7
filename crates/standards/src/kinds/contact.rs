//! Ways to reach somebody: phone, e-mail, web address.

use tabular::{FieldType, FixId, Safety, Verdict};

use super::{
    Kind, fixable,
    mend::{latin, without_label},
    phone, web,
};
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
        judge: url,
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
        judge: email,
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

/// Endings of hosts that a text without scheme must have to be an address of the net: else `звіт.pdf` were one.
const ENDINGS: &[&str] =
    &["ua", "com", "org", "net", "info", "eu", "edu", "io", "online", "site", "укр", "media", "biz", "academy"];
/// Bytes of the shortest ending of a host.
const ENDING_BYTES_MIN: usize = 2;
/// Mailboxes in one cell; more are a list.
const MAILBOXES_MAX: usize = 20;

/// What has only one reading is safe; a scheme that is missing, or a space inside, is a guess.
fn url(value: &str) -> Verdict<'_> {
    if web::each(value, is_url) {
        return Verdict::Valid;
    }
    if !value.contains('.') {
        return Verdict::Invalid;
    }
    let text = value.trim_end_matches([',', ';']).replace('\\', "/");
    let text = text.trim_matches(['<', '>', '"', '«', '»', ' ']);
    let (mended, is_sure) = match scheme(text) {
        Some((scheme, rest)) => (format!("{scheme}://{rest}"), true),
        None if is_bare_host(text) => (format!("https://{text}"), false),
        None => return Verdict::Invalid,
    };
    let has_space = mended.contains(char::is_whitespace);
    let rest = mended.split_once("://").map_or("", |(_, rest)| rest);
    // Behind the host a space is part of a file's name; before it, or before another address, it parts texts.
    let is_path = rest.split_once(char::is_whitespace).is_some_and(|(before, _)| before.contains('/'));
    if has_space && (!is_path || rest.contains("://") || rest.contains('@')) {
        return Verdict::Invalid;
    }
    let mended = mended.split_whitespace().collect::<Vec<_>>().join("%20");
    let safety = if is_sure && !has_space { Safety::Safe } else { Safety::Suggestion };
    if is_url(&mended) { fixable(mended, FixId::Urls, safety) } else { Verdict::Invalid }
}

/// The scheme and what follows it, whatever marks stand between: `HTTP:/`, `https//`, `http://http://`.
fn scheme(text: &str) -> Option<(&'static str, &str)> {
    let mut found = None;
    let mut rest = text;
    // Ends: each turn takes a scheme away.
    loop {
        let start = rest.get(..5).unwrap_or(rest).to_ascii_lowercase();
        let (name, length) = match start.as_str() {
            "https" => ("https", 5),
            start if start.starts_with("http") => ("http", 4),
            _ => break,
        };
        let behind = &rest[length..];
        let next = behind.trim_start_matches([':', '/', ' ', ';']);
        if next.len() == behind.len() {
            break;
        }
        (found, rest) = (Some(name), next);
    }
    found.map(|name| (name, rest))
}

/// A host without scheme. There are more endings than any list knows: `www.` before it, or a path behind it, tells it from a file's name.
fn is_bare_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#']).next().unwrap_or_default();
    let ending = host.rsplit('.').next().unwrap_or_default().to_lowercase();
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
    let is_ending = |text: &str| text.len() >= ENDING_BYTES_MIN && text.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_told = || {
        let begins = host.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
        let has_path = text[host.len()..].starts_with('/') && host.is_ascii();
        is_ending(&ending) && (begins || has_path)
    };
    host.contains('.') && host.split('.').all(is_label) && (ENDINGS.contains(&ending.as_str()) || is_told())
}

fn is_email(value: &str) -> bool {
    value.split([',', ';']).all(|part| is_mailbox(part.trim()) && !has_capital_domain(part))
}

fn has_capital_domain(mailbox: &str) -> bool {
    mailbox.split_once('@').is_some_and(|(_, domain)| domain.chars().any(char::is_uppercase))
}

/// One mailbox or several; several come out with commas.
fn email(value: &str) -> Verdict<'_> {
    if is_email(value) {
        return Verdict::Valid;
    }
    if value.len() < 5 || !(value.contains('@') || value.contains("at") || value.contains("собака")) {
        return Verdict::Invalid;
    }
    let spaced = value.replace(" @", "@").replace("@ ", "@");
    let parts = spaced.split([',', ';', '\n', ' ']).filter(|part| !part.trim().is_empty());
    let several: Option<Vec<String>> = parts.map(mailbox).collect();
    if let Some(boxes) = several.filter(|boxes| (1..=MAILBOXES_MAX).contains(&boxes.len())) {
        return fixable(boxes.join(", "), FixId::Emails, Safety::Safe);
    }
    match guessed(value) {
        Some(guess) => fixable(guess, FixId::Emails, Safety::Suggestion),
        None => Verdict::Invalid,
    }
}

/// One mailbox without what stands around it, its domain in small letters.
fn mailbox(part: &str) -> Option<String> {
    let bare = without_label(part, &["mailto", "e-mail", "email", "ел. пошта", "пошта"]);
    let bare = bare.trim_matches(['<', '>', '(', ')', '"', '.', '\'']);
    let (local, domain) = bare.split_once('@')?;
    let mended = format!("{local}@{}", domain.to_lowercase());
    is_mailbox(&mended).then_some(mended)
}

/// Likely a mailbox: a word for the sign, a comma for a point, Cyrillic letters that look Latin, spaces inside.
fn guessed(value: &str) -> Option<String> {
    let lower = value.to_lowercase();
    let mut text: String = lower.split_whitespace().collect();
    for word in ["(at)", "[at]", "{at}", "(собака)", "[собака]"] {
        text = text.replace(word, "@");
    }
    let text = latin(&text.replace(',', ".").replace("..", "."))?;
    (text.matches('@').count() == 1).then(|| mailbox(&text)).flatten()
}

fn is_url(value: &str) -> bool {
    let Some(rest) = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let port_is_number =
        host.split_once(':').is_none_or(|(_, port)| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    !value.contains(|sign: char| sign.is_whitespace() || sign == '\\')
        && !value.ends_with([',', ';'])
        && port_is_number
        && host.len() > 2
        && host.contains('.')
        && !host.starts_with('.')
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn several_mailboxes_are_separated_by_commas() {
        let judge = KINDS[1].judge;

        assert_eq!(judge("info@rada.example, parks@rada.example"), Verdict::Valid);
        assert_eq!(judge("info@rada"), Verdict::Invalid);
        assert_eq!(judge("info rada.example"), Verdict::Invalid);
        assert_eq!(judge("a@b@rada.example"), Verdict::Invalid);
    }

    fn fixed(verdict: Verdict<'_>) -> (String, Safety) {
        match verdict {
            Verdict::Fixable { value, safety, .. } => (value.into_owned(), safety),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_web_address_is_mended_where_it_has_one_reading() {
        let sure = |text: &str| (text.to_owned(), Safety::Safe);

        assert_eq!(fixed(url("https:\\\\rada.example\\page")), sure("https://rada.example/page"));
        assert_eq!(fixed(url("HTTP://rada.example")), sure("http://rada.example"));
        assert_eq!(fixed(url("http://https://rada.example/a")), sure("https://rada.example/a"));
        assert_eq!(fixed(url("https//rada.example")), sure("https://rada.example"));
        assert_eq!(fixed(url("https://rada.example/a,")), sure("https://rada.example/a"));
        assert_eq!(fixed(url("www.rada.ua/a")), ("https://www.rada.ua/a".into(), Safety::Suggestion));
        assert_eq!(
            fixed(url("https://rada.ua/мій файл.pdf")),
            ("https://rada.ua/мій%20файл.pdf".into(), Safety::Suggestion)
        );
        for text in
            ["звіт.pdf", "https://a.ua https://b.ua", "немає", "вул. Січова", "12.5", "https://", "http", "a.ua text"]
        {
            assert_eq!(url(text), Verdict::Invalid, "{text}");
        }
    }

    #[test]
    fn a_mailbox_is_mended_where_it_has_one_reading() {
        let sure = |text: &str| (text.to_owned(), Safety::Safe);

        assert_eq!(fixed(email("mailto:info@rada.example")), sure("info@rada.example"));
        assert_eq!(fixed(email("Info@RADA.example")), sure("Info@rada.example"));
        assert_eq!(fixed(email("info @ rada.example.")), sure("info@rada.example"));
        assert_eq!(fixed(email("a@rada.example b@rada.example")), sure("a@rada.example, b@rada.example"));
        assert_eq!(fixed(email("info(at)rada.example")), ("info@rada.example".into(), Safety::Suggestion));
        assert_eq!(fixed(email("info@rada,gov.ua")), ("info@rada.gov.ua".into(), Safety::Suggestion));
        for text in ["data", "info", "https://rada.example/@a", "телефон 1@"] {
            assert_eq!(email(text), Verdict::Invalid, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_a_fix_makes_is_valid(value in "(https?|HTTP|mailto|www)?[:/ .@,;a-zа-я\\\\0-9()<>-]{0,24}") {
            for judge in [url, email] {
                if let Verdict::Fixable { value, .. } = judge(&value) {
                    prop_assert_eq!(judge(&value), Verdict::Valid);
                }
            }
        }
    }

    #[test]
    fn a_web_address_names_its_scheme() {
        assert!(is_url("https://rada.example/page?x=1"));
        assert!(!is_url("www.rada.example"));
        assert!(!is_url("https://"));
        assert!(!is_url("https://rada.example/a b"));
    }
}
