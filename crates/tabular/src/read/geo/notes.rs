//! Sentences about coordinate systems.

use super::crs::{Crs, Known};
use crate::{Finding, Message, Severity, Unreadable, read::note::remark};

/// Says that coordinates were converted.
pub(in crate::read) fn crs_note(crs: &Crs) -> Option<Finding> {
    crs.transform().map(|_| {
        let name = &crs.name;
        remark(
            "crs-converted",
            Severity::Info,
            "crs=wgs84",
            Message::new(
                format!("Координати у файлі — в системі «{name}». Їх перераховано в довготу й широту WGS 84; перевірте кілька точок на мапі."),
                format!("The coordinates of the file are in “{name}”. They were converted to longitude and latitude in WGS 84; check a few points on a map."),
            ),
        )
    })
}

/// Says that nothing tells the system and why it is taken for WGS 84.
pub(in crate::read) fn unknown_note() -> Finding {
    remark(
        "crs-unknown",
        Severity::Warning,
        "crs=known",
        Message::new(
            "Файл не каже, в якій системі його координати. За значеннями це довгота й широта; їх прочитано як WGS 84. Додайте до файлу опис системи координат (.prj).",
            "The file does not say which system its coordinates are in. By their values they are longitude and latitude; they were read as WGS 84. Add a description of the system (.prj) to the file.",
        ),
    )
}

/// A file whose coordinates cannot be brought to WGS 84.
pub(in crate::read) fn refused(crs: &Crs) -> Unreadable {
    if crs.known == Known::Sk63 {
        return Unreadable::new(
            "unsupported",
            "Координати у файлі — в системі СК-63, параметрів якої не оприлюднено, тому точно перерахувати їх неможливо. Перерахуйте шар у WGS 84 (EPSG:4326) або УСК-2000 у своїй ГІС і завантажте файл знову.",
            "The coordinates are in SK-63, whose parameters were never published, so they cannot be converted exactly. Convert the layer to WGS 84 (EPSG:4326) or UCS-2000 in your GIS and upload the file again.",
        );
    }
    let name = if crs.name.is_empty() { "—" } else { &crs.name };
    Unreadable::new(
        "unsupported",
        format!(
            "Система координат файлу невідома порталу («{name}»). Збережіть шар у WGS 84 (EPSG:4326) у своїй ГІС і завантажте файл знову."
        ),
        format!(
            "The portal does not know the file's coordinate system (“{name}”). Save the layer in WGS 84 (EPSG:4326) in your GIS and upload the file again."
        ),
    )
}
