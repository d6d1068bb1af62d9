//! Terminal locations: a reader belongs to one.

use serde_json::{Value, json};

use super::state::{Location, World};
use super::{Ctx, Problem, render};

impl World {
    pub(super) fn account(&self) -> Value {
        json!({
            "id": "acct_sim000000000001", "object": "account", "business_type": null, "charges_enabled": true,
            "country": "US", "created": 1_700_000_000, "default_currency": "usd", "details_submitted": true,
            "email": null, "metadata": {}, "payouts_enabled": true, "type": "standard"
        })
    }

    pub(super) fn create_location(&mut self, ctx: &Ctx<'_>) -> Result<Value, Problem> {
        // The specification marks neither as required, Stripe's documents do.
        let missing = |param: &str| {
            Problem::invalid(
                "parameter_missing",
                format!("Missing required param: {param}."),
            )
            .with_param(param)
        };
        let display_name = ctx
            .text("display_name")
            .ok_or_else(|| missing("display_name"))?;
        let address = ctx.params["address"]
            .as_object()
            .ok_or_else(|| missing("address"))?;
        let address = address
            .iter()
            .filter_map(|(k, v)| Some((k.clone(), v.as_str()?.to_owned())));
        let location = Location {
            display_name: display_name.to_owned(),
            address: address.collect(),
            metadata: ctx.metadata(),
            id: self.new_id("tml"),
        };
        let body = render::location(&location);
        self.locations.insert(location.id.clone(), location);
        Ok(body)
    }

    pub(super) fn list_locations(&self, ctx: &Ctx<'_>) -> Value {
        let all = self
            .locations
            .values()
            .rev()
            .map(render::location)
            .collect();
        render::list(all, ctx, "/v1/terminal/locations")
    }
}
