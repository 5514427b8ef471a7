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

/// What stands for `@` where people hide a mailbox from robots.
const AT: [&str; 6] = ["(at)", "[at]", "{at}", "(@)", "[@]", "(собака)"];

/// Whether a value may hold a mailbox: one look at its bytes.
pub(super) fn may_stand(bytes: &[u8]) -> bool {
    memchr::memchr3_iter(b'@', b'(', b'[', bytes).any(|at| bytes[at] == b'@' || sign_at(&bytes[at..]).is_some())
        || memchr::memchr_iter(b'{', bytes).any(|at| sign_at(&bytes[at..]).is_some())
}

/// Bytes of what stands for `@` at the beginning.
fn sign_at(bytes: &[u8]) -> Option<usize> {
    if bytes.first() == Some(&b'@') {
        return Some(1);
    }
    let stands = |sign: &&&str| bytes.get(..sign.len()).is_some_and(|part| part.eq_ignore_ascii_case(sign.as_bytes()));
    AT.iter().find(stands).map(|sign| sign.len())
}

/// Tells of each mailbox at a public provider; a space may stand on either side of the sign.
pub(super) fn find(value: &str, found: &mut dyn FnMut(Range<usize>)) {
    let bytes = value.as_bytes();
    let mut free_from = 0;
    for at in 0..bytes.len() {
        let Some(sign) = sign_at(&bytes[at..]).filter(|_| at >= free_from) else { continue };
        let space_before = usize::from(at > free_from && bytes[at - 1] == b' ');
        let end = at - space_before;
        let local = bytes[free_from..end].iter().rev().take_while(|byte| is_local(**byte)).count();
        let space_after = usize::from(bytes.get(at + sign) == Some(&b' '));
        let start = at + sign + space_after;
        let domain = bytes[start..].iter().take_while(|byte| is_domain(**byte)).count();
        let text = &value[start..start + domain];
        let trimmed = text.trim_end_matches(['.', '-']);
        if local > 0 && is_public(trimmed) {
            free_from = start + trimmed.len();
            found(end - local..free_from);
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
    let local_end = mailbox.bytes().take_while(|byte| is_local(*byte)).count();
    let domain_start = mailbox.len() - mailbox.bytes().rev().take_while(|byte| is_domain(*byte)).count();
    let (local, domain) = (&mailbox[..local_end], &mailbox[domain_start.max(local_end)..]);
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
        for hidden in ["ivan (at) gmail.com", "ivan[at]gmail.com", "ivan(собака)ukr.net", "ivan @ gmail.com"] {
            assert_eq!(found(hidden), [hidden]);
            assert!(may_stand(hidden.as_bytes()) && mask(hidden).starts_with("i***@"), "{hidden}");
        }
        assert!(!may_stand("парк (біля [входу])".as_bytes()));
        assert!(found("info@rada.example, press@notgmail.com, @gmail.com, @, a@").is_empty());
    }
}
