//! Texts of a workbook that stand outside its tables: properties, comments, drawings, caches of pivots and links. They are screened
//! for personal data, because the original file carries them along.

use quick_xml::events::Event;

use crate::{
    Finding, Limits, Message, Severity,
    finding::EngineError,
    read::{
        note::remark,
        package::Package,
        parts::{Xml, push_reference},
    },
};

/// Texts kept.
const TEXTS_MAX: usize = 200_000;
/// Bytes of texts kept, with where they stand.
const BYTES_MAX: usize = 32 << 20;
/// Texts with where they stand.
#[derive(Debug, Default)]
pub(in crate::read) struct Outside {
    pub(in crate::read) texts: Vec<(String, String)>,
    bytes: usize,
    truncated: bool,
}

impl Outside {
    /// Keeps a text; `false` once there is no more room.
    pub(in crate::read) fn push(&mut self, place: impl FnOnce() -> String, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty() || matches!(text, "true" | "false") {
            return true;
        }
        let place = place();
        if self.texts.len() >= TEXTS_MAX || self.bytes + place.len() + text.len() > BYTES_MAX {
            self.truncated = true;
            return false;
        }
        self.bytes += place.len() + text.len();
        self.texts.push((place, text.to_owned()));
        true
    }

    /// Takes the texts of the XML parts whose names begin so (lower case).
    pub(in crate::read) fn take_parts(
        &mut self,
        package: &mut Package,
        openings: &[&str],
        limits: &Limits,
    ) -> Result<(), EngineError> {
        for name in package.names() {
            let wanted = openings.iter().any(|start| name.starts_with(start)) && name.strip_suffix(".xml").is_some();
            if wanted && !self.truncated {
                self.take_part(package, &name, limits)?;
            }
        }
        Ok(())
    }

    fn take_part(&mut self, package: &mut Package, name: &str, limits: &Limits) -> Result<(), EngineError> {
        let Some(part) = package.part(name)? else {
            return Ok(());
        };
        let mut xml = Xml::new(part, limits.record_bytes_max);
        let mut element = String::new();
        let mut text = String::new();
        loop {
            match xml.next()? {
                Event::Start(start) | Event::Empty(start) => {
                    start.local_name().as_ref().clone_into(&mut element);
                    for attribute in start.attributes().with_checks(false).flatten() {
                        if matches!(attribute.key.local_name().as_ref(), "v" | "displayName" | "descr" | "author") {
                            self.push(|| format!("{name} {element}"), &attribute.value);
                        }
                    }
                    text.clear();
                }
                Event::Text(piece) => text.push_str(&piece.xml10_content()),
                Event::CData(piece) => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) => push_reference(&mut text, &reference),
                Event::End(end) => {
                    let end = end.local_name().as_ref().to_owned();
                    // What programs write about themselves and times are no texts of people.
                    if !matches!(
                        end.as_str(),
                        "Application"
                            | "AppVersion"
                            | "created"
                            | "modified"
                            | "lastPrinted"
                            | "i4"
                            | "DocSecurity"
                            | "creation-date"
                            | "date"
                            | "generator"
                            | "editing-duration"
                            | "editing-cycles"
                    ) {
                        self.push(|| format!("{name} {end}"), &text);
                    }
                    text.clear();
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
            if self.truncated || text.len() > limits.record_bytes_max {
                return Ok(());
            }
        }
    }

    /// Says that not everything was kept.
    pub(in crate::read) fn note(&self) -> Option<Finding> {
        self.truncated.then(|| {
            remark(
                "outside-truncated",
                Severity::Warning,
                "outside-texts=all",
                Message::new(
                    format!("На прихованих аркушах, у примітках і властивостях файлу понад {} текстів; на персональні дані перевірено не всі. Видаліть зайве з файлу або не оприлюднюйте оригінал.", self.texts.len()),
                    format!("Hidden sheets, comments and properties hold more than {} texts; not all were screened for personal data. Delete what is not needed or do not publish the original.", self.texts.len()),
                ),
            )
        })
    }
}
