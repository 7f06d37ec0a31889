//! Signing in by password: the same answer and the same time for a wrong name and a wrong password,
//! and a growing wait after failures, per account and per address.

use super::password::is_password;
use super::session::{later, sign_in};
use super::{Secret, UserRow};
use crate::{Context, Error};
use jiff::{SignedDuration, Timestamp};
use store::AuditEvent;

/// Failures that cost no wait.
const FREE: i64 = 5;
/// The longest wait.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// What signing in came to.
#[derive(Debug)]
pub enum SignIn {
    Done(Secret),
    /// Unknown user, wrong password, or a user who may not come in.
    Refused,
    /// Too many failures: nothing is checked before so many seconds are over.
    Wait(i64),
}

/// Checks a name and a password and opens a session.
pub async fn sign_in_by_password(
    cx: &Context,
    (email, password): (&str, &str),
    address: &str,
    agent: &str,
) -> Result<SignIn, Error> {
    let email = email.trim().to_lowercase();
    let subjects = [format!("account {email}"), format!("address {address}")];
    let now = cx.clock.now();
    for subject in &subjects {
        let seconds = wait(cx, subject, &now).await?;
        if seconds > 0 {
            return Ok(SignIn::Wait(seconds));
        }
    }
    let user = cx.store.user(&email).await?;
    let hash = user.as_ref().and_then(|user| user.password_hash.as_deref());
    let is_right = is_password(password, hash).await?;
    let user: Option<UserRow> = user.filter(|user| is_right && user.status == "active");
    let mut tx = cx.store.begin(&email, &now).await?;
    match user {
        Some(user) => {
            for subject in &subjects {
                tx.clear_failures(subject).await?;
            }
            tx.commit().await?;
            Ok(SignIn::Done(sign_in(cx, &user, agent).await?))
        }
        None => {
            for subject in &subjects {
                tx.count_failure(subject).await?;
            }
            tx.record(&AuditEvent::new("session.refuse", &email, address)).await?;
            tx.commit().await?;
            Ok(SignIn::Refused)
        }
    }
}

/// Seconds left before a subject may try again; 2, 4, 8 … after the free ones.
async fn wait(cx: &Context, subject: &str, now: &str) -> Result<i64, Error> {
    let Some(failed) = cx.store.sign_in_failures(subject).await? else {
        return Ok(0);
    };
    let over = failed.failures - FREE;
    if over <= 0 {
        return Ok(0);
    }
    let seconds = 1_i64
        .checked_shl(u32::try_from(over.min(20)).unwrap_or(20))
        .unwrap_or(i64::MAX);
    let pause = SignedDuration::from_secs(seconds).min(LONGEST);
    let until = later(&failed.last_at, pause)?;
    let parse = |text: &str| {
        text.parse::<Timestamp>()
            .map_err(|error| Error::internal(format!("{text:?} is no instant: {error}")))
    };
    Ok(parse(&until)?.duration_since(parse(now)?).as_secs().max(0))
}
