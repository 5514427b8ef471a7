//! People who sign in, what they may do where and since when, their sessions and tokens.

pub mod account;
mod secret;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Language,
    id::{ApiTokenId, PersonId, PublisherId},
};

/// Somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Identifier.
    pub id: PersonId,
    /// Address, lower case, unique. `None` once the person is deleted: what remains is the pseudonym.
    pub email: Option<String>,
    /// Name shown to colleagues; a pseudonym such as `Особа 7f3a` once deleted.
    pub name: String,
    /// argon2id hash in PHC form; `None` means that a password cannot open the account.
    pub password_hash: Option<String>,
    /// Language of the workspace and of mail.
    pub language: Language,
    /// Created at.
    pub created_at: Timestamp,
    /// Deleted at; the row stays as the event log's pseudonym.
    pub deleted_at: Option<Timestamp>,
    /// Revision of the row.
    pub revision: u64,
}

/// What a person may do where they are a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Sees drafts and reports.
    Viewer,
    /// Uploads and fixes.
    Editor,
    /// Also publishes: the responsible person of Resolution 835, clause 24.
    Publisher,
    /// Sees and steers everything of the city, except people and purges.
    Coordinator,
    /// Everything, people and purges included.
    Admin,
}

/// Where a membership holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// The whole city.
    City,
    /// One publisher and the bodies below it.
    Publisher(PublisherId),
}

/// `membership(person, publisher or city, role, from, until)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub scope: Scope,
    /// As what.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// Last day; open where `None`.
    pub until: Option<Date>,
}

impl Membership {
    /// Whether it holds on a (local) day.
    pub fn holds_on(&self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }
}

/// A signed-in browser. The cookie holds a random secret; the store holds its SHA-256 only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie's secret, hex.
    pub secret_hash: String,
    /// Whose.
    pub person: PersonId,
    /// Signed in at.
    pub created_at: Timestamp,
    /// Used last at.
    pub used_at: Timestamp,
    /// Ends at, whatever happens.
    pub expires_at: Timestamp,
}

/// A token with which a script writes. The store holds its SHA-256 only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Identifier.
    pub id: ApiTokenId,
    /// Whose rights it carries.
    pub person: PersonId,
    /// What its owner calls it.
    pub name: String,
    /// SHA-256 of the secret, hex.
    pub secret_hash: String,
    /// Created at.
    pub created_at: Timestamp,
    /// Ends at.
    pub expires_at: Timestamp,
    /// Used last at.
    pub used_at: Option<Timestamp>,
    /// Revoked at.
    pub revoked_at: Option<Timestamp>,
}
