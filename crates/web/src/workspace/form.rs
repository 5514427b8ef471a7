//! Fields of forms as templates show them: label, hint, value, error. One shape for every form of the workspace.

use crate::i18n::Translator;

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Line,
    Area,
    Email,
    Date,
    Number,
    Choice,
    Tick,
}

/// A choice of a list.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) is_chosen: bool,
}

/// A field of a form.
#[derive(Debug, Clone)]
pub(crate) struct FormField {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) hint: Option<String>,
    pub(crate) value: String,
    pub(crate) error: Option<String>,
    /// Must be filled in before publication.
    pub(crate) is_needed: bool,
    /// Must be filled in to send the form.
    pub(crate) is_required: bool,
    pub(crate) choices: Vec<Choice>,
    pub(crate) lang: Option<&'static str>,
    kind: Kind,
}

impl FormField {
    pub(crate) fn new(kind: Kind, name: &'static str, label: String, value: impl Into<String>) -> Self {
        Self {
            name,
            label,
            hint: None,
            value: value.into(),
            error: None,
            is_needed: false,
            is_required: false,
            choices: Vec::new(),
            lang: None,
            kind,
        }
    }

    pub(crate) fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    pub(crate) fn needed(mut self) -> Self {
        self.is_needed = true;
        self
    }

    pub(crate) fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    pub(crate) fn in_language(mut self, code: &'static str) -> Self {
        self.lang = Some(code);
        self
    }

    /// A list to choose from; the first choice stands for "none".
    pub(crate) fn choices(mut self, none: String, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        let none = Choice { value: String::new(), label: none, is_chosen: self.value.is_empty() };
        let value = self.value.clone();
        let rest = choices.into_iter().map(|(code, label)| Choice { is_chosen: code == value, value: code, label });
        self.choices = std::iter::once(none).chain(rest).collect();
        self
    }

    pub(crate) fn is_area(&self) -> bool {
        self.kind == Kind::Area
    }

    pub(crate) fn is_choice(&self) -> bool {
        self.kind == Kind::Choice
    }

    pub(crate) fn is_tick(&self) -> bool {
        self.kind == Kind::Tick
    }

    pub(crate) fn is_ticked(&self) -> bool {
        !self.value.is_empty()
    }

    /// The `type` of the input.
    pub(crate) fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Email => "email",
            Kind::Date => "date",
            Kind::Number => "number",
            _ => "text",
        }
    }

    /// Ids of hint and error for `aria-describedby`.
    pub(crate) fn described_by(&self) -> String {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{}-error", self.name));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }
}

/// What is wrong with a form: field and sentence.
#[derive(Debug, Clone, Default)]
pub(crate) struct FormErrors(Vec<(&'static str, String)>);

impl FormErrors {
    pub(crate) fn add(&mut self, field: &'static str, sentence: String) {
        self.0.push((field, sentence));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn of(&self, field: &str) -> Option<String> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, sentence)| sentence.clone())
    }

    /// For the summary at the top of the page.
    pub(crate) fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// Puts each sentence at its field.
    pub(crate) fn mark<'a>(&self, fields: impl IntoIterator<Item = &'a mut FormField>) {
        for field in fields {
            field.error = self.of(field.name);
        }
    }
}

/// A day as the form gives it. Empty is none; what is no day is an error of that field.
pub(crate) fn day(
    t: Translator,
    errors: &mut FormErrors,
    field: &'static str,
    text: &str,
) -> Option<jiff::civil::Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        errors.add(field, t.with("passport-error-date", "value", text));
    }
    day
}
