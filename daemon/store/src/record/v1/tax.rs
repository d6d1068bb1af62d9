//! The body of a tax answer.

use domain::ids::LineId;
use domain::tax::{TaxAnswer, TaxComponent};
use serde::{Deserialize, Serialize};

use super::value::{Amount, Id, Number, Text};
use crate::record::RecordFault;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer<'a> {
    #[serde(borrow)]
    rule: Text<'a>,
    /// `["<line>",[107,"USD"]]` each.
    lines: Vec<(Id, Amount)>,
    #[serde(borrow)]
    components: Vec<Component<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Component<'a> {
    #[serde(borrow)]
    name: Text<'a>,
    rate: Number,
    base: Amount,
    amount: Amount,
}

impl<'a> From<&'a TaxAnswer> for Answer<'a> {
    fn from(answer: &'a TaxAnswer) -> Self {
        let lines = answer
            .by_line
            .iter()
            .map(|(id, tax)| (Id(id.uuid()), (*tax).into()));
        let components = answer.components.iter().map(|component| Component {
            name: Text::Borrowed(&component.name),
            rate: component.rate.into(),
            base: component.base.into(),
            amount: component.amount.into(),
        });
        Self {
            rule: Text::Borrowed(&answer.rule),
            lines: lines.collect(),
            components: components.collect(),
        }
    }
}

impl Answer<'_> {
    pub(super) fn into_answer(self) -> Result<TaxAnswer, RecordFault> {
        let by_line = self
            .lines
            .into_iter()
            .map(|(id, tax)| (LineId::new(id.0), tax.into()));
        let components = self.components.into_iter().map(|component| {
            Ok(TaxComponent {
                name: component.name.into_owned(),
                rate: component.rate.rate()?,
                base: component.base.into(),
                amount: component.amount.into(),
            })
        });
        Ok(TaxAnswer {
            rule: self.rule.into_owned(),
            by_line: by_line.collect(),
            components: components.collect::<Result<_, RecordFault>>()?,
        })
    }
}
