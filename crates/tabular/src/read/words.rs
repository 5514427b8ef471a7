//! Words by which people tell the parts of a table: names of columns, units, remarks, signatures.

/// Openings of cells that name columns.
const HEADER_WORDS: [&str; 62] = [
    "№",
    "з/п",
    "п/п",
    "назва",
    "найменування",
    "адреса",
    "код",
    "дата",
    "кількість",
    "к-сть",
    "показник",
    "район",
    "рік",
    "місяць",
    "сума",
    "примітк",
    "тип",
    "вид",
    "піб",
    "п.і.б",
    "прізвище",
    "посада",
    "площа",
    "телефон",
    "вартість",
    "ціна",
    "тариф",
    "одиниц",
    "од. вим",
    "од.вим",
    "категорія",
    "статус",
    "стан",
    "період",
    "термін",
    "номер",
    "вулиця",
    "будинок",
    "населення",
    "усього",
    "всього",
    "разом",
    "значення",
    "обсяг",
    "установа",
    "заклад",
    "маршрут",
    "місць",
    "план",
    "факт",
    "широта",
    "довгота",
    "id",
    "name",
    "code",
    "date",
    "type",
    "address",
    "count",
    "year",
    "price",
    "status",
];

/// Openings of remarks below a table.
const REMARKS: [&str; 9] = ["*", "приміт", "джерел", "станом", "довідк", "note", "source", "дані ", "інформацію "];

/// Openings of lines that somebody signs.
const SIGNATURES: [&str; 26] = [
    "викон",
    "керівник",
    "начальник",
    "директор",
    "в.о.",
    "в. о.",
    "т.в.о.",
    "заступник",
    "головний бухгалтер",
    "голова ",
    "секретар",
    "підготував",
    "підготувал",
    "склав",
    "склал",
    "погоджено",
    "затверджено",
    "підпис",
    "м.п.",
    "м. п.",
    "тел.",
    "тел ",
    "e-mail",
    "відповідальн",
    "виконувач",
    "спеціаліст",
];

/// Units that stand alone in a row under the names.
const UNITS: [&str; 58] = [
    "шт",
    "од",
    "одиниць",
    "одиниця",
    "грн",
    "тис грн",
    "млн грн",
    "млрд грн",
    "тисгрн",
    "млнгрн",
    "тис",
    "млн",
    "осіб",
    "тис осіб",
    "особа",
    "чол",
    "кг",
    "г",
    "т",
    "тонн",
    "тис т",
    "ц",
    "м",
    "км",
    "см",
    "мм",
    "пог м",
    "м2",
    "м²",
    "кв м",
    "тис м2",
    "тис кв м",
    "м3",
    "м³",
    "куб м",
    "тис м3",
    "га",
    "кв км",
    "км2",
    "км²",
    "л",
    "год",
    "годин",
    "хв",
    "хвилин",
    "днів",
    "дні",
    "діб",
    "%",
    "відсотків",
    "гкал",
    "квт год",
    "квт",
    "мвт",
    "тис квт год",
    "грн/м2",
    "грн/шт",
    "екз",
];
/// Characters of a unit at most.
const UNIT_CHARACTERS_MAX: usize = 20;
/// Characters from which a single cell of words reads like a remark.
const SENTENCE_CHARACTERS: usize = 40;

/// Whether a name, in lower case, opens with a word that names columns.
pub(super) fn is_header_word(name: &str) -> bool {
    HEADER_WORDS.iter().any(|word| {
        name.strip_prefix(word).is_some_and(|rest| {
            // `id` opens `id зупинки`, not `idea`; stems go on.
            rest.is_empty() || word.chars().count() > 4 || !rest.starts_with(char::is_alphanumeric)
        })
    })
}

/// Whether a line is somebody's signature: a post, or a place to sign.
pub(super) fn opens_signature(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    SIGNATURES.iter().any(|opening| lower.starts_with(opening)) || lower.contains("___")
}

/// Whether a text that stands alone in its row reads like a remark.
pub(super) fn is_remark(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    REMARKS.iter().any(|opening| lower.starts_with(opening))
        || opens_signature(text)
        || (text.chars().count() > SENTENCE_CHARACTERS && text.contains(' '))
}

/// Whether a cell is nothing but a unit: `тис. грн`, `(шт.)`.
pub(super) fn is_unit(text: &str) -> bool {
    let text = text.trim().trim_matches(['(', ')', '[', ']', ',', ' ']);
    if text.is_empty() || text.chars().count() > UNIT_CHARACTERS_MAX {
        return false;
    }
    let plain = text.to_lowercase().replace(['.', '·', '*', '\u{a0}'], " ").replace('-', " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    UNITS.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::{is_header_word, is_unit, opens_signature};

    #[test]
    fn units_stand_alone() {
        for unit in ["тис. грн", "шт.", "(м²)", "%", "кв. м", "кВт·год", "тис.грн."] {
            assert!(is_unit(unit), "{unit}");
        }
        for word in ["парк", "10 шт.", "грн за м2 житла", ""] {
            assert!(!is_unit(word), "{word}");
        }
    }

    #[test]
    fn names_of_columns_and_signatures_are_known_by_their_openings() {
        assert!(is_header_word("№ з/п") && is_header_word("кількість місць") && is_header_word("id зупинки"));
        assert!(!is_header_word("ідея") && !is_header_word("idea") && !is_header_word("типова"));
        assert!(opens_signature("Директор департаменту") && opens_signature("(підпис) ______"));
        assert!(!opens_signature("Парк Глоби"));
    }
}
