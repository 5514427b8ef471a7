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

/// КАТОТТГ, edition of 2022.
pub(crate) const KATOTTG: &str = include_str!("../../../../packs/ukraine/katottg-2022.txt");

/// Standards of the pack, id and JSON, from annex and table.
macro_rules! standards {
    ($($annex:literal $table:literal,)*) => {
        &[$((
            concat!("ua-835-2025/", $annex, "/", $table),
            include_str!(concat!("../../../../packs/ukraine/standards/", $annex, "-", $table, ".json")),
        ),)*]
    };
}

/// Standards of the pack: id and JSON.
pub(crate) const STANDARDS: &[(&str, &str)] = standards![
    2 "organizationUnits",
    2 "organizations",
    2 "posts",
    3 "orgStructure",
    4 "normatives",
    5 "standards",
    6 "listOfReports",
    7 "register",
    9 "legalActs",
    9 "projects",
    10 "regulatoryList",
    11 "plan",
    12 "legalBases",
    15 "assets",
    16 "publicInfoSystem",
    17 "infoAudit",
    18 "buildings",
    18 "movableProperty",
    18 "parcels",
    20 "titleList",
    21 "distributors",
    21 "permissions",
    21 "permissionsLocality",
    22 "additionalDocuments",
    22 "contracts",
    23 "commercialObjects",
    24 "fairs",
    25 "contracts",
    25 "objects",
    26 "vehicles",
    27 "stops",
    28 "distribution",
    28 "remains",
    29 "convocations",
    29 "motions",
    29 "motions2",
    29 "sessions",
    29 "vote",
    29 "voteEvents",
    29 "votings",
    30 "deputies",
    31 "acts",
    31 "orders",
    32 "buildings",
    32 "norms",
    33 "appeals",
    34 "petitions",
    34 "votings",
    35 "projects",
    35 "votings",
    36 "operators",
    36 "parkingLots",
    37 "register",
    38 "services",
    39 "register",
    40 "equipment",
    41 "vehiclePosition",
    42 "line",
    43 "addresses",
    43 "territories",
    45 "permissions",
    46 "line",
    46 "outOfLine",
    46 "priorityLine",
    47 "resources",
    48 "donations",
    49 "payments",
    50 "list",
    50 "listProzorroSales",
    51 "buildings",
    51 "listProzorroSales",
    51 "parcels",
    52 "grafMaterials",
    52 "textMaterials",
    54 "publicToilets",
    55 "agency",
    55 "routes",
    55 "shapes",
    56 "calendar",
    56 "calendarDates",
    56 "stopTimes",
    56 "trips",
    57 "listProzorroSales",
    57 "parcels",
    58 "parcels",
    59 "roads",
    60 "register",
    61 "tariffs",
    62 "amendments",
    62 "programs",
    62 "reports",
    63 "line",
    64 "temporaryConstruction",
    65 "containers",
    65 "wasteServises",
    66 "airAnalysis",
    66 "landfill",
    66 "transportation",
    67 "homelessAnimals",
    68 "playgrounds",
    69 "penalty",
    70 "animalPlaygrounds",
    71 "cameras",
    72 "shelters",
    73 "stations",
    74 "systems",
    75 "register",
    76 "provider",
    76 "specifications",
];
