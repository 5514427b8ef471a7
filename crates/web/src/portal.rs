//! What every handler is handed: the ports, the road of files and the web's own configuration.

use std::{net::IpAddr, sync::Arc, time::Duration};

use catalog::Ports;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::dataset::Previews;

/// State of the web crate. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    /// Stores, files, engines, the city.
    pub ports: Ports,
    /// The road of a file.
    pub intake: Arc<intake::Intake>,
    /// Settings of the web crate.
    pub config: Arc<WebConfig>,
    pub(crate) previews: Arc<Previews>,
}

impl Portal {
    /// State of a new web crate.
    pub fn new(ports: Ports, intake: Arc<intake::Intake>, config: WebConfig) -> Self {
        Self { ports, intake, config: Arc::new(config), previews: Arc::default() }
    }
}

/// Settings of the web crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebConfig {
    /// Address under which people reach the portal; a path in it is ignored.
    #[serde(with = "url_as_text")]
    pub public_url: Url,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Largest file that may be uploaded, in bytes.
    pub upload_bytes_max: u64,
    /// Largest form or JSON body, in bytes.
    pub form_bytes_max: usize,
    /// How long a page or an answer of the API may take, in seconds. Uploads and downloads are not bound by it.
    pub request_timeout_seconds: u64,
    /// Whether cookies are sent over https only; follows the scheme of `public_url` unless set.
    pub secure_cookies: Option<bool>,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            public_url: Url::parse("http://127.0.0.1:8080").expect("a literal address is an address"),
            trusted_proxies: Vec::new(),
            upload_bytes_max: 5 << 30,
            form_bytes_max: 1 << 20,
            request_timeout_seconds: 30,
            secure_cookies: None,
        }
    }
}

impl WebConfig {
    /// Whether cookies are sent over https only.
    pub fn cookies_are_secure(&self) -> bool {
        self.secure_cookies.unwrap_or_else(|| self.public_url.scheme() == "https")
    }

    /// Name of the session's cookie. The prefix makes browsers refuse it from another host or over http.
    pub fn session_cookie(&self) -> &'static str {
        if self.cookies_are_secure() { "__Host-vidkryto_session" } else { "vidkryto_session" }
    }

    /// The full address of a path that begins with `/`.
    pub fn address(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.origin().ascii_serialization())
    }

    /// How long a page may take.
    pub fn request_timeout(&self) -> Duration {
        Duration::from_secs(self.request_timeout_seconds)
    }
}

mod url_as_text {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use url::Url;

    pub(super) fn serialize<S: Serializer>(url: &Url, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(url.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
        let text = String::deserialize(deserializer)?;
        let url = Url::parse(&text).map_err(D::Error::custom)?;
        if url.has_host() { Ok(url) } else { Err(D::Error::custom("an address needs a host")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_follow_the_scheme_of_the_public_address_unless_told_otherwise() {
        let https =
            WebConfig { public_url: Url::parse("https://data.example/").expect("an address"), ..WebConfig::default() };

        assert_eq!(https.session_cookie(), "__Host-vidkryto_session");
        assert_eq!(WebConfig::default().session_cookie(), "vidkryto_session");
        assert_eq!(https.address("/datasets"), "https://data.example/datasets");
    }

    #[test]
    fn an_address_that_is_none_is_refused() {
        let refused = serde_json::from_str::<WebConfig>(r#"{"public_url": "somewhere"}"#);

        assert!(refused.is_err());
    }
}
