//! The packs' files, as they lie in the repository.

pub(super) const PACK: &str = include_str!("../../../../packs/ukraine/pack.toml");
pub(super) const FREQUENCIES: &str = include_str!("../../../../packs/ukraine/frequencies.toml");
pub(super) const THEMES: &str = include_str!("../../../../packs/ukraine/themes.toml");
pub(super) const LICENCES: &str = include_str!("../../../../packs/ukraine/licences.toml");
pub(super) const NOTICE: &str = include_str!("../../../../packs/ukraine/notice.toml");
pub(super) const MANDATORY: &str = include_str!("../../../../packs/ukraine/mandatory-2025.csv");
pub(super) const CITY: &str = include_str!("../../../../packs/dnipro/city.toml");
#[cfg(test)]
pub(super) const DISTRICTS: &str = include_str!("../../../../packs/dnipro/districts.toml");
pub(super) const PUBLISHERS: &str = include_str!("../../../../packs/dnipro/publishers.toml");

/// Standards of the pack: id and JSON.
pub(crate) const STANDARDS: &[(&str, &str)] = &[
    ("ua-835-2025/7/register", include_str!("../../../../packs/ukraine/standards/7-register.json")),
    ("ua-835-2025/20/titleList", include_str!("../../../../packs/ukraine/standards/20-titleList.json")),
    (
        "ua-835-2025/21/permissionsLocality",
        include_str!("../../../../packs/ukraine/standards/21-permissionsLocality.json"),
    ),
    ("ua-835-2025/23/commercialObjects", include_str!("../../../../packs/ukraine/standards/23-commercialObjects.json")),
    ("ua-835-2025/27/stops", include_str!("../../../../packs/ukraine/standards/27-stops.json")),
    ("ua-835-2025/31/acts", include_str!("../../../../packs/ukraine/standards/31-acts.json")),
    ("ua-835-2025/33/appeals", include_str!("../../../../packs/ukraine/standards/33-appeals.json")),
    ("ua-835-2025/34/petitions", include_str!("../../../../packs/ukraine/standards/34-petitions.json")),
    ("ua-835-2025/36/parkingLots", include_str!("../../../../packs/ukraine/standards/36-parkingLots.json")),
    ("ua-835-2025/38/services", include_str!("../../../../packs/ukraine/standards/38-services.json")),
    ("ua-835-2025/42/line", include_str!("../../../../packs/ukraine/standards/42-line.json")),
    ("ua-835-2025/54/publicToilets", include_str!("../../../../packs/ukraine/standards/54-publicToilets.json")),
    ("ua-835-2025/59/roads", include_str!("../../../../packs/ukraine/standards/59-roads.json")),
    ("ua-835-2025/61/tariffs", include_str!("../../../../packs/ukraine/standards/61-tariffs.json")),
    ("ua-835-2025/65/containers", include_str!("../../../../packs/ukraine/standards/65-containers.json")),
    ("ua-835-2025/68/playgrounds", include_str!("../../../../packs/ukraine/standards/68-playgrounds.json")),
    ("ua-835-2025/69/penalty", include_str!("../../../../packs/ukraine/standards/69-penalty.json")),
    ("ua-835-2025/71/cameras", include_str!("../../../../packs/ukraine/standards/71-cameras.json")),
    ("ua-835-2025/72/shelters", include_str!("../../../../packs/ukraine/standards/72-shelters.json")),
    ("ua-835-2025/73/stations", include_str!("../../../../packs/ukraine/standards/73-stations.json")),
];
