//! The members of an archive: their names, whatever program wrote them, and what each is for.

use std::collections::{HashMap, HashSet};

use encoding_rs::{IBM866, WINDOWS_1251};

/// Endings of the files around the shapes of a layer.
const PARTS: [&str; 10] = [".dbf", ".shx", ".prj", ".cpg", ".cst", ".sbn", ".sbx", ".qix", ".fix", ".idx"];

/// A file inside an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Number in the archive's directory.
    pub(super) index: usize,
    /// Name with folders, `/` between them.
    pub(super) name: String,
    pub(super) role: Role,
}

/// Members by their names in lower case; of two of one name the first.
pub(super) type ByName<'m> = HashMap<String, &'m Member>;

/// Puts members under their names.
pub(super) fn by_name(members: &[Member]) -> ByName<'_> {
    members.iter().rev().map(|member| (member.name.to_lowercase(), member)).collect()
}

/// What a member is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// May hold tables.
    Data,
    /// Is there to be read by people or to describe others.
    Text,
    /// The shapes of a layer.
    Shapes,
    /// Belongs to the shapes of a layer.
    Part,
    /// What operating systems leave behind.
    Litter,
}

impl Member {
    /// Whether the name ends so, whatever the case.
    pub(super) fn ends_with(&self, ending: &str) -> bool {
        self.name.to_lowercase().ends_with(ending)
    }
}

/// The files among the entries of a directory.
pub(super) fn members_of(entries: &[(Vec<u8>, u64)]) -> Vec<Member> {
    let files = entries.iter().enumerate().map(|(index, (raw, size))| {
        let name = decoded(raw).replace('\\', "/").trim_start_matches('/').to_owned();
        let is_folder = name.ends_with('/') && *size == 0;
        let role = if is_folder { Role::Litter } else { role_of(&name) };
        Member { index, name, role }
    });
    let mut members: Vec<Member> = files.filter(|member| !member.name.is_empty()).collect();
    let stems: HashSet<String> =
        members.iter().filter(|member| member.role == Role::Shapes).map(|member| stem(&member.name)).collect();
    for member in &mut members {
        let belongs = PARTS.iter().any(|ending| member.ends_with(ending)) && stems.contains(&stem(&member.name));
        if belongs && member.role != Role::Litter {
            member.role = Role::Part;
        }
    }
    members
}

/// Name with folders in lower case, without its ending.
fn stem(name: &str) -> String {
    let lower = name.to_lowercase();
    lower.rsplit_once('.').map_or(lower.clone(), |(stem, _)| stem.to_owned())
}

fn role_of(name: &str) -> Role {
    let lower = name.to_lowercase();
    let base = lower.rsplit('/').next().unwrap_or_default();
    let is_hidden = lower.split('/').any(|part| part.starts_with('.') || part == "__macosx");
    if is_hidden || matches!(base, "thumbs.db" | "desktop.ini" | "") {
        return Role::Litter;
    }
    let is_prose = ["readme", "read_me", "license", "licence", "changelog"].iter().any(|word| base.starts_with(word));
    let describes = [".md", ".prj", ".cpg", ".qpj", ".shp.xml", ".sld", ".qml", ".lyr", ".css", ".js"];
    if lower.rsplit('.').next() == Some("shp") {
        return Role::Shapes;
    }
    if is_prose || base == "datapackage.json" || describes.iter().any(|ending| base.ends_with(ending)) {
        return Role::Text;
    }
    Role::Data
}

/// A name as people see it. Programs write UTF-8, the code page of DOS (Windows' own archiver) or that of Windows.
fn decoded(raw: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(raw) {
        return name.to_owned();
    }
    // What is a Cyrillic letter in one code page is a frame or a rare sign in the other.
    let odd_dos = raw.iter().filter(|byte| matches!(byte, 0xB0..=0xDF | 0xF8..=0xFF)).count();
    let odd_windows = raw
        .iter()
        .filter(|byte| {
            matches!(byte, 0x80..=0xBF)
                && !matches!(byte, 0xA1 | 0xA5 | 0xA8 | 0xAA | 0xAF | 0xB2 | 0xB3 | 0xB4 | 0xB8 | 0xB9 | 0xBA | 0xBF)
        })
        .count();
    let encoding = if odd_dos > odd_windows { WINDOWS_1251 } else { IBM866 };
    encoding.decode_without_bom_handling(raw).0.into_owned()
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1251;

    use super::{Role, decoded, role_of};

    #[test]
    fn names_are_read_in_the_code_page_of_whoever_wrote_them() {
        // «Маршрути.csv» in the code page of DOS.
        let dos = b"\x8C\xA0\xE0\xE8\xE0\xE3\xE2\xA8.csv";

        assert_eq!(decoded(dos), "Маршрути.csv");
        assert_eq!(decoded(&WINDOWS_1251.encode("Зупинки й маршрути.csv").0), "Зупинки й маршрути.csv");
        assert_eq!(decoded("Парковки.csv".as_bytes()), "Парковки.csv");
    }

    #[test]
    fn what_systems_leave_behind_is_no_data() {
        assert_eq!(role_of("__MACOSX/._stops.txt"), Role::Litter);
        assert_eq!(role_of("data/.DS_Store"), Role::Litter);
        assert_eq!(role_of("README.txt"), Role::Text);
        assert_eq!(role_of("gtfs/stops.txt"), Role::Data);
    }
}
