//! What city halls publish: the tables that get dirty.

use super::{
    random::Random,
    table::{
        Column,
        Meaning::{
            self, Address, Brand, Category, Comment, Count, Date, Decimal, Edrpou, Email, Flag, Iban, Id, Katottg,
            Latitude, Longitude, Moment, Money, Name, Percent, Person, Phone, Postcode, Purchase, Time, Url,
        },
        Table,
    },
    value::{missing_percent, value},
    words::{AGES, CONTRACTS, DISTRICTS, STATES, STATUSES, TOPICS, TREES},
};

/// A column with the words of its category.
type Sketch = (&'static str, Meaning, &'static [&'static str]);

/// A theme: its title and columns.
struct Theme {
    title: &'static str,
    columns: &'static [Sketch],
}

const fn of(name: &'static str, meaning: Meaning) -> Sketch {
    (name, meaning, &[])
}

const fn category(name: &'static str, words: &'static [&'static str]) -> Sketch {
    (name, Category, words)
}

const THEMES: [Theme; 16] = [
    Theme {
        title: "Зупинки міського транспорту",
        columns: &[
            of("uid", Id),
            of("Назва зупинки", Name),
            category("Район", &DISTRICTS),
            of("lat", Latitude),
            of("lon", Longitude),
            of("Павільйон", Flag),
            of("Код КАТОТТГ", Katottg),
            of("Примітки", Comment),
        ],
    },
    Theme {
        title: "Перелік дитячих майданчиків",
        columns: &[
            of("Ідентифікатор", Id),
            of("Адреса", Address),
            category("Стан", &STATES),
            of("Площа, кв. м", Decimal),
            of("Дата встановлення", Date),
            of("Код ЄДРПОУ балансоутримувача", Edrpou),
            of("Телефон", Phone),
            of("Широта", Latitude),
            of("Довгота", Longitude),
        ],
    },
    Theme {
        title: "Реєстр договорів",
        columns: &[
            of("Номер договору", Id),
            of("Дата укладення", Date),
            of("Предмет", Comment),
            of("Сума, грн", Money),
            of("ЄДРПОУ постачальника", Edrpou),
            of("Постачальник", Name),
            of("Рахунок IBAN", Iban),
            of("Ідентифікатор закупівлі", Purchase),
            category("Стан договору", &CONTRACTS),
        ],
    },
    Theme {
        title: "Виконання бюджету",
        columns: &[
            of("№", Id),
            of("Найменування видатків", Name),
            of("План, грн", Money),
            of("Факт, грн", Money),
            of("Виконання, %", Percent),
            of("Дата уточнення", Date),
        ],
    },
    Theme {
        title: "Захисні споруди цивільного захисту",
        columns: &[
            of("uid", Id),
            of("Адреса", Address),
            category("Район", &DISTRICTS),
            of("Місткість", Count),
            of("Пандус", Flag),
            of("lat", Latitude),
            of("lon", Longitude),
            of("Контактний телефон", Phone),
        ],
    },
    Theme {
        title: "Звернення громадян",
        columns: &[
            of("Номер звернення", Id),
            of("Дата надходження", Moment),
            category("Тема", &TOPICS),
            category("Район", &DISTRICTS),
            category("Статус", &STATUSES),
            of("Дата відповіді", Date),
            of("Коментар", Comment),
        ],
    },
    Theme {
        title: "Комунальні підприємства та установи",
        columns: &[
            of("ЄДРПОУ", Edrpou),
            of("Назва", Name),
            of("Адреса", Address),
            of("Керівник", Person),
            of("Телефон", Phone),
            of("Електронна пошта", Email),
            of("Сайт", Url),
            of("Поштовий індекс", Postcode),
        ],
    },
    Theme {
        title: "Електронна черга до закладів дошкільної освіти",
        columns: &[
            of("Номер заяви", Id),
            of("Заклад", Name),
            of("Дата подання", Moment),
            category("Вікова група", &AGES),
            of("Пільга", Flag),
            of("Кількість місць", Count),
            of("Бажана дата", Date),
        ],
    },
    Theme {
        title: "Перевізники та маршрути",
        columns: &[
            of("Маршрут", Id),
            of("Перевізник", Name),
            of("Код ЄДРПОУ", Edrpou),
            of("Марка автобуса", Brand),
            of("Перший рейс", Time),
            of("Останній рейс", Time),
            of("Місць", Count),
            of("Договір діє до", Date),
        ],
    },
    Theme {
        title: "Майданчики для паркування",
        columns: &[
            of("uid", Id),
            of("Адреса", Address),
            of("Кількість місць", Count),
            of("Тариф за місяць, грн", Money),
            of("Початок роботи", Time),
            of("Широта", Latitude),
            of("Довгота", Longitude),
            of("Охорона", Flag),
        ],
    },
    Theme {
        title: "Облік зелених насаджень",
        columns: &[
            of("Номер дерева", Id),
            category("Порода", &TREES),
            category("Стан", &STATES),
            of("Обхват стовбура, см", Decimal),
            of("Дата обстеження", Date),
            of("lat", Latitude),
            of("lon", Longitude),
            of("Коментар", Comment),
        ],
    },
    Theme {
        title: "Споживання електроенергії",
        columns: &[
            of("Будівля", Name),
            of("Адреса", Address),
            of("Спожито, кВт·год", Money),
            of("Площа, кв. м", Decimal),
            of("Дата показу", Date),
            of("ЄДРПОУ постачальника", Edrpou),
            category("Район", &DISTRICTS),
        ],
    },
    Theme {
        title: "Оренда комунального майна",
        columns: &[
            of("Номер об’єкта", Id),
            of("Адреса", Address),
            of("Площа, кв. м", Decimal),
            of("Орендар", Name),
            of("Код ЄДРПОУ орендаря", Edrpou),
            of("Дата договору", Date),
            of("Орендна плата, грн", Money),
            of("IBAN", Iban),
            of("Примітка", Comment),
        ],
    },
    Theme {
        title: "Заклади загальної середньої освіти",
        columns: &[
            of("Назва закладу", Name),
            of("Адреса", Address),
            of("Учнів", Count),
            of("Директор", Person),
            of("Телефон", Phone),
            of("Email", Email),
            of("Вебсайт", Url),
            of("КАТОТТГ", Katottg),
            of("Укриття", Flag),
        ],
    },
    Theme {
        title: "Ремонт доріг",
        columns: &[
            of("№ з/п", Id),
            of("Вулиця", Address),
            of("Протяжність, м", Decimal),
            of("Початок робіт (дата)", Date),
            of("Дата завершення", Date),
            of("Вартість, грн", Money),
            of("Підрядник", Name),
            of("ЄДРПОУ підрядника", Edrpou),
            of("Закупівля", Purchase),
        ],
    },
    Theme {
        title: "Техніка комунальних служб",
        columns: &[
            of("Інвентарний номер", Id),
            of("Марка", Brand),
            category("Район", &DISTRICTS),
            of("Вартість, грн", Money),
            of("Знос, %", Percent),
            of("Дата введення", Date),
            of("Справна", Flag),
            of("Відповідальний", Person),
            of("Коментар", Comment),
        ],
    },
];

/// Bytes of a day in ISO 8601.
const DAY_BYTES: usize = 10;
/// Bytes of a time of day.
const CLOCK_BYTES: usize = 5;

/// A clean table of some theme.
pub(super) fn table(random: &mut Random) -> Table {
    let theme = &THEMES[random.below(THEMES.len())];
    let mut sketches: Vec<Sketch> = theme.columns.to_vec();
    // Each city leaves something out.
    if random.chance(40) {
        let kept = sketches.len() - random.below(3);
        sketches = random.sample(sketches, kept.max(5));
    }
    let rows = if random.chance(10) { random.between(121, 400) } else { random.between(20, 120) };
    let mut rows: Vec<Vec<String>> = (0..usize::try_from(rows).expect("few rows"))
        .map(|row| sketches.iter().map(|sketch| cell(random, sketch, row)).collect())
        .collect();
    for row in &mut rows {
        put_in_order(row, &sketches, &[Date, Moment], DAY_BYTES);
        put_in_order(row, &sketches, &[Time], CLOCK_BYTES);
    }
    Table {
        title: theme.title.to_owned(),
        columns: sketches
            .iter()
            .map(|(name, meaning, _)| Column { name: (*name).to_owned(), meaning: *meaning })
            .collect(),
        rows,
    }
}

/// What begins ends later: the days (or times) of a row ascend from column to column.
fn put_in_order(row: &mut [String], sketches: &[Sketch], meanings: &[Meaning], bytes: usize) {
    let columns: Vec<usize> =
        (0..row.len()).filter(|column| meanings.contains(&sketches[*column].1) && !row[*column].is_empty()).collect();
    let mut starts: Vec<String> = columns.iter().map(|column| row[*column][..bytes].to_owned()).collect();
    starts.sort();
    for (column, start) in columns.into_iter().zip(starts) {
        row[column].replace_range(..bytes, &start);
    }
}

fn cell(random: &mut Random, (_, meaning, words): &Sketch, row: usize) -> String {
    if random.chance(missing_percent(*meaning)) { String::new() } else { value(random, *meaning, words, row) }
}
