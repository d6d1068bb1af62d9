//! Where each job stands.

use domain::Timestamp;
use domain::ids::JobId;
use domain::job::{Job, JobOutcome};
use engine::StoreError;
use rusqlite::Connection;

use crate::sql;

const DOING: &str = "updating the jobs";

pub(super) fn requested(conn: &Connection, cursor: u64, job: &Job) -> Result<(), StoreError> {
    let insert = "INSERT INTO job (cursor, id, state) VALUES (?, ?, 'requested')";
    sql::run(
        conn,
        DOING,
        insert,
        (sql::int(cursor), job.id.uuid().as_bytes()),
    )
    .map(drop)
}

pub(super) fn started(conn: &Connection, job: JobId) -> Result<(), StoreError> {
    set(conn, job, "started", None, None)
}

pub(super) fn settled(
    conn: &Connection,
    at: Timestamp,
    job: JobId,
    outcome: &JobOutcome,
) -> Result<(), StoreError> {
    let (state, reason) = match outcome {
        JobOutcome::Done => ("done", None),
        JobOutcome::Unconfirmed => ("unconfirmed", None),
        JobOutcome::Failed { reason } => ("failed", Some(reason.as_str())),
        JobOutcome::Unknown { reason } => ("unknown", Some(reason.as_str())),
    };
    set(conn, job, state, reason, Some(at))
}

pub(super) fn resolved(
    conn: &Connection,
    at: Timestamp,
    job: JobId,
    done: bool,
) -> Result<(), StoreError> {
    if done {
        set(conn, job, "done", None, Some(at))
    } else {
        let reason = "A person looked: it was not done.";
        set(conn, job, "failed", Some(reason), Some(at))
    }
}

pub(super) fn retried(conn: &Connection, job: JobId) -> Result<(), StoreError> {
    set(conn, job, "requested", None, None)
}

fn set(
    conn: &Connection,
    job: JobId,
    state: &str,
    reason: Option<&str>,
    settled_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    let update = "UPDATE job SET state = ?2, reason = ?3, settled_at = ?4 WHERE id = ?1";
    let settled_at = settled_at.map(Timestamp::unix_ms);
    let id = job.uuid();
    sql::run(
        conn,
        DOING,
        update,
        (id.as_bytes(), state, reason, settled_at),
    )
    .map(drop)
}
