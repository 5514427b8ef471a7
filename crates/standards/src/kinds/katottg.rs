//! КАТОТТГ codes against the codifier.

use std::sync::Arc;

use tabular::{FieldType, Message, Safety, ValueKind, Verdict};

use super::{Kind, mended};
use crate::codifier::{Codifier, Known};

/// The kind `katottg` that knows which objects there are.
pub(super) struct CodifiedKind {
    form: Kind,
    codifier: Arc<Codifier>,
}

impl CodifiedKind {
    pub(super) fn new(form: Kind, codifier: Arc<Codifier>) -> Self {
        Self { form, codifier }
    }
}

impl ValueKind for CodifiedKind {
    fn id(&self) -> &str {
        self.form.id()
    }

    fn title(&self) -> Message {
        self.form.title()
    }

    fn field_type(&self) -> FieldType {
        self.form.field_type()
    }

    fn is_hinted_by(&self, header: &str) -> bool {
        self.form.is_hinted_by(header)
    }

    fn needs_hint(&self) -> bool {
        self.form.needs_hint()
    }

    fn judge<'a>(&self, value: &'a str) -> Verdict<'a> {
        match self.form.judge(value) {
            Verdict::Valid => match self.codifier.know(value) {
                Known::Whole => Verdict::Valid,
                Known::Other(code) => mended(code, Safety::Suggestion),
                Known::Nowhere => Verdict::Invalid,
            },
            Verdict::Fixable { value, fix, safety } => match self.codifier.know(&value) {
                Known::Whole => Verdict::Fixable { value, fix, safety },
                Known::Other(code) => mended(code, Safety::Suggestion),
                Known::Nowhere => Verdict::Invalid,
            },
            // `UA` left out: the same code when the codifier has it.
            Verdict::Invalid => match bare(value).map(|code| (self.codifier.know(&code), code)) {
                Some((Known::Whole, code)) => mended(code, Safety::Safe),
                _ => Verdict::Invalid,
            },
        }
    }
}

/// Seventeen digits as a code.
fn bare(value: &str) -> Option<String> {
    (value.len() == 17 && value.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("UA{value}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind() -> Arc<dyn ValueKind> {
        let codifier = Codifier::new("1290473OДніпропетровська\n120200100137010MДніпро\n");
        let kinds = crate::kinds_knowing(crate::StreetRenames::default(), Some(&Arc::new(codifier)));
        Arc::clone(tabular::Kinds::get(&*kinds, "katottg").expect("the kind"))
    }

    #[test]
    fn a_code_stands_in_the_codifier() {
        let kind = kind();

        assert_eq!(kind.judge("UA12020010010037010"), Verdict::Valid);
        assert_eq!(kind.judge("UA32140050010021659"), Verdict::Invalid);
        assert_eq!(kind.judge("1210100000"), Verdict::Invalid);
    }

    #[test]
    fn levels_with_a_slip_are_offered_and_other_forms_mended() {
        let kind = kind();
        let own = || "UA12020010010037010".to_owned();

        assert_eq!(kind.judge("UA12020010000037010"), mended(own(), Safety::Suggestion));
        assert_eq!(kind.judge("12020010010037010"), mended(own(), Safety::Safe));
        let spaced = kind.judge("ua 12 02 001 001 00 37010");
        assert!(matches!(spaced, Verdict::Fixable { value, safety: Safety::Safe, .. } if value == own()));
    }
}
