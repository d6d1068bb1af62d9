//! Who is on a connection, and what they may call.

use std::time::Instant;

use domain::Actor;
use domain::ctx::Approver;
use domain::people::{Role, Staff};
use engine::By;
use protocol::problem::{Code, Problem};
use protocol::{Access, convert};

use crate::door::Caller;
use crate::token::Grant;

/// Who is on a connection.
#[derive(Debug, Clone)]
pub(crate) struct Who {
    /// How they came in.
    pub(crate) caller: Caller,
    /// The person signed in.
    pub(crate) staff: Option<Staff>,
    /// The program whose token was shown.
    pub(crate) grant: Option<Grant>,
    /// Who stands in for the next order, and until when.
    pub(crate) approver: Option<(Approver, Instant)>,
}

impl Who {
    pub(crate) fn new(caller: Caller) -> Self {
        Self {
            caller,
            staff: None,
            grant: None,
            approver: None,
        }
    }

    /// Checks that a method may be called, and returns in whose name.
    pub(crate) fn check(&self, access: Access) -> Result<Actor, Problem> {
        match access {
            Access::Anyone => Ok(self.actor()),
            Access::Role(role, scope) => self.check_role(role, scope),
        }
    }

    fn check_role(&self, role: Role, scope: &str) -> Result<Actor, Problem> {
        if let Some(staff) = &self.staff {
            return if staff.role >= role {
                Ok(Actor::Staff(staff.id))
            } else {
                let message = format!(
                    "this needs the role {role:?}; {} is {:?}",
                    staff.name, staff.role
                );
                Err(Problem::new(Code::RoleForbids, message))
            };
        }
        match &self.grant {
            Some(grant) if grant.allows(scope) => Ok(Actor::Client(grant.name.clone())),
            Some(grant) => {
                let message = format!("the token `{}` lacks the scope `{scope}`", grant.name);
                Err(Problem::new(Code::ScopeMissing, message))
            }
            None => Err(Problem::new(
                Code::NotSignedIn,
                "nobody is signed in on this connection",
            )),
        }
    }

    /// Checks that PIN sign-in is open to this connection: only to pages, so that a program on this machine cannot
    /// try PINs in a person's name.
    pub(crate) fn check_page(&self) -> Result<(), Problem> {
        match self.caller {
            Caller::Page => Ok(()),
            Caller::Program if self.grant.is_some() => Ok(()),
            Caller::Program => Err(Problem::new(
                Code::NotSignedIn,
                "a program needs a token before anything else",
            )),
        }
    }

    /// Says who gives an order that [`Self::check`] let through. Whoever stands in does so for this one order.
    pub(crate) fn by(&mut self, actor: Actor) -> By {
        let approver = self.approver.take();
        let approver = approver.filter(|(_, until)| Instant::now() < *until);
        By {
            actor,
            role: self.role(),
            approver: approver.map(|(approver, _)| approver),
        }
    }

    /// Returns the role of whoever is on the connection; a program has the one that its token stands for.
    pub(crate) fn role(&self) -> Role {
        match (&self.staff, &self.grant) {
            (Some(staff), _) => staff.role,
            (None, Some(grant)) if grant.allows("manage") => Role::Manager,
            (None, Some(_)) => Role::Advisor,
            (None, None) => Role::Technician,
        }
    }

    /// Tells whether prices may be shown.
    pub(crate) fn sees_prices(&self) -> bool {
        self.staff
            .as_ref()
            .is_none_or(|staff| staff.role >= Role::Clerk)
    }

    /// Tells whether they run the day: what the books say of a blind count may be shown.
    pub(crate) fn manages(&self) -> bool {
        self.staff.as_ref().map_or_else(
            || {
                self.grant
                    .as_ref()
                    .is_some_and(|grant| grant.allows("manage"))
            },
            |staff| staff.role >= Role::Manager,
        )
    }

    /// Tells whether costs may be shown.
    pub(crate) fn sees_costs(&self) -> bool {
        self.staff.as_ref().map_or_else(
            || {
                self.grant
                    .as_ref()
                    .is_some_and(|grant| grant.allows("stock"))
            },
            |staff| staff.role >= Role::Advisor,
        )
    }

    /// Returns the name they go by, for others at the counter.
    pub(crate) fn name(&self) -> String {
        match (&self.staff, &self.grant) {
            (Some(staff), _) => staff.name.clone(),
            (None, Some(grant)) => grant.name.clone(),
            (None, None) => "somebody not signed in".to_owned(),
        }
    }

    fn actor(&self) -> Actor {
        match (&self.staff, &self.grant) {
            (Some(staff), _) => Actor::Staff(staff.id),
            (None, Some(grant)) => Actor::Client(grant.name.clone()),
            (None, None) => Actor::Daemon,
        }
    }

    /// Scopes idempotency keys, so that two programs cannot meet each other's. All people share one scope: the same
    /// order may be repeated after someone else has signed in.
    pub(crate) fn key_scope(&self) -> String {
        match (&self.staff, &self.grant) {
            (None, Some(grant)) => format!("c:{}:", grant.name),
            (Some(_) | None, _) => "p:".to_owned(),
        }
    }

    pub(crate) fn wire_staff(&self) -> Option<protocol::v1::session::Staff> {
        self.staff.as_ref().map(convert::staff)
    }

    pub(crate) fn wire_client(&self) -> Option<protocol::v1::session::Client> {
        self.grant
            .as_ref()
            .map(|grant| protocol::v1::session::Client {
                name: grant.name.clone(),
                scopes: grant.scopes.clone(),
            })
    }
}
