//! Works: title lists and road repair.

use jiff::civil::Date;

use super::{
    bodies::{BUILDERS, Body, COUNCIL, SUPERVISION},
    dataset::{About, DemoDataset, Form},
    months::{Month, after, before, register},
    places::{Place, place},
    random::Random,
    sheet::{Cells, Sheet, cells, hundredths},
    soil::{Soil, soil},
};

const TITLE_LIST: &str = "ua-835-2025/20/titleList";
const ROADS: &str = "ua-835-2025/59/roads";

pub(super) fn datasets() -> Vec<DemoDataset> {
    vec![about_title_list(), about_roads()]
}

fn about_title_list() -> DemoDataset {
    About {
        identifier: "capital-works-title-list",
        title: ("Титульні списки ремонту та благоустрою", "Title lists of repair and landscaping"),
        description: (
            "Об’єкти, які місто ремонтує, будує або впорядковує: що роблять, хто виконує, скільки коштує, коли почато й завершено.",
            "What the city repairs, builds or landscapes: the works, the contractor, the cost, the first and the last day.",
        ),
        keywords: &[("ремонт", "repair"), ("будівництво", "construction"), ("видатки", "spending")],
        theme: "podatky",
        frequency: "once a month",
        publisher: "department-capital-construction",
        purpose: ("Планування та облік капітальних видатків.", "To plan and keep account of capital spending."),
        standard: Some(TITLE_LIST),
        mandatory_item: Some("local-03"),
    }
    .monthly(5, Form::Windows1251, title_list_as_exported)
}

fn title_list_as_exported(month: &Month) -> Sheet {
    soil(
        title_list(month),
        &[
            ("amountValue", Soil::Thousands),
            ("contractsValueAmount", Soil::Thousands),
            ("periodStartDate", Soil::DottedDate),
            ("periodEndDate", Soil::DottedDate),
            ("suppliersId", Soil::LostZeros),
            ("description", Soil::LatinLetters),
            ("title", Soil::Spaces),
            ("lat", Soil::DecimalComma),
            ("lon", Soil::DecimalComma),
            ("warrantyDurationIn", Soil::DecimalComma),
            ("addressLocatorBuilding", Soil::NothingWords),
        ],
    )
}

fn title_list(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(TITLE_LIST);
    for mut entry in register(20, month, 210, 8) {
        let random = &mut entry.random;
        let place = place(random);
        let builder = random.pick(&BUILDERS);
        let planned = random.between(150_000, 9_000_000) * 100 + random.between(0, 99);
        let actual = planned / 100 * random.between(88, 100) + 12_345 * entry.changes;
        let start = before(entry.entered, random, 40, 500);
        let (object, works) = random.pick(&[
            ("Ділянка тротуару", "Влаштування твердого покриття тротуару"),
            ("Покрівля школи", "Капітальний ремонт покрівлі"),
            ("Мережа зовнішнього освітлення", "Реконструкція зовнішнього освітлення"),
            ("Сквер", "Благоустрій території та озеленення"),
            ("Дитячий майданчик", "Улаштування ігрового обладнання"),
        ]);
        sheet.push_at(
            &place,
            cells![
                "uid" => format!("TL-{:04}", entry.number),
                "ocid" => prozorro(start, entry.number),
                "title" => object,
                "description" => works,
                "procuringEntityName" => COUNCIL.name,
                "procuringEntityId" => COUNCIL.code(),
                "suppliersName" => builder.name,
                "suppliersId" => builder.code(),
                "amountValue" => hundredths(planned),
                "contractsValueAmount" => hundredths(actual),
                "periodStartDate" => start,
                "periodEndDate" => after(start, random.between(30, 200)),
                "warrantyDurationIn" => random.pick(&["1.5", "3.0", "5.0"]),
            ],
        );
    }
    sheet
}

fn prozorro(day: Date, number: u64) -> String {
    format!("UA-{day}-{number:06}-a")
}

fn about_roads() -> DemoDataset {
    About {
        identifier: "road-repair",
        title: ("Ремонт автомобільних доріг місцевого значення", "Repair of roads of local importance"),
        description: (
            "Ремонт вулиць і доріг: від проєкту й закупівлі до прийняття робіт. Дев’яносто вісім полів офіційної структури, сумісної з OC4IDS.",
            "Repair of streets and roads, from design and procurement to acceptance. Ninety-eight fields of the official structure, which is close to OC4IDS.",
        ),
        keywords: &[("дороги", "roads"), ("ремонт", "repair"), ("закупівлі", "procurement")],
        theme: "transport",
        frequency: "once a month",
        publisher: "department-improvement-infrastructure",
        purpose: ("Облік робіт із ремонту доріг.", "To keep account of road repair."),
        standard: Some(ROADS),
        mandatory_item: Some("local-42"),
    }
    .monthly(3, Form::Csv, roads)
}

/// One repair as its columns tell of it, group by group.
struct Repair<'a> {
    number: u64,
    place: &'a Place,
    start: Date,
    done: bool,
    cost: u64,
    contractor: Body,
    designer: Body,
}

fn roads(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(ROADS);
    for mut entry in register(59, month, 90, 5) {
        let random = &mut entry.random;
        let place = place(random);
        let start = before(entry.entered, random, 60, 600);
        let repair = Repair {
            number: entry.number,
            place: &place,
            start,
            done: random.chance(45) || entry.changes > 0,
            cost: random.between(800_000, 40_000_000) * 100,
            contractor: random.pick(&BUILDERS),
            designer: random.pick(&BUILDERS),
        };
        let mut cells = repair.project(entry.changed, random);
        cells.extend(repair.papers());
        cells.extend(repair.money());
        cells.extend(repair.contracts());
        sheet.push_at(&place, cells);
    }
    sheet
}

impl Repair<'_> {
    fn project(&self, updated: Date, random: &mut Random) -> Cells {
        let metres = random.between(200, 3500);
        let spent = random.pick(&["25.0", "40.0", "62.5", "80.0"]);
        cells![
            "uid" => format!("R-{:04}", self.number),
            "updatedDate" => updated,
            "object" => "вулиця",
            "roadId" => format!("М-{:03}", self.number),
            "type" => random.pick(&["Поточний середній ремонт", "Капітальний ремонт"]),
            "description" => format!("Відновлення покриття: {}", self.place.street),
            "streetCategory" => random.pick(&["магістральна вулиця", "житлова вулиця"]),
            "streetType" => random.pick(&["загальноміська", "районна"]),
            "length" => format!("{}.{:03}", metres / 1000, metres % 1000),
            "area" => format!("{}.0", metres * 7),
            "finalCost" => hundredths(self.cost),
            "statusTime" => if self.done { "завершено" } else { "виконується за графіком" },
            "statusFin" => if self.done { "100.0" } else { spent },
            "coatingType" => "асфальтобетонне",
            "warrantyPeriod" => random.pick(&["3.0", "5.0", "10.0"]),
        ]
    }

    fn papers(&self) -> Cells {
        let when_done = |text: String| if self.done { text } else { String::new() };
        let number = self.number;
        cells![
            "worksStartType" => "повідомлення про початок робіт",
            "worksStartDate" => self.start,
            "worksStartId" => format!("ДП-{number:05}"),
            "objectClass" => "СС2",
            "permitUrl" => format!("https://construction.dnipro.example/start/{number}"),
            "declarationDate" => when_done(after(self.start, 45).to_string()),
            "declarationNumber" => when_done(format!("Г-{number:05}")),
            "acceptanceActDate" => when_done(after(self.start, 50).to_string()),
            "acceptanceActNumber" => when_done(format!("А-{number:05}")),
            "customerName" => COUNCIL.name,
            "customerId" => COUNCIL.code(),
            "supervisorName" => SUPERVISION.name,
            "supervisorId" => SUPERVISION.code(),
            "supervisorPersonPosition" => "інженер технічного нагляду",
            "supervisorPersonName" => "Тестова Особа",
            "supervisorCertificate" => "ТН-000000",
            "approvDocName" => "Рішення виконавчого комітету (умовне)",
            "approvDocNumber" => format!("{number}-Д"),
            "approvDocDate" => after(self.start, 1),
        ]
    }

    fn money(&self) -> Cells {
        let local = self.cost / 10 * 7;
        cells![
            "totalBudgetSum" => hundredths(self.cost),
            "totalBudgetCurrency" => "UAH",
            "stateBudgetSum" => hundredths(self.cost - local),
            "stateBudgetCurrency" => "UAH",
            "localBudgetSum" => hundredths(local),
            "localBudgetCurrency" => "UAH",
            "SFRDSum" => "0.00",
            "SFRDCurrency" => "UAH",
            "otherSources" => "інших джерел не залучали",
            "otherSourcesSum" => "0.00",
            "otherSourcesCurrency" => "UAH",
        ]
    }

    fn contracts(&self) -> Cells {
        let paid = if self.done { self.cost } else { self.cost / 2 };
        let design = self.cost / 40;
        let number = self.number;
        cells![
            "contractotName" => self.contractor.name,
            "contractorId" => self.contractor.code(),
            "contractorContractNumber" => format!("{number}/Р"),
            "contractorContractDate" => self.start,
            "contractSubject" => "Ремонт проїзної частини",
            "contractorContractCost" => hundredths(self.cost),
            "contractorContractCurrency" => "UAH",
            "contractorContractPayment" => hundredths(paid),
            "contractorContractPaymentCurrency" => "UAH",
            "contractorTenderId" => prozorro(self.start, number),
            "projectorName" => self.designer.name,
            "projectorId" => self.designer.code(),
            "projectorContractNumber" => format!("{number}/П"),
            "projectorContractDate" => self.start,
            "projectorContractSubject" => "Проєктно-кошторисна документація",
            "projectorContractCost" => hundredths(design),
            "projectorContractCurrency" => "UAH",
            "projectorContractPayment" => hundredths(design),
            "projectorContractPaymentCurrency" => "UAH",
            "projectTenderId" => prozorro(self.start, number + 500),
        ]
    }
}
