//! Passwords: argon2id, two at a time, and a list of the ones that everybody tries first.

use crate::Error;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// The shortest password that is taken; there is no other rule but the list of common ones.
pub const SHORTEST: usize = 10;

/// Hashing takes 19 MiB and all of a core: no more than two at a time, the others wait.
static TURNS: Semaphore = Semaphore::const_new(2);

/// What an unknown user's password is checked against, so that it takes as long as a known one's.
static NOBODY: LazyLock<String> = LazyLock::new(|| hashed("nobody has this password").unwrap_or_default());

const COMMON: &str = include_str!("common_passwords.txt");

/// The hash of a new password, if it may be one.
pub(super) async fn hash_password(password: &str) -> Result<String, Error> {
    if password.chars().count() < SHORTEST {
        return Err(Error::invalid("password-short").with("characters", SHORTEST));
    }
    let folded = password.to_lowercase();
    if COMMON.lines().any(|common| common == folded) {
        return Err(Error::invalid("password-common"));
    }
    let password = password.to_owned();
    slowly(move || hashed(&password)).await?
}

/// Whether a password is the one of a hash; without a hash it takes as long and is not.
pub(super) async fn is_password(password: &str, hash: Option<&str>) -> Result<bool, Error> {
    let (password, hash) = (password.to_owned(), hash.map(str::to_owned));
    slowly(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let parsed = PasswordHash::new(&hash).map_err(broken)?;
        Ok(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known)
    })
    .await?
}

async fn slowly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let turn = TURNS.acquire().await.map_err(broken)?;
    let done = tokio::task::spawn_blocking(work).await.map_err(broken);
    drop(turn);
    done
}

fn hashed(password: &str) -> Result<String, Error> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(broken)?;
    Ok(hash.to_string())
}

fn broken(error: impl std::fmt::Display) -> Error {
    Error::internal(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other_is() {
        let hash = hash_password("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(is_password("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!is_password("correct horse batterz", Some(&hash)).await.unwrap());
        assert!(!is_password("nobody has this password", None).await.unwrap());
    }

    #[tokio::test]
    async fn short_and_common_passwords_are_refused() {
        assert!(hash_password("short").await.is_err());
        assert!(hash_password("Password123").await.is_err());
    }
}
