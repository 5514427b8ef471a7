//! What the demo publishes: datasets with their passports and versions. Files are made only when asked for.

use std::{
    io::{self, Write},
    sync::Arc,
};

use catalog::Text;
use jiff::{Timestamp, civil::Date};

use super::{
    csv,
    months::{self, Month},
    sheet::Sheet,
    xlsx::{self, Frame},
};

/// A dataset of the sample city, ready for the use cases a person would use.
#[derive(Debug, Clone)]
pub(crate) struct DemoDataset {
    /// Public identifier.
    pub(crate) identifier: &'static str,
    /// Title.
    pub(crate) title: Text,
    /// Description; says that the data are synthetic.
    pub(crate) description: Text,
    /// Keywords.
    pub(crate) keywords: Vec<Text>,
    /// Code of the theme.
    pub(crate) theme: &'static str,
    /// Code of the update frequency.
    pub(crate) frequency: &'static str,
    /// Identifier of the publisher.
    pub(crate) publisher: &'static str,
    /// Act by which the data are gathered.
    pub(crate) legal_ground: Text,
    /// What they are gathered for.
    pub(crate) purpose: Text,
    /// Post of the responsible person.
    pub(crate) contact_name: &'static str,
    /// Address of the responsible person, on a reserved domain.
    pub(crate) contact_email: String,
    /// Id of the standard its table follows.
    pub(crate) standard: Option<&'static str>,
    /// Item of the mandatory list it answers.
    pub(crate) mandatory_item: Option<&'static str>,
    /// Versions, oldest first.
    pub(crate) versions: Vec<DemoVersion>,
    /// Makes the rows of a month; `None` where they are written one by one.
    #[cfg(test)]
    pub(super) sheet: Option<fn(&Month) -> Sheet>,
}

/// A version to publish.
#[derive(Clone)]
pub(crate) struct DemoVersion {
    /// When it was published.
    pub(crate) published: Timestamp,
    /// The day the data speak of.
    pub(crate) data_date: Date,
    /// What the publisher says about it.
    pub(crate) note: Text,
    /// Name of the file.
    pub(crate) file_name: String,
    /// Whether the file needs "fix all safe" before it can be published.
    pub(crate) dirty: bool,
    /// Whether a field was renamed, so that publishing needs an explicit yes.
    pub(crate) breaking: bool,
    make: Make,
}

type Make = Arc<dyn Fn(&mut dyn Write) -> io::Result<()> + Send + Sync>;

impl DemoVersion {
    /// Writes the file; the same bytes on every call.
    pub(crate) fn write_to(&self, out: &mut dyn Write) -> io::Result<()> {
        (self.make)(out)
    }

    /// The file in memory.
    pub(crate) fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.write_to(&mut bytes)?;
        Ok(bytes)
    }
}

impl std::fmt::Debug for DemoVersion {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("DemoVersion").field("file_name", &self.file_name).finish_non_exhaustive()
    }
}

/// What a generator says of its dataset; texts as Ukrainian and English.
pub(super) struct About {
    pub(super) identifier: &'static str,
    pub(super) title: (&'static str, &'static str),
    pub(super) description: (&'static str, &'static str),
    pub(super) keywords: &'static [(&'static str, &'static str)],
    pub(super) theme: &'static str,
    pub(super) frequency: &'static str,
    pub(super) publisher: &'static str,
    pub(super) purpose: (&'static str, &'static str),
    pub(super) standard: Option<&'static str>,
    pub(super) mandatory_item: Option<&'static str>,
}

/// How a generator's sheets become files.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// UTF-8 CSV.
    Csv,
    /// A plain workbook.
    Xlsx,
    /// windows-1251 with semicolons, as saved by Excel.
    Windows1251,
    /// UTF-8 with a byte order mark and semicolons.
    ExcelUtf8,
    /// A workbook for reading, with a title and totals of these columns.
    Framed(&'static str, &'static [&'static str]),
    /// The same with columns under a common heading: heading, first and last of them.
    Grouped(&'static str, &'static [&'static str], (&'static str, &'static str, &'static str)),
}

const SYNTHETIC: (&str, &str) = (
    "Дані згенеровано для демонстрації порталу: вони не описують справжніх об’єктів, подій чи людей.",
    "The data were generated to demonstrate the portal: they describe no real object, event or person.",
);
const GROUND: (&str, &str) = (
    "Закон України «Про доступ до публічної інформації», стаття 10-1; постанова Кабінету Міністрів України від 21.10.2015 № 835.",
    "Law of Ukraine “On Access to Public Information”, article 10-1; Resolution No 835 of the Cabinet of Ministers of 21.10.2015.",
);

impl About {
    /// A dataset with one version for each of the last `count` months.
    pub(super) fn monthly(self, count: usize, form: Form, sheet: fn(&Month) -> Sheet) -> DemoDataset {
        self.published_in(months::last(count), form, sheet)
    }

    /// A dataset with one version for each of the months given.
    pub(super) fn published_in(self, months: &[Month], form: Form, sheet: fn(&Month) -> Sheet) -> DemoDataset {
        let offset = self.identifier.bytes().map(u64::from).sum::<u64>();
        let mut versions = Vec::with_capacity(months.len());
        for month in months {
            let month = *month;
            versions.push(DemoVersion {
                published: month.published(offset),
                data_date: month.day,
                note: month.note(versions.is_empty()),
                file_name: format!("{}-{}.{}", self.identifier, month.stamp(), form.extension()),
                dirty: form.is_dirty(),
                breaking: false,
                make: Arc::new(move |out| form.write(&sheet(&month), &month, out)),
            });
        }
        self.with_versions(versions, Some(sheet))
    }

    /// A dataset with one version that is written row by row.
    pub(super) fn streamed(self, make: fn(&mut dyn Write) -> io::Result<()>) -> DemoDataset {
        let month = months::last(1)[0];
        let version = DemoVersion {
            published: month.published(0),
            data_date: month.day,
            note: month.note(true),
            file_name: format!("{}-{}.csv", self.identifier, month.stamp()),
            dirty: false,
            breaking: false,
            make: Arc::new(make),
        };
        self.with_versions(vec![version], None)
    }

    #[cfg_attr(not(test), expect(unused_variables, reason = "only tests look at the rows behind the files"))]
    fn with_versions(self, versions: Vec<DemoVersion>, sheet: Option<fn(&Month) -> Sheet>) -> DemoDataset {
        let (uk, en) = self.description;
        DemoDataset {
            identifier: self.identifier,
            title: text(self.title),
            description: Text::new(format!("{uk} {}", SYNTHETIC.0), format!("{en} {}", SYNTHETIC.1)),
            keywords: self.keywords.iter().map(|keyword| text(*keyword)).collect(),
            theme: self.theme,
            frequency: self.frequency,
            publisher: self.publisher,
            legal_ground: text(GROUND),
            purpose: text(self.purpose),
            contact_name: "Демонстраційна Відповідальна Особа",
            contact_email: format!("{}@dnipro.example", self.publisher),
            standard: self.standard,
            mandatory_item: self.mandatory_item,
            versions,
            #[cfg(test)]
            sheet,
        }
    }
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::Windows1251 | Self::ExcelUtf8 => "csv",
            Self::Xlsx | Self::Framed(..) | Self::Grouped(..) => "xlsx",
        }
    }

    fn is_dirty(self) -> bool {
        !matches!(self, Self::Csv | Self::Xlsx)
    }

    fn write(self, sheet: &Sheet, month: &Month, out: &mut dyn Write) -> io::Result<()> {
        let frame = |title: &str, totals| Frame {
            titles: vec![title.to_owned(), format!("станом на {}", month.day.strftime("%d.%m.%Y"))],
            totals,
        };
        match self {
            Self::Csv => csv::clean(sheet, out),
            Self::Xlsx => xlsx::clean(sheet, out),
            Self::Windows1251 => csv::windows_1251(sheet, out),
            Self::ExcelUtf8 => csv::excel_utf8(sheet, out),
            Self::Framed(title, totals) => xlsx::framed(sheet, &frame(title, totals), out),
            Self::Grouped(title, totals, group) => xlsx::grouped(sheet, &frame(title, totals), group, out),
        }
    }
}

fn text((uk, en): (&str, &str)) -> Text {
    Text::new(uk, en)
}
