//! The audit chain: one entry per change, in the transaction of the change, each hashed over the one before.
//!
//! An edit, a removal, an insertion or a swap breaks the chain and is found from the table alone.
//! Cutting off the newest entries leaves a shorter, intact chain: that is found only against a checkpoint kept elsewhere.

use super::Store;
use crate::StoreError;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::fmt::Write;

/// What happened, before it has a place in the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEvent {
    /// Such as `import.commit`.
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// Figures and values, as text or JSON.
    pub detail: String,
}

impl AuditEvent {
    #[must_use]
    pub fn new(action: &str, subject: &str, detail: &str) -> AuditEvent {
        AuditEvent {
            action: action.to_owned(),
            subject: subject.to_owned(),
            detail: detail.to_owned(),
        }
    }
}

/// One link of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Counting from 1 without gaps.
    pub sequence: i64,
    pub at: String,
    pub actor: String,
    pub event: AuditEvent,
    /// Hash of the entry before; of nothing for the first.
    pub previous: String,
    pub hash: String,
}

/// How long the chain was and how it ended at some moment; worth something only when kept outside the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditCheckpoint {
    pub sequence: i64,
    pub hash: String,
}

/// The result of walking the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    pub entries: u64,
    /// The end of the chain, to be kept elsewhere.
    pub head: AuditCheckpoint,
    /// Empty when the chain is intact.
    pub problems: Vec<AuditProblem>,
}

/// A place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditProblem {
    #[error("entry {found} stands where entry {expected} was expected: entries were removed, added or renumbered")]
    Sequence { expected: i64, found: i64 },
    #[error("entry {sequence} does not follow the entry before it: one of the two was replaced")]
    Link { sequence: i64 },
    #[error("entry {sequence} was edited: its content does not give its hash")]
    Content { sequence: i64 },
    #[error(
        "the chain ends at entry {found}, the checkpoint says it reached {expected}: the newest entries were removed"
    )]
    CutOff { expected: i64, found: i64 },
    #[error("entry {sequence} is not the one the checkpoint saw: the chain was rewritten")]
    Rewritten { sequence: i64 },
}

/// Entries read at a time while walking the chain.
const PAGE: i64 = 5_000;

impl Store {
    /// Entries after a sequence number, oldest first.
    pub async fn audit_entries(&self, after: i64, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
        self.read(move |connection| Box::pin(page(connection, after, limit)))
            .await
    }

    /// Walks the whole chain. Newest entries that were cut off stay unseen: see [`Store::verify_audit_against`].
    pub async fn verify_audit(&self) -> Result<AuditReport, StoreError> {
        self.read(|connection| Box::pin(walk(connection, None))).await
    }

    /// Walks the whole chain and compares it with what an earlier head said.
    pub async fn verify_audit_against(&self, checkpoint: &AuditCheckpoint) -> Result<AuditReport, StoreError> {
        let checkpoint = checkpoint.clone();
        self.read(|connection| Box::pin(walk(connection, Some(checkpoint))))
            .await
    }
}

/// Appends an entry; the caller holds the one write transaction, so the end of the chain stands still.
pub(super) async fn append(
    connection: &mut AnyConnection,
    now: &str,
    actor: &str,
    event: &AuditEvent,
) -> Result<(), StoreError> {
    let last = sqlx::query(LAST).fetch_optional(&mut *connection).await?;
    let (sequence, previous) = match last {
        Some(row) => (row.try_get::<i64, _>(0)?, row.try_get::<String, _>(1)?),
        None => (0, String::new()),
    };
    let entry = link(sequence, previous, now, actor, event);
    sqlx::query(INSERT)
        .bind(entry.sequence)
        .bind(entry.at)
        .bind(entry.actor)
        .bind(entry.event.action)
        .bind(entry.event.subject)
        .bind(entry.event.detail)
        .bind(entry.previous)
        .bind(entry.hash)
        .execute(connection)
        .await?;
    Ok(())
}

pub(crate) const LAST: &str = "select sequence, hash from audit_entry order by sequence desc limit 1";
pub(crate) const INSERT: &str = "insert into audit_entry (sequence, at, actor, action, subject, detail, previous, hash) \
     values ($1, $2, $3, $4, $5, $6, $7, $8)";

/// The entry that follows the one with this sequence number and hash.
pub(crate) fn link(last: i64, previous: String, at: &str, actor: &str, event: &AuditEvent) -> AuditEntry {
    let mut entry = AuditEntry {
        sequence: last + 1,
        at: at.to_owned(),
        actor: actor.to_owned(),
        event: event.clone(),
        previous,
        hash: String::new(),
    };
    entry.hash = hash_of(&entry);
    entry
}

/// SHA-256 over the hash before and the canonical entry: every field with its length in front,
/// so that no two different entries share their bytes.
fn hash_of(entry: &AuditEntry) -> String {
    let mut hasher = Sha256::new();
    let sequence = entry.sequence.to_string();
    let event = &entry.event;
    for field in [
        &entry.previous,
        &sequence,
        &entry.at,
        &entry.actor,
        &event.action,
        &event.subject,
        &event.detail,
    ] {
        hasher.update(field.len().to_string().as_bytes());
        hasher.update(b":");
        hasher.update(field.as_bytes());
    }
    hexadecimal(&hasher.finalize())
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

async fn walk(connection: &mut AnyConnection, checkpoint: Option<AuditCheckpoint>) -> Result<AuditReport, StoreError> {
    let mut report = AuditReport {
        entries: 0,
        head: AuditCheckpoint {
            sequence: 0,
            hash: String::new(),
        },
        problems: Vec::new(),
    };
    let mut seen_checkpoint = checkpoint.as_ref().is_none_or(|checkpoint| checkpoint.sequence == 0);
    loop {
        let entries = page(&mut *connection, report.head.sequence, PAGE).await?;
        if entries.is_empty() {
            break;
        }
        for entry in entries {
            if let Some(checkpoint) = checkpoint
                .as_ref()
                .filter(|checkpoint| checkpoint.sequence == entry.sequence)
            {
                seen_checkpoint = true;
                if checkpoint.hash != entry.hash {
                    report.problems.push(AuditProblem::Rewritten {
                        sequence: entry.sequence,
                    });
                }
            }
            check_entry(&mut report, entry);
        }
    }
    if let Some(checkpoint) = checkpoint.filter(|_| !seen_checkpoint) {
        let (expected, found) = (checkpoint.sequence, report.head.sequence);
        report.problems.push(AuditProblem::CutOff { expected, found });
    }
    Ok(report)
}

fn check_entry(report: &mut AuditReport, entry: AuditEntry) {
    let sequence = entry.sequence;
    let expected = report.head.sequence + 1;
    if sequence != expected {
        report.problems.push(AuditProblem::Sequence {
            expected,
            found: sequence,
        });
    }
    if entry.previous != report.head.hash {
        report.problems.push(AuditProblem::Link { sequence });
    }
    if hash_of(&entry) != entry.hash {
        report.problems.push(AuditProblem::Content { sequence });
    }
    report.entries += 1;
    report.head = AuditCheckpoint {
        sequence,
        hash: entry.hash,
    };
}

async fn page(connection: &mut AnyConnection, after: i64, limit: i64) -> Result<Vec<AuditEntry>, StoreError> {
    let rows = sqlx::query(
        "select sequence, at, actor, action, subject, detail, previous, hash \
         from audit_entry where sequence > $1 order by sequence limit $2",
    )
    .bind(after)
    .bind(limit)
    .fetch_all(connection)
    .await?;
    rows.iter().map(entry_of).collect()
}

fn entry_of(row: &AnyRow) -> Result<AuditEntry, StoreError> {
    Ok(AuditEntry {
        sequence: row.try_get(0)?,
        at: row.try_get(1)?,
        actor: row.try_get(2)?,
        event: AuditEvent {
            action: row.try_get(3)?,
            subject: row.try_get(4)?,
            detail: row.try_get(5)?,
        },
        previous: row.try_get(6)?,
        hash: row.try_get(7)?,
    })
}
