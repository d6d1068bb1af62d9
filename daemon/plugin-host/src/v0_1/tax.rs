//! World `tax-rules` of 0.1: one fresh instance, and calls into it.

use std::str::FromStr;

use rust_decimal::Decimal;
use wasmtime::component::{Component, HasSelf, Linker};
use wasmtime::{Engine, Store};

use super::bindings::exports::counterd::plugin::tax as wire;
use super::bindings::{TaxRules, TaxRulesPre};
use crate::guest::Guest;
use crate::tax::{TaxAnswer, TaxComponent, TaxQuery};

/// The export every plugin of this kind must have, without its version.
pub(crate) const EXPORT: &str = "counterd:plugin/tax";

/// A component linked to the host, ready to be instantiated.
pub(crate) struct Linked(TaxRulesPre<Guest>);

/// An instance, and the calls it understands. Dead after any error.
pub(crate) struct Instance(TaxRules);

/// A refusal in the plugin's own words, not yet cut to length.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) code: String,
    pub(crate) message: String,
    pub(crate) hint: String,
}

/// A call that came back, with what it said.
pub(crate) enum Said {
    Answer(TaxAnswer),
    Problem(Problem),
    /// An answer that cannot be put into the host's terms.
    Unreadable(String),
}

impl Linked {
    pub(crate) fn new(engine: &Engine, component: &Component) -> wasmtime::Result<Self> {
        let mut linker = Linker::new(engine);
        TaxRules::add_to_linker::<_, HasSelf<Guest>>(&mut linker, |guest| guest)?;
        Ok(Self(TaxRulesPre::new(linker.instantiate_pre(component)?)?))
    }

    pub(crate) fn instantiate(&self, store: &mut Store<Guest>) -> wasmtime::Result<Instance> {
        self.0.instantiate(store).map(Instance)
    }
}

impl Instance {
    /// Returns the name and version the component was built with.
    pub(crate) fn identify(&self, store: &mut Store<Guest>) -> wasmtime::Result<(String, String)> {
        let identity = self.0.counterd_plugin_tax().call_identify(store)?;
        Ok((identity.name, identity.version))
    }

    pub(crate) fn configure(
        &self,
        store: &mut Store<Guest>,
        settings: &[(String, String)],
    ) -> wasmtime::Result<Result<(), String>> {
        self.0.counterd_plugin_tax().call_configure(store, settings)
    }

    pub(crate) fn assess(
        &self,
        store: &mut Store<Guest>,
        query: &TaxQuery,
    ) -> wasmtime::Result<Said> {
        let said = self
            .0
            .counterd_plugin_tax()
            .call_assess(store, &to_wire(query))?;
        Ok(match said {
            Ok(answer) => match from_wire(answer) {
                Ok(answer) => Said::Answer(answer),
                Err(fault) => Said::Unreadable(fault),
            },
            Err(problem) => Said::Problem(Problem {
                code: problem.code,
                message: problem.message,
                hint: problem.hint,
            }),
        })
    }
}

fn to_wire(query: &TaxQuery) -> wire::Query {
    wire::Query {
        currency: query.currency.clone(),
        decimals: query.decimals,
        place: query.place.clone(),
        date: wire::Day {
            year: query.date.year,
            month: query.date.month,
            day: query.date.day,
        },
        exemption: query.exemption.as_ref().map(|exemption| wire::Exemption {
            reason: exemption.reason.clone(),
            certificate: exemption.certificate.clone(),
            extras: Vec::new(),
        }),
        lines: query
            .lines
            .iter()
            .map(|line| wire::Line {
                id: line.id,
                tax_class: line.tax_class.clone(),
                amount: line.amount,
                quantity: line.quantity.to_string(),
                extras: Vec::new(),
            })
            .collect(),
        extras: Vec::new(),
    }
}

fn from_wire(answer: wire::Answer) -> Result<TaxAnswer, String> {
    let components = answer.components.into_iter().map(|component| {
        let rate = Decimal::from_str(&component.rate)
            .map_err(|_| format!("the rate {:.40?} is not a decimal", component.rate))?;
        Ok(TaxComponent {
            name: component.name,
            rate,
            base: component.base,
            amount: component.amount,
        })
    });
    Ok(TaxAnswer {
        components: components.collect::<Result<_, String>>()?,
        line_taxes: answer.line_taxes,
        extras: answer.extras,
    })
}
