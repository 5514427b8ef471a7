//! Several web addresses in one cell.

/// Whether every address of a cell is one: they are separated by commas, semicolons or line breaks, and each names its scheme, so a
/// comma inside an address parts nothing.
pub(super) fn each(value: &str, is_url: fn(&str) -> bool) -> bool {
    let mut rest = value;
    loop {
        let next = rest.match_indices("http").map(|(at, _)| at).find(|at| {
            // A space alone parts texts, not addresses.
            rest[..*at].trim_end_matches(' ').ends_with([',', ';', '\n']) && rest[*at..].contains("://")
        });
        let Some(next) = next else { return is_url(rest.trim()) };
        if !is_url(rest[..next].trim_end_matches([',', ';', ' ', '\n', '\r']).trim()) {
            return false;
        }
        rest = &rest[next..];
    }
}

#[cfg(test)]
mod tests {
    use tabular::Verdict;

    #[test]
    fn several_addresses_stand_after_commas() {
        let kinds = crate::kinds();
        let judge = |value| kinds.get("url").expect("the kind").judge(value) == Verdict::Valid;

        assert!(judge("https://rada.example/a, https://rada.example/b"));
        assert!(judge("https://rada.example/a,b;https://rada.example/c"));
        assert!(!judge("https://rada.example/a, rada.example/b"));
        assert!(!judge("https://rada.example/a, http"));
        assert!(!judge("https://rada.example/a https://rada.example/b"));
    }
}
