//! The columns of a table, by the statement that made it.

use std::collections::HashSet;

/// Columns read from one statement.
const COLUMNS_MAX: usize = 4_096;
/// Bytes of a column's name: it stands with every cell.
const NAME_BYTES_MAX: usize = 1_000;
/// Words with which something begins that is no column.
const CONSTRAINTS: [&str; 5] = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// It is another name of the row's number, which the row itself does not hold.
    pub(super) is_row_number: bool,
    pub(super) is_boolean: bool,
}

/// The columns that `create table …` names.
pub(super) fn columns_of(sql: &str) -> Vec<Column> {
    let Some(open) = sql.find('(') else { return Vec::new() };
    let mut columns = Vec::new();
    let mut keys: HashSet<String> = HashSet::new();
    let mut integers: HashSet<String> = HashSet::new();
    for part in parts(&sql[open + 1..]).into_iter().take(COLUMNS_MAX) {
        let Some((mut name, rest)) = name_of(part) else { continue };
        name.truncate(name.floor_char_boundary(NAME_BYTES_MAX));
        let is_quoted = part.starts_with(['"', '`', '[', '\'']);
        let upper = rest.trim_start().to_ascii_uppercase();
        if !is_quoted && CONSTRAINTS.contains(&name.to_ascii_uppercase().as_str()) {
            // A key declared behind the columns.
            let key = part.to_ascii_uppercase().find("PRIMARY KEY").and_then(|at| part.get(at + 11..));
            keys.extend(key.map(|key| key.trim_matches(['(', ')', '"', '`', '[', ']', ' ']).to_owned()));
            continue;
        }
        if upper.starts_with("INTEGER") {
            integers.insert(name.clone());
        }
        if upper.contains("PRIMARY KEY") {
            keys.insert(name.clone());
        }
        columns.push(Column { is_row_number: false, is_boolean: upper.starts_with("BOOL"), name });
    }
    for column in &mut columns {
        column.is_row_number = keys.contains(&column.name) && integers.contains(&column.name);
    }
    columns
}

/// The parts between commas that are not in brackets or quotes, up to the closing bracket.
fn parts(sql: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut quote) = (0_usize, 0, None);
    for (at, sign) in sql.char_indices() {
        if let Some(close) = quote {
            quote = Some(close).filter(|close| *close != sign);
            continue;
        }
        match sign {
            '"' | '\'' | '`' => quote = Some(sign),
            '[' => quote = Some(']'),
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' => {
                parts.push(sql[start..at].trim());
                return parts;
            }
            ',' if depth == 0 => {
                parts.push(sql[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

fn name_of(part: &str) -> Option<(String, &str)> {
    let first = part.chars().next()?;
    let close = match first {
        '[' => ']',
        '"' | '`' | '\'' => first,
        _ => {
            let end = part.find(|sign: char| sign.is_whitespace() || sign == '(').unwrap_or(part.len());
            return Some((part[..end].to_owned(), &part[end..]));
        }
    };
    let inner = &part[1..];
    let end = inner.find(close)?;
    Some((inner[..end].to_owned(), &inner[end + close.len_utf8()..]))
}

#[cfg(test)]
mod tests {
    use super::columns_of;

    #[test]
    fn names_keys_and_constraints_are_told_apart() {
        let sql = "CREATE TABLE \"парки\" ( \"fid\" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, \"geom\" POINT, \"назва, повна\" TEXT(50), площа REAL DEFAULT (1,2), open BOOLEAN, CONSTRAINT c UNIQUE (fid))";

        let columns = columns_of(sql);

        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["fid", "geom", "назва, повна", "площа", "open"]);
        assert!(columns[0].is_row_number && columns[4].is_boolean && !columns[1].is_row_number);
    }

    #[test]
    fn what_is_no_statement_has_no_columns() {
        for sql in ["", "CREATE", "CREATE TABLE x (", "(((((", "(\"a"] {
            assert!(columns_of(sql).is_empty(), "{sql}");
        }
    }
}
