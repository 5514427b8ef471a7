//! Scores of pairs, of columns and of whole standards.

use std::{cell::RefCell, collections::HashMap};

use tabular::{Field, FieldType, Kinds, Message, Verdict};

use super::{
    Column, Mapped, Proposal,
    words::{Header, ratio},
};
use crate::{Standard, Standards};

/// Below it a pair is no pair.
const PAIR_MIN: f64 = 0.45;
/// Mapped fields without which a proposal says nothing.
const MAPPED_MIN: usize = 3;
/// Values of a column that are asked.
const VALUES_MAX: usize = 12;

struct KnownField<'a> {
    field: &'a Field,
    name: Header,
    aliases: Vec<Header>,
    titles: [Header; 2],
    /// How telling it is: fields of few standards weigh more.
    weight: f64,
}

struct KnownStandard<'a> {
    standard: &'a Standard,
    fields: Vec<KnownField<'a>>,
}

/// All standards, prepared.
pub(super) struct Scorer<'a> {
    standards: Vec<KnownStandard<'a>>,
}

/// Why a pair is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    Name,
    Title,
    Synonym,
    Sound,
    Words,
    Kind,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(standards: &'a Standards) -> Self {
        let mut holders: HashMap<String, usize> = HashMap::new();
        for field in standards.all().iter().flat_map(|standard| &standard.schema.fields) {
            *holders.entry(field.name.to_lowercase()).or_default() += 1;
        }
        let known = |field: &'a Field| KnownField {
            name: Header::of(&field.name),
            aliases: field.aliases.iter().map(|alias| Header::of(alias)).collect(),
            titles: [Header::of(&field.title.uk), Header::of(&field.title.en)],
            weight: 1.0 / (1.0 + ratio(holders[&field.name.to_lowercase()], 4)),
            field,
        };
        let standards = standards
            .all()
            .iter()
            .map(|standard| KnownStandard { standard, fields: standard.schema.fields.iter().map(known).collect() });
        Self { standards: standards.collect() }
    }

    pub(super) fn proposals(&self, kinds: &dyn Kinds, columns: &[Column]) -> Vec<Proposal> {
        let headers: Vec<Header> = columns.iter().map(|column| Header::of(&column.header)).collect();
        let fits = ValueFits::new(kinds, columns);
        self.standards.iter().filter_map(|known| known.proposal(columns, &headers, &fits)).collect()
    }
}

/// How many of a column's values are of a kind, asked once a kind and column.
struct ValueFits<'a> {
    kinds: &'a dyn Kinds,
    columns: &'a [Column],
    known: RefCell<HashMap<(usize, &'a str), f64>>,
}

impl<'a> ValueFits<'a> {
    fn new(kinds: &'a dyn Kinds, columns: &'a [Column]) -> Self {
        Self { kinds, columns, known: RefCell::default() }
    }

    /// Share of values of the kind; `None` where there is nothing to ask.
    fn share(&self, column: usize, kind: &'a str) -> Option<f64> {
        let values = &self.columns[column].values;
        if values.is_empty() {
            return None;
        }
        if let Some(share) = self.known.borrow().get(&(column, kind)) {
            return Some(*share);
        }
        let own = self.kinds.get(kind)?;
        let asked = values.iter().take(VALUES_MAX);
        let count = asked.len();
        let good = asked.filter(|value| own.judge(value.trim()) != Verdict::Invalid).count();
        let share = ratio(good, count);
        self.known.borrow_mut().insert((column, kind), share);
        Some(share)
    }
}

impl KnownStandard<'_> {
    fn proposal<'b>(&'b self, columns: &'b [Column], headers: &[Header], fits: &ValueFits<'b>) -> Option<Proposal> {
        let mut pairs = Vec::new();
        for (place, field) in self.fields.iter().enumerate() {
            for (column, header) in headers.iter().enumerate() {
                if let Some((score, why)) = field.pair(header, &columns[column], column, fits) {
                    pairs.push((score, place, column, why));
                }
            }
        }
        pairs.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
        let mut taken: Vec<Option<(f64, usize, Why)>> = vec![None; self.fields.len()];
        let mut is_used = vec![false; columns.len()];
        for (score, place, column, why) in pairs {
            if taken[place].is_none() && !is_used[column] {
                taken[place] = Some((score, column, why));
                is_used[column] = true;
            }
        }
        let mapped = taken.iter().flatten().count();
        if mapped < MAPPED_MIN.min(self.fields.len()) {
            return None;
        }
        Some(Proposal {
            standard: self.standard.id.clone(),
            confidence: self.confidence(&taken, headers, mapped),
            mapping: self.mapping(&taken, columns),
            missing: self.missing(&taken),
        })
    }

    /// How well both sides are covered: the telling fields of the standard, and the columns of the table.
    fn confidence(&self, taken: &[Option<(f64, usize, Why)>], headers: &[Header], mapped: usize) -> f64 {
        let (mut held, mut wanted) = (0.0, 0.0);
        for (field, taken) in self.fields.iter().zip(taken) {
            // What is not required counts where it is there.
            let weight = if field.field.constraints.required { field.weight } else { field.weight * 0.4 };
            match taken {
                Some((score, ..)) => {
                    held += field.weight * score;
                    wanted += field.weight;
                }
                None => wanted += weight,
            }
        }
        let titled = headers.iter().filter(|header| !header.plain.is_empty()).count().max(1);
        let explained: f64 = taken.iter().flatten().map(|(score, ..)| score).sum::<f64>() / ratio(titled, 1);
        let covered = if wanted > 0.0 { held / wanted } else { 0.0 };
        if covered + explained == 0.0 {
            return 0.0;
        }
        let both = 2.0 * covered * explained.min(1.0) / (covered + explained.min(1.0));
        // Few common fields prove little, however well they fit.
        let proof = 1.0 - 0.5_f64.powf(ratio(mapped, 2));
        (both * proof).clamp(0.0, 1.0)
    }

    fn mapping(&self, taken: &[Option<(f64, usize, Why)>], columns: &[Column]) -> Vec<Mapped> {
        let pairs = self.fields.iter().zip(taken).filter_map(|(field, taken)| Some((field, (*taken)?)));
        let mapped = pairs.map(|(field, (score, column, why))| Mapped {
            field: field.field.name.clone(),
            column,
            header: columns[column].header.clone(),
            confidence: (score * 100.0).round() / 100.0,
            why: told(why),
        });
        mapped.collect()
    }

    fn missing(&self, taken: &[Option<(f64, usize, Why)>]) -> Vec<String> {
        let lacking =
            self.fields.iter().zip(taken).filter(|(field, taken)| taken.is_none() && field.field.constraints.required);
        lacking.map(|(field, _)| field.field.name.clone()).collect()
    }
}

impl KnownField<'_> {
    fn pair<'b>(&'b self, header: &Header, column: &Column, place: usize, fits: &ValueFits<'b>) -> Option<(f64, Why)> {
        let (score, why) = self.by_header(header)?;
        let score = score * self.by_values(column, place, fits, why);
        (score >= PAIR_MIN).then_some((score, why))
    }

    fn by_header(&self, header: &Header) -> Option<(f64, Why)> {
        if header.plain.is_empty() {
            return None;
        }
        if header.plain == self.name.plain || self.aliases.iter().any(|alias| alias.plain == header.plain) {
            return Some((1.0, Why::Name));
        }
        if self.titles.iter().any(|title| title.plain == header.plain) {
            return Some((0.95, Why::Title));
        }
        if header.concept.is_some() && (header.concept == self.name.concept || header.concept == self.titles[0].concept)
        {
            return Some((0.85, Why::Synonym));
        }
        if self.titles[0].sounds_like(header) || self.name.sounds_like(header) {
            return Some((0.85, Why::Sound));
        }
        let common = self.titles.iter().map(|title| title.overlap(header)).fold(self.name.overlap(header), f64::max);
        if common >= 0.5 {
            return Some((0.4 + common * 0.45, Why::Words));
        }
        // A header of other words under which a telling kind stands.
        (common > 0.0).then_some((0.5, Why::Kind))
    }

    /// What the values say: nothing, yes or no.
    fn by_values<'b>(&'b self, column: &Column, place: usize, fits: &ValueFits<'b>, why: Why) -> f64 {
        let kind = self.field.kind.as_deref();
        let is_telling = kind.is_some_and(is_telling);
        if why == Why::Kind {
            // Only a kind that nothing else looks like may speak for the header.
            let is_same = is_telling && kind == column.kind.as_deref();
            return if is_same { 1.2 } else { 0.0 };
        }
        let is_number = matches!(self.field.field_type, FieldType::Number | FieldType::Integer);
        let is_text_column = column.field_type == FieldType::String && !column.values.is_empty();
        if let (Some(kind), true) = (kind, is_telling)
            && let Some(share) = fits.share(place, kind)
        {
            return if share >= 0.5 || why == Why::Name { 1.0 } else { 0.7 };
        }
        let is_odd = match self.field.field_type {
            FieldType::Date | FieldType::Datetime => {
                matches!(column.field_type, FieldType::Number | FieldType::Boolean)
            }
            _ if is_number => {
                is_text_column && !column.values.iter().any(|value| value.bytes().any(|byte| byte.is_ascii_digit()))
            }
            _ => false,
        };
        if is_odd && why != Why::Name { 0.7 } else { 1.0 }
    }
}

fn told(why: Why) -> Message {
    match why {
        Why::Name => Message::new("назва поля", "the field's name"),
        Why::Title => Message::new("заголовок за стандартом", "the standard's title"),
        Why::Synonym => Message::new("інша назва того самого", "another word for the same"),
        Why::Sound => Message::new("та сама назва латиницею", "the same name in Latin letters"),
        Why::Words => Message::new("спільні слова в назві", "common words in the header"),
        Why::Kind => Message::new("такі самі значення", "values of the same kind"),
    }
}

/// Kinds whose values look like no other's.
fn is_telling(kind: &str) -> bool {
    matches!(
        kind,
        "katottg"
            | "latitude"
            | "longitude"
            | "edrpou"
            | "phone"
            | "email"
            | "url"
            | "cadastral-number"
            | "prozorro-id"
            | "cpv"
            | "iban"
            | "opening-hours"
            | "vin"
            | "vehicle-plate"
            | "postcode"
            | "currency"
    )
}

#[cfg(test)]
mod tests {
    use crate::{
        Standards, kinds,
        propose::{CONFIDENT, Column, propose},
    };

    fn standards() -> Standards {
        let parking = r#"{"id": "x/1/parking", "title": {"uk": "Паркування"}, "edition": "1", "source": "s", "fields": [
            {"name": "uid", "title": {"uk": "Ідентифікатор", "en": "Identifier"}, "type": "string", "kind": "identifier", "constraints": {"required": true}},
            {"name": "lat", "title": {"uk": "Географічна широта", "en": "Latitude"}, "type": "number", "kind": "latitude", "constraints": {"required": true}},
            {"name": "lon", "title": {"uk": "Географічна довгота", "en": "Longitude"}, "type": "number", "kind": "longitude", "constraints": {"required": true}},
            {"name": "operatorName", "title": {"uk": "Назва оператора", "en": "Operator"}, "type": "string", "kind": "organisation-name", "constraints": {"required": true}},
            {"name": "lotQuantity", "title": {"uk": "Кількість місць", "en": "Spaces"}, "type": "integer", "kind": "quantity", "constraints": {"required": true}}
        ]}"#;
        let petitions = r#"{"id": "x/2/petitions", "title": {"uk": "Петиції"}, "edition": "1", "source": "s", "fields": [
            {"name": "uid", "title": {"uk": "Ідентифікатор", "en": "Identifier"}, "type": "string", "kind": "identifier", "constraints": {"required": true}},
            {"name": "title", "title": {"uk": "Назва", "en": "Title"}, "type": "string", "kind": "title", "constraints": {"required": true}},
            {"name": "creator", "title": {"uk": "Автор", "en": "Author"}, "type": "string", "kind": "person-name", "constraints": {"required": true}},
            {"name": "count", "title": {"uk": "Кількість підписів", "en": "Signatures"}, "type": "integer", "kind": "quantity", "constraints": {"required": true}}
        ]}"#;
        Standards::from_json([("1.json", parking), ("2.json", petitions)]).expect("good documents")
    }

    fn table(headers: &[&str]) -> Vec<Column> {
        headers.iter().map(|header| Column { header: (*header).to_owned(), ..Column::default() }).collect()
    }

    fn first(headers: &[&str]) -> Option<(String, f64)> {
        let proposals = propose(&standards(), &*kinds(), &table(headers));
        proposals.into_iter().next().map(|proposal| (proposal.standard, proposal.confidence))
    }

    #[test]
    fn names_and_titles_in_any_order_name_the_standard() {
        let (standard, confidence) = first(&["lotQuantity", "lon", "lat", "operatorName", "uid"]).expect("a proposal");
        assert_eq!(standard, "x/1/parking");
        assert!(confidence > 0.8, "{confidence}");

        let (standard, confidence) =
            first(&["Кількість місць", "Довгота", "Широта", "Назва оператора", "№ з/п"]).expect("a proposal");
        assert_eq!(standard, "x/1/parking");
        assert!(confidence > CONFIDENT, "{confidence}");
    }

    #[test]
    fn a_table_of_something_else_gets_no_proposal() {
        assert_eq!(first(&["Показник", "2021", "2022", "2023"]), None);
        assert!(
            first(&["Назва", "Адреса", "Телефон", "Керівник", "Сайт"])
                .is_none_or(|(_, confidence)| confidence < CONFIDENT)
        );
    }

    #[test]
    fn each_column_holds_one_field_and_says_why() {
        let proposals =
            propose(&standards(), &*kinds(), &table(&["uid", "Nazva", "Автор петиції", "Кількість підписів"]));

        let mapping = &proposals[0].mapping;
        assert_eq!(proposals[0].standard, "x/2/petitions");
        assert_eq!(mapping.iter().map(|mapped| mapped.column).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(mapping[1].why.en, "another word for the same");
        assert!(proposals[0].missing.is_empty());
    }

    #[test]
    fn values_that_contradict_the_field_weaken_the_pair() {
        let mut columns = table(&["Ідентифікатор", "Широта", "Довгота", "Назва оператора", "Кількість місць"]);
        let sure = propose(&standards(), &*kinds(), &columns)[0].confidence;
        columns[1].values = vec!["5370000".to_owned(), "5370100".to_owned()];

        let unsure = propose(&standards(), &*kinds(), &columns)[0].confidence;

        assert!(unsure < sure);
    }
}
