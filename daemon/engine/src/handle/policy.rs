//! Rules that managers set: they hold over what the settings say, from the order after on.

use std::sync::Arc;

use domain::policy::{Policy, PolicyEvent, PolicyKind};

use super::load::fold;
use crate::ports::StoreError;
use crate::run::Engine;

impl Engine {
    /// Reads what managers have set, and puts it in force.
    pub(crate) fn load_policies(&mut self) -> Result<(), StoreError> {
        self.policies.clear();
        for kind in PolicyKind::ALL {
            let id = kind.id().uuid();
            let story = self.store.story(id, None)?;
            self.policies
                .extend(fold::<Policy>(id, &story).map(|policy| (*kind, policy)));
        }
        self.put_in_force();
        Ok(())
    }

    /// Takes note of a policy that was set.
    pub(super) fn policy_set(&mut self, event: &PolicyEvent) {
        let PolicyEvent::Set(policy) = event;
        self.policies.insert(policy.kind(), (**policy).clone());
        self.put_in_force();
    }

    /// Lays the policies over the settings.
    pub(crate) fn put_in_force(&mut self) {
        let settings = (*self.settings).clone();
        let rules = self
            .policies
            .values()
            .fold(settings, |rules, policy| rules.with_policy(policy));
        self.rules = Arc::new(rules);
    }
}
