//! Who is asking: the token, the first owner, the people of the shop, and one who stands in for another.

use e2e::{Value, json};

use super::Caller;

/// The people of the shop, by id.
pub(crate) struct Staff {
    pub(crate) clerk: Value,
    pub(crate) manager: Value,
    owner: Value,
    pub(crate) technician: Value,
}

/// Sets the shop up and signs its manager in.
pub(crate) async fn session(me: &mut Caller, token: &str) -> Staff {
    me.call("server.version", json!({})).await;
    me.call("rpc.discover", json!({})).await;
    me.call("session.authenticate", json!({ "token": token }))
        .await;
    me.call("session.info", json!({})).await;
    let owner = json!({ "name": "Walt Harmon", "pin": "9999" });
    let owner = me.order("session.set_up", owner.clone()).await["staff"]["id"].take();
    let second = json!({ "name": "Another", "pin": "9999" });
    me.refused("session.set_up", second, "staff.already_set_up")
        .await;
    let staff = Staff {
        clerk: person(me, "Priya Shah", "clerk", "3333").await,
        manager: person(me, "Dana Ortiz", "manager", "4321").await,
        owner,
        technician: person(me, "Lee Novak", "technician", "2222").await,
    };
    me.call("session.staff", json!({})).await;
    let who = json!({ "staff_id": staff.manager, "pin": "4321" });
    let signed_in = me.call("session.sign_in", who).await;
    me.call("session.resume", json!({ "token": signed_in["token"] }))
        .await;
    me.call("session.info", json!({})).await;
    staff
}

async fn person(me: &mut Caller, name: &str, role: &str, pin: &str) -> Value {
    let staff = json!({ "name": name, "role": role, "pin": pin });
    me.order("staff.save", json!({ "staff": staff })).await["staff"]["id"].take()
}

/// The owner stands in for the next order.
pub(crate) async fn owner_stands_in(me: &mut Caller, staff: &Staff) {
    let owner = json!({ "staff_id": staff.owner, "pin": "9999", "reason": "agreed on the phone" });
    me.call("session.approve", owner).await;
}
