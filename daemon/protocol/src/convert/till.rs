//! The till for the wire, and the words for papers.

use std::collections::BTreeMap;

use domain::job::PaperKind;
use domain::money::{Money, MoneyError};
use domain::till::{self, Pieces, TillFigures, TillSession};

use crate::problem::{Code, Problem};
use crate::v1::document::What;
use crate::v1::till::{
    Counted, Figures, GrandTotal, MoveKind, Moved, PIECES_MAX, Piece, Session, Status, ZReport,
};
use crate::values::Moment;

/// Words a session. Below a manager, what the drawer should hold is told only where it is `seen`.
///
/// # Errors
/// [`MoneyError`] when its sums do not fit.
pub fn till_session(till: &TillSession, seen: bool) -> Result<Session, MoneyError> {
    let mut counts = Vec::with_capacity(till.counts.len());
    for count in &till.counts {
        let over_short = count.total.minus(count.expected)?;
        counts.push(Counted {
            pieces: pieces(&count.pieces),
            total: count.total.minor(),
            expected: seen.then(|| count.expected.minor()),
            over_short: seen.then(|| over_short.minor()),
            at: Moment(count.at),
            by: super::actor(&count.by),
        });
    }
    Ok(Session {
        id: till.id.into(),
        number: till.number.to_string(),
        counter: till.counter.clone(),
        status: if till.is_open() {
            Status::Open
        } else {
            Status::Closed
        },
        float: till.float.minor(),
        carried: till.carried.map(Money::minor),
        keeper_id: till.keeper.map(Into::into),
        opened_at: Moment(till.opened_at),
        opened_by: super::actor(&till.opened_by),
        moves: till.moves.iter().map(moved).collect(),
        counts,
        figures: None,
        z: till.z.as_deref().map(z_report).transpose()?,
        closed_at: till.closed_at.map(Moment),
    })
}

/// Words a session's sums.
///
/// # Errors
/// [`MoneyError`] when they do not fit.
pub fn till_figures(figures: &TillFigures) -> Result<Figures, MoneyError> {
    Ok(Figures {
        sales: figures.sales,
        gross: figures.gross.minor(),
        refunds: figures.refunds,
        refunded: figures.refunded.minor(),
        reversals: figures.reversals,
        reversed: figures.reversed.minor(),
        voids: figures.voids,
        net: figures.net()?.minor(),
        tax: figures.tax.minor(),
        tenders: sums(&figures.tenders),
        collected: sums(&figures.collected),
        rounding: figures.rounding.minor(),
        deposits: figures.deposits.minor(),
        float: figures.float.minor(),
        paid_in: figures.paid_in.minor(),
        paid_out: figures.paid_out.minor(),
        dropped: figures.dropped.minor(),
        other_cash: figures.other_cash.minor(),
        expected: figures.expected.minor(),
        no_sales: figures.no_sales,
    })
}

fn z_report(z: &till::ZReport) -> Result<ZReport, MoneyError> {
    Ok(ZReport {
        figures: till_figures(&z.figures)?,
        pieces: pieces(&z.pieces),
        counted: z.counted.minor(),
        over_short: z.over_short.minor(),
        reason: z.reason.clone(),
        left: pieces(&z.left),
        carried: z.carried.minor(),
        deposit_pieces: pieces(&z.deposit_pieces),
        deposit: z.deposit.minor(),
        deposit_reference: z.deposit_reference.clone(),
        grand_total: GrandTotal {
            closes: z.grand_total.closes,
            sales: z.grand_total.sales.minor(),
            refunds: z.grand_total.refunds.minor(),
            net: z.grand_total.net()?.minor(),
        },
    })
}

fn moved(moved: &till::Moved) -> Moved {
    Moved {
        kind: match moved.kind {
            till::MoveKind::In => MoveKind::PaidIn,
            till::MoveKind::Out => MoveKind::PaidOut,
            till::MoveKind::Drop(till::DropTo::Safe) => MoveKind::DroppedToSafe,
            till::MoveKind::Drop(till::DropTo::Bank) => MoveKind::DroppedToBank,
        },
        amount: moved.amount.minor(),
        reason: moved.reason.clone(),
        category: moved.category.clone(),
        at: Moment(moved.at),
        by: super::actor(&moved.by),
    }
}

/// The largest first, as they lie in a drawer.
fn pieces(pieces: &Pieces) -> Vec<Piece> {
    let largest_first = pieces.0.iter().rev();
    largest_first
        .map(|(value, count)| Piece {
            value: *value,
            count: *count,
        })
        .collect()
}

/// Reads notes and coins.
///
/// # Errors
/// A [`Problem`] that names the piece that comes twice, or says that there are too many.
pub fn pieces_in(field: &str, pieces: &[Piece]) -> Result<Pieces, Problem> {
    let wrong = |why: String| Problem::new(Code::InvalidParams, format!("{field}: {why}"));
    if pieces.len() > PIECES_MAX {
        return Err(wrong(format!("has more than {PIECES_MAX} entries")));
    }
    let mut read = BTreeMap::new();
    for piece in pieces {
        if read.insert(piece.value, piece.count).is_some() {
            return Err(wrong(format!("the value {} comes twice", piece.value)));
        }
    }
    Ok(Pieces(read))
}

fn sums(sums: &BTreeMap<String, Money>) -> BTreeMap<String, i64> {
    let minor = sums.iter();
    minor
        .map(|(word, sum)| (word.clone(), sum.minor()))
        .collect()
}

macro_rules! papers {
    ($($name:ident,)*) => {
        /// Reads which paper.
        #[must_use]
        pub const fn paper_in(what: What) -> PaperKind {
            match what { $(What::$name => PaperKind::$name,)* }
        }

        /// Words which paper.
        #[must_use]
        pub const fn paper_out(what: PaperKind) -> What {
            match what { $(PaperKind::$name => What::$name,)* }
        }
    };
}

papers! {
    BinLabel, CoreTag, CountSheet, DepositSlip, Estimate, Invoice, KeyTag, OilChangeSticker, PartLabel,
    PurchaseOrder, Receipt, Statement, TireLabel, TransferSlip, WorkOrder, WorkOrderLabel,
    WorkOrderTechnician, XReport, ZReport,
}
