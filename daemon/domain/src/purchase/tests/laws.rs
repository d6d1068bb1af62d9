//! Laws that hold whatever is ordered in whatever sequence. The shop of the fixture checks most of them at every step.

use proptest::prelude::*;

use super::happening::{cents, happen, happenings, thousandths};
use crate::ledger::Account;
use crate::money::Quantity;
use crate::purchase::fixture::{Shop, line, part, price, special, ticket};
use crate::purchase::{PurchaseOrder, Purpose, on_order};
use crate::stock::CostMethod;

const METHODS: [CostMethod; 2] = [CostMethod::MovingAverage, CostMethod::Fifo];

proptest! {
    #[test]
    fn whatever_happens_the_books_and_the_stock_agree(story in happenings(), fifo in any::<bool>()) {
        let mut kept = line(1, "2", "45.6789", "7.5");
        kept.purpose = special();
        let mut work = line(2, "3", "3.3333", "0");
        work.purpose = Purpose::WorkOrder { ticket: ticket(), line: None };
        let lines = vec![line(1, "5", "33.3333", "20"), kept, work];
        let mut shop = Shop::ordered_by(METHODS[usize::from(fifo)], lines);
        for happening in story {
            happen(&mut shop, happening);
            let sum = on_order(&shop.purchases, part(1), "main").unwrap();
            prop_assert!(sum.for_stock >= Quantity::ZERO && sum.for_tickets >= Quantity::ZERO);
        }
    }

    #[test]
    fn received_and_invoiced_in_full_at_one_cost_leaves_nothing(
        counts in prop::collection::vec(1_i64..5_000, 1..8),
        invoiced in 1_i64..5_000,
        ten_thousandths in 0_i64..2_000_000,
    ) {
        let all: i64 = counts.iter().sum();
        let cost = rust_decimal::Decimal::new(ten_thousandths + 10_000, 4).to_string();
        let text = thousandths(all).to_string();
        let mut shop = Shop::ordered(vec![line(1, &text, &cost, "12.3456")]);
        for count in counts {
            let count = thousandths(count).to_string();
            shop.receive(&[(0, &count)]).unwrap();
        }
        // In two invoices, split anywhere.
        let first = invoiced.min(all);
        for part in [first, all - first].into_iter().filter(|part| *part > 0) {
            let part = thousandths(part).to_string();
            let draft = shop.invoice(&[(0, &part, &cost, "12.3456")], 0, 0);
            if draft.total.is_zero() {
                return Ok(());
            }
            shop.bill(draft).unwrap();
        }
        prop_assert_eq!(shop.balance(Account::ReceivedNotInvoiced, None), 0);
    }

    #[test]
    fn invoiced_in_full_at_any_price_nothing_stays_uninvoiced(
        received in 1_i64..5_000,
        sold in 1_i64..8_000,
        later in 1_i64..5_000,
        prices in (1_i64..20_000, 1_i64..20_000),
        fifo in any::<bool>(),
    ) {
        let text = thousandths(received + later).to_string();
        let lines = vec![line(1, &text, &cents(prices.0).to_string(), "7.5")];
        let mut shop = Shop::ordered_by(METHODS[usize::from(fifo)], lines);
        shop.receive(&[(0, &thousandths(received).to_string())]).unwrap();
        shop.sell(part(1), thousandths(sold), price("41.2345"));
        shop.receive(&[(0, &thousandths(later).to_string())]).unwrap();
        let draft = shop.invoice(&[(0, &text, &cents(prices.1).to_string(), "8")], 0, 0);
        let total = draft.total;
        shop.order(PurchaseOrder::EnterInvoice(Box::new(draft))).unwrap();
        let invoice = &shop.purchase().invoices[0].invoice;
        let found = shop.purchase().differences(invoice, &shop.rules).unwrap();
        let accept = found.iter().map(|found| (found.place, found.kind)).collect();
        let invoice = invoice.id;
        shop.order(PurchaseOrder::AcceptInvoice { invoice, accept }).unwrap();
        prop_assert_eq!(shop.balance(Account::ReceivedNotInvoiced, None), 0);
        // Every cent of the invoice is on the shelf, sold, a deposit or a variance.
        let spent = [
            Account::Inventory,
            Account::CostOfParts,
            Account::CoreDeposits,
            Account::PurchaseVariance,
        ];
        let spent: i64 = spent.iter().map(|account| shop.balance(*account, None)).sum();
        prop_assert_eq!(spent, total.minor());
    }
}
