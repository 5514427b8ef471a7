//! Use cases of accounts: sign in and out, tokens for scripts, people and their memberships.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokio::sync::Semaphore;

use super::{ApiToken, Membership, Person, Session, secret};
use crate::{
    Action, Actor, Language, Ports, StoreError,
    dataset::management,
    event::{Change, NewEvent},
    id::{ApiTokenId, EventId, PersonId},
};

/// A session ends so long after signing in, whatever happens.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(14 * 24);
/// A session ends after so long without use.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_hours(3 * 24);
/// Failed sign-ins a person may have within [`FAILURE_WINDOW`].
pub const FAILURES_MAX: u32 = 10;
/// Failed sign-ins an address may have within it: a city hall has one address for all its people.
pub const ADDRESS_FAILURES_MAX: u32 = 100;
/// How far back failed sign-ins count.
pub const FAILURE_WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Shortest password, in characters.
pub const PASSWORD_LENGTH_MIN: usize = 10;
/// Longest life of a token, in days.
pub const TOKEN_DAYS_MAX: u32 = 366;
/// Every token begins so, that leak scanners know it.
pub const TOKEN_PREFIX: &str = "vidkryto_";

/// Hashing a password takes 19 MiB and tens of milliseconds; a flood of sign-ins must not take the machine.
static HASHING: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// A hash no password fits, verified for unknown addresses so that they take as long as known ones.
static NOBODY: LazyLock<String> = LazyLock::new(|| secret::hash_password(&secret::random()).unwrap_or_default());

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Address or password is wrong; which one is not told.
    #[error("address or password is wrong")]
    Wrong,
    /// Too many failures.
    #[error("too many failed attempts; try again in {minutes} minutes")]
    TooMany {
        /// Wait so long.
        minutes: u32,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Nobody is signed in, or the actor may not do this.
    #[error("this is not allowed")]
    Denied,
    /// No such person.
    #[error("there is no such person")]
    NotFound,
    /// The address is in use.
    #[error("the address is in use")]
    EmailTaken,
    /// The address is not one.
    #[error("this is not an e-mail address")]
    EmailInvalid,
    /// Fewer than [`PASSWORD_LENGTH_MIN`] characters.
    #[error("the password is too short")]
    PasswordTooShort,
    /// A token needs a name.
    #[error("a name is needed")]
    NameMissing,
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AccountError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Taken { .. } => Self::EmailTaken,
            StoreError::Missing { .. } => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

/// Signs somebody in. `remote_key` stands for the address they come from; failures are counted for both.
/// Returns the session's secret, for the cookie.
pub async fn sign_in(
    ports: &Ports,
    email: &str,
    password: &str,
    remote_key: &str,
) -> Result<(String, Person), SignInError> {
    let now = ports.clock.now();
    let email = email.trim().to_lowercase();
    let keys = [secret::hash(&format!("email:{email}")), secret::hash(&format!("remote:{remote_key}"))];
    let since = now - FAILURE_WINDOW;
    for (key, most) in keys.iter().zip([FAILURES_MAX, ADDRESS_FAILURES_MAX]) {
        if ports.people.failed_sign_ins(key, since).await? >= most {
            return Err(SignInError::TooMany { minutes: 15 });
        }
    }

    let person = ports.people.person_by_email(&email).await?.filter(|person| person.deleted_at.is_none());
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let fits = verify(password.to_owned(), hash.clone()).await && hash.is_some();
    let Some(person) = person.filter(|_| fits) else {
        for key in &keys {
            ports.people.count_failed_sign_in(key, now, since).await?;
        }
        return Err(SignInError::Wrong);
    };

    ports.people.clear_failed_sign_ins(&keys[0]).await?;
    let secret = secret::random();
    let session = Session {
        secret_hash: secret::hash(&secret),
        person: person.id,
        created_at: now,
        used_at: now,
        expires_at: now + SESSION_LIFETIME,
    };
    let change = note(now, Some(person.id), "person.signed-in", json!({}));
    ports.people.add_session(&session, change).await?;
    Ok((secret, person))
}

/// Ends a session.
pub async fn sign_out(ports: &Ports, secret: &str) -> Result<(), StoreError> {
    ports.people.remove_session(&secret::hash(secret)).await
}

/// Who a session's secret stands for, with what they may do today.
pub async fn actor_of_session(ports: &Ports, secret: &str) -> Result<Option<(Person, Actor)>, StoreError> {
    let hash = secret::hash(secret);
    let now = ports.clock.now();
    let Some(session) = ports.people.session(&hash).await? else { return Ok(None) };
    if session.expires_at <= now || session.used_at + SESSION_IDLE <= now {
        ports.people.remove_session(&hash).await?;
        return Ok(None);
    }
    // One write a minute is enough to know that somebody is there.
    if session.used_at + SignedDuration::from_mins(1) <= now {
        ports.people.touch_session(&hash, now).await?;
    }
    actor_of(ports, session.person, now).await
}

/// Who a token's secret stands for.
pub async fn actor_of_token(ports: &Ports, secret: &str) -> Result<Option<(Person, Actor)>, StoreError> {
    let now = ports.clock.now();
    let Some(token) = ports.people.token(&secret::hash(secret)).await? else { return Ok(None) };
    if token.expires_at <= now || token.revoked_at.is_some() {
        return Ok(None);
    }
    if token.used_at.is_none_or(|used| used + SignedDuration::from_mins(1) <= now) {
        ports.people.touch_token(token.id, now).await?;
    }
    actor_of(ports, token.person, now).await
}

async fn actor_of(ports: &Ports, id: PersonId, now: Timestamp) -> Result<Option<(Person, Actor)>, StoreError> {
    let Some(person) = ports.people.person(id).await?.filter(|person| person.deleted_at.is_none()) else {
        return Ok(None);
    };
    let memberships = ports.people.memberships(id).await?;
    let actor = Actor::person(id, memberships, ports.city.day(now));
    Ok(Some((person, actor)))
}

/// Makes a token with the actor's own rights. The secret is shown once and never again.
pub async fn create_token(
    ports: &Ports,
    actor: &Actor,
    name: &str,
    days: u32,
) -> Result<(String, ApiToken), AccountError> {
    let person = actor.person_id().ok_or(AccountError::Denied)?;
    create_token_for(ports, person, name, days).await
}

/// Makes a token for a person: what the command line on the server does for its operator.
pub async fn create_token_for(
    ports: &Ports,
    person: PersonId,
    name: &str,
    days: u32,
) -> Result<(String, ApiToken), AccountError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(AccountError::NameMissing);
    }
    let now = ports.clock.now();
    let secret = format!("{TOKEN_PREFIX}{}", secret::random());
    let days = days.clamp(1, TOKEN_DAYS_MAX);
    let token = ApiToken {
        id: ApiTokenId::new(now),
        person,
        name: name.chars().take(100).collect(),
        secret_hash: secret::hash(&secret),
        created_at: now,
        expires_at: now + SignedDuration::from_hours(24 * i64::from(days)),
        used_at: None,
        revoked_at: None,
    };
    let change = note(now, Some(person), "token.created", json!({ "token": token.id, "expires_at": token.expires_at }));
    ports.people.add_token(&token, change).await?;
    Ok((secret, token))
}

/// The actor's tokens, without their secrets.
pub async fn tokens(ports: &Ports, actor: &Actor) -> Result<Vec<ApiToken>, AccountError> {
    let person = actor.person_id().ok_or(AccountError::Denied)?;
    Ok(ports.people.tokens(person).await?)
}

/// Revokes one of the actor's tokens.
pub async fn revoke_token(ports: &Ports, actor: &Actor, id: ApiTokenId) -> Result<(), AccountError> {
    let person = actor.person_id().ok_or(AccountError::Denied)?;
    let now = ports.clock.now();
    let change = note(now, Some(person), "token.revoked", json!({ "token": id }));
    Ok(ports.people.revoke_token(person, id, now, change).await?)
}

/// Somebody to be added.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Address.
    pub email: String,
    /// Name shown to colleagues.
    pub name: String,
    /// Password of at least [`PASSWORD_LENGTH_MIN`] characters.
    pub password: String,
    /// Language of the workspace.
    pub language: Language,
    /// What they may do where; the person in each is replaced by the new one.
    pub memberships: Vec<Membership>,
}

/// Adds a person.
pub async fn create_person(ports: &Ports, actor: &Actor, new: NewPerson) -> Result<Person, AccountError> {
    if !management::access(ports).await?.may_in_city(actor, Action::Administer) {
        return Err(AccountError::Denied);
    }
    let email = new.email.trim().to_lowercase();
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return Err(AccountError::EmailInvalid);
    }
    let password_hash = Some(checked_hash(new.password).await?);
    let now = ports.clock.now();
    let person = Person {
        id: PersonId::new(now),
        email: Some(email),
        name: new.name,
        password_hash,
        language: new.language,
        created_at: now,
        deleted_at: None,
        revision: 1,
    };
    let memberships: Vec<_> =
        new.memberships.into_iter().map(|membership| Membership { person: person.id, ..membership }).collect();
    let change = note(now, actor.person_id(), "person.created", json!({ "person": person.id }));
    ports.people.add_person(&person, &memberships, change).await?;
    Ok(person)
}

/// Gives a person another password.
pub async fn set_password(ports: &Ports, actor: &Actor, id: PersonId, password: String) -> Result<(), AccountError> {
    let own = actor.person_id() == Some(id);
    if !own && !management::access(ports).await?.may_in_city(actor, Action::Administer) {
        return Err(AccountError::Denied);
    }
    let hash = checked_hash(password).await?;
    let person = ports.people.person(id).await?.ok_or(AccountError::NotFound)?;
    let change = note(ports.clock.now(), actor.person_id(), "person.password-set", json!({ "person": id }));
    Ok(ports.people.save_person(&Person { password_hash: Some(hash), ..person }, change).await?)
}

/// Deletes a person: address, name and password go, a pseudonym stays in the event log.
pub async fn delete_person(ports: &Ports, actor: &Actor, id: PersonId) -> Result<(), AccountError> {
    if !management::access(ports).await?.may_in_city(actor, Action::Administer) {
        return Err(AccountError::Denied);
    }
    let person = ports.people.person(id).await?.ok_or(AccountError::NotFound)?;
    let now = ports.clock.now();
    let digest = secret::hash(&id.to_string());
    let pseudonym = format!("Особа {}", &digest[..6]);
    let deleted = Person { email: None, name: pseudonym, password_hash: None, deleted_at: Some(now), ..person };
    ports.people.save_person(&deleted, note(now, actor.person_id(), "person.deleted", json!({ "person": id }))).await?;
    ports.people.set_memberships(id, &[], Change::default()).await?;
    Ok(())
}

async fn checked_hash(password: String) -> Result<String, AccountError> {
    if password.chars().count() < PASSWORD_LENGTH_MIN {
        return Err(AccountError::PasswordTooShort);
    }
    let _permit = HASHING.acquire().await;
    let hashed = tokio::task::spawn_blocking(move || secret::hash_password(&password)).await;
    hashed.ok().flatten().ok_or(AccountError::PasswordTooShort)
}

async fn verify(password: String, hash: Option<String>) -> bool {
    let _permit = HASHING.acquire().await;
    let verified = tokio::task::spawn_blocking(move || {
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        secret::verify_password(&password, &hash)
    });
    verified.await.unwrap_or(false)
}

fn note(at: Timestamp, person: Option<PersonId>, kind: &'static str, data: serde_json::Value) -> Change {
    let event = NewEvent { id: EventId::new(at), at, person, kind, dataset: None, publisher: None, data };
    Change { events: vec![event], jobs: Vec::new() }
}
