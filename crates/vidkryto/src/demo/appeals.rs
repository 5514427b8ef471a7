//! The large table: a year of calls to the hotline, 200,000 rows, written row by row.

use std::io::{self, BufWriter, Write};

use jiff::{ToSpan, civil::Date};

use super::{
    bodies::{Body, HEAT, IMPROVEMENT, LIGHT, WASTE, WATER},
    dataset::{About, DemoDataset},
    places::place,
    random::Random,
    sheet::Sheet,
};

const APPEALS: &str = "ua-835-2025/33/appeals";
/// Rows of the table.
pub(super) const ROWS: u64 = 200_000;
const DAYS: u64 = 365;

/// Category, content, result and who is in charge.
const CASES: [(&str, &str, &str, Body); 8] = [
    ("Водопостачання", "Немає холодної води", "Подачу води відновлено", WATER),
    ("Водопостачання", "Витік води на проїзній частині", "Пошкодження усунено", WATER),
    ("Опалення", "Холодні батареї у квартирі", "Систему відрегульовано", HEAT),
    ("Освітлення", "Не світять ліхтарі вздовж вулиці", "Лампи замінено", LIGHT),
    ("Відходи", "Не вивезли побутові відходи", "Відходи вивезено", WASTE),
    ("Дороги", "Яма на проїзній частині", "Ділянку внесено до плану ремонту", IMPROVEMENT),
    ("Благоустрій", "Зламано лавку у сквері", "Лавку відремонтовано", IMPROVEMENT),
    ("Зелені насадження", "Аварійне дерево нахилилося над тротуаром", "Дерево обстежено", IMPROVEMENT),
];

pub(super) fn dataset() -> DemoDataset {
    About {
        identifier: "hotline-appeals",
        title: ("Звернення на гарячу лінію міста", "Appeals to the city hotline"),
        description: (
            "Двісті тисяч звернень за рік: коли, звідки й про що повідомили мешканці, хто виконував і чим завершилося. Імен, телефонів і номерів квартир немає.",
            "Two hundred thousand appeals of one year: when, where and what residents reported, who dealt with it and how it ended. There are no names, telephones or flat numbers.",
        ),
        keywords: &[("звернення", "appeals"), ("гаряча лінія", "hotline"), ("комунальні послуги", "communal services")],
        theme: "sotsialnyi-zakhyst",
        frequency: "once a day",
        publisher: "department-it",
        purpose: ("Облік звернень і контроль за їх виконанням.", "To keep account of appeals and watch that they are dealt with."),
        standard: Some(APPEALS),
        mandatory_item: Some("local-16"),
    }
    .streamed(write)
}

/// Writes the table as UTF-8 CSV. No generated cell holds a comma or a quote, so none needs quoting.
fn write(out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let sheet = Sheet::of_standard(APPEALS);
    let names: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    writeln!(out, "{}", names.join(","))?;
    let days = days();
    let codes = CASES.map(|case| case.3.code());
    for row in 0..ROWS {
        let day = usize::try_from(row * DAYS / ROWS).expect("one of the year's days");
        write_row(&mut out, row, &days[day], &codes)?;
    }
    out.flush()
}

fn days() -> Vec<String> {
    let first = Date::constant(2025, 10, 1);
    (0..366).map(|number: i32| first.saturating_add(number.days()).to_string()).collect()
}

fn write_row(out: &mut impl Write, row: u64, day: &str, codes: &[String; 8]) -> io::Result<()> {
    let mut random = Random::of_row(33, row);
    let case = usize::try_from(random.between(0, 7)).expect("one of eight cases");
    let (category, content, result, body) = CASES[case];
    let place = place(&mut random);
    let (hour, minute) = (random.between(0, 23), random.between(0, 59));
    let kind = random.pick(&["Заявка", "Скарга", "Запит на інформацію", "Повідомлення про аварію"]);
    let channel = random.pick(&["Гаряча лінія", "Вебсайт", "Чат-бот", "Застосунок"]);
    let (status, result) = if random.chance(91) {
        ("Виконано", result)
    } else {
        ("У роботі", "Виконавець працює")
    };
    let (year, number) = (&day[..4], row + 1);
    // Country, region, district and community are optional here and the same in every row: the district's code tells them.
    write!(out, "{year}/{number:06},{day}T{hour:02}:{minute:02},{kind},{category},{content},{channel},")?;
    write!(out, "{},{},,,,,Дніпро,{},{},,", place.katottg, place.postcode, place.street, place.number)?;
    writeln!(out, "{status},{},{},{result}", body.name, codes[case])
}
