//! Names of fields: defects of templates, and the other names under which files have a field.

use std::collections::HashSet;

use tabular::Field;

use super::RawTable;
use crate::{Repair, kinds::letters::to_latin};

/// A field with its lawful name.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) aliases: Vec<String>,
}

/// Misspelt parts of official names and what is meant. The official spelling stays another name of the field.
const TYPOS: [(&str, &str); 20] = [
    ("providerNname", "providerName"),
    ("goverment", "government"),
    ("Duaration", "Duration"),
    ("Wether", "Weather"),
    ("Amaunt", "Amount"),
    ("aminal", "animal"),
    ("additinal", "additional"),
    ("installatioDate", "installationDate"),
    ("passportt", "passport"),
    ("EfficientSertificate", "EfficientCertificate"),
    ("supervisorSertificat", "supervisorCertificate"),
    ("Monitiring", "Monitoring"),
    ("describtion", "description"),
    ("eadsign", "headsign"),
    ("Resposible", "Responsible"),
    ("LitId", "LotId"),
    ("constructionlon", "lon"),
    ("Cattutc", "CATUTTC"),
    ("providDate", "providedDate"),
    ("amountValue", "AmountValue"),
];

/// Repairs the names and titles of a table's fields.
pub(super) fn repair(table: &RawTable, headers: &[Vec<String>], repairs: &mut Vec<Repair>) -> Vec<Named> {
    let mut taken = HashSet::new();
    let mut named: Vec<Named> = Vec::with_capacity(table.fields.len());
    for (place, raw) in table.fields.iter().enumerate() {
        let title = tidy(&raw.title);
        let before = place.checked_sub(1).map(|before| named[before].name.clone());
        let name = name(raw, &title, before.as_deref(), &mut taken, repairs);
        if title != raw.title.trim() {
            let (uk, en) = ("зайві пробіли чи розриви рядка в назві", "stray spaces or line breaks in the title");
            repairs.push(super::repair(&name, "title", raw.title.as_str(), title.as_str(), uk, en));
        }
        let mut aliases = aliases(&raw.name, &name);
        aliases.extend(raw.aliases.iter().map(|alias| tidy(alias)));
        named.push(Named { title: if title.is_empty() { name.clone() } else { title }, name, aliases });
    }
    add_header_names(&mut named, headers, repairs);
    named
}

fn name(
    raw: &super::RawField,
    title: &str,
    before: Option<&str>,
    taken: &mut HashSet<String>,
    repairs: &mut Vec<Repair>,
) -> String {
    let mut note = |was: &str, now: &str, uk: &str, en: &str| {
        repairs.push(super::repair(now, "name", was, now, uk, en));
    };
    let mut name = raw.name.trim().to_owned();
    if name.chars().any(|sign| sign.is_whitespace() || sign.is_control()) {
        let now: String = name.chars().filter(|sign| !sign.is_whitespace() && !sign.is_control()).collect();
        note(&name, &now, "невидимий роздільник усередині назви", "an invisible separator inside the name");
        name = now;
    } else if raw.name != name {
        note(&raw.name, &name, "пробіли довкола назви", "spaces around the name");
    }
    let latin = to_latin(&name);
    if latin != name && latin.is_ascii() {
        note(&name, &latin, "кирилична літера в латинській назві", "a Cyrillic letter in a Latin name");
        name = latin;
    }
    if let Some(now) = joined(&name) {
        note(&name, &now, "підкреслення: решта назв — camelCase", "an underscore: other names are camelCase");
        name = now;
    }
    if let Some(now) = spelt(&name) {
        note(
            &name,
            &now,
            "описка в назві; офіційне написання теж приймаємо",
            "a misspelling; the official one is accepted too",
        );
        name = now;
    }
    if !taken.insert(name.to_lowercase()) {
        let now = told_apart(&name, title, before, taken);
        note(&name, &now, "назва повторюється в таблиці", "the name stands twice in the table");
        name = now;
        taken.insert(name.to_lowercase());
    }
    name
}

/// `expiration_Date` is `expirationDate`.
fn joined(name: &str) -> Option<String> {
    if !name.is_ascii() || !name.contains('_') || name.chars().all(|sign| !sign.is_lowercase()) {
        return None;
    }
    let mut parts = name.split('_').filter(|part| !part.is_empty());
    let mut joined = parts.next()?.to_owned();
    for part in parts {
        joined.push_str(&part[..1].to_uppercase());
        joined.push_str(&part[1..]);
    }
    Some(joined)
}

fn spelt(name: &str) -> Option<String> {
    let typo = TYPOS.iter().find(|(wrong, _)| {
        let at = name.find(wrong);
        // A whole word: `headsign` holds `eadsign`, `AmountValue` alone is `amountValue`.
        at.is_some_and(|at| match *wrong {
            "eadsign" | "providDate" | "constructionlon" | "describtion" => name == *wrong,
            "amountValue" => at > 0,
            _ => true,
        })
    });
    typo.map(|(wrong, right)| name.replacen(wrong, right, 1))
}

/// A second field of one name is told apart by what stands before it (`…Value`, then its currency), by its title or by a number.
fn told_apart(name: &str, title: &str, before: Option<&str>, taken: &HashSet<String>) -> String {
    let by_neighbour = before
        .filter(|_| name.to_lowercase().contains("currency"))
        .map(|before| format!("{}Currency", before.strip_suffix("Value").unwrap_or(before)));
    let is_given_name = title.to_lowercase().replace(['\'', '’', 'ʼ'], "") == "імя";
    let by_title = is_given_name.then(|| name.strip_suffix("Name").map(|stem| format!("{stem}GivenName"))).flatten();
    let free = |wanted: &String| !taken.contains(&wanted.to_lowercase());
    let by_number = (2..).map(|number| format!("{name}{number}"));
    by_neighbour.into_iter().chain(by_title).chain(by_number).find(free).unwrap_or_default()
}

/// The source's own spelling, as a file may have it after its header was cleaned.
fn aliases(was: &str, now: &str) -> Vec<String> {
    let cleaned = tidy(was);
    if key(&cleaned) == key(now) { Vec::new() } else { vec![cleaned] }
}

/// Where a template or example has another name than the schema, and its neighbours agree, that is another name of the field.
fn add_header_names(named: &mut [Named], headers: &[Vec<String>], repairs: &mut Vec<Repair>) {
    for header in headers {
        let header: Vec<String> = header.iter().map(|cell| tidy(cell)).collect();
        if header.len() != named.len() {
            continue;
        }
        for (place, own) in header.iter().enumerate() {
            let is_known = |field: &Named| {
                key(&field.name) == key(own) || field.aliases.iter().any(|alias| key(alias) == key(own))
            };
            if own.is_empty() || is_known(&named[place]) || (key(&named[place].title) == key(own)) {
                continue;
            }
            // Another field's name means another order, not another name; a doubled one gets a number in the header.
            if named.iter().any(|field| key(&field.name) == key(own)) {
                continue;
            }
            named[place].aliases.push(own.clone());
            let (uk, en) =
                ("у схемі та в шаблоні назви різні; приймаємо обидві", "schema and template differ; both are accepted");
            let name = named[place].name.clone();
            repairs.push(super::repair(&name, "example", own.as_str(), name.as_str(), uk, en));
        }
    }
    number_doubled(named);
    for field in named {
        let mut seen = HashSet::new();
        field.aliases.retain(|alias| seen.insert(key(alias)));
    }
}

/// A reader gives the second of two equal headers a number, so that is what files have.
fn number_doubled(named: &mut [Named]) {
    for place in 1..named.len() {
        let (before, rest) = named.split_at_mut(place);
        let Some(field) = rest.first_mut() else { return };
        let mut aliases = Vec::with_capacity(field.aliases.len());
        for alias in &field.aliases {
            let is_same = |earlier: &&Named| key(&earlier.name) == key(alias) || earlier.aliases.contains(alias);
            match before.iter().filter(is_same).count() {
                0 => aliases.push(alias.clone()),
                copies => aliases.extend([format!("{alias}_{}", copies + 1), format!("{alias}.{copies}")]),
            }
        }
        field.aliases = aliases;
    }
}

/// Official keys that name only one side: rows of these tables are told apart by several fields.
const KEYS: [(&str, &[&str]); 11] = [
    ("56/stopTimes", &["tripUid", "stopSequence"]),
    ("56/calendarDates", &["serviceUid", "date"]),
    ("55/shapes", &["uid", "sequence"]),
    ("29/votings", &["motionUid", "voterId"]),
    ("66/airAnalysis", &["landfillUid", "dateTime", "indicatorName"]),
    ("66/transportation", &["landfillUid", "entryTime", "carNumber"]),
    ("34/votings", &["motionUid", "voterName"]),
    ("35/votings", &["projectUid", "voterID"]),
    ("32/norms", &["buildingUid", "normsNumber", "paragraphNumber"]),
    ("56/trips", &["uid"]),
    ("76/specifications", &["providerId", "wasteType", "containerType"]),
];

/// The primary key: the source's, with the names as repaired.
pub(super) fn primary_key(table: &RawTable, id: &str, fields: &[Field], repairs: &mut Vec<Repair>) -> Vec<String> {
    let field = |wanted: &String| {
        let wanted = tidy(wanted);
        let is_it = |field: &&Field| {
            key(&field.name) == key(&wanted) || field.aliases.iter().any(|alias| key(alias) == key(&wanted))
        };
        fields.iter().find(is_it).map(|field| field.name.clone())
    };
    let official: Vec<String> = table.primary_key.iter().filter_map(field).collect();
    let whole = KEYS.iter().find(|(table, _)| id.ends_with(&format!("/{table}")));
    let Some((_, whole)) =
        whole.filter(|(_, whole)| whole.iter().all(|name| fields.iter().any(|field| field.name == *name)))
    else {
        return or_own_uid(official, id, fields, repairs);
    };
    let whole: Vec<String> = whole.iter().map(|name| (*name).to_owned()).collect();
    if whole != official {
        let (uk, en) = ("офіційний ключ повторюється в рядках", "the official key repeats among the rows");
        repairs.push(repair_key(&official, &whole, uk, en));
    }
    whole
}

/// A template without a key whose table has a required `uid` means that one.
fn or_own_uid(official: Vec<String>, id: &str, fields: &[Field], repairs: &mut Vec<Repair>) -> Vec<String> {
    let uid = fields.iter().find(|field| field.name == "uid" && field.constraints.required);
    match uid {
        // Only the annexes call their own key so without saying it.
        Some(uid) if official.is_empty() && id.starts_with("ua-835") => {
            let now = vec![uid.name.clone()];
            let (uk, en) = ("ключ не названо, хоча ідентифікатор є", "no key is named though there is an identifier");
            repairs.push(repair_key(&official, &now, uk, en));
            now
        }
        _ => official,
    }
}

fn repair_key(was: &[String], now: &[String], uk: &str, en: &str) -> Repair {
    super::repair("", "primary-key", was.to_vec(), now.to_vec(), uk, en)
}

fn tidy(text: &str) -> String {
    let visible = text.chars().filter(|sign| !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}'));
    visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn key(name: &str) -> String {
    name.to_lowercase()
}
