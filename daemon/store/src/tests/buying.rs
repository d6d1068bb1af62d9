//! What purchases bring to stock, and what runs low.

use std::collections::BTreeMap;

use domain::Event;
use domain::catalog::{Part, Reorder};
use domain::ids::{LineId, PurchaseId, SupplierId, SupplierPartId, TicketId};
use domain::money::{Currency, Quantity};
use domain::purchase::{
    self, Beside, Counted, Drafting, LineDraft, Purchase, PurchaseDraft, PurchaseOrder,
    PurchaseRules, Purpose,
};
use domain::stock::CostMethod;
use domain::supplier::{
    Supplier, SupplierDraft, SupplierEvent, SupplierPartDraft, SupplierPartEvent,
};
use engine::reorder::{LowAsk, draft_lines, proposal};
use engine::{Lookup, fold};

use super::samples::{part, price, quantity, uuid};
use super::shop::Shop;

const FIRM: u128 = 900;

fn firm() -> Supplier {
    Supplier {
        id: SupplierId::new(uuid(FIRM)),
        details: SupplierDraft {
            name: "Acme Parts".to_owned(),
            contact: None,
            phone: None,
            email: None,
            account_number: None,
            terms_days: 30,
            currency: Currency::USD,
            minimum_order: None,
            lead_time_days: 1,
            notes: None,
        },
        retired: false,
    }
}

fn kept(number: u128, min: &str, max: &str) -> Part {
    Part {
        reorder: Some(Reorder {
            min: quantity(min),
            max: quantity(max),
            pack: quantity("4"),
            supplier: Some(firm().id),
        }),
        ..part(number, "P 85/020")
    }
}

fn line(part: &Part, pieces: &str, purpose: Purpose) -> LineDraft {
    LineDraft {
        part: Some(part.id),
        number: None,
        description: "Brake pads".to_owned(),
        quantity: quantity(pieces),
        unit_cost: price("20"),
        core_deposit: price("0"),
        purpose,
    }
}

struct Buyer {
    shop: Shop,
    purchase: PurchaseId,
}

impl Buyer {
    fn opens(lines: Vec<LineDraft>, mut shop: Shop) -> Self {
        let draft = PurchaseDraft {
            supplier: firm(),
            location: None,
            lines,
        };
        let ctx = shop.ctx();
        let events = purchase::open(&draft, &PurchaseRules::usual(), &ctx).unwrap();
        let purchase = PurchaseId::new(events[0].stream().0);
        shop.append(&events);
        Self { shop, purchase }
    }

    fn now(&mut self) -> Purchase {
        let id = self.purchase.uuid();
        fold(id, &self.shop.store.story(id, None).unwrap()).unwrap()
    }

    fn orders(&mut self, order: &PurchaseOrder) {
        let purchase = self.now();
        let parts = purchase.lines.iter().filter_map(|line| line.item.part);
        let mut costs = BTreeMap::new();
        for part in parts {
            let cost = self.shop.store.cost_state(part, CostMethod::MovingAverage);
            costs.extend(cost.unwrap().map(|cost| (part, cost)));
        }
        let ctx = self.shop.ctx();
        let (beside, rules) = (Beside { costs }, PurchaseRules::usual());
        let events = purchase::decide(&purchase, order, &beside, &rules, &ctx).unwrap();
        self.shop.append(&events);
    }

    fn places(&mut self) {
        self.orders(&PurchaseOrder::Place {
            supplier: Box::new(firm()),
            below_minimum_confirmed: false,
            sent_by: None,
        });
    }

    fn receives(&mut self, counted: &[(LineId, &str)], over_confirmed: bool) {
        let lines = counted.iter().map(|(line, pieces)| Counted {
            line: *line,
            quantity: quantity(pieces),
            damaged: Quantity::ZERO,
            unit_cost: None,
            core_deposit: None,
        });
        self.orders(&PurchaseOrder::Receive {
            lines: lines.collect(),
            slip: None,
            over_confirmed,
        });
    }

    /// On hand and on order.
    fn stock(&mut self, part: &Part) -> (String, String) {
        let level = self.shop.store.stock_level(part.id, "shop").unwrap();
        (level.on_hand.to_string(), level.on_order.to_string())
    }
}

fn both(on_hand: &str, on_order: &str) -> (String, String) {
    (on_hand.to_owned(), on_order.to_owned())
}

#[test]
fn what_is_on_order_follows_each_line_from_its_order_to_its_end() {
    let mut shop = Shop::new();
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    let lines = vec![
        line(&pads, "10", Purpose::Stock),
        line(&pads, "5", Purpose::Stock),
    ];
    let mut buyer = Buyer::opens(lines, shop);
    assert_eq!(buyer.stock(&pads), both("0", "0"), "a draft is no order");
    let ids: Vec<_> = buyer.now().lines.iter().map(|line| line.item.id).collect();
    buyer.orders(&PurchaseOrder::ChangeLine {
        line: ids[0],
        quantity: quantity("8"),
        unit_cost: price("20"),
        core_deposit: price("0"),
    });
    buyer.places();
    assert_eq!(buyer.stock(&pads), both("0", "13"));
    buyer.receives(&[(ids[0], "3")], false);
    assert_eq!(buyer.stock(&pads), both("3", "10"));
    buyer.orders(&PurchaseOrder::CancelLine {
        line: ids[1],
        quantity: Some(quantity("2")),
        reason: "sold out".to_owned(),
    });
    assert_eq!(buyer.stock(&pads), both("3", "8"));
    // More than was ordered: what is on order never falls below nothing.
    buyer.receives(&[(ids[0], "7"), (ids[1], "3")], true);
    assert_eq!(buyer.stock(&pads), both("13", "0"));
    crate::verify(buyer.shop.dir.path()).unwrap();
    buyer.orders(&PurchaseOrder::Close { write_off: true });
    assert_eq!(buyer.stock(&pads), both("13", "0"));
    crate::verify(buyer.shop.dir.path()).unwrap();
}

#[test]
fn a_canceled_purchase_leaves_nothing_on_order() {
    let mut shop = Shop::new();
    let pads = part(3, "P 85/020");
    shop.save_part(pads.clone());
    let lines = vec![line(&pads, "10", Purpose::Stock)];
    let mut buyer = Buyer::opens(lines, shop);
    buyer.places();
    assert_eq!(buyer.stock(&pads), both("0", "10"));
    buyer.orders(&PurchaseOrder::Cancel {
        reason: "too slow".to_owned(),
    });
    assert_eq!(buyer.stock(&pads), both("0", "0"));
    crate::verify(buyer.shop.dir.path()).unwrap();
}

fn ask(to_order: bool) -> LowAsk {
    LowAsk {
        location: "shop".to_owned(),
        to_order,
        after: None,
        unplaced: true,
        limit: 10,
    }
}

fn low(shop: &mut Shop, to_order: bool) -> Vec<u128> {
    let low = shop.store.low(&ask(to_order)).unwrap();
    let numbers = low.iter().map(|low| low.part.id.uuid().as_u128() & 0xffff);
    numbers.collect()
}

#[test]
fn a_part_is_low_at_its_minimum_and_not_above_it() {
    let mut shop = Shop::new();
    shop.save_part(kept(3, "4", "12"));
    shop.save_part(part(4, "P 85/021"));
    assert_eq!(low(&mut shop, false), [3], "one that was never anywhere");
    shop.stock(kept(3, "4", "12").id, "5");
    shop.stock(part(4, "P 85/021").id, "1");
    assert_eq!(low(&mut shop, false), [0_u128; 0]);
    shop.stock(kept(3, "4", "12").id, "-1");
    assert_eq!(low(&mut shop, false), [3]);
    // Another minimum counts at once, for what is on the shelf already.
    shop.save_part(kept(3, "3", "12"));
    assert_eq!(low(&mut shop, false), [0_u128; 0]);
    shop.save_part(kept(3, "4", "12"));
    assert_eq!(low(&mut shop, false), [3]);
    let replaced = Part {
        superseded_by: Some(part(4, "P 85/021").id),
        ..kept(3, "4", "12")
    };
    shop.save_part(replaced);
    assert_eq!(low(&mut shop, false), [0_u128; 0]);
    crate::verify(shop.dir.path()).unwrap();
}

#[test]
fn what_is_kept_for_a_ticket_is_neither_there_nor_coming_for_the_shelf() {
    let mut shop = Shop::new();
    let pads = kept(3, "4", "12");
    shop.save_part(pads.clone());
    shop.stock(pads.id, "5");
    let purpose = Purpose::WorkOrder {
        ticket: TicketId::new(uuid(77)),
        line: None,
    };
    let mut buyer = Buyer::opens(vec![line(&pads, "6", purpose)], shop);
    buyer.places();
    buyer.shop.stock(pads.id, "-2");
    assert_eq!(buyer.stock(&pads), both("3", "6"));
    assert_eq!(low(&mut buyer.shop, true), [3], "six are for the ticket");
    let line = buyer.now().lines[0].item.id;
    buyer.receives(&[(line, "6")], false);
    assert_eq!(buyer.stock(&pads), both("9", "0"));
    assert_eq!(low(&mut buyer.shop, true), [3]);
    let found = buyer.shop.store.low(&ask(true)).unwrap().remove(0);
    assert_eq!(found.held, quantity("6"));
    assert_eq!(found.for_shelf().position().unwrap(), quantity("3"));
    buyer.orders(&PurchaseOrder::Stock {
        line,
        quantity: quantity("6"),
    });
    assert_eq!(
        low(&mut buyer.shop, false),
        [0_u128; 0],
        "anyone may have them"
    );
    crate::verify(buyer.shop.dir.path()).unwrap();
}

#[test]
fn what_runs_low_is_ordered_once_from_whom_the_part_names() {
    let mut shop = Shop::new();
    let pads = kept(3, "4", "12");
    shop.save_part(pads.clone());
    shop.stock(pads.id, "3");
    let Supplier { id, details, .. } = firm();
    shop.append(&[Event::Supplier(id, SupplierEvent::Saved(Box::new(details)))]);
    let propose = |shop: &mut Shop| {
        let low = shop.store.low(&ask(true)).unwrap();
        let proposal = proposal(&low, Currency::USD).unwrap();
        draft_lines(&low, &proposal)
    };
    // Nobody has said a price: the part's own last cost (three for 64.01) and pack of four count. Nine are missing, eight
    // are two packs.
    let lines = propose(&mut shop);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].quantity, quantity("8"));
    assert_eq!(lines[0].asked.details.cost, price("21.3367"));
    let offer = SupplierPartDraft {
        supplier: id,
        part: pads.id,
        number: "A-1".to_owned(),
        cost: price("19.50"),
        core_deposit: price("0"),
        pack_size: quantity("3"),
        preferred: false,
    };
    let offer_id = SupplierPartId::new(shop.id());
    let saved = SupplierPartEvent::Saved(Box::new(offer));
    shop.append(&[Event::SupplierPart(offer_id, saved)]);
    let lines = propose(&mut shop);
    assert_eq!(lines[0].quantity, quantity("9"));
    assert_eq!(lines[0].asked.details.number, "A-1");
    let ctx = shop.ctx();
    let rules = PurchaseRules::usual();
    let drafted =
        purchase::draft_from_proposals(&lines, &[], Drafting::ByHand, &rules, &ctx).unwrap();
    shop.append(&drafted);
    assert!(propose(&mut shop).is_empty(), "the draft counts as ordered");
    let found = shop.store.low(&ask(false)).unwrap().remove(0);
    assert_eq!(found.drafted, quantity("9"), "low all the same");
    crate::verify(shop.dir.path()).unwrap();
}
