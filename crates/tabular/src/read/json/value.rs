//! One JSON value, parsed from a slice of text. Numbers stay as they are written.

use std::{borrow::Cow, fmt::Write};

/// Levels of nesting inside one record.
const DEPTH_MAX: usize = 64;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read) enum Value<'t> {
    /// `null`, and `NaN` as pandas writes it.
    Null,
    Bool(bool),
    /// As written.
    Number(&'t str),
    Text(Cow<'t, str>),
    Array(Vec<Value<'t>>),
    Object(Vec<(Cow<'t, str>, Value<'t>)>),
}

/// Where and why a text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// Bytes before the fault.
    pub(super) at: usize,
    pub(super) too_deep: bool,
}

impl<'t> Value<'t> {
    /// Parses a text that holds one value.
    pub(super) fn parse(text: &'t str) -> Result<Self, Broken> {
        let mut parser = Parser { text, at: 0 };
        parser.space();
        let value = parser.value(0)?;
        parser.space();
        if parser.at < text.len() { Err(parser.broken()) } else { Ok(value) }
    }

    /// The member of an object.
    pub(in crate::read) fn get(&self, name: &str) -> Option<&Value<'t>> {
        match self {
            Value::Object(members) => members.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, where it is one.
    pub(in crate::read) fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array.
    pub(in crate::read) fn as_array(&self) -> Option<&[Value<'t>]> {
        match self {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    pub(in crate::read) fn is_nested(&self) -> bool {
        matches!(self, Value::Array(_) | Value::Object(_))
    }

    /// What a cell shows of a scalar; nested values as JSON without spaces.
    pub(in crate::read) fn cell(&self) -> Cow<'_, str> {
        match self {
            Value::Null => Cow::Borrowed(""),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Number(number) => Cow::Borrowed(number),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Array(_) | Value::Object(_) => {
                let mut text = String::new();
                self.write(&mut text);
                Cow::Owned(text)
            }
        }
    }

    /// Writes the value as JSON.
    pub(in crate::read) fn write(&self, out: &mut String) {
        match self {
            Value::Null => out.push_str("null"),
            Value::Bool(_) | Value::Number(_) => out.push_str(&self.cell()),
            Value::Text(text) => write_text(text, out),
            Value::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    element.write(out);
                }
                out.push(']');
            }
            Value::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_text(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

/// Writes a text as a JSON string.
pub(in crate::read) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn broken(&self) -> Broken {
        Broken { at: self.at, too_deep: false }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| !is_space(*byte)).unwrap_or(rest.len());
    }

    fn value(&mut self, depth: usize) -> Result<Value<'t>, Broken> {
        if depth > DEPTH_MAX {
            return Err(Broken { at: self.at, too_deep: true });
        }
        match self.peek().ok_or(self.broken())? {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => Ok(Value::Text(self.string()?)),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value<'t>, Broken> {
        let mut members = Vec::new();
        self.at += 1;
        self.space();
        if self.eat(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.broken());
            }
            let name = self.string()?;
            self.space();
            if !self.eat(b':') {
                return Err(self.broken());
            }
            self.space();
            members.push((name, self.value(depth + 1)?));
            self.space();
            if self.eat(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.eat(b',') {
                return Err(self.broken());
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value<'t>, Broken> {
        let mut elements = Vec::new();
        self.at += 1;
        self.space();
        if self.eat(b']') {
            return Ok(Value::Array(elements));
        }
        loop {
            self.space();
            elements.push(self.value(depth + 1)?);
            self.space();
            if self.eat(b']') {
                return Ok(Value::Array(elements));
            }
            if !self.eat(b',') {
                return Err(self.broken());
            }
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let is_it = self.peek() == Some(byte);
        self.at += usize::from(is_it);
        is_it
    }

    /// A number or one of JSON's words. Numbers are not judged: `007` and `+5` are what the publisher wrote.
    fn word(&mut self) -> Result<Value<'t>, Broken> {
        let rest = &self.text[self.at..];
        let end = rest.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')));
        let word = &rest[..end.unwrap_or(rest.len())];
        let value = match word {
            "null" | "NaN" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "Infinity" | "-Infinity" => Value::Number(word),
            number if is_number(number) => Value::Number(number),
            _ => return Err(self.broken()),
        };
        self.at += word.len();
        Ok(value)
    }

    /// A string; raw line breaks and tabs inside it are read as they stand.
    fn string(&mut self) -> Result<Cow<'t, str>, Broken> {
        self.at += 1;
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut owned: Option<String> = None;
        let mut piece = start;
        loop {
            let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[self.at..]) else {
                self.at = bytes.len();
                return Err(self.broken());
            };
            self.at += found;
            let plain = &self.text[piece..self.at];
            if bytes[self.at] == b'"' {
                self.at += 1;
                return Ok(match owned {
                    None => Cow::Borrowed(plain),
                    Some(mut text) => {
                        text.push_str(plain);
                        Cow::Owned(text)
                    }
                });
            }
            let text = owned.get_or_insert_with(String::new);
            text.push_str(plain);
            let escaped = self.escape()?;
            text.push(escaped);
            piece = self.at;
        }
    }

    fn escape(&mut self) -> Result<char, Broken> {
        let sign = self.text.as_bytes().get(self.at + 1).copied().ok_or(self.broken())?;
        let plain = match sign {
            b'"' | b'\\' | b'/' | b'\'' => char::from(sign),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(self.broken()),
        };
        self.at += 2;
        Ok(plain)
    }

    /// `\uXXXX`, two of them for a character beyond the first plane; a lone half becomes U+FFFD.
    fn unicode(&mut self) -> Result<char, Broken> {
        let first = self.unit(self.at).ok_or(self.broken())?;
        self.at += 6;
        if (0xD800..0xDC00).contains(&first)
            && let Some(second) = self.unit(self.at).filter(|second| (0xDC00..0xE000).contains(second))
        {
            self.at += 6;
            let code = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            return Ok(char::from_u32(code).unwrap_or('\u{fffd}'));
        }
        Ok(char::from_u32(first).unwrap_or('\u{fffd}'))
    }

    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['-', '+']);
    digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'))
}

/// White space between values; the record separator of RFC 7464 counts as such.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x1E | 0)
}

#[cfg(test)]
mod tests {
    use super::Value;

    fn cell(text: &str) -> String {
        Value::parse(text).expect("parses").cell().into_owned()
    }

    #[test]
    fn numbers_stay_as_they_are_written() {
        for number in ["12345678901234567890123", "1e5", "0.10", "-0", "007"] {
            assert_eq!(cell(number), number);
        }
    }

    #[test]
    fn strings_are_exact() {
        assert_eq!(cell(r#""a\"\\\/\n\u0456\ud83d\ude00""#), "a\"\\/\nі😀");
        assert_eq!(cell(r#""\ud83d!""#), "\u{fffd}!");
    }

    #[test]
    fn nested_values_are_written_without_spaces() {
        assert_eq!(cell(r#"{ "a" : [ 1.0 , "б\n" , null ] }"#), r#"{"a":[1.0,"б\n",null]}"#);
    }

    #[test]
    fn what_is_no_json_is_told_by_its_place() {
        for (text, at) in [("{\"a\" 1}", 5), ("[1,]", 3), ("\"abc", 4), ("[1] 2", 4), ("tru", 0)] {
            assert_eq!(Value::parse(text).expect_err("broken").at, at, "{text}");
        }
        let deep = "[".repeat(1000) + &"]".repeat(1000);
        assert!(Value::parse(&deep).expect_err("too deep").too_deep);
    }
}
