//! People: PINs, lockout, sessions, roles.

use e2e::{Shop, Value, Wire, json, key};

use crate::counter::{Counter, text};

fn code(problem: &Value) -> &str {
    assert!(
        problem["data"]["hint"]
            .as_str()
            .is_some_and(|hint| hint.ends_with('.')),
        "{problem}"
    );
    problem["data"]["code"].as_str().unwrap()
}

async fn person(counter: &Counter, name: &str, role: &str, pin: &str) -> String {
    let order = json!({ "key": key("staff"), "staff": { "name": name, "role": role, "pin": pin } });
    text(&counter.call("staff.save", order).await["staff"]["id"])
}

async fn sign_in(page: &mut Wire, staff: &str, pin: &str) -> Result<Value, Value> {
    page.call("session.sign_in", json!({ "staff_id": staff, "pin": pin }))
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_sign_in_by_pin_and_may_do_what_their_role_may() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let clerk = person(&counter, "Priya Shah", "clerk", "3333").await;
    let technician = person(&counter, "Lee Novak", "technician", "2222").await;
    let odd =
        json!({ "key": key("staff"), "staff": { "name": "X", "role": "clerk", "pin": "12a4" } });
    assert_eq!(counter.refused("staff.save", odd).await, "staff.pin_shape");

    let mut page = shop.page().await;
    let staff = page.call("session.staff", json!({})).await.unwrap();
    assert_eq!(staff["staff"].as_array().unwrap().len(), 2);
    assert!(
        !staff.to_string().contains("argon2"),
        "no hash leaves the daemon"
    );
    assert_eq!(
        page.call("session.info", json!({})).await.unwrap()["staff"],
        Value::Null
    );
    let refused = page
        .call("ticket.open", json!({ "key": key("open") }))
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "session.not_signed_in");

    let signed_in = sign_in(&mut page, &clerk, "3333").await.unwrap();
    assert_eq!(signed_in["staff"]["name"], "Priya Shah");
    let opened = page
        .call("ticket.open", json!({ "key": key("open") }))
        .await
        .unwrap();
    let refused = page
        .call(
            "stock.adjust",
            json!({ "key": key("a"), "part_id": clerk, "quantity": "1", "reason": "count" }),
        )
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "session.role_forbids");

    // After a reconnect the page goes on with its token, and the order sent twice is known.
    let mut again = shop.page().await;
    let resumed = again
        .call("session.resume", json!({ "token": signed_in["token"] }))
        .await
        .unwrap();
    assert_eq!(resumed["staff"]["id"], json!(clerk));
    assert_eq!(
        again
            .call("ticket.get", json!({ "ticket_id": opened["ticket"]["id"] }))
            .await
            .unwrap()["ticket"]["number"],
        "C1-T000001"
    );
    again.call("session.sign_out", json!({})).await.unwrap();
    let refused = again.call("ticket.list", json!({})).await.unwrap_err();
    assert_eq!(code(&refused), "session.not_signed_in");
    let refused = again
        .call("session.resume", json!({ "token": signed_in["token"] }))
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "session.token_wrong");

    sign_in(&mut again, &technician, "2222").await.unwrap();
    again.call("work.list", json!({})).await.unwrap();
    let refused = again.call("ticket.list", json!({})).await.unwrap_err();
    assert_eq!(code(&refused), "session.role_forbids", "it has prices");
    let refused = again
        .call("ticket.open", json!({ "key": key("open") }))
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "session.role_forbids");
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_wrong_pins_lock_a_person_out_and_nobody_else() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let clerk = person(&counter, "Priya Shah", "clerk", "3333").await;
    let other = person(&counter, "Sam Keller", "advisor", "1111").await;
    let mut page = shop.page().await;
    for pin in ["0000", "0001", "0002", "0003", "0004"] {
        assert_eq!(
            code(&sign_in(&mut page, &clerk, pin).await.unwrap_err()),
            "session.pin_wrong"
        );
    }
    // Also the right one, also from another page.
    assert_eq!(
        code(&sign_in(&mut page, &clerk, "3333").await.unwrap_err()),
        "session.locked"
    );
    let mut elsewhere = shop.page().await;
    assert_eq!(
        code(&sign_in(&mut elsewhere, &clerk, "3333").await.unwrap_err()),
        "session.locked"
    );
    sign_in(&mut elsewhere, &other, "1111").await.unwrap();
    let unknown = "0192f0c1-7c3a-7000-8000-000000000001";
    assert_eq!(
        code(&sign_in(&mut elsewhere, unknown, "1111").await.unwrap_err()),
        "session.pin_wrong"
    );
    assert!(!shop.stderr().contains("3333"), "no PIN in the log");
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guesses_sent_all_at_once_do_not_get_around_the_lockout() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let clerk = person(&counter, "Priya Shah", "clerk", "3333").await;
    let mut pages = Vec::new();
    for _ in 0..40 {
        pages.push(shop.page().await);
    }
    let guesses = pages.iter_mut().enumerate().map(|(index, page)| {
        let (clerk, pin) = (clerk.clone(), format!("{index:04}"));
        async move { code(&sign_in(page, &clerk, &pin).await.unwrap_err()).to_owned() }
    });
    let answers = futures_util::future::join_all(guesses).await;
    let tried = answers
        .iter()
        .filter(|code| *code == "session.pin_wrong")
        .count();
    assert_eq!(tried, 5, "{answers:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fresh_shop_takes_exactly_one_first_owner() {
    let shop = Shop::builder().start().await;
    let mut pages = Vec::new();
    for _ in 0..8 {
        pages.push(shop.page().await);
    }
    let tries = pages.iter_mut().enumerate().map(|(index, page)| {
        let order = json!({ "key": key("owner"), "name": format!("Owner {index}"), "pin": "9999" });
        page.call("session.set_up", order)
    });
    let answers = futures_util::future::join_all(tries).await;
    let owners: Vec<_> = answers
        .iter()
        .filter_map(|answer| answer.as_ref().ok())
        .collect();
    assert_eq!(owners.len(), 1, "{answers:?}");
    assert_eq!(owners[0]["staff"]["role"], "owner");
    for refused in answers.iter().filter_map(|answer| answer.as_ref().err()) {
        assert_eq!(code(refused), "staff.already_set_up");
    }
    let owner = text(&owners[0]["staff"]["id"]);
    sign_in(&mut pages[0], &owner, "9999").await.unwrap();
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reaches_above_their_own_role() {
    let mut shop = Shop::builder().start().await;
    let counter = Counter::at(&mut shop).await;
    let owner = person(&counter, "Walt Harmon", "owner", "9999").await;
    let manager = person(&counter, "Dana Ortiz", "manager", "4321").await;
    let mut page = shop.page().await;
    sign_in(&mut page, &manager, "4321").await.unwrap();
    let save = |staff: Value| json!({ "key": key("staff"), "staff": staff });
    for beyond in [
        json!({ "name": "A new owner", "role": "owner", "pin": "0000" }),
        json!({ "id": owner, "name": "Walt Harmon", "role": "owner", "pin": "0000" }),
        json!({ "id": owner, "name": "Walt Harmon", "role": "clerk" }),
        json!({ "id": manager, "name": "Dana Ortiz", "role": "owner" }),
    ] {
        let refused = page.call("staff.save", save(beyond)).await.unwrap_err();
        assert_eq!(code(&refused), "session.role_forbids");
    }
    let clerk = json!({ "name": "Priya Shah", "role": "clerk", "pin": "3333" });
    page.call("staff.save", save(clerk)).await.unwrap();
    let mut other = shop.page().await;
    sign_in(&mut other, &owner, "9999").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_may_do_what_its_scopes_say() {
    let shop = Shop::builder().start().await;
    let reads = shop.token_named("reader", "read");
    let client = testkit::client::Client::connect(&shop.url(), Some(&reads))
        .await
        .unwrap();
    let _: Value = client.call("ticket.list", json!({})).await.unwrap();
    let error = client
        .call::<Value>("ticket.open", json!({ "key": key("open") }))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("session.scope_missing"));

    // A program may also show its token after connecting; revoking is removing the file.
    let bare = testkit::client::Client::connect(&shop.url(), None)
        .await
        .unwrap();
    let _: Value = bare.call("server.version", json!({})).await.unwrap();
    let _: Value = bare.call("rpc.discover", json!({})).await.unwrap();
    for (method, params) in [
        ("ticket.list", json!({})),
        ("session.staff", json!({})),
        ("session.info", json!({})),
    ] {
        let error = bare.call::<Value>(method, params).await.unwrap_err();
        assert_eq!(error.code(), Some("session.not_signed_in"), "{method}");
    }
    let known: Value = bare
        .call("session.authenticate", json!({ "token": reads }))
        .await
        .unwrap();
    assert_eq!(
        known["client"],
        json!({ "name": "reader", "scopes": ["read"] })
    );
    let _: Value = bare.call("ticket.list", json!({})).await.unwrap();
    std::fs::remove_dir_all(shop.data().join("tokens")).unwrap();
    let error = bare
        .call::<Value>("session.authenticate", json!({ "token": reads }))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("session.token_wrong"));
    shop.assert_sound();
}
