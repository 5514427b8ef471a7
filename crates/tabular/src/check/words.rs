//! The sentences of checks over several fields, rows, tables and versions, in Ukrainian and English.

use super::rule::Rule;
use crate::{
    Message,
    build::words::{plural, rows, values},
};

/// What a rule's rows break; `titles` are those of its fields, in its order.
pub(crate) fn broken(rule: &Rule, titles: &[&str], count: u64, has_border: bool) -> Message {
    let (uk, en) = rows(count);
    let quoted = |titles: &[&str]| (titles.join("», «"), titles.join("”, “"));
    match rule {
        Rule::Order { .. } => Message::new(
            format!("{uk}: «{}» раніше, ніж «{}». Перевірте обидва значення.", titles[1], titles[0]),
            format!("{en}: “{}” comes before “{}”. Check both values.", titles[1], titles[0]),
        ),
        Rule::Place { .. } if has_border => Message::new(
            format!("{uk}: точка поза межею міста. Перевірте «{}» і «{}».", titles[0], titles[1]),
            format!("{en}: the point lies outside the city's border. Check “{}” and “{}”.", titles[0], titles[1]),
        ),
        Rule::Place { .. } => Message::new(
            format!("{uk}: точка поза межами України. Перевірте «{}» і «{}».", titles[0], titles[1]),
            format!("{en}: the point lies outside Ukraine. Check “{}” and “{}”.", titles[0], titles[1]),
        ),
        Rule::District { .. } => Message::new(
            format!(
                "{uk}: точка лежить в іншому районі міста, ніж названо в полі «{}». Перевірте район і координати.",
                titles[2]
            ),
            format!(
                "{en}: the point lies in another district of the city than “{}” names. Check the district and the coordinates.",
                titles[2]
            ),
        ),
        Rule::Codifier { .. } => Message::new(
            format!(
                "{uk}: код у полі «{}» належить іншому населеному пункту, ніж названо в полі «{}». Звірте з КАТОТТГ.",
                titles[0], titles[1]
            ),
            format!(
                "{en}: the code in “{}” is that of another settlement than “{}” names. Compare with the codifier.",
                titles[0], titles[1]
            ),
        ),
        Rule::Sum { .. } => {
            let (parts_uk, parts_en) = quoted(&titles[1..]);
            Message::new(
                format!("{uk}: «{}» не дорівнює сумі полів «{parts_uk}». Перевірте доданки й підсумок.", titles[0]),
                format!("{en}: “{}” is not the sum of “{parts_en}”. Check the parts and the total.", titles[0]),
            )
        }
        Rule::OneOf { .. } => {
            let (all_uk, all_en) = quoted(titles);
            Message::new(
                format!("{uk}: не заповнено жодного з полів «{all_uk}». Заповніть хоча б одне."),
                format!("{en}: none of the fields “{all_en}” has a value. Fill in at least one."),
            )
        }
        Rule::IfThen { equals, .. } => {
            let (required_uk, required_en) = quoted(&titles[1..]);
            let wanted = equals.join(", ");
            Message::new(
                format!("{uk}: «{}» — {wanted}, а «{required_uk}» не заповнено. Заповніть.", titles[0]),
                format!("{en}: “{}” is {wanted}, but “{required_en}” is empty. Fill it in.", titles[0]),
            )
        }
    }
}

/// Latitudes and longitudes that changed places.
pub(crate) fn swapped(titles: &[&str], count: u64) -> Message {
    let (uk, en) = rows(count);
    Message::new(
        format!(
            "{uk}: широту й довготу переставлено («{}», «{}»). Застосуйте виправлення «Широта й довгота навпаки».",
            titles[0], titles[1]
        ),
        format!(
            "{en}: latitude and longitude changed places (“{}”, “{}”). Apply the fix “Latitude and longitude swapped”.",
            titles[0], titles[1]
        ),
    )
}

pub(crate) fn far_point(titles: &[&str], count: u64) -> Message {
    let (uk, en) = rows(count);
    Message::new(
        format!("{uk}: точка далеко від усіх інших («{}», «{}»). Перевірте координати.", titles[0], titles[1]),
        format!("{en}: the point lies far from all others (“{}”, “{}”). Check the coordinates.", titles[0], titles[1]),
    )
}

pub(crate) fn number_outlier(title: &str, count: u64) -> Message {
    let (uk, en) = values(count);
    let is = if count == 1 { "is" } else { "are" };
    Message::new(
        format!("У полі «{title}» {uk} у тисячі разів більше за звичайні. Чи немає зайвих цифр?"),
        format!("In the field “{title}” {en} {is} thousands of times larger than usual. Are there digits too many?"),
    )
}

pub(crate) fn year_outlier(title: &str, count: u64) -> Message {
    let (uk, en) = values(count);
    let is = if count == 1 { "is no year" } else { "are no years" };
    let like = plural(count, "не схоже", "не схожі", "не схожі");
    Message::new(
        format!("У полі «{title}» {uk} {like} на рік, хоча решта — роки. Виправте у файлі."),
        format!("In the field “{title}” {en} {is}, while the others are. Correct in the file."),
    )
}

pub(crate) fn odd_day(title: &str, count: u64) -> Message {
    let (uk, en) = values(count);
    let has = if count == 1 { "has" } else { "have" };
    Message::new(
        format!("У полі «{title}» {uk} з неможливим роком. Виправте у файлі."),
        format!("In the field “{title}” {en} {has} an impossible year. Correct in the file."),
    )
}

pub(crate) fn future_day(title: &str, count: u64) -> Message {
    let (uk, en) = values(count);
    let is = if count == 1 { "lies" } else { "lie" };
    Message::new(
        format!("У полі «{title}» {uk} з датою, яка ще не настала. Перевірте рік і місяць."),
        format!("In the field “{title}” {en} {is} in the future. Check year and month."),
    )
}

/// Spellings of one category; `seen` where only so many values were compared.
pub(crate) fn spelling(title: &str, count: u64, example: Option<(&str, &str)>, seen: Option<u64>) -> Message {
    let (uk, en) = values(count);
    let (mut uk_end, mut en_end) = example.map_or_else(
        || (String::new(), String::new()),
        |(wrong, right)| {
            (
                format!(" Наприклад, «{wrong}» — це, мабуть, «{right}»."),
                format!(" For example, “{wrong}” is likely “{right}”."),
            )
        },
    );
    if let Some(seen) = seen {
        uk_end.extend([" Порівняно лише ", &seen.to_string(), " різних значень."]);
        en_end.extend([" Only ", &seen.to_string(), " different values were compared."]);
    }
    let is = if count == 1 { "is" } else { "are" };
    Message::new(
        format!(
            "У полі «{title}» {uk} записано інакше, ніж такі самі в інших рядках.{uk_end} Зведіть до одного написання."
        ),
        format!(
            "In the field “{title}” {en} {is} spelt otherwise than the same in other rows.{en_end} Settle on one spelling."
        ),
    )
}

/// Rows that repeat others in everything but what numbers them.
pub(crate) fn copies(ids: &str, count: u64) -> Message {
    let (uk, en) = rows(count);
    let verb = plural(count, "повторює", "повторюють", "повторюють");
    let repeat = if count == 1 { "repeats an earlier one" } else { "repeat earlier ones" };
    Message::new(
        format!("{uk} {verb} попередні в усьому, крім поля «{ids}». Перевірте, чи не внесено їх двічі."),
        format!("{en} {repeat} in all but “{ids}”. Check whether they were entered twice."),
    )
}

/// Values that do not stand where their key refers to.
pub(crate) fn orphans(fields: &[&str], table: &str, count: u64) -> Message {
    let ((uk, en), (uk_fields, en_fields)) = (rows(count), (fields.join("», «"), fields.join("”, “")));
    let (uk_table, en_table) = if table.is_empty() {
        ("у цій самій таблиці".to_owned(), "in the same table".to_owned())
    } else {
        (format!("у таблиці «{table}»"), format!("in the table “{table}”"))
    };
    Message::new(
        format!("{uk}: значення поля «{uk_fields}» немає {uk_table}. Додайте його туди або виправте тут."),
        format!("{en}: the value of “{en_fields}” does not stand {en_table}. Add it there or correct it here."),
    )
}

pub(crate) fn unknown_reference(fields: &[&str], table: &str) -> Message {
    Message::new(
        format!(
            "Поле «{}» посилається на таблицю «{table}», а її немає у файлі. Посилання не перевірено.",
            fields.join("», «")
        ),
        format!(
            "The field “{}” refers to the table “{table}”, which the file lacks. It was not checked.",
            fields.join("”, “")
        ),
    )
}

pub(crate) fn rows_dropped(old: u64, new: u64) -> Message {
    Message::new(
        format!("Рядків стало значно менше: було {old}, стало {new}. Перевірте, чи файл повний."),
        format!("Far fewer rows: {old} before, {new} now. Check whether the file is whole."),
    )
}

pub(crate) fn rows_grown(old: u64, new: u64) -> Message {
    Message::new(
        format!("Рядків стало в рази більше: було {old}, стало {new}. Перевірте, чи немає зайвих."),
        format!("Many times more rows: {old} before, {new} now. Check whether all belong here."),
    )
}

pub(crate) fn keys_vanished(key: &str, removed: u64, all: u64) -> Message {
    Message::new(
        format!(
            "Зникло {removed} з {all} значень ключа «{key}». Якщо змінилася нумерація, посилання на рядки загубляться."
        ),
        format!(
            "Of {all} values of the key “{key}” {removed} vanished. If the numbering changed, references to rows are lost."
        ),
    )
}

pub(crate) fn field_emptied(name: &str, old: u64) -> Message {
    Message::new(
        format!(
            "Поле «{name}» тепер порожнє, а мало {old} {}. Перевірте, чи дані не загубилися.",
            plural(old, "значення", "значення", "значень")
        ),
        format!("The field “{name}” is empty now and had {old} values. Check whether data were lost."),
    )
}

pub(crate) fn unit_changed(name: &str, is_larger: bool) -> Message {
    let (uk, en) = if is_larger { ("більші", "larger") } else { ("менші", "smaller") };
    Message::new(
        format!(
            "Числа в полі «{name}» приблизно в тисячу разів {uk}, ніж у попередній версії. Чи не змінилась одиниця виміру?"
        ),
        format!(
            "The numbers in “{name}” are about a thousand times {en} than in the version before. Did the unit change?"
        ),
    )
}

pub(crate) fn median_jump(name: &str, times: f64, is_larger: bool) -> Message {
    let (uk, en) = if is_larger { ("більші", "larger") } else { ("менші", "smaller") };
    Message::new(
        format!(
            "Числа в полі «{name}» загалом разів у {times:.0} {uk}, ніж у попередній версії. Перевірте поле й одиницю виміру."
        ),
        format!(
            "The numbers in “{name}” are some {times:.0} times {en} than in the version before. Check the field and its unit."
        ),
    )
}

pub(crate) fn value_jump(name: &str, value: &str, before: &str) -> Message {
    Message::new(
        format!("У полі «{name}» є {value}, а найбільшим досі було {before}. Чи немає зайвих цифр?"),
        format!("The field “{name}” holds {value}; the largest so far was {before}. Are there digits too many?"),
    )
}

pub(crate) fn new_category(name: &str, values: &[String]) -> Message {
    let list = values.join(", ");
    Message::new(
        format!("У полі «{name}» з’явилися значення, яких досі не було: {list}. Перевірте, чи це не помилка."),
        format!("The field “{name}” has values that it never had: {list}. Check whether they are meant."),
    )
}

pub(crate) fn category_gone(name: &str, values: &[String]) -> Message {
    let list = values.join(", ");
    Message::new(
        format!("У полі «{name}» більше немає значень, які були досі: {list}. Перевірте, чи дані повні."),
        format!("The field “{name}” no longer has: {list}. Check whether the data are whole."),
    )
}

/// A text that has not the form its field promises.
pub(crate) fn format(title: &str, format: &str, count: u64) -> Message {
    let (uk, en) = values(count);
    let (wanted_uk, wanted_en) = match format {
        "email" => ("адреса електронної пошти", "an e-mail address"),
        "uri" => ("посилання (URI)", "a URI"),
        _ => ("UUID", "a UUID"),
    };
    let is = if count == 1 { "is" } else { "are" };
    Message::new(
        format!("У полі «{title}» {uk} — не {wanted_uk}. Виправте у файлі."),
        format!("In the field “{title}” {en} {is} not {wanted_en}. Correct in the file."),
    )
}
