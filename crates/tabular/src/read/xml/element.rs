//! One element with everything inside it, and its way into a record.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::events::{Events, attributes, push_reference};
use crate::{
    finding::EngineError,
    read::{csv::record_too_long, json::write_text, record::Record},
};

/// Levels of elements that become fields; deeper ones become JSON.
const LEVELS_MAX: usize = 8;

/// Children up to which each is compared with those before.
const FEW_CHILDREN: usize = 16;

/// An element.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    /// Its own text, without that of its children.
    pub(super) text: String,
}

impl Element {
    /// An element that was opened, still without what is inside.
    pub(super) fn opened(start: &BytesStart<'_>) -> Self {
        let name = start.local_name().as_ref().to_owned();
        Self { name, attributes: attributes(start), ..Self::default() }
    }

    /// Reads on to the end of an element that was opened.
    pub(super) fn rest(self, events: &mut Events, bytes_max: usize) -> Result<Self, EngineError> {
        let line = events.line();
        let mut open = vec![self];
        let mut bytes = 0;
        loop {
            let done = match piece(events)? {
                Piece::Opened(child) => {
                    open.push(child);
                    continue;
                }
                Piece::Single(child) => child,
                Piece::Text(text) => {
                    bytes += text.len();
                    if let Some(element) = open.last_mut() {
                        element.text.push_str(&text);
                    }
                    if bytes > bytes_max {
                        return Err(record_too_long(line, bytes_max).into());
                    }
                    continue;
                }
                Piece::Closed => open.pop().unwrap_or_default(),
                Piece::End => return Ok(open.into_iter().next().unwrap_or_default()),
                Piece::Comment(_) | Piece::Other => continue,
            };
            bytes += done.own_bytes();
            if bytes > bytes_max {
                return Err(record_too_long(line, bytes_max).into());
            }
            match open.last_mut() {
                Some(parent) => parent.children.push(done),
                None => return Ok(done),
            }
        }
    }

    fn own_bytes(&self) -> usize {
        let attributes: usize = self.attributes.iter().map(|(name, value)| name.len() + value.len() + 48).sum();
        size_of::<Self>() + self.name.len() + attributes
    }

    /// Whether it is nothing but a text.
    pub(super) fn is_plain(&self) -> bool {
        self.children.is_empty() && self.attributes.is_empty()
    }

    /// The first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The attribute of that name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Its text; nothing where there is only white space between children.
    pub(super) fn value(&self) -> &str {
        if self.text.trim().is_empty() {
            ""
        } else if self.children.is_empty() {
            &self.text
        } else {
            self.text.trim()
        }
    }

    /// The children, those of one name together, in the order of the first of each; none is without a child.
    fn children_by_name(&self) -> Vec<Vec<&Element>> {
        let mut groups: Vec<Vec<&Element>> = Vec::with_capacity(self.children.len().min(FEW_CHILDREN));
        let mut places: HashMap<&str, usize> = HashMap::new();
        let is_few = self.children.len() <= FEW_CHILDREN;
        for child in &self.children {
            // A few names are found faster by looking at each.
            let place = if is_few {
                groups.iter().rposition(|group| group[0].name == child.name)
            } else {
                places.get(child.name.as_str()).copied()
            };
            if let Some(place) = place {
                groups[place].push(child);
                continue;
            }
            if !is_few {
                places.insert(&child.name, groups.len());
            }
            groups.push(vec![child]);
        }
        groups
    }

    /// Fills a record: attributes and children are fields, inner ones `a.b`; what repeats is joined.
    pub(super) fn fill(&self, record: &mut Record) {
        if self.is_plain() {
            record.push(&self.name, self.value());
            return;
        }
        self.fill_as("", record, 1);
    }

    fn fill_as(&self, prefix: &str, record: &mut Record, level: usize) {
        let named = |name: &str| if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
        for (name, value) in &self.attributes {
            record.push(&named(name), value);
        }
        if !self.value().is_empty() {
            record.push(if prefix.is_empty() { &self.name } else { prefix }, self.value());
        }
        for same in self.children_by_name() {
            if record.is_full() {
                return;
            }
            let name = named(&same[0].name);
            match same.as_slice() {
                [only] if only.is_plain() => record.push(&name, only.value()),
                [only] if level < LEVELS_MAX => only.fill_as(&name, record, level + 1),
                several => record.push(&name, &joined(several)),
            }
        }
    }

    /// The element as JSON: a text, or an object.
    fn write_json(&self, out: &mut String) {
        if self.is_plain() {
            write_text(self.value(), out);
            return;
        }
        let mut members: Vec<(String, String)> = Vec::new();
        let quoted = |text: &str| {
            let mut out = String::new();
            write_text(text, &mut out);
            out
        };
        members.extend(self.attributes.iter().map(|(name, value)| (name.clone(), quoted(value))));
        if !self.value().is_empty() {
            members.push((self.name.clone(), quoted(self.value())));
        }
        for same in self.children_by_name() {
            let mut value = String::new();
            match same.as_slice() {
                [only] => only.write_json(&mut value),
                several => write_array(several, &mut value),
            }
            members.push((same[0].name.clone(), value));
        }
        out.push('{');
        for (index, (name, value)) in members.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            write_text(name, out);
            out.push(':');
            out.push_str(value);
        }
        out.push('}');
    }
}

/// An event that owns what it says.
pub(super) enum Piece {
    Opened(Element),
    /// Opened and closed at once.
    Single(Element),
    Text(String),
    Comment(String),
    Closed,
    End,
    Other,
}

/// The next event.
pub(super) fn piece(events: &mut Events) -> Result<Piece, EngineError> {
    Ok(match events.next()? {
        Event::Start(start) => Piece::Opened(Element::opened(&start)),
        Event::Empty(start) => Piece::Single(Element::opened(&start)),
        Event::End(_) => Piece::Closed,
        Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
        Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
        Event::GeneralRef(reference) => {
            let mut text = String::new();
            push_reference(&mut text, &reference);
            Piece::Text(text)
        }
        Event::Comment(text) => Piece::Comment(text.xml10_content().into_owned()),
        Event::Eof => Piece::End,
        _ => Piece::Other,
    })
}

/// Several elements of one name: joined where all are plain and can be told apart again, else JSON.
fn joined(elements: &[&Element]) -> String {
    let joins = |element: &&Element| {
        let value = element.value();
        element.is_plain() && !value.trim().is_empty() && value.trim() == value && !value.contains([',', '\n', '"'])
    };
    if elements.iter().all(joins) {
        return elements.iter().map(|element| element.value()).collect::<Vec<_>>().join(", ");
    }
    let mut out = String::new();
    write_array(elements, &mut out);
    out
}

fn write_array(elements: &[&Element], out: &mut String) {
    out.push('[');
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        element.write_json(out);
    }
    out.push(']');
}
