use super::samples::*;
use super::shop::Shop;
use crate::*;
use domain::catalog::Part;
use domain::ids::*;
use domain::money::*;
use domain::tax::*;
use domain::ticket::*;
use domain::*;
use engine::*;
use std::time::Instant;

fn rss() -> String {
    let s = std::fs::read_to_string("/proc/self/status").unwrap();
    s.lines()
        .filter(|l| l.starts_with("VmRSS") || l.starts_with("VmHWM") || l.starts_with("RssAnon"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn perf() {
    println!("start {}", rss());
    let mut shop = Shop::new();
    let words = [
        "brake", "pad", "front", "rear", "rotor", "filter", "oil", "air", "cabin", "spark", "plug",
        "belt", "hose", "pump", "axle", "seal", "kit", "sensor", "lamp", "wiper",
    ];
    let brands = [
        "Bosch", "Brembo", "Fram", "Denso", "NGK", "Gates", "Moog", "Dorman",
    ];
    let t = Instant::now();
    let mut n = 0u128;
    let mut x = 12345u64;
    let mut r = move |m: u64| {
        x = x
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (x >> 33) % m
    };
    let total: u128 = std::env::var("PARTS")
        .ok()
        .and_then(|v| v.parse().ok())
        .unwrap_or(100_000);
    while n < total {
        let mut ev = Vec::new();
        for _ in 0..500 {
            n += 1;
            let mut p: Part = part(
                10_000 + n,
                &format!("{}{}-{:05}", (b'A' + r(26) as u8) as char, r(99), r(100000)),
            );
            p.brand = brands[r(8) as usize].into();
            p.description = (0..5)
                .map(|_| words[r(20) as usize])
                .collect::<Vec<_>>()
                .join(" ");
            p.category = words[r(20) as usize].into();
            if n % 2 == 0 {
                p.fitment = vec![
                    fits("Honda", "Civic", 2010 + r(10) as u16, 2020),
                    fits("Ford", "F-150", 2010, 2012),
                ];
            }
            ev.push(Event::PartSaved(Box::new(p)));
        }
        shop.store.begin().unwrap();
        shop.store
            .append(Timestamp::from_unix_ms(shop.now), &Actor::Daemon, &ev)
            .unwrap();
        shop.store.commit().unwrap();
    }
    println!("import {:?} {}", t.elapsed(), rss());
    // one open ticket of 20 lines; batch of orders
    let id = shop.open_ticket();
    let line = |k: u128| Line {
        id: LineId::new(uuid(k)),
        kind: LineKind::Part {
            part: PartId::new(uuid(k)),
            number: "AB-12345".into(),
            unit_cost: price("12.5"),
        },
        description: "Brake pads front".into(),
        quantity: quantity("2"),
        unit_price: price("49.99"),
        amount: usd(9998),
    };
    for lines in [1u128, 10] {
        let answer = TaxAnswer {
            rule: "flat-rate-tax 0.1.0".into(),
            by_line: (0..lines)
                .map(|k| (LineId::new(uuid(k)), usd(412)))
                .collect(),
            components: vec![TaxComponent {
                name: "Sales tax".into(),
                rate: Rate::parse("0.0825").unwrap(),
                base: usd(9998),
                amount: usd(412),
            }],
        };
        let events = [
            Event::LineAdded {
                ticket: id,
                line: line(1),
            },
            Event::TaxAssessed { ticket: id, answer },
        ];
        let mut commits = std::time::Duration::ZERO;
        let t = Instant::now();
        let mut k = 0u64;
        for _ in 0..40 {
            shop.store.begin().unwrap();
            for _ in 0..250 {
                k += 1;
                let key = format!("client:till:{lines}:{k:08}");
                assert!(shop.store.recall(&key).unwrap().is_none());
                let (first, last) = shop
                    .store
                    .append(Timestamp::from_unix_ms(shop.now), &Actor::Daemon, &events)
                    .unwrap();
                shop.store
                    .remember(
                        &key,
                        Remembered {
                            fingerprint: [1; 16],
                            first,
                            last,
                        },
                    )
                    .unwrap();
            }
            let c = Instant::now();
            shop.store.commit().unwrap();
            commits += c.elapsed();
        }
        let all = t.elapsed();
        println!(
            "{lines} lines: per order {:?} without commit, commits {:?} of {:?}",
            (all - commits) / 10_000,
            commits / 40,
            all
        );
    }
    let t = Instant::now();
    for k in 0..300u64 {
        shop.store.begin().unwrap();
        let (first, last) = shop
            .store
            .append(
                Timestamp::from_unix_ms(shop.now),
                &Actor::Daemon,
                &[Event::LineAdded {
                    ticket: id,
                    line: line(1),
                }],
            )
            .unwrap();
        shop.store
            .remember(
                &format!("single{k}"),
                Remembered {
                    fingerprint: [1; 16],
                    first,
                    last,
                },
            )
            .unwrap();
        shop.store.commit().unwrap();
    }
    println!("single commits {:?}", t.elapsed() / 300);
    let c = shop.customer("Ann", None);
    let v = shop.vehicle(c, "Honda", "Civic").id;
    println!("before queries {}", rss());
    let q = SqliteQueries::open(shop.dir.path(), 2).unwrap();
    for (text, veh) in [
        ("A12", None),
        ("A", None),
        ("1234", None),
        ("23-04", None),
        ("brake", None),
        ("br", None),
        ("brake pad fr", None),
        ("bosch oil filter", None),
        ("brake", Some(v)),
        ("", Some(v)),
        ("bosch 123", None),
        ("zzzz", None),
    ] {
        let t = Instant::now();
        let mut worst = t.elapsed();
        let mut hits = 0;
        for _ in 0..30 {
            let s = Instant::now();
            hits = q.search_parts(text, veh, 20).unwrap().len();
            worst = worst.max(s.elapsed());
        }
        println!(
            "search {text:?} {}: avg {:?} worst {worst:?} hits {hits}",
            veh.is_some(),
            t.elapsed() / 30
        );
    }
    println!("after queries {}", rss());
    drop(q);
    let Shop { store, dir, .. } = shop;
    drop(store);
    let size = std::fs::metadata(dir.path().join(FILE_NAME)).unwrap().len();
    println!("closed {} file {size}", rss());
    let t = Instant::now();
    let v = verify(dir.path()).unwrap();
    println!("verify {:?} {} {}", t.elapsed(), v.records, rss());
}
