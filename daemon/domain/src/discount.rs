//! Discounts: what a line, a job and a ticket have taken off, shared out to the lines so that sums are exact.
//!
//! The order is line, then job, then ticket, each on what the one before left. A share of a job or ticket is worked
//! out once on the sum and spread by largest remainder. A discount never takes more than there is, so nothing falls
//! below zero; lines below zero already, such as a core credit, are left as they are.
//!
//! The seller's own discount lowers what is taxed; one that somebody else pays the seller back for does not
//! (Streamlined Sales and Use Tax Agreement, definition of sales price; Ohio's coupon FAQ; Tennessee SUT-24).
//! Who may give how much is not decided here.

use uuid::Uuid;

use crate::ids::LineId;
use crate::money::{Currency, Money, MoneyError, Rate, RoundingPolicy, spread, to_money};
use crate::text;

/// The most discounts that a line, a job or a ticket may have, each.
pub const DISCOUNTS_MAX: usize = 10;

/// Why a discount was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiscountRefusal {
    /// No reason, or one that cannot be kept.
    #[error(
        "a discount needs a reason of 1 to {} characters without a card number",
        text::TEXT_LEN_MAX
    )]
    Reason,
    /// Nothing or less than nothing off.
    #[error("a discount must take something off")]
    NotPositive,
    /// More discounts than are kept.
    #[error("a line, job or ticket has at most {DISCOUNTS_MAX} discounts")]
    TooMany,
    /// Amounts of two currencies, or one that does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// How much is taken off.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DiscountOff {
    /// An amount.
    Amount(Money),
    /// A share; a [`Rate`] is never more than 100 %.
    Percent(Rate),
}

/// Who pays the shop back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ReimbursedBy {
    /// Nobody: the shop gives it, and the tax base falls.
    None,
    /// The maker: the shop is paid in full by two parties, and the tax base stays.
    Manufacturer,
}

impl ReimbursedBy {
    /// Returns the word used in records and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Manufacturer => "manufacturer",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "none" => Some(Self::None),
            "manufacturer" => Some(Self::Manufacturer),
            _ => None,
        }
    }
}

/// One discount.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discount {
    /// How much is taken off.
    pub off: DiscountOff,
    /// Why, in words that may be printed.
    pub reason: String,
    /// Who pays the shop back.
    pub reimbursed_by: ReimbursedBy,
}

impl Discount {
    /// Trims the reason and checks that something is taken off.
    ///
    /// # Errors
    /// [`DiscountRefusal::Reason`] or [`DiscountRefusal::NotPositive`].
    pub fn checked(mut self) -> Result<Self, DiscountRefusal> {
        let reason = text::required("reason", &self.reason, text::TEXT_LEN_MAX);
        self.reason = reason.map_err(|_| DiscountRefusal::Reason)?;
        let positive = match self.off {
            DiscountOff::Amount(amount) => amount.minor() > 0,
            DiscountOff::Percent(rate) => !rate.decimal().is_zero(),
        };
        positive.then_some(self).ok_or(DiscountRefusal::NotPositive)
    }
}

/// One line before discounts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DiscountLine {
    /// Which line.
    pub line: LineId,
    /// The job it belongs to, if any.
    pub job: Option<Uuid>,
    /// Price times quantity.
    pub gross: Money,
    /// The line's own discounts.
    pub own: Vec<Discount>,
    /// Whether it takes part in discounts of its job and ticket; gift cards and mandated fees do not.
    pub shares: bool,
}

/// A discount on every line of a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JobDiscount {
    /// Which job.
    pub job: Uuid,
    /// The discount. One on a job without lines takes nothing off.
    pub discount: Discount,
}

/// One line after discounts. `gross` less `own`, `job_share` and `ticket_share` is `net`; `net` and `reimbursed` are
/// `tax_base`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineNet {
    /// Which line.
    pub line: LineId,
    /// Price times quantity.
    pub gross: Money,
    /// What its own discounts took off.
    pub own: Money,
    /// What its job's discounts took off.
    pub job_share: Money,
    /// What the ticket's discounts took off.
    pub ticket_share: Money,
    /// What of all three somebody else pays the shop back.
    pub reimbursed: Money,
    /// What the customer pays before fees and tax.
    pub net: Money,
    /// What is taxed if the line is taxable.
    pub tax_base: Money,
}

/// Takes all discounts off the lines, in the order line, job, ticket and, within one of them, as given.
///
/// An amount larger than what is left takes just that.
///
/// # Errors
/// [`DiscountRefusal::TooMany`], and [`DiscountRefusal::Money`] when an amount is of another currency or does not fit.
///
/// # Example
/// ```
/// use domain::discount::{Discount, DiscountLine, DiscountOff, ReimbursedBy, spread_discounts};
/// use domain::ids::LineId;
/// use domain::{Currency, Money};
///
/// let usd = |minor| Money::new(minor, Currency::USD);
/// let line = |serial, minor| DiscountLine {
///     line: LineId::new(uuid::Uuid::from_u128(serial)),
///     job: None,
///     gross: usd(minor),
///     own: Vec::new(),
///     shares: true,
/// };
/// let ten_off = Discount {
///     off: DiscountOff::Amount(usd(1_000)),
///     reason: "Late".to_owned(),
///     reimbursed_by: ReimbursedBy::None,
/// };
/// let nets = spread_discounts(Currency::USD, &[line(1, 2_000), line(2, 1_000)], &[], &[ten_off])?;
/// assert_eq!((nets[0].ticket_share, nets[1].ticket_share), (usd(667), usd(333)));
/// # Ok::<(), domain::discount::DiscountRefusal>(())
/// ```
pub fn spread_discounts(
    currency: Currency,
    lines: &[DiscountLine],
    jobs: &[JobDiscount],
    ticket: &[Discount],
) -> Result<Vec<LineNet>, DiscountRefusal> {
    let per_job = |wanted: Uuid| jobs.iter().filter(|job| job.job == wanted).count();
    if ticket.len() > DISCOUNTS_MAX
        || lines.iter().any(|line| line.own.len() > DISCOUNTS_MAX)
        || jobs.iter().any(|job| per_job(job.job) > DISCOUNTS_MAX)
    {
        return Err(DiscountRefusal::TooMany);
    }
    let mut sums = lines
        .iter()
        .map(|line| Sums::new(line, currency))
        .collect::<Result<Vec<_>, _>>()?;
    for (index, line) in lines.iter().enumerate() {
        for discount in &line.own {
            take(currency, discount, &mut sums, Level::Own, |at| at == index)?;
        }
    }
    for JobDiscount { job, discount } in jobs {
        let of_job = |at: usize| lines[at].shares && lines[at].job == Some(*job);
        take(currency, discount, &mut sums, Level::Job, of_job)?;
    }
    for discount in ticket {
        take(currency, discount, &mut sums, Level::Ticket, |at| {
            lines[at].shares
        })?;
    }
    let nets = lines.iter().zip(sums);
    Ok(nets
        .map(|(line, sums)| sums.net(line.line, currency))
        .collect())
}

#[derive(Clone, Copy)]
enum Level {
    Own,
    Job,
    Ticket,
}

/// A line's running sums in minor units. Discounts never exceed what is left, so nothing here can overflow.
struct Sums {
    gross: i64,
    left: i64,
    taken: [i64; 3],
    reimbursed: i64,
}

impl Sums {
    fn new(line: &DiscountLine, currency: Currency) -> Result<Self, MoneyError> {
        if line.gross.currency() != currency {
            return Err(MoneyError::CurrencyMismatch);
        }
        let gross = line.gross.minor();
        Ok(Self {
            gross,
            left: gross,
            taken: [0; 3],
            reimbursed: 0,
        })
    }

    fn net(&self, line: LineId, currency: Currency) -> LineNet {
        let money = |minor| Money::new(minor, currency);
        let [own, job_share, ticket_share] = self.taken.map(money);
        LineNet {
            line,
            gross: money(self.gross),
            own,
            job_share,
            ticket_share,
            reimbursed: money(self.reimbursed),
            net: money(self.left),
            tax_base: money(self.left + self.reimbursed),
        }
    }
}

fn take(
    currency: Currency,
    discount: &Discount,
    sums: &mut [Sums],
    level: Level,
    eligible: impl Fn(usize) -> bool,
) -> Result<(), DiscountRefusal> {
    let weight = |(at, sums): (usize, &Sums)| if eligible(at) { sums.left.max(0) } else { 0 };
    let weights: Vec<i64> = sums.iter().enumerate().map(weight).collect();
    let left = Money::sum(
        currency,
        weights.iter().map(|weight| Money::new(*weight, currency)),
    )?;
    let asked = match discount.off {
        DiscountOff::Amount(amount) => amount,
        DiscountOff::Percent(rate) => {
            let share = left.to_decimal() * rate.decimal();
            to_money(share, currency, RoundingPolicy::HalfUp)?
        }
    };
    if asked.currency() != currency {
        return Err(MoneyError::CurrencyMismatch.into());
    }
    let total = asked.minor().clamp(0, left.minor());
    if total == 0 {
        return Ok(());
    }
    let shares = spread(total, &weights)?;
    for (sums, share) in sums.iter_mut().zip(shares) {
        sums.left -= share;
        match level {
            Level::Own => sums.taken[0] += share,
            Level::Job => sums.taken[1] += share,
            Level::Ticket => sums.taken[2] += share,
        }
        match discount.reimbursed_by {
            ReimbursedBy::None => {}
            ReimbursedBy::Manufacturer => sums.reimbursed += share,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    const USD: Currency = Currency::USD;

    fn usd(minor: i64) -> Money {
        Money::new(minor, USD)
    }

    fn job(serial: u128) -> Uuid {
        Uuid::from_u128(serial)
    }

    fn off(off: DiscountOff) -> Discount {
        let (reason, reimbursed_by) = ("Loyal customer".to_owned(), ReimbursedBy::None);
        Discount {
            off,
            reason,
            reimbursed_by,
        }
    }

    fn amount(minor: i64) -> Discount {
        off(DiscountOff::Amount(usd(minor)))
    }

    fn percent(rate: &str) -> Discount {
        off(DiscountOff::Percent(Rate::parse(rate).unwrap()))
    }

    fn line(serial: u128, of_job: Option<u128>, minor: i64) -> DiscountLine {
        DiscountLine {
            line: LineId::new(Uuid::from_u128(serial)),
            job: of_job.map(job),
            gross: usd(minor),
            own: Vec::new(),
            shares: true,
        }
    }

    fn nets(lines: &[DiscountLine], jobs: &[JobDiscount], ticket: &[Discount]) -> Vec<LineNet> {
        spread_discounts(USD, lines, jobs, ticket).unwrap()
    }

    fn row(net: &LineNet) -> [i64; 4] {
        [net.own, net.job_share, net.ticket_share, net.net].map(Money::minor)
    }

    #[test]
    fn line_then_job_then_ticket_each_on_what_is_left() {
        let mut lines = [
            line(1, Some(1), 10_000),
            line(2, Some(1), 5_000),
            line(3, None, 2_000),
        ];
        lines[0].own = vec![percent("0.10")];
        let of_job = [JobDiscount {
            job: job(1),
            discount: amount(1_400),
        }];
        let found = nets(&lines, &of_job, &[percent("0.05")]);
        // 100 less 10 % = 90; 14 off 90 + 50 = 9.00 + 5.00; 5 % of 81 + 45 + 20 = 7.30, spread 4.05, 2.25, 1.00.
        let rows: Vec<[i64; 4]> = found.iter().map(row).collect();
        assert_eq!(
            rows,
            [
                [1_000, 900, 405, 7_695],
                [0, 500, 225, 4_275],
                [0, 0, 100, 1_900]
            ]
        );
    }

    #[test]
    fn the_odd_cent_goes_to_the_largest_remainder() {
        let lines = [
            line(1, None, 3_333),
            line(2, None, 3_333),
            line(3, None, 3_334),
        ];
        let shares: Vec<i64> = nets(&lines, &[], &[amount(1_000)])
            .iter()
            .map(|net| net.ticket_share.minor())
            .collect();
        assert_eq!(shares, [333, 333, 334]);
    }

    #[test]
    fn only_the_sellers_own_discount_lowers_the_tax_base() {
        let mut rebate = amount(1_500);
        rebate.reimbursed_by = ReimbursedBy::Manufacturer;
        let mut lines = [line(1, None, 10_000)];
        lines[0].own = vec![rebate, amount(500)];
        let found = nets(&lines, &[], &[percent("0.10")]);
        assert_eq!(row(&found[0]), [2_000, 0, 800, 7_200]);
        assert_eq!(
            (found[0].reimbursed, found[0].tax_base),
            (usd(1_500), usd(8_700))
        );
    }

    #[test]
    fn more_than_there_is_takes_what_there_is() {
        let mut lines = [
            line(1, None, 1_000),
            line(2, None, -500),
            line(3, None, 700),
        ];
        lines[0].own = vec![amount(5_000)];
        lines[2].shares = false;
        let found = nets(&lines, &[], &[amount(5_000)]);
        let rows: Vec<[i64; 4]> = found.iter().map(row).collect();
        assert_eq!(rows, [[1_000, 0, 0, 0], [0, 0, 0, -500], [0, 0, 0, 700]]);
        let all = nets(&[line(1, None, 999)], &[], &[percent("1")]);
        assert_eq!(all[0].net, usd(0));
    }

    #[test]
    fn a_discount_needs_a_reason_and_a_size() {
        let unexplained = Discount {
            reason: " ".to_owned(),
            ..amount(1)
        };
        assert_eq!(unexplained.checked(), Err(DiscountRefusal::Reason));
        assert_eq!(amount(0).checked(), Err(DiscountRefusal::NotPositive));
        assert_eq!(amount(-1).checked(), Err(DiscountRefusal::NotPositive));
        assert_eq!(percent("0").checked(), Err(DiscountRefusal::NotPositive));
        let trimmed = Discount {
            reason: " Late ".to_owned(),
            ..percent("1")
        };
        assert_eq!(
            trimmed.checked().map(|discount| discount.reason),
            Ok("Late".to_owned())
        );
        assert!(
            Rate::parse("1.01").is_err(),
            "more than 100 % cannot be said"
        );
    }

    #[test]
    fn other_currencies_and_too_many_are_refused() {
        let mismatch = Err(DiscountRefusal::Money(MoneyError::CurrencyMismatch));
        let euros = off(DiscountOff::Amount(Money::new(1, Currency::EUR)));
        let lines = [line(1, Some(1), 100)];
        assert_eq!(spread_discounts(USD, &lines, &[], &[euros]), mismatch);
        assert_eq!(spread_discounts(Currency::EUR, &lines, &[], &[]), mismatch);
        let many = vec![amount(1); DISCOUNTS_MAX + 1];
        assert_eq!(
            spread_discounts(USD, &lines, &[], &many),
            Err(DiscountRefusal::TooMany)
        );
    }

    fn discount() -> impl Strategy<Value = Discount> {
        let share = |n| Rate::try_new(Decimal::new(n, 3)).unwrap();
        let size = prop_oneof![
            (1_i64..30_000).prop_map(|minor| DiscountOff::Amount(usd(minor))),
            (1_i64..=1_000).prop_map(move |n| DiscountOff::Percent(share(n))),
        ];
        let paid = prop_oneof![Just(ReimbursedBy::None), Just(ReimbursedBy::Manufacturer)];
        (size, paid).prop_map(|(size, reimbursed_by)| Discount {
            reimbursed_by,
            ..off(size)
        })
    }

    fn discounts() -> impl Strategy<Value = Vec<Discount>> {
        prop::collection::vec(discount(), 0..3)
    }

    fn lines() -> impl Strategy<Value = Vec<DiscountLine>> {
        let one = (-2_000_i64..50_000, 0_u128..3, discounts(), any::<bool>());
        prop::collection::vec(one, 0..8).prop_map(|lines| {
            let numbered = (1_u128..).zip(lines);
            let made = |(serial, (minor, of_job, own, shares))| DiscountLine {
                own,
                shares,
                ..line(serial, (of_job > 0).then_some(of_job), minor)
            };
            numbered.map(made).collect()
        })
    }

    proptest! {
        #[test]
        fn sums_are_exact_and_nothing_falls_below_zero(lines in lines(), jobs in discounts(), ticket in discounts()) {
            let jobs: Vec<JobDiscount> =
                (1_u128..).zip(jobs).map(|(serial, discount)| JobDiscount { job: job(serial), discount }).collect();
            let found = nets(&lines, &jobs, &ticket);
            prop_assert_eq!(found.len(), lines.len());
            for (net, line) in found.iter().zip(&lines) {
                let [own, job_share, ticket_share, left] = row(net);
                prop_assert_eq!(own + job_share + ticket_share + left, line.gross.minor());
                prop_assert!(own >= 0 && job_share >= 0 && ticket_share >= 0);
                prop_assert!(left >= 0 || left == line.gross.minor());
                prop_assert_eq!(net.tax_base.minor(), left + net.reimbursed.minor());
                prop_assert!((0..=own + job_share + ticket_share).contains(&net.reimbursed.minor()));
                prop_assert!(line.shares || job_share + ticket_share == 0);
                prop_assert!(line.job.is_some() || job_share == 0);
            }
        }

        /// A single discount on the ticket takes exactly its amount, or its rounded share of the sum.
        #[test]
        fn the_shares_of_a_ticket_discount_add_up_to_it(lines in lines(), ticket in discount()) {
            let bare: Vec<DiscountLine> =
                lines.into_iter().map(|line| DiscountLine { own: Vec::new(), ..line }).collect();
            let shared = bare.iter().filter(|line| line.shares).map(|line| line.gross.minor().max(0));
            let base: i64 = shared.sum();
            let expected = match ticket.off {
                DiscountOff::Amount(amount) => amount.minor().min(base),
                DiscountOff::Percent(rate) => {
                    to_money(usd(base).to_decimal() * rate.decimal(), USD, RoundingPolicy::HalfUp).unwrap().minor()
                }
            };
            let found = nets(&bare, &[], &[ticket]);
            prop_assert_eq!(found.iter().map(|net| net.ticket_share.minor()).sum::<i64>(), expected);
        }
    }
}
