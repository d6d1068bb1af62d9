//! Papers and labels of what the shop keeps, in every form and on the roll.

use std::collections::BTreeSet;

use e2e::{Value, json};

use super::caller::Caller;

/// Makes a paper in every form, and prints it.
pub(crate) async fn papers(me: &mut Caller, what: &str, id: &Value) {
    for form in ["roll58", "roll80", "a4", "letter"] {
        let asked = json!({ "what": what, "id": id, "form": form });
        me.call("document.render", asked).await;
    }
    print(me, what, id).await;
}

/// Makes labels, each of which has one size, and prints them.
pub(crate) async fn labels(me: &mut Caller, what: &[&str], id: &Value) {
    for what in what {
        let asked = json!({ "what": what, "id": id, "form": "roll58" });
        me.call("document.render", asked).await;
        print(me, what, id).await;
    }
}

async fn print(me: &mut Caller, what: &str, id: &Value) {
    let order = json!({ "what": what, "id": id, "device": "receipt-printer" });
    me.order("document.print", order).await;
    me.papers.insert(what.to_owned());
}

/// Every published kind of paper was made.
pub(crate) fn every_kind(me: &Caller) {
    let published = &me.schemas.document["components"]["schemas"]["PaperKind"];
    let words = published["oneOf"].as_array().unwrap().iter();
    let words: BTreeSet<_> = words.map(|one| one["const"].as_str().unwrap()).collect();
    let made: BTreeSet<_> = me.papers.iter().map(String::as_str).collect();
    assert_eq!(made, words);
}
