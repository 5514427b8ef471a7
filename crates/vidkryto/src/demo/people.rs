//! What people ask of the city: places in kindergartens, petitions, administrative services. Nobody in it is real or named.

use super::{
    bodies::{BUSINESSES, COUNCIL},
    dataset::{About, DemoDataset, Form},
    months::{Month, after, before, register},
    sheet::{Sheet, cells},
};

const LINE: &str = "ua-835-2025/42/line";
const PETITIONS: &str = "ua-835-2025/34/petitions";
const SERVICES: &str = "ua-835-2025/38/services";

pub(super) fn datasets() -> Vec<DemoDataset> {
    vec![about_kindergartens(), about_petitions(), about_services()]
}

fn about_kindergartens() -> DemoDataset {
    About {
        identifier: "kindergarten-queue",
        title: ("Черга до дитячих садків", "Kindergarten queue"),
        description: (
            "Заявки на місце в дитячому садку: коли подано, який номер у черзі, вікова група, стан. Замість дати народження — лише рік, імен немає.",
            "Applications for a place in a kindergarten: when they were made, the place in the queue, age group and status. Only the year of birth is given, and no names.",
        ),
        keywords: &[("дитячі садки", "kindergartens"), ("черга", "queue"), ("дошкільна освіта", "preschool education")],
        theme: "molod-i-sport",
        frequency: "once a month",
        publisher: "dnipro-council",
        purpose: ("Облік заявок на місця в дитячих садках.", "To keep account of applications for kindergartens."),
        standard: Some(LINE),
        mandatory_item: Some("local-25"),
    }
    .monthly(6, Form::Csv, kindergartens)
}

fn kindergartens(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(LINE);
    for mut entry in register(42, month, 2400, 180) {
        let random = &mut entry.random;
        let age = random.between(1, 5);
        let birth = 2026 - age;
        let group =
            ["від 1 до 2 років", "від 2 до 3 років", "від 3 до 4 років", "від 4 до 5 років", "від 5 до 6 років"]
                [usize::try_from(age - 1).expect("one of five groups")];
        let received = before(entry.entered, random, 5, 700);
        let (status, provided) = match entry.changes {
            0 => ("Чинна", String::new()),
            1 => ("Виконана", entry.changed.to_string()),
            _ => ("Скасована", String::new()),
        };
        sheet.push(cells![
            "uid" => format!("ДС-{:06}", entry.number),
            "receivedDate" => received,
            "number" => sheet.rows.len() + 1,
            "gender" => random.between(1, 2),
            "birthDate" => birth,
            "ageGroup" => group,
            "benefitType" => if random.chance(18) { "Так" } else { "Ні" },
            "institutionName" => format!("Заклад дошкільної освіти № {} (умовний)", random.between(1, 120)),
            "dateProvided" => provided,
            "status" => status,
        ]);
    }
    sheet
}

fn about_petitions() -> DemoDataset {
    About {
        identifier: "electronic-petitions",
        title: ("Електронні петиції", "Electronic petitions"),
        description: (
            "Петиції до міської ради: про що вони, скільки підписів зібрали, яку відповідь дістали. Авторів позначено умовно, підписантів не названо.",
            "Petitions to the city council: what they ask, how many signatures they have and how they were answered. Authors bear a placeholder name; signatories are not named.",
        ),
        keywords: &[("петиції", "petitions"), ("участь", "participation"), ("міська рада", "city council")],
        theme: "derzhava",
        frequency: "once a month",
        publisher: "department-local-government",
        purpose: ("Розгляд електронних петицій.", "To consider electronic petitions."),
        standard: Some(PETITIONS),
        mandatory_item: Some("local-17"),
    }
    .monthly(4, Form::Csv, petitions)
}

fn petitions(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(PETITIONS);
    for mut entry in register(34, month, 150, 12) {
        let random = &mut entry.random;
        let answered = random.chance(55) || entry.changes > 0;
        let started = before(entry.entered, random, 20, 500);
        let (kind, about) = random.pick(&[
            ("транспорт", "нічний тролейбусний маршрут"),
            ("благоустрій", "більше лавок у скверах"),
            ("екологія", "роздільне збирання відходів у кожному дворі"),
            ("освіта", "безпечний перехід біля школи"),
            ("доступність", "пандуси в підземних переходах"),
        ]);
        let when_answered = |text: String| if answered { text } else { String::new() };
        sheet.push(cells![
            "uid" => format!("{started}-{}", entry.number),
            "kind" => kind,
            "title" => format!("Пропозиція № {}: {about}", entry.number),
            "url" => format!("https://petitions.dnipro.example/{}", entry.number),
            "authorityName" => COUNCIL.name,
            "authorityId" => COUNCIL.code(),
            "authorityCATUTTC" => "UA12020010010037010",
            "startDate" => started,
            "count" => random.between(15, 4200) + if answered { 0 } else { 37 * month.number },
            "creator" => "Тестова Особа",
            "status" => if answered { "з відповіддю" } else { "триває збір підписів" },
            "answerDate" => when_answered(after(started, 18).to_string()),
            "answerUrl" => when_answered(format!("https://petitions.dnipro.example/{}/answer", entry.number)),
        ]);
    }
    sheet
}

fn about_services() -> DemoDataset {
    About {
        identifier: "administrative-services",
        title: ("Надані адміністративні послуги", "Administrative services provided"),
        description: (
            "Звернення по адміністративні послуги: яку послугу просили, коли, чи надано її, який збір сплачено. Людей не названо.",
            "Applications for administrative services: which service, when, whether it was provided and what fee was paid. People are not named.",
        ),
        keywords: &[("адміністративні послуги", "administrative services"), ("ЦНАП", "service centre"), ("звернення", "applications")],
        theme: "derzhava",
        frequency: "once a month",
        publisher: "dnipro-council",
        purpose: ("Облік наданих послуг і планування роботи центрів.", "To keep account of services and plan the work of the centres."),
        standard: Some(SERVICES),
        mandatory_item: Some("local-21"),
    }
    .monthly(4, Form::Csv, services)
}

fn services(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_standard(SERVICES);
    for mut entry in register(38, month, 2000, 350) {
        let random = &mut entry.random;
        let company = random.chance(22).then(|| random.pick(&BUSINESSES));
        let applied = before(entry.entered, random, 2, 200);
        let done = random.chance(80) || entry.changes > 0;
        let days = random.between(0, 20);
        let provided = if done { after(applied, days).to_string() } else { String::new() };
        let (code, title, fee) = random.pick(&[
            ("00031", "Реєстрація місця проживання", "0.00"),
            ("00172", "Видача паспорта для виїзду за кордон", "0.00"),
            ("00236", "Державна реєстрація речового права", "303.00"),
            ("00701", "Видача довідки про склад зареєстрованих осіб", "0.00"),
        ]);
        sheet.push(cells![
            "uid" => format!("АП-{:06}", entry.number),
            "registrationDateTime" => format!("{applied}T{:02}:{:02}", random.between(8, 17), random.between(0, 59)),
            "code" => code,
            "title" => title,
            "authorityId" => COUNCIL.code(),
            "authorityName" => COUNCIL.name,
            "applicantType" => if company.is_some() { "Юридична особа" } else { "Фізична особа" },
            "applicantName" => company.map_or("", |company| company.name),
            "applicantId" => company.map_or(String::new(), |company| company.code()),
            "status" => if done { "Виконано" } else { "На виконанні" },
            "providedDate" => provided,
            "amount" => fee,
            "currency" => "UAH",
            "issuedDate" => provided,
        ]);
    }
    sheet
}
