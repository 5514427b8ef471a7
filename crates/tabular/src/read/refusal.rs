//! Why a format is refused, with the provision of law where there is one, and the way out.

use crate::Unreadable;

/// What a refused format is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Pages drawn for people.
    Document,
    /// Pictures.
    Picture,
    /// Archives of another kind.
    Archive,
    /// Tables that open elsewhere.
    OtherTable,
    /// The rest.
    Other,
}

fn group(format: &str) -> Group {
    match format {
        "PDF" | "RTF" | "DOC" | "DOCX" | "PPT" | "PPTX" | "ODT" | "ODP" | "DjVu" => Group::Document,
        "PNG" | "JPEG" | "GIF" | "TIFF" | "BMP" | "WEBP" | "HEIC" => Group::Picture,
        "bzip2" | "xz" | "7-Zip" | "RAR" | "Zstandard" => Group::Archive,
        "SQLite" | "Arrow" | "MDB" => Group::OtherTable,
        _ => Group::Other,
    }
}

/// A format that holds no table for us.
pub(super) fn unsupported(format: &str) -> Unreadable {
    let (uk, en) = match group(format) {
        Group::Document => (
            format!("Це документ {format}, а не таблиця. Пункт 2 Положення про набори даних (постанова Кабінету Міністрів № 835) вимагає машиночитаного формату: програми мають розпізнавати й отримувати дані без участі людини, а з документа цього не зробити. Перенесіть таблиці в XLSX, ODS або CSV і завантажте їх."),
            format!("This is a {format} document, not a table. Clause 2 of the Regulation on datasets (Cabinet of Ministers Resolution No 835) asks for a machine-readable format: programs must recognise and obtain the data without a human, which a document does not allow. Move its tables to XLSX, ODS or CSV and upload them."),
        ),
        Group::Picture => (
            format!("Це зображення {format}, а не таблиця. Пункт 2 Положення про набори даних (постанова Кабінету Міністрів № 835) вимагає машиночитаного формату; скан чи фото таблиці ним не є. Наберіть дані в XLSX, ODS або CSV чи візьміть їх із системи, з якої друкували."),
            format!("This is a {format} picture, not a table. Clause 2 of the Regulation on datasets (Cabinet of Ministers Resolution No 835) asks for a machine-readable format; a scan or photo of a table is none. Enter the data in XLSX, ODS or CSV, or take them from the system they were printed from."),
        ),
        Group::Archive => (
            format!("Це архів {format}. Портал читає архіви ZIP і окремі файли .gz: перепакуйте файли в ZIP або завантажте таблицю окремо."),
            format!("This is a {format} archive. The portal reads ZIP archives and single .gz files: pack the files as ZIP or upload the table by itself."),
        ),
        Group::OtherTable => (
            format!("Файл {format} портал не читає. Вивантажте з нього таблиці в CSV, XLSX або Parquet і завантажте знову."),
            format!("The portal does not read {format} files. Export the tables to CSV, XLSX or Parquet and upload them again."),
        ),
        Group::Other if format == "Shapefile" => (
            "Це лише одна частина шейпфайла. Запакуйте файли .shp, .dbf, .shx, .prj і .cpg разом в один ZIP-архів і завантажте його.".to_owned(),
            "This is only one part of a Shapefile. Pack the .shp, .dbf, .shx, .prj and .cpg files together into one ZIP archive and upload it.".to_owned(),
        ),
        Group::Other => (
            format!("Це файл {format}, а не таблиця. Збережіть дані в CSV, XLSX, JSON, XML або GeoJSON і завантажте знову."),
            format!("This is a {format} file, not a table. Save the data as CSV, XLSX, JSON, XML or GeoJSON and upload it again."),
        ),
    };
    Unreadable::new("unsupported", uk, en)
}

/// An archive inside an archive.
pub(super) fn nested_archive() -> Unreadable {
    Unreadable::new(
        "unsupported-archive",
        "Це архів усередині архіву, а такого портал не читає. Розпакуйте внутрішній архів і завантажте його файли.",
        "This is an archive inside an archive, which the portal does not read. Unpack the inner archive and upload its files.",
    )
}
