//! Trade and prices: advertising permits, trade objects, tariffs.

use super::{
    bodies::{BUSINESSES, COUNCIL, HEAT, LIGHT, WASTE, WATER},
    dataset::{About, DemoDataset, Form},
    months::{Entry, Month, after, before, register},
    places::place,
    sheet::{Sheet, cells, hundredths},
};

const PERMISSIONS: &str = "ua-835-2025/21/permissionsLocality";
const COMMERCIAL_OBJECTS: &str = "ua-835-2025/23/commercialObjects";
const TARIFFS: &str = "ua-835-2025/61/tariffs";

pub(super) fn datasets() -> Vec<DemoDataset> {
    vec![about_advertising(), about_trade_objects(), about_tariffs()]
}

fn about_advertising() -> DemoDataset {
    About {
        identifier: "outdoor-advertising-permits",
        title: ("Дозволи на зовнішню рекламу", "Outdoor advertising permits"),
        description: (
            "Дозволи на розміщення зовнішньої реклами: де стоїть засіб, якого він виду й розміру, кому й на який строк видано дозвіл.",
            "Permits for outdoor advertising: where each stands, its kind and size, to whom and for how long it was granted.",
        ),
        keywords: &[("реклама", "advertising"), ("дозволи", "permits"), ("білборди", "billboards")],
        theme: "ekonomika",
        frequency: "once a month",
        publisher: "department-trade-advertising",
        purpose: ("Облік рекламних засобів і дозволів.", "To keep account of advertising and permits."),
        standard: Some(PERMISSIONS),
        mandatory_item: Some("local-04"),
    }
    .monthly(4, Form::Xlsx, advertising)
}

fn advertising(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(PERMISSIONS);
    for mut entry in register(21, month, 430, 9) {
        let random = &mut entry.random;
        let place = place(random);
        let owner = random.pick(&BUSINESSES);
        let issued = before(entry.entered, random, 30, 1500);
        let until = after(issued, 1826);
        let (kind, width, height) =
            random.pick(&[("Щит", 600, 300), ("Сітілайт", 120, 180), ("Екран", 400, 300), ("Тумба", 140, 310)]);
        let status = match entry.changes {
            0 if until < month.day => "Втратив чинність за терміном дії",
            0 => "Чинний",
            1 => "Перевиданий",
            _ => "Анульований",
        };
        sheet.push_at(
            &place,
            cells![
                "id" => format!("Д-{:04}", entry.number),
                "issuedDate" => issued,
                "authorityName" => COUNCIL.name,
                "authorityId" => COUNCIL.code(),
                "distributorName" => owner.name,
                "distributorId" => owner.code(),
                "status" => status,
                "validFrom" => issued,
                "validThrough" => until,
                "contractNumber" => format!("{}-{:04}р", issued.year(), entry.number),
                "contractSignedDate" => after(issued, 5),
                "type" => kind,
                "planesValue" => random.between(1, 2),
                "horizontalSize" => hundredths(width),
                "verticalSize" => hundredths(height),
                "area" => hundredths(width * height / 100),
                "addressDescription" => random.pick(&["на розділовій смузі", "біля зупинки", ""]),
            ],
        );
    }
    sheet
}

fn about_trade_objects() -> DemoDataset {
    About {
        identifier: "trade-objects",
        title: ("Об’єкти та засоби торгівлі", "Trade objects and stalls"),
        description: (
            "Магазини, кіоски, кав’ярні та сезонна торгівля: хто господарює, що продає, коли відчинено, чи є дозвіл.",
            "Shops, kiosks, cafés and seasonal stalls: who runs them, what they sell, when they are open and whether they have a permit.",
        ),
        keywords: &[("торгівля", "trade"), ("магазини", "shops"), ("кіоски", "kiosks")],
        theme: "ekonomika",
        frequency: "once a quarter",
        publisher: "department-trade-advertising",
        purpose: ("Облік об’єктів торгівлі та сфери послуг.", "To keep account of trade and services."),
        standard: Some(COMMERCIAL_OBJECTS),
        mandatory_item: Some("local-06"),
    }
    .monthly(3, Form::Csv, trade_objects)
}

fn trade_objects(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(COMMERCIAL_OBJECTS);
    for mut entry in register(23, month, 640, 20) {
        let random = &mut entry.random;
        let place = place(random);
        let owner = random.pick(&BUSINESSES);
        let (kind, activity) = random.pick(&[
            ("Магазин", "Роздрібна торгівля"),
            ("Кіоск", "Роздрібна торгівля"),
            ("Кав’ярня", "Ресторанне господарство"),
            ("Склад-магазин", "Оптова та роздрібна торгівля"),
        ]);
        let hours = random.pick(&["Пн-Нд 09:00-20:00", "Пн-Сб 08:00-19:00", "Пн-Нд 00:00-24:00"]);
        sheet.push_at(
            &place,
            cells![
                "uid" => format!("T-{:05}", entry.number),
                "name" => format!("{kind} «Умовний {}»", entry.number),
                "entityName" => owner.name,
                "entityId" => owner.code(),
                "activityType" => activity,
                "type" => kind,
                "openingHours" => if entry.changes > 0 { "Пн-Нд 08:00-21:00" } else { hours },
                "availabilityRestriction" => random.pick(&["Перерва 13:00-14:00", "", ""]),
            ],
        );
        if kind == "Кіоск" {
            let row = sheet.rows.len() - 1;
            permit(&mut sheet, row, &mut entry);
        }
    }
    sheet
}

/// Kiosks need a permit; the other objects leave its columns empty.
fn permit(sheet: &mut Sheet, row: usize, entry: &mut Entry) {
    let issued = before(entry.entered, &mut entry.random, 30, 700);
    let cells = cells![
        "authorityName" => COUNCIL.name,
        "authorityId" => COUNCIL.code(),
        "permissionNumber" => format!("{}/26", entry.number),
        "permissionIssued" => issued,
        "permissionStatus" => "Чинний",
        "permissionValidFrom" => issued,
        "permissionValidThrough" => after(issued, 1095),
    ];
    for (name, value) in cells {
        let position = sheet.position(name);
        sheet.rows[row][position] = value;
    }
}

fn about_tariffs() -> DemoDataset {
    About {
        identifier: "utility-tariffs",
        title: ("Тарифи на комунальні послуги", "Tariffs for communal services"),
        description: (
            "Тарифи на воду, тепло, вивезення відходів та освітлення, разом із рішеннями, що їх установили. Тарифи, що втратили чинність, залишаються в таблиці.",
            "Tariffs for water, heat, waste collection and lighting, with the decisions that set them. Tariffs no longer in force stay in the table.",
        ),
        keywords: &[("тарифи", "tariffs"), ("комунальні послуги", "communal services"), ("водопостачання", "water supply")],
        theme: "podatky",
        frequency: "once a quarter",
        publisher: "dnipro-council",
        purpose: ("Інформування споживачів про тарифи.", "To inform consumers of tariffs."),
        standard: Some(TARIFFS),
        mandatory_item: Some("local-44"),
    }
    .monthly(2, Form::Csv, tariffs)
}

fn tariffs(month: &Month) -> Sheet {
    let services = [
        ("Централізоване водопостачання", "куб. м", WATER, 1800),
        ("Централізоване водовідведення", "куб. м", WATER, 1600),
        ("Постачання теплової енергії", "Гкал", HEAT, 190_000),
        ("Вивезення побутових відходів", "куб. м", WASTE, 12_000),
        ("Зовнішнє освітлення", "кВт·год", LIGHT, 700),
    ];
    let mut sheet = Sheet::of_standard(TARIFFS);
    for mut entry in register(61, month, 60, 5) {
        let random = &mut entry.random;
        let (service, unit, provider, price) = random.pick(&services);
        let decided = before(entry.entered, random, 60, 2200);
        let old = entry.number % 3 == 0 || entry.changes > 0;
        let act = random.between(100, 999);
        sheet.push(cells![
            "uid" => entry.number,
            "type" => service,
            "consumerType" => random.pick(&["населення", "бюджетні установи", "інші споживачі"]),
            "unitAmountValue" => hundredths(price + random.between(0, price / 4)),
            "unitAmountCurrency" => "UAH",
            "unitName" => unit,
            "status" => if old { "Втратив чинність" } else { "Чинний" },
            "providerName" => provider.name,
            "providerId" => provider.code(),
            "validFrom" => after(decided, 30),
            "validThrough" => if old { after(decided, 59).to_string() } else { String::new() },
            "legalActType" => "Рішення",
            "legalActTitle" => format!("Про встановлення тарифу: {}", service.to_lowercase()),
            "legalActIssued" => decided,
            "legalActNumber" => format!("{act}-т"),
            "legalActUrl" => format!("https://acts.dnipro.example/{act}"),
            "text" => format!("tariff-{act}.txt"),
            "publisherName" => COUNCIL.name,
            "publisherId" => COUNCIL.code(),
        ]);
    }
    sheet
}
