//! The body of what is recorded of a tax answer.

use domain::ids::LineId;
use domain::tax::{TaxAssessment, TaxComponent};
use serde::{Deserialize, Serialize};

use super::value::{Amount, Id, Number, Text};
use crate::record::RecordFault;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Assessment<'a> {
    #[serde(borrow)]
    rule: Text<'a>,
    /// `["<line>",[107,"USD"]]` each; lines that are not named keep the tax they have.
    changed: Vec<(Id, Amount)>,
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

impl<'a> From<&'a TaxAssessment> for Assessment<'a> {
    fn from(assessment: &'a TaxAssessment) -> Self {
        let changed = assessment
            .changed
            .iter()
            .map(|(id, tax)| (Id(id.uuid()), (*tax).into()));
        let components = assessment.components.iter().map(|component| Component {
            name: Text::Borrowed(&component.name),
            rate: component.rate.into(),
            base: component.base.into(),
            amount: component.amount.into(),
        });
        Self {
            rule: Text::Borrowed(&assessment.rule),
            changed: changed.collect(),
            components: components.collect(),
        }
    }
}

impl Assessment<'_> {
    pub(super) fn into_assessment(self) -> Result<TaxAssessment, RecordFault> {
        let changed = self
            .changed
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
        Ok(TaxAssessment {
            rule: self.rule.into_owned(),
            changed: changed.collect(),
            components: components.collect::<Result<_, RecordFault>>()?,
        })
    }
}
