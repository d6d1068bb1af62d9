//! Devices held by one program or person: asking, keeping, giving back, taking.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::Timestamp;
use protocol::problem::{Code, Problem};
use protocol::v1::Nothing;
use protocol::v1::device::{
    Changed, Claim, Claimed, Device, Lease, LeaseLost, LeaseRequested, Named,
};
use protocol::values::Moment;

use crate::api::Api;
use crate::call::{Deed, to_json};
use crate::connection::Connection;
use crate::lease::{ANSWER_TIME, Claim as Outcome, Held, Party};

/// How long a claim lasts when nobody says, and the bounds of what may be said.
const TTL_MS: u32 = 30_000;
const TTL_MS_MIN: u32 = 1_000;
const TTL_MS_MAX: u32 = 600_000;

pub(crate) fn claim(connection: &Connection, params: Claim) -> Result<Deed, Problem> {
    let (ttl, by) = (asked(connection, &params)?, party(connection));
    let Claim { device, .. } = params;
    let api = &connection.api;
    match api.leases.claim(&device, &by, ttl, Instant::now()) {
        Outcome::Ask { holder } => {
            let requested = LeaseRequested {
                device: device.clone(),
                by: by.name.clone(),
                answer_by: moment(ANSWER_TIME),
            };
            api.live.lease_requested(holder.connection, requested);
            let api = Arc::clone(api);
            Ok(Deed::Later(Box::pin(async move {
                let outcome = api.leases.settle(&device, &by, ttl).await;
                to_json(&settled(&api, &device, outcome)?)
            })))
        }
        outcome @ (Outcome::Granted { .. } | Outcome::Refused { .. }) => {
            Ok(Deed::answer(&settled(api, &device, outcome)?))
        }
    }
}

pub(crate) fn take(connection: &Connection, params: &Claim) -> Result<Deed, Problem> {
    let (ttl, by) = (asked(connection, params)?, party(connection));
    let api = &connection.api;
    let outcome = api.leases.take(&params.device, &by, ttl, Instant::now());
    Ok(Deed::answer(&settled(api, &params.device, outcome)?))
}

pub(crate) fn retain(connection: &Connection, params: &Named) -> Result<Deed, Problem> {
    let leases = &connection.api.leases;
    if leases.retain(&params.device, connection.number, Instant::now()) {
        Ok(Deed::answer(&Nothing {}))
    } else {
        Err(not_held(&params.device))
    }
}

pub(crate) fn release(connection: &Connection, params: &Named) -> Result<Deed, Problem> {
    let leases = &connection.api.leases;
    if leases.release(&params.device, connection.number, Instant::now()) {
        tell(&connection.api, &params.device);
        Ok(Deed::answer(&Nothing {}))
    } else {
        Err(not_held(&params.device))
    }
}

/// Checks that nobody else holds a device that this connection wants to send something to.
pub(crate) fn check(connection: &Connection, device: &str) -> Result<(), Problem> {
    match connection.api.leases.holder(device, Instant::now()) {
        Some(held) if held.by.connection != connection.number => Err(refused(device, &held.by)),
        Some(_) | None => Ok(()),
    }
}

/// Writes on a device who holds it.
pub(crate) fn note(api: &Api, device: &mut Device) {
    let now = Instant::now();
    let held = api.leases.holder(&device.name, now);
    device.lease = held.map(|held| Lease {
        until: moment(held.until.saturating_duration_since(now)),
        holder: held.by.name,
    });
}

/// Tells everyone that looks that a device has another holder, or none.
pub(crate) fn tell(api: &Api, device: &str) {
    let known = api.bridge.devices();
    if let Some(device) = known.into_iter().find(|known| known.name == device) {
        api.live.device_changed(Changed { device });
    }
}

/// Tells holders whose claims have run out.
pub(crate) fn end_run_out(api: &Api) {
    for (device, holder) in api.leases.run_out(Instant::now()) {
        let lost = LeaseLost {
            device: device.clone(),
            to: None,
        };
        api.live.lease_lost(holder.connection, lost);
        tell(api, &device);
    }
}

fn settled(api: &Api, device: &str, outcome: Outcome) -> Result<Claimed, Problem> {
    match outcome {
        Outcome::Granted { held, lost } => {
            if let Some(holder) = lost {
                let lost = LeaseLost {
                    device: device.to_owned(),
                    to: Some(held.by.name.clone()),
                };
                api.live.lease_lost(holder.connection, lost);
            }
            tell(api, device);
            Ok(claimed(device, &held))
        }
        Outcome::Ask { holder } | Outcome::Refused { holder } => Err(refused(device, &holder)),
    }
}

fn claimed(device: &str, held: &Held) -> Claimed {
    Claimed {
        device: device.to_owned(),
        fence: held.fence,
        until: moment(held.until.saturating_duration_since(Instant::now())),
    }
}

fn asked(connection: &Connection, params: &Claim) -> Result<Duration, Problem> {
    let known = connection.api.bridge.devices();
    if !known.iter().any(|device| device.name == params.device) {
        let message = format!("there is no device `{}`", params.device);
        return Err(Problem::new(Code::NoSuchDevice, message));
    }
    let ttl_ms = params.ttl_ms.unwrap_or(TTL_MS);
    if !(TTL_MS_MIN..=TTL_MS_MAX).contains(&ttl_ms) {
        let message = format!("ttl_ms: {ttl_ms} is not within {TTL_MS_MIN} to {TTL_MS_MAX}");
        return Err(Problem::new(Code::InvalidParams, message));
    }
    Ok(Duration::from_millis(ttl_ms.into()))
}

fn party(connection: &Connection) -> Party {
    Party {
        connection: connection.number,
        name: connection.who.name(),
    }
}

fn refused(device: &str, holder: &Party) -> Problem {
    let message = format!("`{device}` is held by {}", holder.name);
    Problem::new(Code::DeviceHeld, message)
}

fn not_held(device: &str) -> Problem {
    let message = format!("`{device}` is not held by this connection");
    Problem::new(Code::DeviceNotHeld, message)
}

fn moment(from_now: Duration) -> Moment {
    let now = jiff::Timestamp::now().as_millisecond();
    let ahead = i64::try_from(from_now.as_millis()).unwrap_or(i64::MAX);
    Moment(Timestamp::from_unix_ms(now.saturating_add(ahead)))
}
