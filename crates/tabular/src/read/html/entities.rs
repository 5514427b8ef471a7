//! Character references of HTML: numbers, and the names that Excel and people write.

/// Appends a text with its references resolved.
pub(super) fn push_decoded(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.char_indices().take(32).find(|(_, sign)| *sign == ';').map(|(end, _)| end);
        if let Some((end, sign)) = end.and_then(|end| Some((end, resolved(&rest[1..end])?))) {
            out.push(sign);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

fn resolved(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "laquo" => '«',
        "raquo" => '»',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bdquo" => '„',
        "deg" => '°',
        "sup2" => '²',
        "sup3" => '³',
        "frac12" => '½',
        "plusmn" => '±',
        "times" => '×',
        "sect" => '§',
        "copy" => '©',
        "reg" => '®',
        "euro" => '€',
        "bull" => '•',
        "middot" => '·',
        "shy" => '\u{ad}',
        "thinsp" => '\u{2009}',
        "ensp" => '\u{2002}',
        "emsp" => '\u{2003}',
        _ => return None,
    })
}
