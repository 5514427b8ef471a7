//! The passport as a form: values as people type them, checked into a `Passport`, and compared with what another writer saved.

use catalog::{
    Language, Text,
    city::{Country, Term},
    dataset::{ContactPoint, Passport, PassportGap, Period},
};
use serde::Deserialize;

use super::form::{FormErrors, FormField, Kind, day};
use crate::i18n::Translator;

/// Keywords of a passport.
const KEYWORDS_MAX: usize = 50;

/// The form as it is sent; absent fields are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct PassportForm {
    pub(super) title: String,
    pub(super) title_en: String,
    pub(super) description: String,
    pub(super) description_en: String,
    pub(super) keywords: String,
    pub(super) keywords_en: String,
    pub(super) theme: String,
    pub(super) frequency: String,
    pub(super) language_uk: String,
    pub(super) language_en: String,
    pub(super) data_date: String,
    pub(super) legal_ground: String,
    pub(super) purpose: String,
    pub(super) contact_name: String,
    pub(super) contact_email: String,
    pub(super) licence: String,
    pub(super) spatial: String,
    pub(super) temporal_from: String,
    pub(super) temporal_until: String,
    pub(super) access_rights: String,
    pub(super) mandatory_item: String,
}

/// Fields of a part of the form.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) fields: Vec<FormField>,
}

impl PassportForm {
    /// The form of a passport.
    pub(super) fn of(passport: &Passport) -> Self {
        let joined = |language: Language| {
            let one = |keyword: &Text| match language {
                Language::Uk => Some(keyword.uk.clone()),
                Language::En => keyword.en.clone(),
            };
            passport.keywords.iter().filter_map(one).collect::<Vec<_>>().join(", ")
        };
        let tick = |language| if passport.languages.contains(&language) { "1".to_owned() } else { String::new() };
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            title: passport.title.uk.clone(),
            title_en: passport.title.en.clone().unwrap_or_default(),
            description: passport.description.uk.clone(),
            description_en: passport.description.en.clone().unwrap_or_default(),
            keywords: joined(Language::Uk),
            keywords_en: joined(Language::En),
            theme: passport.theme.clone().unwrap_or_default(),
            frequency: passport.frequency.clone().unwrap_or_default(),
            language_uk: tick(Language::Uk),
            language_en: tick(Language::En),
            data_date: day(passport.data_date),
            legal_ground: passport.legal_ground.uk.clone(),
            purpose: passport.purpose.uk.clone(),
            contact_name: passport.contact_point.name.clone(),
            contact_email: passport.contact_point.email.clone(),
            licence: passport.licence.clone(),
            spatial: passport.spatial.clone().unwrap_or_default(),
            temporal_from: day(passport.temporal.from),
            temporal_until: day(passport.temporal.until),
            access_rights: passport.access_rights.clone(),
            mandatory_item: passport.mandatory_item.clone().unwrap_or_default(),
        }
    }

    /// Reads the form onto a passport: what the form does not show stays as it is.
    pub(super) fn read(&self, t: Translator, country: &Country, base: &Passport, errors: &mut FormErrors) -> Passport {
        let plain = |text: &str| text.trim().replace("\r\n", "\n");
        if self.title.trim().is_empty() {
            errors.add("title", t.get("passport-error-title-missing"));
        }
        let data_date = day(t, errors, "data_date", &self.data_date);
        let from = day(t, errors, "temporal_from", &self.temporal_from);
        let until = day(t, errors, "temporal_until", &self.temporal_until);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            errors.add("temporal_until", t.get("passport-error-period"));
        }
        let mut code = |field: &'static str, value: &str, known: &mut dyn FnMut(&str) -> bool| {
            let value = value.trim();
            if !value.is_empty() && !known(value) {
                errors.add(field, t.get("passport-error-vocabulary"));
            }
            (!value.is_empty()).then(|| value.to_owned())
        };
        let theme = code("theme", &self.theme, &mut |value| country.theme(value).is_some());
        let frequency = code("frequency", &self.frequency, &mut |value| country.frequency(value).is_some());
        let licence =
            code("licence", &self.licence, &mut |value| country.licence(value).is_some() || value == base.licence);
        let access_rights = code("access_rights", &self.access_rights, &mut |value| ACCESS_RIGHTS.contains(&value));
        let mandatory_item = code("mandatory_item", &self.mandatory_item, &mut |value| {
            country.mandatory.iter().any(|item| item.code == value)
        });
        Passport {
            title: Text::new(plain(&self.title), plain(&self.title_en)),
            description: Text::new(plain(&self.description), plain(&self.description_en)),
            keywords: self.keywords(),
            theme,
            languages: self.languages(),
            frequency,
            data_date,
            legal_ground: Text { uk: plain(&self.legal_ground), en: base.legal_ground.en.clone() },
            purpose: Text { uk: plain(&self.purpose), en: base.purpose.en.clone() },
            contact_point: ContactPoint { name: plain(&self.contact_name), email: plain(&self.contact_email) },
            licence: licence.unwrap_or_else(|| base.licence.clone()),
            spatial: Some(plain(&self.spatial)).filter(|spatial| !spatial.is_empty()),
            temporal: Period { from, until },
            access_rights: access_rights.unwrap_or_else(|| base.access_rights.clone()),
            mandatory_item,
        }
    }

    fn languages(&self) -> Vec<Language> {
        let pairs = [(&self.language_uk, Language::Uk), (&self.language_en, Language::En)];
        pairs.into_iter().filter(|(tick, _)| !tick.is_empty()).map(|(_, language)| language).collect()
    }

    /// Keywords pair by their order: the third in English translates the third in Ukrainian.
    fn keywords(&self) -> Vec<Text> {
        let split = |text: &str| -> Vec<String> {
            text.split([',', ';', '\n']).map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
        };
        let english = split(&self.keywords_en);
        let pair = |(index, uk): (usize, String)| Text::new(uk, english.get(index).cloned().unwrap_or_default());
        split(&self.keywords).into_iter().take(KEYWORDS_MAX).enumerate().map(pair).collect()
    }

    /// The form's parts as the page shows them.
    pub(super) fn groups(&self, t: Translator, country: &Country) -> Vec<Group> {
        let field =
            |kind, name, key: &str, value: &str| FormField::new(kind, name, t.get(&format!("passport-{key}")), value);
        let hinted = |field: FormField, key: &str| field.hint(t.get(&format!("passport-{key}-hint")));
        let none = || t.get("work-choose");
        let main = vec![
            hinted(field(Kind::Line, "title", "title", &self.title).in_language("uk").needed().required(), "title"),
            field(Kind::Line, "title_en", "title-en", &self.title_en).in_language("en"),
            hinted(
                field(Kind::Area, "description", "description", &self.description).in_language("uk").needed(),
                "description",
            ),
            field(Kind::Area, "description_en", "description-en", &self.description_en).in_language("en"),
            hinted(field(Kind::Line, "keywords", "keywords", &self.keywords).in_language("uk").needed(), "keywords"),
            field(Kind::Line, "keywords_en", "keywords-en", &self.keywords_en).in_language("en"),
            field(Kind::Choice, "theme", "theme", &self.theme).needed().choices(none(), terms(t, &country.themes)),
            hinted(field(Kind::Choice, "frequency", "frequency", &self.frequency), "frequency")
                .needed()
                .choices(none(), terms(t, &country.frequencies)),
            field(Kind::Tick, "language_uk", "languages-uk", &self.language_uk),
            field(Kind::Tick, "language_en", "languages-en", &self.language_en),
            field(Kind::Choice, "licence", "licence", &self.licence).choices(none(), self.licences(t, country)),
        ];
        let mandatory = country.mandatory.iter().map(|item| (item.code.clone(), clipped(t.text(&item.title))));
        let law = vec![
            hinted(
                field(Kind::Area, "legal_ground", "legal-ground", &self.legal_ground).in_language("uk").needed(),
                "legal-ground",
            ),
            hinted(field(Kind::Area, "purpose", "purpose", &self.purpose).in_language("uk").needed(), "purpose"),
            field(Kind::Choice, "mandatory_item", "mandatory-item", &self.mandatory_item)
                .hint(t.get("passport-mandatory-hint"))
                .choices(t.get("passport-not-mandatory"), mandatory),
        ];
        let contact = vec![
            hinted(field(Kind::Line, "contact_name", "contact-name", &self.contact_name).needed(), "contact-name"),
            hinted(field(Kind::Email, "contact_email", "contact-email", &self.contact_email).needed(), "contact-email"),
        ];
        let rights = ACCESS_RIGHTS.iter().map(|code| ((*code).to_owned(), t.get(&format!("passport-access-{code}"))));
        let coverage = vec![
            hinted(field(Kind::Date, "data_date", "data-date", &self.data_date), "data-date"),
            field(Kind::Date, "temporal_from", "temporal-from", &self.temporal_from),
            field(Kind::Date, "temporal_until", "temporal-until", &self.temporal_until),
            hinted(field(Kind::Line, "spatial", "spatial", &self.spatial), "spatial"),
            field(Kind::Choice, "access_rights", "access-rights", &self.access_rights).choices(none(), rights),
        ];
        [("main", main), ("law", law), ("contact", contact), ("coverage", coverage)]
            .map(|(key, fields)| Group { title: t.get(&format!("passport-group-{key}")), fields })
            .into()
    }

    /// The vocabulary, and a licence decided otherwise.
    fn licences(&self, t: Translator, country: &Country) -> Vec<(String, String)> {
        let mut known = terms(t, &country.licences);
        if !self.licence.is_empty() && country.licence(&self.licence).is_none() {
            known.push((self.licence.clone(), self.licence.clone()));
        }
        known
    }

    /// Fields that differ from another form: label, theirs, ours.
    pub(super) fn differences(&self, stored: &Self, t: Translator, country: &Country) -> Vec<(String, String, String)> {
        let shown =
            |form: &Self| form.groups(t, country).into_iter().flat_map(|group| group.fields).collect::<Vec<_>>();
        let pairs = shown(stored).into_iter().zip(shown(self));
        let differing = pairs.filter(|(theirs, ours)| theirs.value != ours.value);
        differing.map(|(theirs, ours)| (ours.label.clone(), readable(t, &theirs), readable(t, &ours))).collect()
    }
}

const ACCESS_RIGHTS: [&str; 3] = ["public", "restricted", "non-public"];

fn terms(t: Translator, terms: &[Term]) -> Vec<(String, String)> {
    terms.iter().map(|term| (term.code.clone(), t.text(&term.label).to_owned())).collect()
}

/// The law's wording may be a paragraph; a choice shows its beginning.
fn clipped(text: &str) -> String {
    const CHARACTERS_MAX: usize = 110;
    if text.chars().count() <= CHARACTERS_MAX {
        text.to_owned()
    } else {
        text.chars().take(CHARACTERS_MAX).chain(['…']).collect()
    }
}

/// A value as people read it: the label of a choice, a word for a tick.
fn readable(t: Translator, field: &FormField) -> String {
    if field.is_tick() {
        return t.get(if field.is_ticked() { "work-yes" } else { "work-no" });
    }
    let chosen = field.choices.iter().find(|choice| choice.value == field.value).map(|choice| choice.label.clone());
    match chosen.unwrap_or_else(|| field.value.clone()) {
        text if text.is_empty() => t.get("work-none"),
        text => text,
    }
}

/// The field of the form that fills a gap.
pub(crate) fn field_of(gap: PassportGap) -> &'static str {
    match gap {
        PassportGap::TitleMissing | PassportGap::TitleTooLong => "title",
        PassportGap::DescriptionMissing | PassportGap::DescriptionTooLong => "description",
        PassportGap::KeywordsMissing => "keywords",
        PassportGap::ThemeMissing => "theme",
        PassportGap::FrequencyMissing => "frequency",
        PassportGap::LegalGroundMissing => "legal_ground",
        PassportGap::PurposeMissing => "purpose",
        PassportGap::ContactNameMissing => "contact_name",
        PassportGap::ContactEmailInvalid => "contact_email",
    }
}

/// The stable code of a gap, such as `theme-missing`.
pub(crate) fn gap_code(gap: PassportGap) -> String {
    serde_json::to_value(gap).ok().and_then(|code| code.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

/// A gap as a page names it: the field that fills it and the sentence.
pub(crate) fn gap_lines(t: Translator, gaps: &[PassportGap]) -> Vec<(&'static str, String)> {
    gaps.iter().map(|gap| (field_of(*gap), t.get(&format!("passport-gap-{}", gap_code(*gap))))).collect()
}

#[cfg(test)]
mod tests {
    use catalog::Language;

    use super::*;

    #[test]
    fn a_passport_survives_the_way_through_its_form() {
        let passport = Passport {
            title: Text::new("Зупинки", "Stops"),
            keywords: vec![Text::new("транспорт", "transport"), Text::uk("зупинки")],
            legal_ground: Text::new("Рішення", "A decision"),
            ..Passport::with_defaults()
        };
        let mut errors = FormErrors::default();

        let t = Translator::new(Language::Uk);
        let read = PassportForm::of(&passport).read(t, &Country::default(), &passport, &mut errors);

        assert!(errors.is_empty());
        assert_eq!(read, passport);
    }

    #[test]
    fn a_day_that_is_none_and_a_theme_that_is_unknown_are_errors_of_their_fields() {
        let form = PassportForm {
            title: "Зупинки".to_owned(),
            data_date: "31.02.2026".to_owned(),
            theme: "made-up".to_owned(),
            ..PassportForm::default()
        };
        let mut errors = FormErrors::default();

        form.read(Translator::new(Language::Uk), &Country::default(), &Passport::with_defaults(), &mut errors);

        assert!(errors.of("data_date").is_some_and(|sentence| sentence.contains("31.02.2026")));
        assert!(errors.of("theme").is_some());
        assert!(errors.of("title").is_none());
    }

    #[test]
    fn a_second_writer_sees_both_values_of_each_differing_field() {
        let stored = PassportForm { title: "Зупинки міста".to_owned(), ..PassportForm::default() };
        let ours = PassportForm { title: "Зупинки транспорту".to_owned(), ..PassportForm::default() };

        let differing = ours.differences(&stored, Translator::new(Language::Uk), &Country::default());

        assert_eq!(differing.len(), 1);
        assert_eq!((differing[0].1.as_str(), differing[0].2.as_str()), ("Зупинки міста", "Зупинки транспорту"));
    }
}
