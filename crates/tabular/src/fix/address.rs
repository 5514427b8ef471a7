//! Ukrainian addresses in one text, cut into their parts: post code, region, district, settlement, street, house, building, flat.

/// Bytes of the longest address that is looked at.
const BYTES_MAX: usize = 400;
/// Pieces an address may have; more is a text.
const PIECES_MAX: usize = 16;

/// A part of an address, in the order of the state's address block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressPart {
    /// Five digits.
    PostCode,
    /// `Дніпропетровська область`.
    Region,
    /// `Дніпровський район`.
    District,
    /// `Дніпро`, without the word for its kind.
    Settlement,
    /// `вул. Січова`, with the word for its kind.
    Street,
    /// `15-А`.
    House,
    /// Number of the building (`корпус`).
    Building,
    /// Number of the flat or office.
    Flat,
    /// What is left.
    Rest,
}

impl AddressPart {
    /// All parts, in order.
    pub const ALL: [Self; 9] = [
        Self::PostCode,
        Self::Region,
        Self::District,
        Self::Settlement,
        Self::Street,
        Self::House,
        Self::Building,
        Self::Flat,
        Self::Rest,
    ];

    /// The name of its field in the recommended structures (annexes to Resolution 835), where they have one.
    pub fn field_name(self) -> &'static str {
        match self {
            Self::PostCode => "addressPostCode",
            Self::Region => "addressAdminUnitL2",
            Self::District => "addressAdminUnitL3",
            Self::Settlement => "addressPostName",
            Self::Street => "addressThoroughfare",
            Self::House => "addressLocatorDesignator",
            Self::Building => "addressLocatorBuilding",
            Self::Flat => "addressLocatorFlat",
            Self::Rest => "addressDescription",
        }
    }
}

/// The parts of an address; empty where it lacks one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    parts: [String; AddressPart::ALL.len()],
}

impl Address {
    /// A part.
    pub fn get(&self, part: AddressPart) -> &str {
        &self.parts[part as usize]
    }

    /// Parts that are there, what is left aside.
    pub fn known(&self) -> usize {
        self.parts[..AddressPart::Rest as usize].iter().filter(|part| !part.is_empty()).count()
    }

    fn has(&self, part: AddressPart) -> bool {
        !self.get(part).is_empty()
    }

    /// Puts a part in its place; what the place is taken for goes to the rest.
    fn put(&mut self, part: AddressPart, text: &str) {
        let text = text.trim_matches([' ', ',', ';', '.']);
        let part = if self.has(part) { AddressPart::Rest } else { part };
        let slot = &mut self.parts[part as usize];
        if !slot.is_empty() && !text.is_empty() {
            slot.push_str(", ");
        }
        slot.push_str(text);
    }
}

/// Words that name the kind of a street, in lower case and without a point.
const STREETS: &[&str] = &[
    "вул",
    "вулиця",
    "вулиці",
    "просп",
    "проспект",
    "пр-т",
    "пр-кт",
    "пров",
    "провулок",
    "пер",
    "бул",
    "бульв",
    "бульвар",
    "б-р",
    "пл",
    "площа",
    "наб",
    "набережна",
    "узвіз",
    "спуск",
    "шосе",
    "туп",
    "тупик",
    "алея",
    "майдан",
    "проїзд",
    "дорога",
    "лінія",
    "в'їзд",
    "в’їзд",
    "в`їзд",
    "ж/м",
    "житловий",
    "м/р",
    "мкр",
    "мікрорайон",
    "кв-л",
    "квартал",
    "тракт",
    "street",
    "st",
    "ave",
    "avenue",
    "lane",
    "ул",
    "просп-т",
];
const SETTLEMENTS: &[&str] = &["м", "місто", "смт", "с", "село", "сел", "селище", "с-ще", "г", "хутір", "м-ко"];
const HOUSES: &[&str] = &["буд", "будинок", "б", "д", "дім", "№"];
const BUILDINGS: &[&str] = &["корп", "корпус", "к", "секція"];
const FLATS: &[&str] =
    &["кв", "квартира", "оф", "офіс", "прим", "приміщення", "кім", "кімн", "кімната", "каб", "кабінет", "пом"];

/// Cuts an address; `None` where there is neither a street nor a settlement, or nothing beside it.
pub fn address(value: &str) -> Option<Address> {
    if value.len() > BYTES_MAX {
        return None;
    }
    let pieces = pieces(value);
    if pieces.len() > PIECES_MAX {
        return None;
    }
    let mut address = Address::default();
    for piece in &pieces {
        place(&mut address, piece);
    }
    // A bare word before a bare house is a street: «Дніпро, Січова, 5».
    let has_place = address.has(AddressPart::Street) || address.has(AddressPart::Settlement);
    (has_place && address.known() >= 2).then_some(address)
}

/// Cuts at commas, semicolons, line breaks and before every word that opens another part.
fn pieces(value: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for part in value.split([',', ';', '\n']) {
        let spaced = space_after_points(part);
        let mut piece: Vec<&str> = Vec::new();
        for word in spaced.split_whitespace() {
            if opens(word, &piece) && !piece.is_empty() {
                pieces.push(std::mem::take(&mut piece).join(" "));
            }
            piece.push(word);
        }
        if !piece.is_empty() {
            pieces.push(piece.join(" "));
        }
    }
    pieces
}

/// `м.Дніпро` is `м. Дніпро`; initials and numbers stay.
fn space_after_points(part: &str) -> String {
    let mut spaced = String::with_capacity(part.len() + 4);
    let mut letters = part.chars().peekable();
    while let Some(letter) = letters.next() {
        spaced.push(letter);
        if letter == '.' && letters.peek().is_some_and(|next| next.is_alphanumeric()) {
            spaced.push(' ');
        }
        // «№5» and «буд5» are told by the word; a number sign stands apart.
        if letter == '№' && letters.peek().is_some_and(char::is_ascii_digit) {
            spaced.push(' ');
        }
    }
    spaced
}

/// Whether a word begins another part than the piece before it.
fn opens(word: &str, piece: &[&str]) -> bool {
    let Some(before) = piece.last() else { return false };
    let lower = key(word);
    let is_abbreviated = word.ends_with('.') || word.contains(['-', '/']);
    let is_small = word.chars().next().is_some_and(char::is_lowercase);
    if before.ends_with('.') && before.chars().count() == 2 && before.chars().next().is_some_and(char::is_uppercase) {
        // After an initial comes the name it belongs to.
        return false;
    }
    let behind_number = before.chars().next().is_some_and(|first| first.is_ascii_digit());
    // The street's kind may stand behind its name: «Січова вул.» is one piece.
    let is_street = STREETS.contains(&lower.as_str()) && is_small && !piece.iter().any(|word| is_street_word(word));
    let names_before = piece.len() == 1 && !is_settlement_word(piece[0]) && !behind_number && !is_region(piece[0]);
    let is_region_word = is_region(&lower);
    if is_region_word {
        return false;
    }
    (is_street && !names_before)
        || (is_small && is_abbreviated && SETTLEMENTS.contains(&lower.as_str()) && !is_street_word(before))
        || (is_small && HOUSES.contains(&lower.as_str()) && (is_abbreviated || lower.chars().count() > 2))
        || (lower == "№")
        || (is_small && FLATS.contains(&lower.as_str()))
        || (is_small && BUILDINGS.contains(&lower.as_str()) && behind_number)
        || is_post_code(before)
        || (is_region(&key(before)) && piece.len() > 1)
}

fn key(word: &str) -> String {
    word.trim_matches(['.', ',', ':']).to_lowercase()
}

fn is_street_word(word: &str) -> bool {
    STREETS.contains(&key(word).as_str())
}

fn is_settlement_word(word: &str) -> bool {
    SETTLEMENTS.contains(&key(word).as_str())
}

fn is_region(word: &str) -> bool {
    matches!(key(word).as_str(), "обл" | "область" | "р-н" | "район" | "громада" | "отг" | "тг")
}

fn is_post_code(word: &str) -> bool {
    word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit())
}

fn place(address: &mut Address, piece: &str) {
    let words: Vec<&str> = piece.split(' ').collect();
    let (first, last) = (key(words[0]), key(words[words.len() - 1]));
    let rest = || words[1..].join(" ");
    let is_one_of = |list: &[&str]| list.contains(&first.as_str());
    if is_post_code(piece) {
        return address.put(AddressPart::PostCode, piece);
    }
    if matches!(piece.to_lowercase().as_str(), "україна" | "ukraine") {
        return;
    }
    if let Some(part) = region(&words) {
        return address.put(part, piece);
    }
    if words.iter().any(|word| is_street_word(word))
        && (is_one_of(STREETS) || STREETS.contains(&last.as_str()) || has_kind_before_house(&words))
    {
        return place_street(address, &words);
    }
    if words.len() > 1 && is_one_of(SETTLEMENTS) {
        return place_settlement(address, &words[1..]);
    }
    if words.len() > 1 && is_one_of(FLATS) {
        return address.put(AddressPart::Flat, &rest());
    }
    if words.len() > 1 && is_one_of(BUILDINGS) {
        return address.put(AddressPart::Building, &rest());
    }
    if words.len() > 1 && is_one_of(HOUSES) && is_house(words[1]) {
        return place_house(address, &rest());
    }
    if is_house(words[0]) && (address.has(AddressPart::Street) || address.has(AddressPart::Settlement)) {
        // «Дніпро, Січова, 5»: the settlement without a word, then the street without one.
        return place_house(address, piece);
    }
    place_name(address, &words);
}

fn region(words: &[&str]) -> Option<AddressPart> {
    let has = |names: &[&str]| words.iter().any(|word| names.contains(&key(word).as_str()));
    match words.len() {
        ..=1 => None,
        _ if has(&["обл", "область"]) => Some(AddressPart::Region),
        _ if has(&["р-н", "район"]) && !words.iter().any(|word| is_street_word(word)) => {
            Some(AddressPart::District)
        }
        _ => None,
    }
}

/// «Січова вул. 15» has the kind before the house.
fn has_kind_before_house(words: &[&str]) -> bool {
    words.len() > 2 && is_house(words[words.len() - 1]) && is_street_word(words[words.len() - 2])
}

/// A street, perhaps with its house behind: `вул. Січова 15-А`.
fn place_street(address: &mut Address, words: &[&str]) {
    let house = (1..words.len()).rev().find(|at| is_house(words[*at]) && *at + 3 > words.len()).filter(|at| {
        // «вул. 8 Березня» has a name that begins with a number; «15 А» is one house.
        let behind = &words[at + 1..];
        behind.is_empty() || (behind.len() == 1 && is_letter(behind[0]))
    });
    // Of a street known by a number alone («5 лінія», «вул. 26») the number is its name.
    let house = house.filter(|at| words[..*at].iter().any(|word| !is_street_word(word)));
    match house {
        Some(at) => {
            address.put(AddressPart::Street, &words[..at].join(" "));
            place_house(address, &words[at..].join(""));
        }
        None => address.put(AddressPart::Street, &words.join(" ")),
    }
}

fn is_letter(word: &str) -> bool {
    let mut letters = word.trim_matches(['"', '«', '»', '\'']).chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// A house, perhaps with its building behind: `15 корп. 2`, `15/3`.
fn place_house(address: &mut Address, text: &str) {
    let words: Vec<&str> = text.split(' ').collect();
    let at = words.iter().position(|word| BUILDINGS.contains(&key(word).as_str()) && key(word) != "к");
    match at.filter(|at| *at > 0 && at + 1 < words.len()) {
        Some(at) => {
            address.put(AddressPart::House, &words[..at].join(" "));
            address.put(AddressPart::Building, &words[at + 1..].join(" "));
        }
        None if words.len() <= 2 && words[1..].iter().all(|word| is_letter(word)) => {
            address.put(AddressPart::House, &words.join(""));
        }
        None => {
            address.put(AddressPart::House, words[0]);
            address.put(AddressPart::Rest, &words[1..].join(" "));
        }
    }
}

/// `Дніпро`, perhaps with a street behind that has no word for its kind.
fn place_settlement(address: &mut Address, words: &[&str]) {
    address.put(AddressPart::Settlement, &words.join(" "));
}

/// A piece without any telling word: a settlement first, then a street.
fn place_name(address: &mut Address, words: &[&str]) {
    let text = words.join(" ");
    let is_name = words[0].chars().next().is_some_and(char::is_uppercase)
        && text.chars().all(|letter| letter.is_alphabetic() || " -–'’ʼ`.".contains(letter));
    if !is_name {
        return address.put(AddressPart::Rest, &text);
    }
    match (address.has(AddressPart::Settlement), address.has(AddressPart::Street)) {
        (false, false) => address.put(AddressPart::Settlement, &text),
        (false, true) if address.has(AddressPart::House) => address.put(AddressPart::Settlement, &text),
        (true, false) => address.put(AddressPart::Street, &text),
        _ => address.put(AddressPart::Rest, &text),
    }
}

/// `15`, `15-А`, `15/3`, `15а`, `212Б/1`.
fn is_house(word: &str) -> bool {
    let word = word.trim_matches([',', '.']);
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word[digits..];
    (1..=4).contains(&digits)
        && rest.chars().count() <= 6
        && rest
            .chars()
            .all(|sign| sign.is_ascii_digit() || sign.is_alphabetic() || matches!(sign, '-' | '/' | '"' | '«' | '»'))
        && rest.chars().filter(|sign| sign.is_alphabetic()).count() <= 2
        && !matches!(rest, "-й" | "-го" | "-га" | "-ша" | "-та" | "й" | "го")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use AddressPart::{Building, District, Flat, House, PostCode, Region, Rest, Settlement, Street};

    fn parts(value: &str) -> Vec<(AddressPart, String)> {
        let found = address(value).unwrap_or_default();
        let all = AddressPart::ALL.into_iter().map(|part| (part, found.get(part).to_owned()));
        all.filter(|(_, text)| !text.is_empty()).collect()
    }

    fn is(value: &str, wanted: &[(AddressPart, &str)]) {
        let wanted: Vec<_> = wanted.iter().map(|(part, text)| (*part, (*text).to_owned())).collect();
        assert_eq!(parts(value), wanted, "{value}");
    }

    #[test]
    fn a_full_address_is_cut_at_its_commas() {
        is(
            "49000, Україна, Дніпропетровська обл., Дніпровський р-н, м. Дніпро, вул. Січова, буд. 15-А, корп. 2, кв. 7",
            &[
                (PostCode, "49000"),
                (Region, "Дніпропетровська обл"),
                (District, "Дніпровський р-н"),
                (Settlement, "Дніпро"),
                (Street, "вул. Січова"),
                (House, "15-А"),
                (Building, "2"),
                (Flat, "7"),
            ],
        );
    }

    #[test]
    fn dirty_addresses_are_cut_by_their_words() {
        is(
            "м.Дніпро вул.Січова 15 кв 3",
            &[(Settlement, "Дніпро"), (Street, "вул. Січова"), (House, "15"), (Flat, "3")],
        );
        is("просп. Дмитра Яворницького, 75", &[(Street, "просп. Дмитра Яворницького"), (House, "75")]);
        is("вул. М. Грушевського, буд.5", &[(Street, "вул. М. Грушевського"), (House, "5")]);
        is("Січова вул., 4/6", &[(Street, "Січова вул"), (House, "4/6")]);
        is("вул. 8 Березня, 12", &[(Street, "вул. 8 Березня"), (House, "12")]);
        is("вул. Січова 15 А", &[(Street, "вул. Січова"), (House, "15А")]);
        is(
            "49000 м. Дніпро, б-р Слави 2",
            &[(PostCode, "49000"), (Settlement, "Дніпро"), (Street, "б-р Слави"), (House, "2")],
        );
        is("Дніпро, Січова, 5", &[(Settlement, "Дніпро"), (Street, "Січова"), (House, "5")]);
        is("с. Партизанське, вул. Шкільна, 1", &[(Settlement, "Партизанське"), (Street, "вул. Шкільна"), (House, "1")]);
        is("вул. Січова, 15 (біля школи)", &[(Street, "вул. Січова"), (House, "15"), (Rest, "(біля школи)")]);
    }

    #[test]
    fn texts_that_are_no_address_stay_whole() {
        for text in ["", "парк", "вул. Січова", "Дніпро", "12345", "не визначено", "Центральний район"]
        {
            assert_eq!(address(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_digit_or_letter_is_lost(text in "(м\\.|вул\\.|буд\\.|[ ,]|[А-Яа-я]{1,6}|[0-9]{1,5}){0,10}") {
            if let Some(found) = address(&text) {
                let kept: String = AddressPart::ALL.iter().map(|part| found.get(*part)).collect();
                let digits = |text: &str| { let mut all: Vec<char> = text.chars().filter(char::is_ascii_digit).collect(); all.sort_unstable(); all };
                prop_assert_eq!(digits(&kept), digits(&text));
            }
        }
    }
}
