//! The configuration: one typed tree, read once: defaults, then a file, then `VIDKRYTO_*` of the environment.
//!
//! An environment name is the setting's path in capitals, joined by two underscores: `VIDKRYTO_LIMITS__UPLOAD_BYTES_MAX`.

pub(crate) mod environment;

use std::{net::IpAddr, path::Path};

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use tabular::Limits as TableLimits;
use toml::{Table, Value};
use web::WebConfig;

/// Settings of the portal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Where people reach the portal, such as `https://data.example.org`. Follows bind address and port where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) public_url: Option<String>,
    /// Address to listen on.
    pub(crate) bind: IpAddr,
    /// Port to listen on.
    pub(crate) port: u16,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// Jobs worked on at a time.
    pub(crate) workers: usize,
    /// Form of log lines.
    pub(crate) log: LogForm,
    /// Which log lines: `info`, `debug`, or a filter such as `info,intake=debug`.
    pub(crate) log_filter: String,
    /// Limits of requests and files.
    pub(crate) limits: Limits,
    /// Limits of the table engine.
    pub(crate) tables: TableLimits,
    /// Limits of the query engine.
    pub(crate) query: Query,
}

/// Form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogForm {
    /// One JSON object a line.
    Json,
    /// For reading in a terminal.
    Text,
}

/// Limits of requests and files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Limits {
    /// Largest file that may be uploaded, in bytes.
    pub(crate) upload_bytes_max: u64,
    /// Largest form or JSON body, in bytes.
    pub(crate) form_bytes_max: usize,
    /// Seconds a page or an answer of the API may take.
    pub(crate) request_timeout_seconds: u64,
    /// Changed rows kept as examples of a comparison; counts are exact whatever it is.
    pub(crate) compared_rows_max: usize,
}

/// Limits of the query engine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Query {
    /// Bytes all questions together may hold in memory.
    pub(crate) memory_bytes: usize,
    /// Seconds a question may take.
    pub(crate) timeout_seconds: u64,
    /// Questions answered at a time.
    pub(crate) concurrent: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            public_url: None,
            bind: IpAddr::from([127, 0, 0, 1]),
            port: 8080,
            trusted_proxies: Vec::new(),
            workers: 2,
            log: LogForm::Json,
            log_filter: "info".to_owned(),
            limits: Limits::default(),
            tables: TableLimits::default(),
            query: Query::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            upload_bytes_max: 6 << 30,
            form_bytes_max: 1 << 20,
            request_timeout_seconds: 30,
            compared_rows_max: 1_000,
        }
    }
}

impl Default for Query {
    fn default() -> Self {
        Self { memory_bytes: 256 << 20, timeout_seconds: 20, concurrent: 8 }
    }
}

impl Query {
    /// As the query engine takes them.
    pub(crate) fn limits(&self) -> query::Limits {
        query::Limits {
            memory_bytes: self.memory_bytes,
            timeout: std::time::Duration::from_secs(self.timeout_seconds),
            concurrent: self.concurrent,
            ..query::Limits::default()
        }
    }
}

impl Config {
    /// Reads the configuration. Unknown settings are refused with their full path.
    pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut tree = match file {
            Some(path) => read(path)?,
            None => Table::new(),
        };
        for (path, value) in environment::settings() {
            set(&mut tree, &path, &value);
        }
        Self::from_tree(tree)
    }

    fn from_tree(tree: Table) -> anyhow::Result<Self> {
        let known = Table::try_from(Self { public_url: Some(String::new()), ..Self::default() })
            .context("the default settings cannot be written down")?;
        if let Some(path) = unknown(&tree, &known, "") {
            bail!("there is no setting `{path}`");
        }
        Value::Table(tree).try_into().context("a setting has a wrong value")
    }

    /// What the web crate is told.
    pub(crate) fn web(&self) -> anyhow::Result<WebConfig> {
        let address = match &self.public_url {
            Some(address) => address.clone(),
            None => format!("http://{}:{}", self.bind, self.port),
        };
        Ok(WebConfig {
            public_url: url::Url::parse(&address).with_context(|| format!("`{address}` is not an address"))?,
            trusted_proxies: self.trusted_proxies.clone(),
            upload_bytes_max: self.limits.upload_bytes_max,
            form_bytes_max: self.limits.form_bytes_max,
            request_timeout_seconds: self.limits.request_timeout_seconds,
            secure_cookies: None,
        })
    }
}

fn read(path: &Path) -> anyhow::Result<Table> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    text.parse().with_context(|| format!("{} is not TOML", path.display()))
}

/// Puts a text at a path; numbers, booleans and lists are taken for what TOML reads in them.
fn set(tree: &mut Table, path: &[String], text: &str) {
    let Some((last, parents)) = path.split_last() else { return };
    let mut place = tree;
    for parent in parents {
        let entry = place.entry(parent.clone()).or_insert_with(|| Value::Table(Table::new()));
        if !entry.is_table() {
            *entry = Value::Table(Table::new());
        }
        let Value::Table(table) = entry else { return };
        place = table;
    }
    let parsed = format!("value = {text}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    place.insert(last.clone(), parsed.unwrap_or_else(|| Value::String(text.to_owned())));
}

/// The path of the first setting that is not among the known ones.
fn unknown(tree: &Table, known: &Table, prefix: &str) -> Option<String> {
    tree.iter().find_map(|(name, value)| {
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match (known.get(name), value) {
            (None, _) => Some(path),
            (Some(Value::Table(known)), Value::Table(inner)) => unknown(inner, known, &path),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(text: &str) -> Table {
        text.parse().expect("the test writes TOML")
    }

    #[test]
    fn an_unknown_setting_is_refused_with_its_full_path() {
        let error = Config::from_tree(tree("[limits]\nupload_byte_max = 5")).expect_err("the name is misspelt");

        assert!(error.to_string().contains("`limits.upload_byte_max`"), "{error}");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let mut settings = tree("port = 1\n[limits]\nupload_bytes_max = 10");

        set(&mut settings, &["limits".to_owned(), "upload_bytes_max".to_owned()], "20");
        set(&mut settings, &["public_url".to_owned()], "https://data.example.org");
        let config = Config::from_tree(settings).expect("every setting is known");

        assert_eq!((config.port, config.limits.upload_bytes_max), (1, 20));
        assert_eq!(config.public_url.as_deref(), Some("https://data.example.org"));
    }

    #[test]
    fn without_any_configuration_the_portal_listens_on_this_machine_only() {
        let config = Config::from_tree(Table::new()).expect("nothing is set");

        assert!(config.bind.is_loopback());
        assert_eq!(config.web().expect("an address").public_url.as_str(), "http://127.0.0.1:8080/");
    }
}
