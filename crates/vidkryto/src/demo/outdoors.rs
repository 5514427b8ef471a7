//! What stands in streets and yards: playgrounds, toilets, containers, greenery, bicycle racks.

use super::{
    bodies::{COUNCIL, IMPROVEMENT, WASTE},
    dataset::{About, DemoDataset, Form},
    months::{Month, before, register},
    places::place,
    sheet::{Sheet, cells, hundredths},
    soil::{Soil, soil},
};

const PLAYGROUNDS: &str = "ua-835-2025/68/playgrounds";
const TOILETS: &str = "ua-835-2025/54/publicToilets";
const CONTAINERS: &str = "ua-835-2025/65/containers";
const ACTS: &str = "ua-835-2025/31/acts";

pub(super) fn datasets() -> Vec<DemoDataset> {
    vec![about_playgrounds(), about_toilets(), about_containers(), about_greenery(), about_bicycle_racks()]
}

fn about_playgrounds() -> DemoDataset {
    About {
        identifier: "playgrounds",
        title: ("Дитячі та спортивні майданчики", "Playgrounds and sports grounds"),
        description: (
            "Майданчики комунальної власності: де вони, яке мають обладнання, коли їх оглядали востаннє.",
            "Grounds owned by the community: where they are, what equipment they have and when they were last inspected.",
        ),
        keywords: &[("дитячі майданчики", "playgrounds"), ("спорт", "sport"), ("дозвілля", "leisure")],
        theme: "molod-i-sport",
        frequency: "once a month",
        publisher: "department-improvement-infrastructure",
        purpose: ("Облік майданчиків і планування їх ремонту.", "To keep account of the grounds and plan their repair."),
        standard: Some(PLAYGROUNDS),
        mandatory_item: Some("local-51"),
    }
    .monthly(5, Form::Xlsx, playgrounds)
}

fn playgrounds(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(PLAYGROUNDS);
    for mut entry in register(68, month, 260, 5) {
        let random = &mut entry.random;
        let place = place(random);
        let inspected = before(entry.entered, random, 20, 300);
        let inventory = if entry.changes > 0 { entry.changed } else { inspected };
        sheet.push_at(&place, cells![
            "uid" => format!("M-{:04}", entry.number),
            "type" => random.pick(&["дитячий майданчик", "спортивний майданчик", "майданчик для відпочинку"]),
            "addressDescription" => random.pick(&["у дворі", "у сквері", ""]),
            "balanceHolderName" => IMPROVEMENT.name,
            "balanceHolderId" => IMPROVEMENT.code(),
            "elements" => random.pick(&["гірка, гойдалка, пісочниця", "турнік, бруси, рукохід", "гойдалка, карусель", "тенісний стіл, лавки"]),
            "area" => hundredths(random.between(4000, 90_000)),
            "startDate" => before(entry.entered, random, 400, 4000),
            "inventoryDate" => inventory,
            "inventoryOrgName" => IMPROVEMENT.name,
            "inventoryOrgId" => IMPROVEMENT.code(),
        ]);
    }
    sheet
}

fn about_toilets() -> DemoDataset {
    About {
        identifier: "public-toilets",
        title: ("Громадські вбиральні", "Public toilets"),
        description: (
            "Громадські вбиральні комунальної власності: адреса, графік, вартість, доступність і додаткові зручності.",
            "Public toilets owned by the community: address, hours, price, accessibility and additional facilities.",
        ),
        keywords: &[("вбиральні", "toilets"), ("доступність", "accessibility"), ("туристам", "for visitors")],
        theme: "rehionalnyi-rozvytok",
        frequency: "once a quarter",
        publisher: "department-improvement-infrastructure",
        purpose: ("Інформування мешканців і гостей міста.", "To inform residents and visitors."),
        standard: Some(TOILETS),
        mandatory_item: Some("local-37"),
    }
    .monthly(2, Form::Csv, toilets)
}

fn toilets(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(TOILETS);
    for mut entry in register(54, month, 46, 1) {
        let random = &mut entry.random;
        let place = place(random);
        let price = random.pick(&[0, 0, 500, 800]) + 200 * entry.changes;
        sheet.push_at(
            &place,
            cells![
                "uid" => format!("W-{:03}", entry.number),
                "organizationName" => IMPROVEMENT.name,
                "organizationId" => IMPROVEMENT.code(),
                "description" => random.pick(&["Наявна аптечка", ""]),
                "type" => random.pick(&["Жіноча та чоловіча", "Унісекс"]),
                "additionalFacilities" => random.pick(&["Кімната для сповивання дитини", "Душ", ""]),
                "availabilityType" => random.pick(&["Маломобільні групи населення", ""]),
                "price" => hundredths(price),
                "currencyCode" => "UAH",
                "paymentType" => random.pick(&["Готівковий", "Безготівковий", "Готівковий та безготівковий"]),
                "openingHours" => random.pick(&["Пн-Нд 08:00-21:00", "Пн-Нд 00:00-24:00"]),
                "addressDescription" => random.pick(&["біля входу до парку", "підземний перехід", ""]),
            ],
        );
    }
    sheet
}

fn about_containers() -> DemoDataset {
    About {
        identifier: "waste-container-sites",
        title: ("Контейнерні майданчики", "Waste container sites"),
        description: (
            "Майданчики з контейнерами для побутових відходів: скільки контейнерів, що приймають, коли вивозять.",
            "Sites with household waste containers: how many there are, what they take and when they are emptied.",
        ),
        keywords: &[("відходи", "waste"), ("контейнери", "containers"), ("сортування", "sorting")],
        theme: "ekolohiia",
        frequency: "once a month",
        publisher: "department-improvement-infrastructure",
        purpose: (
            "Облік майданчиків і контроль за вивезенням відходів.",
            "To keep account of the sites and watch the collection of waste.",
        ),
        standard: Some(CONTAINERS),
        mandatory_item: Some("local-48"),
    }
    .monthly(4, Form::ExcelUtf8, containers_as_exported)
}

fn containers_as_exported(month: &Month) -> Sheet {
    soil(
        containers(month),
        &[
            ("isRecycling", Soil::YesNo),
            ("lat", Soil::DecimalComma),
            ("lon", Soil::DecimalComma),
            ("organizationId", Soil::LostZeros),
            ("balanceHolderId", Soil::LostZeros),
            ("addressDescription", Soil::NothingWords),
        ],
    )
}

fn containers(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(CONTAINERS);
    for mut entry in register(65, month, 340, 6) {
        let random = &mut entry.random;
        let place = place(random);
        let count = random.between(1, 6) + entry.changes;
        let sorted = random.chance(40);
        let volumes = (0..count).map(|_| "1100.0").collect::<Vec<_>>().join(", ");
        sheet.push_at(&place, cells![
            "uid" => format!("{}-к", entry.number),
            "type" => random.pick(&["пластиковий на коліщатках", "металевий", "підземний"]),
            "wasteType" => if sorted { "побутові відходи, скло, папір, пластик" } else { "побутові відходи без сортування" },
            "cansCount" => count,
            "cansVolume" => volumes,
            "isRecycling" => sorted,
            "balanceHolderName" => IMPROVEMENT.name,
            "balanceHolderId" => IMPROVEMENT.code(),
            "organizationName" => WASTE.name,
            "organizationId" => WASTE.code(),
            "serviceHours" => random.pick(&["Пн-Нд 06:00-10:00", "Пн,Ср,Пт 07:00-12:00", "Вт,Чт,Сб 07:00-12:00"]),
            "addressDescription" => random.pick(&["у дворі", "біля котельні", "", ""]),
        ]);
    }
    sheet
}

fn about_greenery() -> DemoDataset {
    About {
        identifier: "greenery-survey-acts",
        title: ("Акти обстеження зелених насаджень", "Survey acts of greenery"),
        description: (
            "Дерева, кущі та газони, які за актами обстеження підлягають зрізуванню або пересаджуванню: вид, стан, причина, адреса.",
            "Trees, shrubs and lawns that survey acts order to cut or replant: species, condition, reason and address.",
        ),
        keywords: &[("зелені насадження", "greenery"), ("дерева", "trees"), ("акти обстеження", "survey acts")],
        theme: "ekolohiia",
        frequency: "once a month",
        publisher: "department-improvement-infrastructure",
        purpose: ("Облік зелених насаджень, що підлягають видаленню.", "To keep account of greenery to be removed."),
        standard: Some(ACTS),
        mandatory_item: Some("local-14"),
    }
    .monthly(5, Form::Csv, greenery)
}

fn greenery(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(ACTS);
    for mut entry in register(31, month, 520, 60) {
        let random = &mut entry.random;
        let place = place(random);
        let condition = random.pick(&["задовільний", "незадовільний"]);
        let act = 1 + entry.number / 4;
        let tree = random.chance(75);
        let only_tree = |value: String| if tree { value } else { String::new() };
        sheet.push_at(&place, cells![
            "uid" => format!("{act}/26-{}", entry.number % 4 + 1),
            "number" => format!("{act}/26"),
            "issuedDate" => before(entry.entered, random, 10, 400),
            "purpose" => random.pick(&["аварійний стан", "ремонт мереж", "реконструкція тротуару", "благоустрій двору"]),
            "applicantName" => IMPROVEMENT.name,
            "applicantId" => IMPROVEMENT.code(),
            "authorityName" => COUNCIL.name,
            "authorityId" => COUNCIL.code(),
            "addressDescription" => random.pick(&["уздовж тротуару", "у дворі будинку", ""]),
            "type" => if tree { "Дерево" } else { random.pick(&["Кущ", "Газон"]) },
            "species" => if tree { random.pick(&["тополя чорна", "липа серцелиста", "клен гостролистий", "робінія звичайна", "в’яз гладкий"]) } else { random.pick(&["бузок звичайний", "спірея японська", "райграс"]) },
            "condition" => if entry.changes > 0 { "незадовільний" } else { condition },
            "value" => format!("{}.0", random.between(1, 12)),
            "unitName" => if tree { "шт." } else { "кв. м" },
            "ageValue" => only_tree(random.between(10, 80).to_string()),
            "heightValue" => only_tree(format!("{}.5", random.between(3, 22))),
            "diameterValue" => only_tree(format!("{}.0", random.between(8, 90))),
            "serviceType" => if random.chance(90) { "Підлягає зрізуванню" } else { "Підлягає пересаджуванню" },
        ]);
    }
    sheet
}

/// The month from which racks are called by another field name, and the one from which a field is added.
const RENAMED_IN: u64 = 3;
const COVERED_SINCE: u64 = 5;

fn about_bicycle_racks() -> DemoDataset {
    let mut dataset = About {
        identifier: "bicycle-racks",
        title: ("Велопарковки", "Bicycle racks"),
        description: (
            "Де залишити велосипед: адреса, координати, кількість місць. У серпні поле «kind» дістало назву «rack_type», у жовтні додано поле «covered».",
            "Where to leave a bicycle: address, coordinates and places. In August the field “kind” was renamed “rack_type”; in October the field “covered” was added.",
        ),
        keywords: &[("велосипеди", "bicycles"), ("велопарковки", "bicycle racks"), ("мобільність", "mobility")],
        theme: "transport",
        frequency: "once a month",
        publisher: "kp-miska-infrastruktura",
        purpose: ("Розвиток велосипедної інфраструктури.", "To develop cycling infrastructure."),
        standard: None,
        mandatory_item: None,
    }
    .monthly(6, Form::Csv, bicycle_racks);
    if let Some(version) = dataset.versions.iter_mut().find(|version| version.data_date.month() == 8) {
        version.breaking = true;
    }
    dataset
}

fn bicycle_racks(month: &Month) -> Sheet {
    let kind = if month.number >= RENAMED_IN { "rack_type" } else { "kind" };
    let mut columns = vec![
        ("uid", "string"),
        (kind, "string"),
        ("address", "string"),
        ("places", "integer"),
        ("lat", "number"),
        ("lon", "number"),
    ];
    let covered_known = month.number >= COVERED_SINCE;
    if covered_known {
        columns.push(("covered", "boolean"));
    }
    let mut sheet = Sheet::of_columns(&columns);
    for mut entry in register(90, month, 95, 4) {
        let random = &mut entry.random;
        let place = place(random);
        let rack = random.pick(&["П-подібна", "гребінка", "бокс"]);
        let mut cells = cells![
            "uid" => format!("V-{:03}", entry.number),
            "address" => format!("{}, {}", place.street, place.number),
            "places" => random.between(2, 20) + 2 * entry.changes,
        ];
        cells.push((kind, rack.to_owned()));
        if covered_known {
            cells.push(("covered", random.chance(30).to_string()));
        }
        sheet.push_at(&place, cells);
    }
    sheet
}
