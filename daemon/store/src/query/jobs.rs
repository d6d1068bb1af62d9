//! Jobs: what each asks for is read from the journal, where it stands from its row.

use domain::Event;
use domain::Timestamp;
use domain::ids::JobId;
use domain::job::{JobEvent, JobKind, JobState};
use engine::StoreError;
use engine::queries::{JobFilter, JobView};
use rusqlite::{Connection, Params, Row};

use super::tickets;
use crate::error::unreadable;
use crate::{journal, sql};

const DOING: &str = "reading the jobs";
/// Starts with the columns of the journal's reader.
const SELECT: &str = "SELECT r.cursor, r.hlc, r.actor, r.kind, r.version, r.stream, r.body,
     j.state, j.reason, j.settled_at FROM job AS j JOIN journal AS r ON r.cursor = j.cursor";

/// Loads a job.
pub(crate) fn job(conn: &Connection, id: JobId) -> Result<Option<JobView>, StoreError> {
    let found = views(conn, "WHERE j.id = ?", [id.uuid().as_bytes()])?;
    Ok(found.into_iter().next())
}

pub(super) fn list(
    conn: &Connection,
    filter: JobFilter,
    limit: usize,
) -> Result<Vec<JobView>, StoreError> {
    let rest = match filter {
        JobFilter::All => "ORDER BY j.cursor DESC LIMIT ?",
        JobFilter::Unsettled => "WHERE j.settled_at IS NULL ORDER BY j.cursor LIMIT ?",
    };
    views(conn, rest, [sql::int(limit)])
}

fn views(conn: &Connection, rest: &str, params: impl Params) -> Result<Vec<JobView>, StoreError> {
    let mut views = sql::all(conn, DOING, &format!("{SELECT} {rest}"), params, read)?;
    for view in &mut views {
        let ticket = match &view.job.kind {
            JobKind::Receipt { ticket, .. } => Some(*ticket),
            JobKind::Drawer { ticket, .. } => *ticket,
            JobKind::Paper { .. } | JobKind::Reprint { .. } | JobKind::Document { .. } => None,
        };
        if let Some(ticket) = ticket {
            view.ticket_number = tickets::number(conn, ticket)?;
        }
    }
    Ok(views)
}

fn read(row: &Row<'_>) -> rusqlite::Result<JobView> {
    let record = journal::read(row)?;
    let Event::Job(_, JobEvent::Requested(mut job)) = record.event else {
        return Err(unreadable(format!("record {} is no job", record.cursor)));
    };
    let reason = || Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(8)?.unwrap_or_default());
    job.state = match row.get_ref(7)?.as_str()? {
        "requested" => JobState::Requested,
        "started" => JobState::Started,
        "done" => JobState::Done,
        "unconfirmed" => JobState::Unconfirmed,
        "failed" => JobState::Failed { reason: reason()? },
        "unknown" => JobState::Unknown { reason: reason()? },
        other => return Err(unreadable(format!("`{other}` is no job state"))),
    };
    Ok(JobView {
        job,
        ticket_number: None,
        requested_at: record.at,
        settled_at: row.get::<_, Option<i64>>(9)?.map(Timestamp::from_unix_ms),
    })
}
