//! The passport of a dataset: what Resolution 835 (clause 7) demands to be said of it, and DCAT's coverage.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Language, Text};

/// A span of days, both ends included; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// The responsible person of a dataset and the address that reaches them (passport element 14).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ContactPoint {
    /// Name or post.
    pub name: String,
    /// An address of the body, not a private mailbox.
    pub email: String,
}

/// The passport of Resolution 835. Identifier, formats, dates of change, link and structure are derived from the dataset itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Passport {
    /// Element 2, at most 254 characters.
    pub title: Text,
    /// Element 3, at most 4,000 characters.
    pub description: Text,
    /// Element 10.
    pub keywords: Vec<Text>,
    /// Theme: a code of the pack's vocabulary.
    pub theme: Option<String>,
    /// Element 12: languages of the data.
    pub languages: Vec<Language>,
    /// Element 9: a code of the pack's update frequencies.
    pub frequency: Option<String>,
    /// Element 8: the day the data speak of.
    pub data_date: Option<Date>,
    /// Element 13, first half: the act by which the information is gathered.
    pub legal_ground: Text,
    /// Element 13, second half: what it is gathered for.
    pub purpose: Text,
    /// Element 14.
    pub contact_point: ContactPoint,
    /// Licence code; CC BY 4.0 unless decided otherwise.
    pub licence: String,
    /// DCAT `dct:spatial`: a КАТОТТГ code or a name.
    pub spatial: Option<String>,
    /// DCAT `dct:temporal`.
    pub temporal: Period,
    /// DCAT `dct:accessRights`: `public`, `restricted`, `non-public`.
    pub access_rights: String,
    /// Item of the law's mandatory list this dataset answers, such as `local-36`.
    pub mandatory_item: Option<String>,
}

/// A thing the passport lacks or breaks. The code is also the key of its translated sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassportGap {
    /// No title.
    TitleMissing,
    /// Title beyond 254 characters.
    TitleTooLong,
    /// No description.
    DescriptionMissing,
    /// Description beyond 4,000 characters.
    DescriptionTooLong,
    /// No keyword.
    KeywordsMissing,
    /// No theme.
    ThemeMissing,
    /// No update frequency.
    FrequencyMissing,
    /// No legal ground.
    LegalGroundMissing,
    /// No purpose.
    PurposeMissing,
    /// No responsible person.
    ContactNameMissing,
    /// No usable e-mail of the responsible person.
    ContactEmailInvalid,
}

impl Passport {
    /// A passport with the law's defaults: Ukrainian data, CC BY 4.0, public.
    pub fn with_defaults() -> Self {
        Self {
            languages: vec![Language::Uk],
            licence: "CC-BY-4.0".to_owned(),
            access_rights: "public".to_owned(),
            ..Self::default()
        }
    }

    /// What must be filled in before the dataset may be published (Resolution 835, clause 7).
    pub fn gaps(&self) -> Vec<PassportGap> {
        let checks = [
            (self.title.is_empty(), PassportGap::TitleMissing),
            (self.title.uk.chars().count() > 254, PassportGap::TitleTooLong),
            (self.description.is_empty(), PassportGap::DescriptionMissing),
            (self.description.uk.chars().count() > 4000, PassportGap::DescriptionTooLong),
            (self.keywords.iter().all(Text::is_empty), PassportGap::KeywordsMissing),
            (self.theme.is_none(), PassportGap::ThemeMissing),
            (self.frequency.is_none(), PassportGap::FrequencyMissing),
            (self.legal_ground.is_empty(), PassportGap::LegalGroundMissing),
            (self.purpose.is_empty(), PassportGap::PurposeMissing),
            (self.contact_point.name.trim().is_empty(), PassportGap::ContactNameMissing),
            (!looks_like_email(&self.contact_point.email), PassportGap::ContactEmailInvalid),
        ];
        checks.into_iter().filter_map(|(broken, gap)| broken.then_some(gap)).collect()
    }
}

fn looks_like_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text.contains(char::is_whitespace)
}
