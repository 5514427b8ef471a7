//! The port to kinds of value: what `standards` knows of ЄДРПОУ, phones, КАТОТТГ … and the engine asks for each cell.

use std::{borrow::Cow, sync::Arc};

use crate::{FieldType, FixId, Message, Safety};

/// What a kind says of a value (already without outer spaces, never empty).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// In the kind's own form.
    Valid,
    /// Of this kind, in another form.
    Fixable {
        /// The value in the kind's own form.
        value: Cow<'a, str>,
        /// The fix that makes it so.
        fix: FixId,
        /// Whether that needs a yes.
        safety: Safety,
    },
    /// Not of this kind.
    Invalid,
}

/// A kind of value.
pub trait ValueKind: Send + Sync {
    /// Stable id, such as `edrpou`.
    fn id(&self) -> &str;
    /// What people call it, in the nominative.
    fn title(&self) -> Message;
    /// The type its values have in a table.
    fn field_type(&self) -> FieldType;
    /// Whether a header (name or title, lower case) speaks of this kind. Values alone decide only where `needs_hint` is false.
    fn is_hinted_by(&self, header: &str) -> bool;
    /// Whether the kind is proposed only where the header speaks of it.
    fn needs_hint(&self) -> bool;
    /// Judges one value.
    fn judge<'a>(&self, value: &'a str) -> Verdict<'a>;
}

/// The kinds at hand.
pub trait Kinds: Send + Sync {
    /// All kinds, the more telling first.
    fn all(&self) -> &[Arc<dyn ValueKind>];

    /// Streets that were renamed, where the city's pack knows them.
    fn streets(&self) -> Option<Arc<dyn Streets>> {
        None
    }

    /// The kind of that id.
    fn get(&self, id: &str) -> Option<&Arc<dyn ValueKind>> {
        self.all().iter().find(|kind| kind.id() == id)
    }
}

/// A street under its present name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenamedStreet {
    /// The value with the present name in the place of the former one.
    pub value: String,
    /// Since when and by which decision.
    pub ground: Message,
}

/// Knows which streets have other names now.
pub trait Streets: Send + Sync {
    /// The value with the present name; `None` where it names no renamed street.
    fn rename(&self, value: &str) -> Option<RenamedStreet>;
}

/// No kinds, for tests of the bare engine.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKinds;

impl Kinds for NoKinds {
    fn all(&self) -> &[Arc<dyn ValueKind>] {
        &[]
    }
}
