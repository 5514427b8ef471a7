//! Templates of standards: files for people to fill in.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use standards::template;

use super::path_of;
use crate::{Portal, Problem};

/// How long a template may be kept: it changes with the program alone.
const KEPT: &str = "public, max-age=3600";

/// What a template can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Csv,
}

impl Format {
    const ALL: [Self; 2] = [Self::Xlsx, Self::Csv];

    fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Xlsx => "Excel (XLSX)",
            Self::Csv => "CSV",
        }
    }
}

/// The standard and format of an address that ends with `/template.xlsx` or `/template.csv`.
pub(super) fn asked(id: &str) -> Option<(&str, Format)> {
    let (standard, file) = id.rsplit_once('/')?;
    let format = Format::ALL.into_iter().find(|format| file.strip_prefix("template.") == Some(format.ending()))?;
    Some((standard, format))
}

/// Where the templates of a standard stand, by what people call their formats. Files bear no language.
pub(super) fn links(id: &str) -> Vec<(&'static str, String)> {
    Format::ALL.map(|format| (format.title(), path(id, format))).into()
}

fn path(id: &str, format: Format) -> String {
    format!("{}/template.{}", path_of(id), format.ending())
}

/// The full address of a template, for programs.
pub(super) fn address(portal: &Portal, id: &str, format: Format) -> String {
    portal.config.address(&path(id, format))
}

/// A template as a file.
pub(super) fn answer(portal: &Portal, id: &str, format: Format) -> Result<Response, Problem> {
    let standard = portal.intake.standards().find(id).ok_or_else(Problem::not_found)?;
    let template = template::of(standard);
    let (media_type, bytes) = match format {
        Format::Xlsx => {
            let bytes = template.xlsx();
            let bytes = bytes.map_err(|error| Problem::internal("a template could not be written", &error))?;
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes)
        }
        Format::Csv => ("text/csv; charset=utf-8; header=present", template.csv().into_bytes()),
    };
    // Names of tables hold letters and digits only; whatever else a pack brings is left out.
    let name: String =
        standard.table().chars().filter(|sign| sign.is_ascii_alphanumeric() || "-_".contains(*sign)).collect();
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}-template.{}\"", format.ending())),
        (header::CACHE_CONTROL, KEPT.to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::{Format, asked};

    #[test]
    fn an_address_of_a_template_names_the_standard_and_the_format() {
        assert_eq!(asked("x-1/7/stops/template.xlsx"), Some(("x-1/7/stops", Format::Xlsx)));
        assert_eq!(asked("stops/template.csv"), Some(("stops", Format::Csv)));
        for other in ["x-1/7/stops", "x-1/7/template.exe", "template.csv", "x-1/7/template"] {
            assert_eq!(asked(other), None, "{other}");
        }
    }
}
