//! Sign-in, tokens and staff.

use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::ctx::Approver;
use domain::people::Staff;
use engine::Command;
use engine::command::StaffDraft;
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::Nothing;
use protocol::v1::session::{
    Approve, Approved, Authenticated, Info, Resumed, SaveStaff, SetUp, Shop, SignIn, SignedIn,
    StaffList, Token, Version,
};
use protocol::values::{Moment, PriceText};

use crate::access::Who;
use crate::answer::Shape;
use crate::api::Api;
use crate::call::{Deed, to_json};
use crate::connection::Connection;
use crate::refuse;
use crate::session::{self, SESSION_TIME};

/// How long a second person stands in when no order follows.
const APPROVAL_TIME: Duration = Duration::from_mins(1);

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn version() -> Deed {
    Deed::answer(&Version {
        name: "counterd",
        version: VERSION,
        api: "1",
    })
}

pub(crate) fn info(connection: &Connection) -> Result<Deed, Problem> {
    connection.who.check_page()?;
    let (api, who) = (&connection.api, &connection.who);
    let shop = &api.shop;
    Ok(Deed::answer(&Info {
        program: "counterd",
        version: VERSION,
        shop: Shop {
            name: shop.name.clone(),
            address: shop.address.clone(),
            phone: shop.phone.clone(),
            currency: shop.currency.code().to_owned(),
            decimals: shop.currency.decimals(),
            time_zone: shop.time_zone_name.clone(),
        },
        counter: shop.counter.clone(),
        staff: who.wire_staff(),
        client: who.wire_client(),
        simulator: api.bridge.simulates(),
        card_reader: shop.card_reader.clone(),
        labor_rate: PriceText(shop.labor_rate),
    }))
}

pub(crate) fn staff_list(connection: &Connection) -> Result<Deed, Problem> {
    connection.who.check_page()?;
    Ok(Deed::read(|api| {
        let staff = api.queries.staff().map_err(|error| refuse::store(&error))?;
        let can_sign_in = staff.iter().filter(|staff| staff.pin_hash.is_some());
        Ok(StaffList {
            staff: can_sign_in.map(convert::staff).collect(),
        })
    }))
}

pub(crate) fn sign_in(connection: &Connection, params: SignIn) -> Result<Deed, Problem> {
    connection.who.check_page()?;
    Ok(Deed::Session(Box::new(move |api, mut who| {
        let result = check_pin(api, &params).and_then(|staff| {
            let answer = begin(api, &staff)?;
            who.staff = Some(staff);
            to_json(&answer)
        });
        (result, who)
    })))
}

fn check_pin(api: &Api, params: &SignIn) -> Result<Staff, Problem> {
    let id = params.staff_id.0;
    let staff = api
        .queries
        .staff_member(id)
        .map_err(|error| refuse::store(&error))?;
    let wrong = || Problem::new(Code::PinWrong, "the PIN is not right");
    let (staff, hash) = staff
        .and_then(|staff| staff.pin_hash.clone().map(|hash| (staff, hash)))
        .ok_or_else(wrong)?;
    if !api.sessions.may_try(id) {
        return Err(Problem::new(Code::PinLocked, "too many wrong PINs"));
    }
    if !session::pin_holds(&params.pin, &hash) {
        return Err(wrong());
    }
    api.sessions.was_right(id);
    Ok(staff)
}

/// Lets a second person stand in for the next order, on the same screen.
pub(crate) fn approve(connection: &Connection, params: Approve) -> Result<Deed, Problem> {
    connection.who.check_page()?;
    let Approve {
        staff_id,
        pin,
        reason,
    } = params;
    if reason.trim().is_empty() {
        return Err(Problem::new(Code::TextEmpty, "reason is empty"));
    }
    Ok(Deed::Session(Box::new(move |api, mut who| {
        let result = check_pin(api, &SignIn { staff_id, pin }).and_then(|staff| {
            let expires = jiff::Timestamp::now().saturating_add(APPROVAL_TIME);
            let expires = expires.map_or(0, jiff::Timestamp::as_millisecond);
            let approver = Approver {
                staff: staff.id,
                role: staff.role,
                reason,
            };
            who.approver = Some((approver, Instant::now() + APPROVAL_TIME));
            to_json(&Approved {
                staff: convert::staff(&staff),
                expires_at: Moment(Timestamp::from_unix_ms(expires)),
            })
        });
        (result, who)
    })))
}

fn begin(api: &Api, staff: &Staff) -> Result<SignedIn, Problem> {
    let token = api.sessions.start(staff);
    let token = token.map_err(|error| refuse::internal("no session can be started", &error))?;
    let expires = jiff::Timestamp::now().saturating_add(SESSION_TIME);
    let expires = expires.map_or(0, jiff::Timestamp::as_millisecond);
    Ok(SignedIn {
        staff: convert::staff(staff),
        token,
        expires_at: Moment(Timestamp::from_unix_ms(expires)),
    })
}

pub(crate) fn resume(connection: &Connection, params: Token) -> Result<Deed, Problem> {
    connection.who.check_page()?;
    Ok(Deed::Session(Box::new(move |api, mut who| {
        let result = resumed(api, &params, &mut who);
        (result, who)
    })))
}

fn resumed(api: &Api, params: &Token, who: &mut Who) -> Result<String, Problem> {
    let id = api.sessions.resume(&params.token);
    let id = id.ok_or_else(|| Problem::new(Code::TokenWrong, "the session is over"))?;
    let staff = api
        .queries
        .staff_member(id)
        .map_err(|error| refuse::store(&error))?;
    let staff = staff.ok_or_else(|| Problem::new(Code::TokenWrong, "the session is over"))?;
    let answer = to_json(&Resumed {
        staff: convert::staff(&staff),
    });
    who.staff = Some(staff);
    answer
}

pub(crate) fn sign_out() -> Deed {
    Deed::Session(Box::new(|api, mut who| {
        if let Some(staff) = who.staff.take() {
            api.sessions.end(staff.id);
        }
        (to_json(&Nothing {}), who)
    }))
}

pub(crate) fn authenticate(params: Token) -> Deed {
    Deed::Session(Box::new(move |api, mut who| {
        who.grant = api.tokens.grant(&params.token);
        let result = match who.wire_client() {
            Some(client) => to_json(&Authenticated { client }),
            None => Err(Problem::new(Code::TokenWrong, "the token is not known")),
        };
        (result, who)
    }))
}

/// A fresh shop's first step. Only a page may take it, like a sign-in.
pub(crate) fn set_up(connection: &Connection, params: SetUp) -> Result<Deed, Problem> {
    connection.who.check_page()?;
    let SetUp { key, name, pin } = params;
    let pin_hash = hashed(&pin)?;
    Ok(Deed::Order(
        key,
        Command::SetUpOwner { name, pin_hash },
        Shape::Staff,
    ))
}

/// The PIN is hashed here, before the engine sees it: nothing behind the edge ever knows a PIN.
pub(crate) fn save_staff(params: SaveStaff) -> Result<Deed, Problem> {
    let SaveStaff { key, staff } = params;
    let pin_hash = staff.pin.as_deref().map(hashed).transpose()?;
    let draft = StaffDraft {
        id: staff.id.map(|id| id.0),
        name: staff.name,
        role: convert::role_in(staff.role),
        pin_hash,
    };
    Ok(Deed::Order(key, Command::SaveStaff(draft), Shape::Staff))
}

fn hashed(pin: &str) -> Result<String, Problem> {
    session::hash_pin(pin).map_err(|error| match error {
        session::PinError::Shape => Problem::new(Code::PinShape, error.to_string()),
        session::PinError::Hash => refuse::internal("the PIN cannot be hashed", &error),
    })
}
