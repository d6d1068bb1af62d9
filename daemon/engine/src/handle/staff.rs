//! Orders about staff.

use domain::ids::StaffId;
use domain::people::Staff;
use domain::{Actor, Refusal};

use super::Decision;
use crate::command::{EngineError, StaffDraft};
use crate::run::Engine;

impl Engine {
    /// Nobody gives a role above their own, nor changes someone above them: a manager's PIN must not open the owner's
    /// door. A program with the scope for staff stands for the owner who made its token.
    pub(super) fn staff_may_be_saved(
        &mut self,
        actor: &Actor,
        draft: &StaffDraft,
    ) -> Result<(), EngineError> {
        let Actor::Staff(by) = actor else {
            return Ok(());
        };
        let own = self
            .store
            .staff(*by)?
            .ok_or(Refusal::NoSuchStaff(*by))?
            .role;
        let known = match draft.id {
            Some(id) => self.store.staff(id)?.map(|staff| staff.role),
            None => None,
        };
        if draft.role > own || known.is_some_and(|role| role > own) {
            return Err(Refusal::RoleForbids.into());
        }
        Ok(())
    }

    pub(super) fn save_staff(&mut self, draft: StaffDraft) -> Result<Decision, EngineError> {
        let StaffDraft {
            id,
            name,
            role,
            pin_hash,
        } = draft;
        let known = match id {
            Some(id) => Some(self.store.staff(id)?.ok_or(Refusal::NoSuchStaff(id))?),
            None => None,
        };
        let pin_hash = pin_hash.or_else(|| known.and_then(|staff| staff.pin_hash));
        let id = id.unwrap_or_else(|| StaffId::new(self.ids.next_id()));
        let staff = Staff {
            id,
            name,
            role,
            pin_hash,
        }
        .checked()?;
        Ok(vec![staff.saved()].into())
    }

    pub(super) fn staff_member(&mut self, id: StaffId) -> Result<Staff, EngineError> {
        Ok(self.store.staff(id)?.ok_or(Refusal::NoSuchStaff(id))?)
    }
}
