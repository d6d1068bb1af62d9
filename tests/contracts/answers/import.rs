//! Other programs' files: a table that is looked at and taken in, a supplier's fitment and facts.

use e2e::{Value, json};

use super::Caller;

/// Imports customers, stock, fitment and facts, each with a bad row.
pub(crate) async fn import(me: &mut Caller) {
    let headers = json!({ "kind": "vehicles", "headers": ["CustID", "Make", "Last Visit", "Cylinders"], "delimiter": ";" });
    me.call("import.columns", headers).await;
    let headers = json!({ "kind": "stock", "headers": ["Part Number", "Brand", "On Hand"] });
    me.call("import.columns", headers).await;
    let map = json!({ "columns": { "id": { "header": "id" }, "name": { "header": "name" }, "phone": { "index": 2 },
        "city": { "header": "city", "constant": "Denver" } }, "delimiter": ",", "has_headers": true,
        "decimal": "point", "dates": "month_day_year", "trim": true, "guarded": false });
    let table = "id,name,phone,city\n1,Ann,217-555-0101,\n2,,217-555-0102,Aurora\n1,Ann,217-555-0101,\n,Nobody,12,\n";
    let dry = json!({ "kind": "customers", "map": map, "text": table });
    me.call("import.dry_run", dry.clone()).await;
    me.call("import.dry_run", dear()).await;
    let mut apply = dry;
    apply["first_row"] = json!(11);
    apply["system"] = json!("oldshop");
    me.order("import.apply", apply).await;
    me.order("import.apply", stock()).await;
    let fits = json!({ "row": 1, "number": "FLT-10", "brand": "Puro", "year_from": 2001, "year_to": 2005,
        "make": "Honda", "model": "Civic", "engine": "1.7L L4", "position": "lower", "conditions": ["Except Si"] });
    let mut unknown = fits.clone();
    unknown["number"] = json!("NOPE-1");
    me.order("import.fitment", json!({ "rows": [fits, unknown] }))
        .await;
    let fact = json!({ "row": 1, "number": "FLT-10", "brand": "Puro", "description": "Oil filter, long life",
        "gtin": "036000291452", "price": "10.49", "core": "1.00", "currency": "USD", "effective": "2020-01-01",
        "interchange": ["51348"] });
    let mut unknown = fact.clone();
    unknown["number"] = json!("NOPE-1");
    me.order("import.facts", json!({ "rows": [fact, unknown] }))
        .await;
}

/// A part that costs more than it sells for is something to look at.
fn dear() -> Value {
    let columns = json!({ "number": { "header": "number" }, "brand": { "header": "brand" },
        "description": { "header": "what" }, "price": { "header": "price" }, "cost": { "header": "cost" } });
    json!({ "kind": "parts", "map": { "columns": columns },
            "text": "number,brand,what,price,cost\nWIP-2,Swish,Wiper,2.00,5.00\n" })
}

fn stock() -> Value {
    let columns = json!({ "number": { "header": "number" }, "brand": { "header": "brand" },
        "on_hand": { "header": "on hand" } });
    json!({ "kind": "stock", "map": { "columns": columns }, "location": "NORTH",
            "text": "number,brand,on hand\nWIP-1,Swish,7\nNOPE-1,Acme,1\n" })
}
