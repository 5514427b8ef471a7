//! Secrets: random texts for sessions and tokens, and password hashes. Stores see hashes only.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use rand::Rng;
use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// 43 random letters and digits: 256 bits.
pub(crate) fn random() -> String {
    let mut generator = rand::rng();
    (0..43).map(|_| char::from(ALPHABET[generator.random_range(0..ALPHABET.len())])).collect()
}

/// SHA-256 of a secret, hex.
pub(crate) fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// argon2id of a password in PHC form. Takes tens of milliseconds: call it off the async threads.
pub(crate) fn hash_password(password: &str) -> Option<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).ok()?;
    Some(hash.to_string())
}

/// Whether a password fits a hash.
pub(crate) fn verify_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
}
