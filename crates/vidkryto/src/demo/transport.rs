//! Transport: stops, parking lots, parking fines, charging stations.

use super::{
    bodies::{BUSINESSES, COUNCIL, PARKING},
    dataset::{About, DemoDataset, Form},
    months::{Month, before, register},
    places::place,
    sheet::{Sheet, cells, hundredths},
    soil::{Soil, soil},
};

const STOPS: &str = "ua-835-2025/27/stops";
const PARKING_LOTS: &str = "ua-835-2025/36/parkingLots";
const PENALTY: &str = "ua-835-2025/69/penalty";
const STATIONS: &str = "ua-835-2025/73/stations";

pub(super) fn datasets() -> Vec<DemoDataset> {
    vec![about_stops(), about_parking(), about_penalties(), about_stations()]
}

fn about_stops() -> DemoDataset {
    About {
        identifier: "public-transport-stops",
        title: ("Зупинки громадського транспорту", "Public transport stops"),
        description: (
            "Де розташовано зупинки трамваїв, тролейбусів та автобусів, як вони звуться і чи зручні для людей на кріслах колісних. Структура сумісна з GTFS.",
            "Where tram, trolleybus and bus stops are, what they are called and whether a wheelchair can board there. The structure is compatible with GTFS.",
        ),
        keywords: &[("зупинки", "stops"), ("громадський транспорт", "public transport"), ("доступність", "accessibility")],
        theme: "transport",
        frequency: "once a month",
        publisher: "kp-miska-infrastruktura",
        purpose: ("Облік зупинок і планування маршрутів.", "To keep account of stops and plan routes."),
        standard: Some(STOPS),
        mandatory_item: Some("local-10"),
    }
    .monthly(5, Form::Csv, stops)
}

fn stops(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(STOPS);
    for mut entry in register(27, month, 420, 4) {
        let random = &mut entry.random;
        let place = place(random);
        let short = place.street.split_once(' ').map_or(place.street, |(_, name)| name);
        let landmark =
            random.pick(&["Ринок", "Школа", "Парк", "Поліклініка", "Сквер", "Бібліотека", "Стадіон", "Міст"]);
        let wheelchair = match random.between(0, 2) {
            _ if entry.changes > 0 => 1,
            known => known,
        };
        sheet.push_at(&place, cells![
            "uid" => format!("z-{:04}", entry.number),
            "code" => format!("{:04}", entry.number),
            "label" => format!("{short}: {landmark} {}", entry.number),
            "description" => random.pick(&["Павільйон і лавка", "Знак без павільйону", "Павільйон з електронним табло", "Лише посадковий майданчик"]),
            "addressDescription" => random.pick(&["у бік центру", "у бік околиці", ""]),
            "zoneId" => 0,
            "url" => format!("https://transport.dnipro.example/stops/{}", entry.number),
            "type" => 0,
            "timezone" => "Europe/Kyiv",
            "wheelchairBoarding" => wheelchair,
        ]);
    }
    sheet
}

fn about_parking() -> DemoDataset {
    About {
        identifier: "parking-lots",
        title: ("Майданчики для паркування", "Parking lots"),
        description: (
            "Майданчики для платного й безкоштовного паркування: адреса, координати, кількість місць, тариф, графік роботи та спосіб оплати.",
            "Paid and free parking lots: address, coordinates, spaces, price, opening hours and ways to pay.",
        ),
        keywords: &[("паркування", "parking"), ("автомобілі", "cars"), ("тарифи", "prices")],
        theme: "transport",
        frequency: "once a month",
        publisher: "inspection-parking",
        purpose: ("Облік майданчиків і контроль за їх роботою.", "To keep account of parking lots and watch how they work."),
        standard: Some(PARKING_LOTS),
        mandatory_item: Some("local-19"),
    }
    .monthly(6, Form::Windows1251, parking_as_exported)
}

fn parking_as_exported(month: &Month) -> Sheet {
    soil(
        parking(month),
        &[
            ("lat", Soil::DecimalComma),
            ("lon", Soil::DecimalComma),
            ("area", Soil::DecimalComma),
            ("price", Soil::DecimalComma),
            ("addressThoroughfare", Soil::Spaces),
            ("addressDescription", Soil::NothingWords),
            ("addressLocatorBuilding", Soil::NothingWords),
            ("priceDescription", Soil::LatinLetters),
        ],
    )
}

fn parking(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(PARKING_LOTS);
    for mut entry in register(36, month, 180, 3) {
        let random = &mut entry.random;
        let spaces = random.between(8, 120) + 4 * entry.changes;
        let place = place(random);
        let price = random.pick(&[0, 1000, 1500, 2000, 2500]) + 500 * entry.changes;
        sheet.push_at(&place, cells![
            "uid" => format!("PK-{:04}", entry.number),
            "type" => random.pick(&["Відведений", "Спеціально обладнаний"]),
            "addressDescription" => random.pick(&["парна сторона вулиці", "непарна сторона вулиці", "біля торговельного центру", ""]),
            "balanceHolderName" => COUNCIL.name,
            "balanceHolderId" => COUNCIL.code(),
            "operatorName" => PARKING.name,
            "operatorId" => PARKING.code(),
            "openingHours" => random.pick(&["Пн-Нд 07:00-20:00", "Пн-Пт 08:00-19:00", "Пн-Нд 00:00-24:00"]),
            "lotQuantity" => spaces,
            "lotQuantityDisabled" => spaces / 10 + 1,
            "area" => hundredths(spaces * 1150 + random.between(0, 900)),
            "price" => hundredths(price),
            "currencyCode" => "UAH",
            "priceDescription" => random.pick(&["Перші 15 хвилин безкоштовно", "Для пільгових категорій безкоштовно", "Нічний тариф з 22:00 до 06:00"]),
            "paymentType" => random.pick(&["Безготівковий", "Готівковий та безготівковий"]),
            "parkingMeterQuantity" => random.between(0, 3),
            "mobileParkingUrl" => "https://parking.dnipro.example/pay",
        ]);
    }
    sheet
}

fn about_penalties() -> DemoDataset {
    About {
        identifier: "parking-fines",
        title: ("Штрафи за порушення правил паркування", "Parking fines"),
        description: (
            "Кожна постанова про порушення правил паркування: коли, де, яка сума, чи евакуювали авто. Номерів автомобілів порушників немає; інспекторів позначено умовно.",
            "Every decision on a parking violation: when, where, how much and whether the car was towed. Plates of the violators are left out; inspectors bear placeholder names.",
        ),
        keywords: &[("штрафи", "fines"), ("паркування", "parking"), ("евакуація", "towing")],
        theme: "transport",
        frequency: "once a month",
        publisher: "inspection-parking",
        purpose: ("Контроль за дотриманням правил паркування.", "To watch that parking rules are kept."),
        standard: Some(PENALTY),
        mandatory_item: Some("local-52"),
    }
    .monthly(4, Form::Csv, penalties)
}

fn penalties(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(PENALTY);
    for mut entry in register(69, month, 1500, 400) {
        let random = &mut entry.random;
        let place = place(random);
        let towed = random.chance(12);
        let day = before(entry.entered, random, 1, 30);
        let only_if_towed = |text: String| if towed { text } else { String::new() };
        sheet.push_at(
            &place,
            cells![
                "uid" => format!("DN-{:06}", entry.number),
                "dateTime" => format!("{day}T{:02}:{:02}", random.between(8, 20), random.between(0, 59)),
                "amountValue" => random.pick(&["340.00", "680.00", "1020.00"]),
                "currency" => "UAH",
                "type" => if towed { "штраф та евакуація" } else { "штраф" },
                "organizationName" => COUNCIL.name,
                "organizationId" => COUNCIL.code(),
                "inspectorName" => "Тестова Особа",
                "inspectorFamilyName" => "Особа",
                "inspectorGivenName" => "Тестова",
                "inspectorAdditionalName" => "Умовна",
                "inspectorId" => format!("ІП-{:03}", random.between(1, 48)),
                "evacuationAreaName" => only_if_towed("Умовний штрафмайданчик № 1".to_owned()),
                "evacuationCarNum" => only_if_towed("АЕ0000ТТ".to_owned()),
                "evacuationOrganizationName" => only_if_towed(PARKING.name.to_owned()),
                "evacuationOrganizationId" => only_if_towed(PARKING.code()),
            ],
        );
    }
    sheet
}

fn about_stations() -> DemoDataset {
    About {
        identifier: "ev-charging-stations",
        title: ("Зарядні станції для електротранспорту", "Charging stations for electric vehicles"),
        description: (
            "Де зарядити електромобіль: адреса, типи роз’ємів і потужність, графік роботи, власник станції та його телефон.",
            "Where to charge an electric car: address, connectors and power, opening hours, the owner and their telephone.",
        ),
        keywords: &[("зарядні станції", "charging stations"), ("електромобілі", "electric vehicles"), ("енергія", "energy")],
        theme: "energetyka",
        frequency: "once a quarter",
        publisher: "department-improvement-infrastructure",
        purpose: ("Інформування водіїв і розвиток мережі зарядних станцій.", "To inform drivers and develop the network of chargers."),
        standard: Some(STATIONS),
        mandatory_item: Some("local-56"),
    }
    .monthly(3, Form::Framed("Зарядні станції міста", &[]), stations_as_exported)
}

fn stations_as_exported(month: &Month) -> Sheet {
    soil(
        stations(month),
        &[
            ("ownerTelephone", Soil::LocalPhone),
            ("ownerId", Soil::LostZeros),
            ("addressThoroughfare", Soil::LatinLetters),
            ("addressDescription", Soil::NothingWords),
            ("ownerName", Soil::Spaces),
        ],
    )
}

fn stations(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(STATIONS);
    for mut entry in register(73, month, 64, 3) {
        let random = &mut entry.random;
        let owner = random.pick(&BUSINESSES);
        let place = place(random);
        let access = random.pick(&["вільний", "вільний", "обмежений"]);
        sheet.push_at(&place, cells![
            "uid" => format!("EV-{:03}", entry.number),
            "ownerName" => owner.name,
            "ownerId" => owner.code(),
            "ownerTelephone" => format!("+38056000{:04}", 100 + entry.number),
            "ownerEmail" => format!("station{}@charging.example", entry.number),
            "workingHours" => random.pick(&["Пн-Нд 00:00-24:00", "Пн-Нд 08:00-22:00", "Пн-Пт 09:00-18:00, Сб 10:00-15:00"]),
            "stationAccess" => if entry.changes > 0 { "вільний" } else { access },
            "connectorsType" => random.pick(&["Type 2 (380 В, 32 А, 22 кВт)", "CCS2 (400 В, 125 А, 50 кВт), CHAdeMO (400 В, 125 А, 50 кВт)", "Type 2 (380 В, 63 А, 44 кВт)"]),
            "addressDescription" => random.pick(&["на стоянці торговельного центру", "біля входу", "", ""]),
        ]);
    }
    sheet
}
