//! Forms that a schema may promise of a text: `email`, `uri`, `uuid`.

use crate::Message;

/// A form of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Email,
    Uri,
    Uuid,
}

const EMAIL_BYTES_MAX: usize = 254;

impl Format {
    /// The format that Table Schema names so; `None` for those that check nothing.
    pub(crate) fn of(name: &str) -> Option<Self> {
        match name {
            "email" => Some(Self::Email),
            "uri" => Some(Self::Uri),
            "uuid" => Some(Self::Uuid),
            _ => None,
        }
    }

    pub(crate) fn fits(self, text: &str) -> bool {
        match self {
            Self::Email => is_email(text),
            Self::Uri => is_uri(text),
            Self::Uuid => is_uuid(text),
        }
    }

    /// Words for values that do not fit.
    pub(crate) fn message(name: &str, title: &str, count: u64) -> Message {
        super::words::format(title, name, count)
    }
}

/// One mailbox: a name, `@`, a domain with a point.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let is_sign = |sign: char| !sign.is_whitespace() && !sign.is_control() && !"()<>,;:\\\"[]@".contains(sign);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
    };
    text.len() <= EMAIL_BYTES_MAX
        && !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
        && name.chars().all(is_sign)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

/// A scheme, a colon and something without spaces behind it (RFC 3986; letters beyond ASCII are let be).
fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || "+-.".contains(sign));
    let is_sign = |sign: char| !sign.is_whitespace() && !sign.is_control() && !"<>\"{}|\\^`".contains(sign);
    let has_host =
        rest.strip_prefix("//").is_none_or(|host| !host.is_empty() && !host.starts_with('/') || scheme == "file");
    is_scheme && !rest.is_empty() && rest.chars().all(is_sign) && has_host
}

fn is_uuid(text: &str) -> bool {
    const DASHES: [usize; 4] = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(
            |(place, byte)| {
                if DASHES.contains(&place) { byte == b'-' } else { byte.is_ascii_hexdigit() }
            },
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_their_own_from_others() {
        for text in ["info@dniprorada.gov.ua", "a.b+c@пошта.укр"] {
            assert!(Format::Email.fits(text), "{text}");
        }
        for text in ["info@", "@a.ua", "a b@c.ua", "a@b", "a@b..ua", "a@b.ua, c@d.ua"] {
            assert!(!Format::Email.fits(text), "{text}");
        }
        assert!(Format::Uri.fits("https://data.gov.ua/dataset/1") && Format::Uri.fits("urn:isbn:123"));
        assert!(!Format::Uri.fits("data.gov.ua") && !Format::Uri.fits("https://") && !Format::Uri.fits("https://a b"));
        assert!(Format::Uuid.fits("0190c2d1-8a1b-7cde-8f00-000000000001"));
        assert!(!Format::Uuid.fits("0190c2d18a1b7cde8f00000000000001"));
    }
}
