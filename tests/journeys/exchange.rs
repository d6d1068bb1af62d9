//! The shop's data in and out of files, with the real binary's commands.

use std::path::{Path, PathBuf};

use e2e::daemon::{run_command, text as path_text};
use e2e::programs::root;
use e2e::{Shop, Value, json, key};

use crate::books;
use crate::counter::{Counter, text};

const CUSTOMERS_MAP: &str = r#"
dates = "month_day_year"
[columns]
id.header = "Customer Number"
first_name.header = "First Name"
last_name.header = "Last Name"
company.header = "Company"
phone.header = "Cell Phone"
email.header = "Email"
street.header = "Address"
city.header = "City"
region.header = "State"
postal_code.header = "Zip"
since.header = "Customer Since"
notes.header = "Comments"
"#;
const VEHICLES_MAP: &str = r#"
dates = "month_day_year"
[columns]
customer_id.header = "CustID"
vin.header = "VIN"
year.header = "Year"
make.header = "Make"
model.header = "Model"
trim.header = "Sub Model"
engine.header = "Engine"
plate.header = "License Plate"
plate_region.header = "Plate State"
odometer.header = "Mileage"
last_service.header = "Last Visit"
"#;
/// Exit code when some rows were not taken.
const SOME_BAD: i32 = 3;

/// A sample of another program's export, made up.
fn sample(name: &str) -> String {
    path_text(&root().join("daemon/exchange/tests/samples").join(name))
}

/// A shop with the operator's token in a file.
struct Desk {
    shop: Shop,
    token: PathBuf,
}

impl Desk {
    async fn new() -> Self {
        let mut shop = Shop::builder().no_tax().start().await;
        let token = shop.folder().join("token");
        std::fs::write(&token, shop.full_token()).unwrap();
        Self { shop, token }
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.shop.folder().join(name);
        std::fs::write(&path, content).unwrap();
        path_text(&path)
    }

    fn path(&self, name: &str) -> String {
        path_text(&self.shop.folder().join(name))
    }

    /// Imports over the API, and returns the exit code and what was said.
    fn import(&self, arguments: &[&str]) -> (i32, String) {
        let (api, token) = (self.shop.address().to_string(), path_text(&self.token));
        let mut all = vec!["import"];
        all.extend(arguments);
        all.extend(["--api", &api, "--token-file", &token]);
        run(&all)
    }

    fn export(&self, arguments: &[&str]) -> String {
        let data = path_text(self.shop.data());
        let mut all = vec!["export"];
        all.extend(arguments);
        all.extend(["--data", &data]);
        let (code, said) = run(&all);
        assert_eq!(code, 0, "{said}");
        said
    }

    /// Brings all samples of tables in.
    fn samples(&self) {
        let customers = self.file("customers.toml", CUSTOMERS_MAP);
        let vehicles = self.file("vehicles.toml", VEHICLES_MAP);
        let (code, said) =
            self.import(&["customers", &sample("customers.csv"), "--map", &customers]);
        assert_eq!(code, SOME_BAD, "{said}");
        let (code, said) = self.import(&["vehicles", &sample("vehicles.csv"), "--map", &vehicles]);
        assert_eq!(code, SOME_BAD, "{said}");
        let (code, said) = self.import(&["parts", &sample("parts.csv"), "--guess"]);
        assert_eq!(code, SOME_BAD, "{said}");
    }
}

fn run(arguments: &[&str]) -> (i32, String) {
    let (status, said, complaints) = run_command(arguments);
    (status.code().unwrap(), said + &complaints)
}

async fn head(counter: &Counter) -> u64 {
    let subscribed = counter.call("events.subscribe", json!({})).await;
    counter.call("events.unsubscribe", json!({})).await;
    subscribed["cursor"].as_u64().unwrap()
}

async fn part(counter: &Counter, code: &str) -> Value {
    counter.call("part.get", json!({ "code": code })).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_come_in_with_their_bad_rows_told_and_a_second_time_change_nothing() {
    let mut desk = Desk::new().await;
    let map = desk.file("customers.toml", CUSTOMERS_MAP);
    let errors = desk.path("errors.csv");
    let customers = sample("customers.csv");
    let arguments = ["customers", &customers, "--map", &map, "--errors", &errors];

    let counter = Counter::at(&mut desk.shop).await;
    let before = head(&counter).await;
    let (code, said) = desk.import(&[&arguments[..], &["--dry-run"]].concat());
    assert_eq!(code, SOME_BAD, "{said}");
    assert!(
        said.contains("7 rows") && said.contains("4 can be read, 3 cannot"),
        "{said}"
    );
    assert!(said.contains("Nothing was imported"), "{said}");
    let report = std::fs::read_to_string(&errors).unwrap();
    assert_eq!(
        report
            .lines()
            .filter(|line| line.contains("(line "))
            .count(),
        3,
        "{report}"
    );
    assert!(
        report.contains("what_to_do") && !report.contains("4242"),
        "{report}"
    );
    assert_eq!(head(&counter).await, before);

    let (code, said) = desk.import(&arguments);
    assert_eq!(code, SOME_BAD, "{said}");
    // 1006 is Dana Whitfield with the same phone once more.
    assert!(said.contains("4 rows taken: 3 changed something"), "{said}");
    assert!(said.contains("3 not taken; see"), "{said}");
    let found = counter
        .call("customer.search", json!({ "query": "whitfield" }))
        .await;
    let found = found["customers"].as_array().unwrap().clone();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["name"], "Dana Whitfield");
    let found = counter
        .call("customer.search", json!({ "query": "Dubé" }))
        .await;
    assert_eq!(found["customers"][0]["name"], "Renée Dubé");

    desk.samples();
    let vehicle = counter
        .call("vehicle.get", json!({ "vin": "1HGCM82633A004352" }))
        .await;
    assert_eq!(vehicle["vehicle"]["odometer"], 184_210);
    assert_eq!(vehicle["customer"]["name"], "Dana Whitfield");
    let filter = part(&counter, "ph3614").await;
    assert_eq!(filter["part"]["on_hand"], "24");
    assert_eq!(
        filter["part"]["description"], "Oil filter",
        "a row that was refused did nothing"
    );
    assert_eq!(part(&counter, "ALT-778R").await["part"]["price"], "1189");

    // Everything once more, after the power went: not one record more.
    desk.shop.kill_9();
    desk.shop.restart().await;
    let counter = Counter::at(&mut desk.shop).await;
    let before = head(&counter).await;
    desk.samples();
    assert_eq!(head(&counter).await, before);
    books::balance(&desk.shop);
    desk.shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn prices_and_stock_change_what_the_shop_has() {
    let mut desk = Desk::new().await;
    desk.samples();
    let counter = Counter::at(&mut desk.shop).await;
    let stock = desk.path("stock.csv");
    std::fs::copy(sample("stock.csv"), &stock).unwrap();
    let (code, said) = desk.import(&["stock", &stock, "--guess"]);
    assert_eq!(code, 0, "{said}");
    let pads = part(&counter, "BP 1044-C").await;
    let at = |place: &str| {
        let levels = pads["stock"].as_array().unwrap();
        levels
            .iter()
            .find(|level| level["location"] == place)
            .map(|level| level["on_hand"].clone())
    };
    assert_eq!(at("East"), Some(json!("-2")), "{pads}");
    let before = head(&counter).await;
    let (code, said) = desk.import(&["stock", &stock, "--guess"]);
    assert_eq!((code, head(&counter).await), (0, before), "{said}");

    let prices = desk.file(
        "prices.csv",
        "number,brand,cost,price,currency,effective\nPH3614,acme,3.00,9.49,USD,2020-01-01\n\
         PH-3614,Acme,3.00,9.99,USD,2099-01-01\nBP-1044C,Stopwell,,44.00,EUR,\nNOPE-1,Acme,,1.00,,\n",
    );
    let errors = desk.path("errors.csv");
    let (code, said) = desk.import(&["prices", &prices, "--errors", &errors]);
    assert_eq!(code, SOME_BAD, "{said}");
    assert_eq!(part(&counter, "PH-3614").await["part"]["price"], "9.49");
    let report = std::fs::read_to_string(&errors).unwrap();
    for (row, words) in [
        ("2099-01-01", "begins on"),
        ("EUR", "currency"),
        ("NOPE-1", "no part"),
    ] {
        let line = report.lines().find(|line| line.contains(row)).unwrap();
        assert!(line.contains(words), "{line}");
    }
    books::balance(&desk.shop);
    desk.shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn orders_to_import_keep_to_the_rules_of_the_api() {
    let mut desk = Desk::new().await;
    let counter = Counter::at(&mut desk.shop).await;
    let columns =
        json!({ "kind": "customers", "headers": ["Cust No", "Customer Name", "Mobile", "Colour"] });
    let proposed = counter.call("import.columns", columns).await;
    assert_eq!(proposed["unknown"], json!(["Colour"]), "{proposed}");
    assert_eq!(
        proposed["map"]["columns"]["phone"]["header"], "Mobile",
        "{proposed}"
    );

    let map = json!({ "columns": { "id": { "header": "id" }, "name": { "header": "name" }, "phone": { "header": "phone" } } });
    let table = "id,name,phone\n1,Ann,217-555-0101\n2,,217-555-0102\n,Nobody,\n";
    let order = json!({ "key": key("import"), "kind": "customers", "map": map, "text": table, "first_row": 11 });
    let first = counter.call("import.apply", order.clone()).await;
    assert_eq!(
        (&first["taken"], &first["saved"]),
        (&json!(1), &json!(1)),
        "{first}"
    );
    let rows: Vec<&Value> = first["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| &e["row"])
        .collect();
    assert_eq!(rows, [&json!(12), &json!(13)], "{first}");
    let mut again = first.clone();
    again["replayed"] = json!(true);
    assert_eq!(counter.call("import.apply", order.clone()).await, again);
    let mut other = order.clone();
    other["text"] = json!("id,name,phone\n9,Bob,217-555-0109\n");
    assert_eq!(
        counter.refused("import.apply", other).await,
        "rpc.key_reused"
    );

    let mut wrong = order.clone();
    wrong["key"] = json!(key("import"));
    wrong["map"]["columns"]["email"] = json!({ "header": "mail" });
    assert_eq!(counter.refused("import.apply", wrong).await, "import.map");
    let many: String = (0..501).map(|n| format!("{n},Name {n},\n")).collect();
    let long = json!({ "key": key("import"), "kind": "customers", "map": map, "text": format!("id,name,phone\n{many}") });
    assert_eq!(counter.refused("import.apply", long).await, "import.size");
    let owners = json!({ "key": key("import"), "kind": "vehicles", "text": "c,make,model\n77,Honda,Civic\n",
        "map": { "columns": { "customer_id": { "header": "c" }, "make": { "header": "make" }, "model": { "header": "model" } } } });
    let orphan = counter.call("import.apply", owners).await;
    assert!(
        orphan["errors"][0]["hint"]
            .as_str()
            .unwrap()
            .contains("customers first"),
        "{orphan}"
    );

    // Whoever may not manage may not import, and is told so in the terminal.
    let reader = desk.shop.token_named("reader", "read,sell");
    desk.token = desk.shop.folder().join("reader");
    std::fs::write(&desk.token, reader).unwrap();
    let table = desk.file("table.csv", "id,name,phone\n5,Eve,217-555-0105\n");
    let (code, said) = desk.import(&["customers", &table]);
    assert!(code == 1 && said.contains("said no"), "{code}: {said}");
    desk.shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_suppliers_say_makes_parts_fit_and_be_found() {
    let mut desk = Desk::new().await;
    desk.samples();
    let counter = Counter::at(&mut desk.shop).await;
    let (aces, vcdb, errors) = (
        sample("aces.xml"),
        sample("vcdb.csv"),
        desk.path("errors.csv"),
    );
    let arguments = [
        "aces", &aces, "--vcdb", &vcdb, "--brand", "Stopwell", "--errors", &errors,
    ];
    let (code, said) = desk.import(&arguments);
    assert_eq!(code, SOME_BAD, "{said}");
    let report = std::fs::read_to_string(&errors).unwrap();
    assert!(
        report.contains("base vehicle 999999") && report.contains("BP 1045-C"),
        "{report}"
    );
    let fitment = part(&counter, "BP 1044-C").await["fitment"].clone();
    let rows = fitment.as_array().unwrap();
    assert_eq!(rows.len(), 1, "{fitment}");
    assert_eq!(
        (&rows[0]["model"], &rows[0]["year_to"]),
        (&json!("Civic"), &json!(2016))
    );
    assert_eq!(rows[0]["confirmed"], false);
    let qualifier = text(&rows[0]["qualifier"]);
    assert!(
        qualifier.contains("EngineBase id 560") && qualifier.contains("Except Si"),
        "{qualifier}"
    );

    let customer =
        json!({ "key": key("save"), "customer": { "name": "Fit", "phone": "217-555-0150" } });
    let customer = text(&counter.call("customer.save", customer).await["customer"]["id"]);
    for (year, fits) in [(2016, true), (2020, false)] {
        let vehicle = json!({ "key": key("save"), "vehicle": { "customer_id": customer, "year": year, "make": "Honda", "model": "Civic" } });
        let vehicle = text(&counter.call("vehicle.save", vehicle).await["vehicle"]["id"]);
        let query = json!({ "query": "BP1044", "vehicle_id": vehicle });
        let found = counter.call("part.search", query).await["parts"].clone();
        assert_eq!(
            !found.as_array().unwrap().is_empty(),
            fits,
            "{year}: {found}"
        );
    }

    let pies = sample("pies.xml");
    let (code, said) = desk.import(&["pies", &pies, "--errors", &errors]);
    assert_eq!(code, SOME_BAD, "{said}");
    let alternator = part(&counter, "ALT-778R").await["part"].clone();
    assert_eq!(
        alternator["interchange"],
        json!(["V-1", "V-2", "31100-RAA"])
    );
    assert_eq!(
        (&alternator["upc"], &alternator["price"]),
        (&json!("036000241457"), &json!("1189"))
    );
    let before = head(&counter).await;
    desk.import(&arguments);
    desk.import(&["pies", &pies]);
    assert_eq!(
        head(&counter).await,
        before,
        "suppliers' files change nothing the second time"
    );
    desk.shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_journal_moves_to_another_folder() {
    let mut desk = Desk::new().await;
    desk.samples();
    let counter = Counter::at(&mut desk.shop).await;
    let ticket = sale(&counter).await;
    let file = desk.path("shop.ndjson");
    let said = desk.export(&["ndjson", &file]);
    let hash = said
        .split("hash is ")
        .nth(1)
        .unwrap()
        .trim()
        .trim_end_matches('.')
        .to_owned();

    let new = desk.path("moved");
    let (code, said) = run(&["import", "ndjson", &file, "--data", &new]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains(&hash), "{said}");
    let (code, said) = run(&["journal", "verify", "--data", &new]);
    assert!(code == 0 && said.contains(&hash), "{said}");
    let (code, said) = run(&["import", "ndjson", &file, "--data", &new]);
    assert!(code == 1 && said.contains("empty data folder"), "{said}");
    let whole = std::fs::read_to_string(&file).unwrap();
    let touched = desk.file(
        "touched.ndjson",
        &whole.replacen("Oil filter", "Air filter", 1),
    );
    let (code, said) = run(&[
        "import",
        "ndjson",
        &touched,
        "--data",
        &desk.path("touched"),
    ]);
    assert!(
        code == 1 && said.contains("changed after it was written"),
        "{said}"
    );

    let mut moved = Shop::builder().no_tax().data(Path::new(&new)).start().await;
    let there = Counter::at(&mut moved).await;
    assert_eq!(there.ticket(&ticket).await, counter.ticket(&ticket).await);
    let (here, copy) = (
        part(&counter, "PH-3614").await,
        part(&there, "PH-3614").await,
    );
    assert_eq!(here, copy);
    assert_eq!(balances(&counter).await, balances(&there).await);
    // The copy goes on where the journal ended.
    sale(&there).await;
    moved.assert_sound();
    desk.shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_that_go_out_make_the_same_shop() {
    let desk = Desk::new().await;
    desk.samples();
    let stock = desk.path("stock.csv");
    std::fs::copy(sample("stock.csv"), &stock).unwrap();
    let (code, said) = desk.import(&["stock", &stock, "--guess"]);
    assert_eq!(code, 0, "{said}");
    let first = desk.path("first");
    desk.export(&["csv", &first]);

    let other = Desk::new().await;
    for kind in ["customers", "vehicles", "parts", "stock"] {
        let file = format!("{first}/{kind}.csv");
        let (code, said) = other.import(&[kind, &file]);
        assert_eq!(code, 0, "{kind}: {said}");
    }
    let second = other.path("second");
    other.export(&["csv", &second]);
    for kind in ["customers", "vehicles", "parts", "stock"] {
        let read = |folder: &str| std::fs::read_to_string(format!("{folder}/{kind}.csv")).unwrap();
        assert!(read(&first).lines().count() > 2, "{kind}: {}", read(&first));
        assert_eq!(read(&first), read(&second), "{kind}");
    }
    // Our own files brought back to where they came from say nothing new.
    let (code, said) = desk.import(&["customers", &format!("{first}/customers.csv")]);
    assert!(code == 0 && said.contains(" 0 changed something"), "{said}");
    books::balance(&other.shop);
    other.shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_books_go_out_and_say_what_the_daemon_says() {
    let mut desk = Desk::new().await;
    desk.samples();
    let counter = Counter::at(&mut desk.shop).await;
    sale(&counter).await;
    let file = desk.path("books.journal");
    let span = span(&counter).await;
    let arguments = |format| ["--format", format, "--from", &span.0, "--to", &span.1];
    desk.export(&[&["books", &file][..], &arguments("ledger")].concat());
    let order = json!({ "from": span.0, "to": span.1, "format": "ledger" });
    let answer = counter.call("books.export", order).await;
    assert_eq!(
        answer["files"][0]["text"],
        json!(std::fs::read_to_string(&file).unwrap()),
    );
    for format in ["iif", "xero"] {
        let file = desk.path(&format!("books.{format}"));
        let said = desk.export(&[&["books", &file][..], &arguments(format)].concat());
        assert!(
            said.contains(&format!("{} entries", answer["entries"])),
            "{said}"
        );
    }
    let accounts = counter.call("books.accounts", json!({})).await["accounts"].take();
    let classes = |code: &str| {
        let accounts = accounts.as_array().unwrap();
        let account = accounts
            .iter()
            .find(|account| account["code"] == code)
            .unwrap();
        let class = match account["class"].as_str().unwrap() {
            "asset" => "Assets",
            "liability" => "Liabilities",
            "equity" => "Equity",
            "income" => "Income",
            _ => "Expenses",
        };
        format!("{class}:{}", text(&account["title"]))
    };
    let said = hledger(&["balance", "--flat", "-N", "-E", "-O", "csv"], &file);
    hledger(&["check"], &file);
    for (code, minor) in balances(&counter).await {
        let amount = format!(
            "{}{}.{:02} USD",
            if minor < 0 { "-" } else { "" },
            minor.abs() / 100,
            minor.abs() % 100
        );
        let line = format!("\"{}\",\"{amount}\"", classes(&code));
        let zero = format!("\"{}\",\"0\"", classes(&code));
        assert!(
            said.lines()
                .any(|one| one == line || (minor == 0 && one == zero)),
            "{line} in\n{said}"
        );
    }
    books::balance(&desk.shop);
    desk.shop.assert_sound();
}

/// Sells a part for cash and returns the ticket.
async fn sale(counter: &Counter) -> String {
    let ticket = counter.open().await;
    let add = json!({ "key": key("add"), "ticket_id": ticket, "code": "PH-3614", "quantity": "2" });
    counter.call("ticket.add_part", add).await;
    counter.cash(&ticket, 5_000).await;
    ticket
}

/// The days around today at the shop.
async fn span(counter: &Counter) -> (String, String) {
    let today = text(&counter.call("report.today", json!({})).await["date"]);
    (
        format!("{}-01-01", &today[..4]),
        format!("{}-12-31", &today[..4]),
    )
}

/// What each account holds, from the daemon's trial balance.
async fn balances(counter: &Counter) -> Vec<(String, i64)> {
    let (from, to) = span(counter).await;
    let trial = counter
        .call("report.trial_balance", json!({ "from": from, "to": to }))
        .await;
    let accounts = trial["accounts"].as_array().unwrap();
    let minor = |value: &Value| value.as_i64().unwrap();
    let balances = accounts.iter().map(|line| {
        (
            text(&line["account"]),
            minor(&line["debit"]) - minor(&line["credit"]),
        )
    });
    let balances: Vec<_> = balances.collect();
    assert!(balances.len() > 3, "{balances:?}");
    balances
}

/// Asks hledger, which `cargo xtask test` installs.
fn hledger(arguments: &[&str], file: &str) -> String {
    let mut command = std::process::Command::new("hledger");
    command.args(["-f", file]).args(arguments);
    command.env("LC_ALL", "C.UTF-8");
    let output = command.output().expect("hledger is installed");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.success(), "{said}");
    said
}
