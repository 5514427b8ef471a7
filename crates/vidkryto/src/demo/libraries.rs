//! Visits to libraries: a table no standard knows, in a workbook made for reading, with a header of two storeys.

use super::{
    dataset::{About, DemoDataset, Form},
    months::{Month, register},
    places::place,
    sheet::{Sheet, cells},
    soil::{Soil, soil},
};

pub(super) fn dataset() -> DemoDataset {
    About {
        identifier: "library-visits",
        title: ("Відвідування бібліотек", "Library visits"),
        description: (
            "Скільки дорослих, підлітків і дітей прийшло до кожної бібліотеки за місяць і скільки книжок видано.",
            "How many adults, teenagers and children came to each library in a month and how many books were lent.",
        ),
        keywords: &[("бібліотеки", "libraries"), ("культура", "culture"), ("відвідування", "visits")],
        theme: "molod-i-sport",
        frequency: "once a month",
        publisher: "dnipro-council",
        purpose: ("Планування роботи бібліотек.", "To plan the work of libraries."),
        standard: None,
        mandatory_item: None,
    }
    .monthly(
        4,
        Form::Grouped(
            "Відвідування бібліотек за місяць",
            &["Дорослі", "Підлітки", "Діти", "Видано книжок"],
            ("Відвідувачі", "Дорослі", "Діти"),
        ),
        visits,
    )
}

fn visits(month: &Month) -> Sheet {
    let mut sheet = Sheet::of_columns(&[
        ("Бібліотека", "string"),
        ("Адреса", "string"),
        ("Дорослі", "integer"),
        ("Підлітки", "integer"),
        ("Діти", "integer"),
        ("Видано книжок", "integer"),
        ("Телефон", "string"),
    ]);
    for mut entry in register(101, month, 28, 0) {
        let random = &mut entry.random;
        let place = place(random);
        let season = 40 * (month.number % 3);
        let (adults, teenagers, children) =
            (random.between(200, 900), random.between(80, 400), random.between(100, 700));
        sheet.push(cells![
            "Бібліотека" => format!("Бібліотека-філія № {} (умовна)", entry.number),
            "Адреса" => format!("{}, {}", place.street, place.number),
            "Дорослі" => adults + season,
            "Підлітки" => teenagers + season / 2,
            "Діти" => children + season,
            "Видано книжок" => (adults + teenagers + children) * 2 + season,
            "Телефон" => format!("+38056000{:04}", 500 + entry.number),
        ]);
    }
    soil(sheet, &[("Телефон", Soil::LocalPhone), ("Адреса", Soil::Spaces)])
}
