//! What the items come to by class, and the tax.

use domain::tax::percent;
use domain::ticket::{LineKind, PayType, TaxState, Ticket, Totals};
use domain::{Money, Refusal};

/// A labelled sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sum {
    pub label: String,
    /// Nothing where it is not known yet.
    pub amount: Option<Money>,
}

impl Sum {
    pub(crate) fn text(&self) -> String {
        self.amount
            .map_or_else(|| "not known yet".to_owned(), crate::money::amount)
    }
}

/// Services and parts stand apart, and tax apart from both, as repair acts ask of invoices (California Business and
/// Professions Code 9884.8; 16 CCR 3356(c)(3) to (5)). Returns the sums down to the total, and the taxes within it.
pub(super) fn sums(ticket: &Ticket, totals: &Totals) -> Result<(Vec<Sum>, Vec<Sum>), Refusal> {
    let zero = Money::zero(ticket.currency);
    let has = |of: fn(&LineKind) -> bool| {
        let mut lines = ticket.lines.iter();
        lines.any(|line| line.pay == PayType::Customer && ticket.sold(line) && of(&line.kind))
    };
    let classes = [
        (
            "Services and repairs",
            totals.labor,
            has(|kind| matches!(kind, LineKind::Labor { .. })),
        ),
        (
            "Sublet repairs",
            totals.sublet,
            has(|kind| matches!(kind, LineKind::Sublet { .. })),
        ),
        (
            "Parts",
            totals.parts,
            has(|kind| matches!(kind, LineKind::Part(_))),
        ),
        ("Core deposits", totals.cores, has(is_core)),
        (
            "Fees and supplies",
            totals.fees,
            has(|kind| matches!(kind, LineKind::Fee { .. })) || !ticket.charges.is_empty(),
        ),
        (
            "Discounts",
            zero.minus(totals.discounts)?,
            !totals.discounts.is_zero(),
        ),
    ];
    let row = |label: &str, amount| Sum {
        label: label.to_owned(),
        amount: Some(amount),
    };
    let mut sums: Vec<Sum> = classes
        .into_iter()
        .filter(|(_, _, has)| *has)
        .map(|(label, amount, _)| row(label, amount))
        .collect();
    if sums.len() != 1 {
        sums.push(row("Subtotal", totals.subtotal));
    }
    let taxes = taxes(ticket, totals)?;
    if !ticket.inclusive {
        sums.extend(taxes);
        return Ok((sums, Vec::new()));
    }
    let within = taxes.into_iter().map(|tax| Sum {
        label: format!("includes {}", tax.label),
        ..tax
    });
    Ok((sums, within.collect()))
}

const fn is_core(kind: &LineKind) -> bool {
    matches!(kind, LineKind::Core { .. } | LineKind::CoreReturn { .. })
}

fn taxes(ticket: &Ticket, totals: &Totals) -> Result<Vec<Sum>, Refusal> {
    let TaxState::Assessed { components, .. } = &ticket.tax else {
        return Ok(vec![Sum {
            label: "Tax".to_owned(),
            amount: None,
        }]);
    };
    let mut taxes: Vec<Sum> = components
        .iter()
        .map(|tax| Sum {
            label: format!("{} {}", tax.name, percent(tax.rate)),
            amount: Some(tax.amount),
        })
        .collect();
    // The rule is not asked about goods that come back: they bring the tax of their sale.
    let asked = Money::sum(ticket.currency, components.iter().map(|tax| tax.amount))?;
    let back = totals.tax.minus(asked)?;
    if !back.is_zero() {
        taxes.push(Sum {
            label: "Tax on returned goods".to_owned(),
            amount: Some(back),
        });
    } else if taxes.is_empty() {
        taxes.push(Sum {
            label: "Tax".to_owned(),
            amount: Some(totals.tax),
        });
    }
    Ok(taxes)
}
