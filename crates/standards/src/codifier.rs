//! КАТОТТГ: the codifier of administrative units and of territories of communities, read from a pack's text on first use.
//!
//! A code is `UA`, twelve digits of the five levels and five digits of the object's own. The own digits are unique in the whole
//! codifier, so they alone tell which object is meant.

use std::{borrow::Cow, ops::Range, sync::OnceLock};

/// Own digits run from 0 to 99999.
const OWN_NUMBERS: usize = 100_000;
/// No object of its own digits.
const NOBODY: u16 = u16::MAX;
/// Digits of a code up to the end of each level, the widest first.
const LEVELS: [usize; 5] = [2, 4, 7, 10, 12];
/// Digits of levels that may differ from the object's own for the own digits to be believed.
const WRONG_DIGITS_MAX: usize = 3;

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Oblast or the Autonomous Republic of Crimea.
    Region,
    /// City with a special status.
    SpecialCity,
    /// District of a region.
    District,
    /// Territorial community.
    Community,
    /// City.
    City,
    /// Settlement of urban type (abolished in 2024).
    UrbanSettlement,
    /// Settlement.
    Settlement,
    /// Village.
    Village,
    /// District of a city.
    CityDistrict,
}

impl Category {
    fn of(letter: u8) -> Option<Self> {
        Some(match letter {
            b'O' => Self::Region,
            b'K' => Self::SpecialCity,
            b'P' => Self::District,
            b'H' => Self::Community,
            b'M' => Self::City,
            b'T' => Self::UrbanSettlement,
            b'X' => Self::Settlement,
            b'C' => Self::Village,
            b'B' => Self::CityDistrict,
            _ => return None,
        })
    }
}

/// An object of the codifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<'a> {
    /// Code, `UA` and 17 digits.
    pub code: String,
    /// Name without the word for what it is.
    pub name: &'a str,
    /// What it is.
    pub category: Category,
}

/// What the codifier says of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// It stands there.
    Whole,
    /// The own digits stand there under other levels: the code that is likely meant.
    Other(String),
    /// No such object.
    Nowhere,
}

/// The codifier. Costs nothing until the first question.
#[derive(Debug)]
pub struct Codifier {
    text: Cow<'static, str>,
    index: OnceLock<Index>,
}

#[derive(Debug)]
struct Entry {
    levels: u64,
    own: u32,
    category: Category,
    name: Range<usize>,
}

#[derive(Debug)]
struct Index {
    /// By levels.
    entries: Vec<Entry>,
    /// Place among the entries by own digits.
    by_own: Vec<u16>,
}

impl Codifier {
    /// A codifier of a pack's text: a line an object, levels without closing zeros, own digits, letter of the category, name; `#`
    /// opens a remark. Lines of another form are left out.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self { text: text.into(), index: OnceLock::new() }
    }

    /// How many objects there are.
    pub fn len(&self) -> usize {
        self.index().entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The object of a code.
    pub fn get(&self, code: &str) -> Option<Place<'_>> {
        let (levels, own) = parts(code)?;
        let entry = self.by_own(own)?;
        (entry.levels == levels).then(|| self.place(entry))
    }

    /// The object that holds the object of a code: a community its villages, a district its communities.
    pub fn parent(&self, code: &str) -> Option<Place<'_>> {
        let (levels, own) = parts(code)?;
        let entry = self.by_own(own).filter(|entry| entry.levels == levels)?;
        let entries = &self.index().entries;
        LEVELS.iter().rev().find_map(|digits| {
            let above = cut(entry.levels, *digits);
            let place = entries.binary_search_by_key(&above, |entry| entry.levels).ok()?;
            (above != entry.levels).then(|| self.place(&entries[place]))
        })
    }

    /// What the codifier says of a code of the right form.
    pub fn know(&self, code: &str) -> Known {
        let Some((levels, own)) = parts(code) else { return Known::Nowhere };
        match self.by_own(own) {
            Some(entry) if entry.levels == levels => Known::Whole,
            // Own digits with a slip often are another object's; only near levels make them believable.
            Some(entry) if wrong_digits(entry.levels, levels) <= WRONG_DIGITS_MAX => Known::Other(code_of(entry)),
            _ => Known::Nowhere,
        }
    }

    fn by_own(&self, own: u32) -> Option<&Entry> {
        let index = self.index();
        index.entries.get(usize::from(*index.by_own.get(own as usize)?))
    }

    fn place(&self, entry: &Entry) -> Place<'_> {
        Place { code: code_of(entry), name: &self.text[entry.name.clone()], category: entry.category }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut entries: Vec<Entry> = lines(&self.text).filter_map(|(start, line)| entry(start, line)).collect();
            entries.sort_unstable_by_key(|entry| entry.levels);
            entries.truncate(usize::from(NOBODY));
            let mut by_own = vec![NOBODY; OWN_NUMBERS];
            for (place, entry) in (0_u16..).zip(&entries) {
                by_own[entry.own as usize] = place;
            }
            Index { entries, by_own }
        })
    }
}

impl tabular::check::Codifier for Codifier {
    fn names(&self, code: &str) -> Vec<Cow<'_, str>> {
        let mut names = Vec::new();
        let mut place = self.get(code);
        while let Some(Place { code, name, .. }) = place {
            names.push(Cow::Borrowed(name));
            place = self.parent(&code);
        }
        names
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let here = start;
        start += line.len();
        (here, line.trim_end_matches(['\n', '\r']))
    })
}

fn entry(start: usize, line: &str) -> Option<Entry> {
    let letter = line.bytes().position(|byte| !byte.is_ascii_digit())?;
    let category = Category::of(line.as_bytes()[letter])?;
    let (levels, own) = line[..letter].split_at_checked(letter.checked_sub(5)?)?;
    if !LEVELS.contains(&levels.len()) {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(12 - levels.len()).ok()?);
    Some(Entry {
        levels: levels.parse::<u64>().ok()? * scale,
        own: own.parse().ok()?,
        category,
        name: start + letter + 1..start + line.len(),
    })
}

/// Levels and own digits of a code.
fn parts(code: &str) -> Option<(u64, u32)> {
    let digits = code.strip_prefix("UA").filter(|digits| digits.len() == 17)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(())?;
    Some((digits[..12].parse().ok()?, digits[12..].parse().ok()?))
}

fn code_of(entry: &Entry) -> String {
    format!("UA{:012}{:05}", entry.levels, entry.own)
}

/// The first digits of levels, the rest zero.
fn cut(levels: u64, digits: usize) -> u64 {
    let scale = 10_u64.pow(u32::try_from(12 - digits).unwrap_or_default());
    levels / scale * scale
}

fn wrong_digits(left: u64, right: u64) -> usize {
    let (left, right) = (format!("{left:012}"), format!("{right:012}"));
    left.bytes().zip(right.bytes()).filter(|(left, right)| left != right).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codifier() -> Codifier {
        let text = "1290473OДніпропетровська\n120252809PДніпровський\n120200133698HДніпровська\n\
            120200100137010MДніпро\n12020010010512802BСоборний\n# remark\nstray\n";
        Codifier::new(text)
    }

    #[test]
    fn a_code_names_its_object() {
        let codifier = codifier();

        let city = codifier.get("UA12020010010037010").expect("the city");

        assert_eq!((city.name, city.category), ("Дніпро", Category::City));
        assert_eq!(codifier.get("UA12020010010037011"), None);
        assert_eq!(codifier.get("UA1202001001003701"), None);
        assert_eq!(codifier.len(), 5);
    }

    #[test]
    fn an_object_lies_in_the_next_wider_one() {
        let codifier = codifier();
        let above = |code: &str| codifier.parent(code).map(|place| place.code);

        assert_eq!(above("UA12020010010512802").as_deref(), Some("UA12020010010037010"));
        assert_eq!(above("UA12020010010037010").as_deref(), Some("UA12020010000033698"));
        assert_eq!(above("UA12020000000052809").as_deref(), Some("UA12000000000090473"));
        assert_eq!(above("UA12000000000090473"), None);
    }

    #[test]
    fn own_digits_tell_the_object_where_the_levels_are_nearly_right() {
        let codifier = codifier();

        assert_eq!(codifier.know("UA12020010010037010"), Known::Whole);
        assert_eq!(codifier.know("UA12020010000037010"), Known::Other("UA12020010010037010".to_owned()));
        assert_eq!(codifier.know("UA80999990990037010"), Known::Nowhere);
        assert_eq!(codifier.know("UA12020010010037999"), Known::Nowhere);
    }

    #[test]
    fn lines_of_another_form_are_left_out() {
        assert!(Codifier::new("1\nnothing\n12345678901234567890XTooLong\n").is_empty());
    }
}
