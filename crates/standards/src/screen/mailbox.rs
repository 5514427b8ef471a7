//! Private mailboxes.

use std::ops::Range;

/// Providers where people, not offices, have their mailboxes.
const PROVIDERS: [&str; 27] = [
    "gmail.com",
    "googlemail.com",
    "ukr.net",
    "i.ua",
    "meta.ua",
    "email.ua",
    "bigmir.net",
    "online.ua",
    "yahoo.com",
    "ymail.com",
    "outlook.com",
    "hotmail.com",
    "live.com",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "proton.me",
    "protonmail.com",
    "pm.me",
    "mail.ru",
    "bk.ru",
    "list.ru",
    "inbox.ru",
    "yandex.ru",
    "yandex.ua",
    "rambler.ru",
];

/// Tells of each mailbox at a public provider.
pub(super) fn find(value: &str, found: &mut dyn FnMut(Range<usize>)) {
    let bytes = value.as_bytes();
    let mut free_from = 0;
    for (at, _) in value.match_indices('@') {
        let local = bytes[free_from..at].iter().rev().take_while(|byte| is_local(**byte)).count();
        let domain = bytes[at + 1..].iter().take_while(|byte| is_domain(**byte)).count();
        let text = &value[at + 1..at + 1 + domain];
        let trimmed = text.trim_end_matches(['.', '-']);
        if local > 0 && is_public(trimmed) {
            free_from = at + 1 + trimmed.len();
            found(at - local..free_from);
        }
    }
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte)
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-'
}

fn is_public(domain: &str) -> bool {
    PROVIDERS.iter().any(|provider| {
        let Some(before) = domain.len().checked_sub(provider.len()) else { return false };
        domain[before..].eq_ignore_ascii_case(provider) && (before == 0 || domain.as_bytes()[before - 1] == b'.')
    }) || domain.to_ascii_lowercase().starts_with("yahoo.")
}

/// `olena@gmail.com` becomes `o***@g***`.
pub(super) fn mask(mailbox: &str) -> String {
    let (local, domain) = mailbox.split_once('@').unwrap_or((mailbox, ""));
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    format!("{}***@{}***", first(local), first(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str) -> Vec<&str> {
        let mut all = Vec::new();
        find(value, &mut |range| all.push(&value[range]));
        all
    }

    #[test]
    fn only_mailboxes_at_public_providers_are_private() {
        assert_eq!(found("пишіть на park.office@gmail.com."), ["park.office@gmail.com"]);
        assert_eq!(found("a@UKR.NET,b@i.ua;c@yahoo.co.uk"), ["a@UKR.NET", "b@i.ua", "c@yahoo.co.uk"]);
        assert!(found("info@rada.example, press@notgmail.com, @gmail.com, @, a@").is_empty());
    }
}
