//! What can happen to a shop that buys, in any order; refusals are part of it.

use proptest::prelude::*;

use crate::ids::LineId;
use crate::money::Quantity;
use crate::purchase::fixture::{Shop, part, price, supplier, usd, uuid};
use crate::purchase::{Counted, DifferenceKind, PurchaseOrder, Settlement};
use crate::stock::ReceiptKey;
use crate::supplier_return::{
    ReturnDraft, ReturnItem, ReturnKind, ReturnLineDraft, SupplierReturnOrder, open,
};

/// Something that happens. Lines and papers are named by place, which may be wrong.
#[derive(Clone, Debug)]
pub(super) enum Happening {
    Receive {
        line: usize,
        count: i64,
        damaged: i64,
        cents: Option<i64>,
        over: bool,
    },
    CancelLine {
        line: usize,
        count: Option<i64>,
    },
    Invoice {
        line: usize,
        count: i64,
        cents: i64,
        core: i64,
        freight: i64,
    },
    Accept {
        invoice: usize,
        kinds: Vec<DifferenceKind>,
    },
    Settle {
        invoice: usize,
        open: usize,
        how: Settlement,
        cents: Option<i64>,
    },
    Use {
        line: usize,
        count: i64,
    },
    Stock {
        line: usize,
        count: i64,
    },
    CancelSpecial {
        line: usize,
    },
    SendBack {
        line: usize,
        count: i64,
        known: bool,
    },
    Sell {
        part: u128,
        count: i64,
    },
    BringBack {
        part: u128,
        count: i64,
        cents: i64,
    },
    Credit {
        cents: i64,
        over: bool,
    },
    AcceptShort,
    Close {
        write_off: bool,
    },
    Cancel,
}

pub(super) fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let place = || 0_usize..4;
    let count = || -500_i64..6_000;
    let kinds = prop::sample::subsequence(
        vec![
            DifferenceKind::Price,
            DifferenceKind::Core,
            DifferenceKind::Quantity,
        ],
        0..=3,
    );
    let how = prop_oneof![
        Just(Settlement::Accepted),
        Just(Settlement::Credited {
            memo: "CM".to_owned()
        }),
        Just(Settlement::Arrived),
    ];
    let one = prop_oneof![
        8 => (place(), count(), 0_i64..1_000, prop::option::of(0_i64..20_000), any::<bool>())
            .prop_map(|(line, count, damaged, cents, over)| Happening::Receive { line, count, damaged, cents, over }),
        1 => (place(), prop::option::of(count()))
            .prop_map(|(line, count)| Happening::CancelLine { line, count }),
        5 => (place(), count(), 0_i64..20_000, 0_i64..2_000, 0_i64..500)
            .prop_map(|(line, count, cents, core, freight)| Happening::Invoice { line, count, cents, core, freight }),
        5 => (place(), kinds).prop_map(|(invoice, kinds)| Happening::Accept { invoice, kinds }),
        4 => (place(), place(), how, prop::option::of(-10_i64..2_000))
            .prop_map(|(invoice, open, how, cents)| Happening::Settle { invoice, open, how, cents }),
        2 => (place(), count()).prop_map(|(line, count)| Happening::Use { line, count }),
        2 => (place(), count()).prop_map(|(line, count)| Happening::Stock { line, count }),
        1 => place().prop_map(|line| Happening::CancelSpecial { line }),
        3 => (place(), count(), prop::bool::weighted(0.8))
            .prop_map(|(line, count, known)| Happening::SendBack { line, count, known }),
        6 => (1_u128..3, 1_i64..4_000).prop_map(|(part, count)| Happening::Sell { part, count }),
        2 => (1_u128..3, 1_i64..2_000, 0_i64..20_000)
            .prop_map(|(part, count, cents)| Happening::BringBack { part, count, cents }),
        2 => (0_i64..20_000, any::<bool>()).prop_map(|(cents, over)| Happening::Credit { cents, over }),
        1 => Just(Happening::AcceptShort),
        1 => any::<bool>().prop_map(|write_off| Happening::Close { write_off }),
        1 => Just(Happening::Cancel),
    ];
    prop::collection::vec(one, 1..40)
}

pub(super) fn thousandths(count: i64) -> Quantity {
    Quantity::try_new(rust_decimal::Decimal::new(count, 3)).unwrap()
}

pub(super) fn cents(cents: i64) -> crate::money::UnitPrice {
    price(&rust_decimal::Decimal::new(cents, 2).to_string())
}

fn line_at(shop: &Shop, place: usize) -> LineId {
    let found = shop.purchase().lines.get(place);
    found.map_or(LineId::new(uuid(3)), |line| line.item.id)
}

/// Lets something happen; refusals are fine and leave nothing behind.
pub(super) fn happen(shop: &mut Shop, happening: Happening) {
    let invoice_at = |shop: &Shop, place: usize| {
        let found = shop.purchase().invoices.get(place);
        found.map(|invoiced| invoiced.invoice.id)
    };
    let order = match happening {
        Happening::Receive {
            line,
            count,
            damaged,
            cents: cost,
            over,
        } => PurchaseOrder::Receive {
            lines: vec![Counted {
                line: line_at(shop, line),
                quantity: thousandths(count),
                damaged: thousandths(damaged),
                unit_cost: cost.map(cents),
                core_deposit: None,
            }],
            slip: None,
            over_confirmed: over,
        },
        Happening::CancelLine { line, count } => PurchaseOrder::CancelLine {
            line: line_at(shop, line),
            quantity: count.map(thousandths),
            reason: "gone".to_owned(),
        },
        Happening::Invoice {
            line,
            count,
            cents: cost,
            core,
            freight,
        } => {
            if line >= shop.purchase().lines.len() {
                return;
            }
            let count = thousandths(count).to_string();
            let (cost, core) = (cents(cost).to_string(), cents(core).to_string());
            let draft = shop.invoice(&[(line, &count, &cost, &core)], freight, 0);
            PurchaseOrder::EnterInvoice(Box::new(draft))
        }
        Happening::Accept { invoice, kinds } => {
            let Some(invoice) = invoice_at(shop, invoice) else {
                return;
            };
            let found = shop.purchase().invoice(invoice).unwrap();
            let found = shop
                .purchase()
                .differences(&found.invoice, &shop.rules)
                .unwrap();
            let found = found.iter().filter(|found| kinds.contains(&found.kind));
            let accept = found.map(|found| (found.place, found.kind)).collect();
            PurchaseOrder::AcceptInvoice { invoice, accept }
        }
        Happening::Settle {
            invoice,
            open,
            how,
            cents,
        } => {
            let Some(invoiced) = shop.purchase().invoices.get(invoice) else {
                return;
            };
            let Some(open) = invoiced.open.get(open) else {
                return;
            };
            PurchaseOrder::SettleDifference {
                invoice: invoiced.invoice.id,
                place: open.difference.place,
                kind: open.difference.kind,
                how,
                amount: cents.map(usd),
            }
        }
        Happening::Use { line, count } => PurchaseOrder::Use {
            line: line_at(shop, line),
            quantity: thousandths(count),
        },
        Happening::Stock { line, count } => PurchaseOrder::Stock {
            line: line_at(shop, line),
            quantity: thousandths(count),
        },
        Happening::CancelSpecial { line } => PurchaseOrder::CancelSpecial {
            line: line_at(shop, line),
            reason: "sold the car".to_owned(),
            selling_price: usd(300_00),
            deposit: usd(50_00),
            waive_fee: false,
        },
        Happening::SendBack { line, count, known } => {
            return send_back(shop, line, count, known);
        }
        Happening::Sell { part: sold, count } => {
            return shop.sell(part(sold), thousandths(count), price("41.2345"));
        }
        Happening::BringBack {
            part: brought,
            count,
            cents: cost,
        } => return shop.take_back(part(brought), thousandths(count), cents(cost)),
        Happening::Credit { cents, over } => return credit(shop, cents, over),
        Happening::AcceptShort => {
            if !shop.returns.is_empty() {
                let reason = "enough".to_owned();
                shop.order_back(SupplierReturnOrder::AcceptShort { reason })
                    .ok();
            }
            return;
        }
        Happening::Close { write_off } => PurchaseOrder::Close { write_off },
        Happening::Cancel => PurchaseOrder::Cancel {
            reason: "no".to_owned(),
        },
    };
    let before = shop.purchase().clone();
    let over = matches!(
        order,
        PurchaseOrder::Receive {
            over_confirmed: true,
            ..
        }
    );
    if shop.order(order).is_err() {
        assert_eq!(&before, shop.purchase());
    }
    for (was, is) in before.lines.iter().zip(&shop.purchase().lines) {
        let room = is.item.quantity.decimal() - is.canceled.decimal();
        let grew = is.received > was.received;
        assert!(
            !grew || over || is.received.decimal() <= room,
            "received above ordered"
        );
    }
}

fn send_back(shop: &mut Shop, line: usize, count: i64, known: bool) {
    let Some(ours) = shop.purchase().lines.get(line) else {
        return;
    };
    let Some(part) = ours.item.part else {
        return;
    };
    let origin = ReceiptKey {
        purchase: shop.purchase().id,
        line: ours.item.id,
    };
    let draft = ReturnDraft {
        supplier: supplier(),
        kind: ReturnKind::Plain,
        location: None,
        lines: vec![ReturnLineDraft {
            item: ReturnItem::Stock {
                part,
                unit_cost: ours.item.unit_cost,
                core_deposit: ours.item.core_deposit,
                origin: known.then_some(origin),
            },
            description: "Alternator".to_owned(),
            quantity: thousandths(count),
            claimed: None,
        }],
    };
    let ctx = shop.ctx();
    let Ok(events) = open(&draft, &shop.rules, &ctx) else {
        return;
    };
    shop.keep(&events);
    let origins = shop.purchases.clone();
    let send = SupplierReturnOrder::Send {
        authorization: None,
        tracking: None,
        origins,
    };
    shop.order_back(send).ok();
}

fn credit(shop: &mut Shop, cents: i64, over_confirmed: bool) {
    let Some(back) = shop.returns.last() else {
        return;
    };
    let lines = back.lines.iter();
    let lines = lines.map(|line| crate::supplier_return::CreditDraft {
        line: line.id,
        amount: usd(cents),
    });
    let order = SupplierReturnOrder::Credit {
        memo: format!("CM-{cents}"),
        date: crate::purchase::fixture::TODAY,
        lines: lines.collect(),
        over_confirmed,
    };
    shop.order_back(order).ok();
}
