//! A data folder on a disk of its own, which fills up or turns read-only. Needs root, to mount a small tmpfs.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use e2e::{Shop, Value, json, key, until};
use testkit::client::{Client, ClientError};

const SIZE: &str = "size=24m";
/// More orders than any log's spare room takes.
const ORDERS_MAX: usize = 20_000;
/// Orders tried on the full disk, each of which must succeed once there is room.
const REFUSED: usize = 40;

/// A small file system of its own; unmounted at the end.
struct Disk {
    at: PathBuf,
    _dir: tempfile::TempDir,
}

impl Disk {
    fn mount() -> Self {
        let dir = tempfile::Builder::new()
            .prefix("counterd-disk-")
            .tempdir()
            .unwrap();
        let at = dir.path().join("disk");
        std::fs::create_dir(&at).unwrap();
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", SIZE, "none"])
            .arg(&at)
            .output();
        let output = output.expect("this test needs the program `mount`");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "this test needs root and the right to mount a tmpfs: {said}"
        );
        Self { at, _dir: dir }
    }

    fn remount(&self, mode: &str) {
        let options = format!("remount,{mode}");
        let status = Command::new("mount")
            .args(["-o", &options])
            .arg(&self.at)
            .status()
            .unwrap();
        assert!(status.success(), "remounting {mode}");
    }

    /// Fills it to the last byte.
    fn fill(&self) -> PathBuf {
        let path = self.at.join("filler");
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .unwrap();
        for size in [1 << 20, 64 << 10, 4096, 1] {
            let block = vec![0_u8; size];
            while file.write_all(&block).is_ok() {}
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _left_behind_at_worst = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

async fn call(client: &Client, method: &str, params: Value) -> Value {
    client.call(method, params).await.unwrap()
}

fn labor(ticket: &Value) -> Value {
    let words = "Long words make the journal grow faster. ".repeat(4);
    json!({ "key": key("labor"), "ticket_id": ticket, "description": words.trim(), "hours": "1", "rate": "1.00" })
}

fn is_disk_full(error: &ClientError) -> bool {
    let ClientError::Refused { problem, .. } = error else {
        return false;
    };
    let data = problem.data.clone().unwrap_or_default();
    data.code == "store.disk_full"
        && data.retryable
        && data.hint.contains("space")
        && data.reference.is_some()
}

/// Adds lines, on this ticket and on others when it is full, until the disk has no more room for one; returns the ticket
/// that was worked on.
async fn until_full(client: &Client, first: &Value) -> Value {
    let mut ticket = first.clone();
    for _ in 0..ORDERS_MAX {
        let error = match client
            .call::<Value>("ticket.add_labor", labor(&ticket))
            .await
        {
            Ok(_) => continue,
            Err(error) if error.code() == Some("ticket.full") => {
                match client
                    .call::<Value>("ticket.open", json!({ "key": key("open") }))
                    .await
                {
                    Ok(mut opened) => {
                        ticket = opened["ticket"]["id"].take();
                        continue;
                    }
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        assert!(is_disk_full(&error), "{error:?}");
        return ticket;
    }
    panic!("{ORDERS_MAX} orders fit on a full disk");
}

async fn open(client: &Client) -> Value {
    call(client, "ticket.open", json!({ "key": key("open") })).await["ticket"]["id"].take()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_orders_keeps_reads_and_the_same_keys_succeed_later() {
    let disk = Disk::mount();
    let mut shop = Shop::builder()
        .printer()
        .data(disk.at.join("data"))
        .start()
        .await;
    let client = shop.client().await;
    let before =
        call(&client, "ticket.open", json!({ "key": key("open") })).await["ticket"]["id"].take();
    call(&client, "ticket.add_labor", labor(&before)).await;
    let spare = open(&client).await;

    let filler = disk.fill();
    let full = until_full(&client, &spare).await;
    let lines =
        call(&client, "ticket.get", json!({ "ticket_id": full })).await["ticket"]["lines"].take();
    let mut refused: Vec<(&str, Value)> = (0..REFUSED)
        .map(|_| ("ticket.add_labor", labor(&full)))
        .collect();
    refused.push((
        "payment.take_cash",
        json!({ "key": key("cash"), "ticket_id": before, "tendered": 500 }),
    ));
    refused.push((
        "customer.save",
        json!({ "key": key("customer"), "customer": { "name": "Dana Whitfield" } }),
    ));
    refused.push((
        "drawer.open",
        json!({ "key": key("drawer"), "reason": "change" }),
    ));
    // One after the other, then all at once: a batch that fails, fails whole.
    for (method, order) in &refused {
        let error = client
            .call::<Value>(method, order.clone())
            .await
            .unwrap_err();
        assert!(is_disk_full(&error), "{method}: {error:?}");
    }
    let at_once = refused
        .iter()
        .map(|(method, order)| client.call::<Value>(method, order.clone()));
    for answer in futures_util::future::join_all(at_once).await {
        assert!(is_disk_full(&answer.unwrap_err()));
    }
    // Reads go on, and show nothing of what was refused.
    let now =
        call(&client, "ticket.get", json!({ "ticket_id": full })).await["ticket"]["lines"].take();
    assert_eq!(now, lines);
    assert_eq!(
        call(&client, "ticket.get", json!({ "ticket_id": before })).await["ticket"]["payments"],
        json!([])
    );
    assert_eq!(
        call(&client, "customer.search", json!({ "query": "Whitfield" })).await["customers"],
        json!([])
    );
    assert_eq!(
        call(&client, "report.today", json!({})).await["tickets"],
        json!(0)
    );
    assert_eq!(shop.http_get("/health", &[]).await.status, 200);
    assert_eq!(
        shop.printer.as_ref().unwrap().pulses_total(),
        0,
        "no drawer for a sale that is not"
    );

    std::fs::remove_file(filler).unwrap();
    for (method, order) in &refused {
        let answer = call(&client, method, order.clone()).await;
        assert_eq!(answer["replayed"], json!(false), "{method}");
        assert_eq!(
            call(&client, method, order.clone()).await["replayed"],
            json!(true),
            "{method}"
        );
    }
    let now =
        call(&client, "ticket.get", json!({ "ticket_id": full })).await["ticket"]["lines"].take();
    assert_eq!(
        now.as_array().unwrap().len(),
        lines.as_array().unwrap().len() + REFUSED
    );
    let paid = call(&client, "ticket.get", json!({ "ticket_id": before })).await["ticket"].take();
    assert_eq!(
        (&paid["status"], &paid["receipt_number"]),
        (&json!("paid"), &json!("C1-R000001"))
    );
    jobs_done(&client).await;
    assert_eq!(shop.printer.as_ref().unwrap().papers_total(), 1);
    shop.assert_sound();
    shop.kill_9();
    shop.restart().await;
    shop.assert_sound();
}

async fn jobs_done(client: &Client) {
    until("all jobs to be done", || async {
        let jobs = call(client, "job.list", json!({})).await["jobs"].take();
        jobs.as_array()?
            .iter()
            .all(|job| job["state"] == "done")
            .then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_on_a_full_disk_it_comes_back_whole() {
    let disk = Disk::mount();
    let mut shop = Shop::builder().data(disk.at.join("data")).start().await;
    let client = shop.client().await;
    let ticket = open(&client).await;
    let filler = disk.fill();
    let full = until_full(&client, &ticket).await;
    let lines =
        call(&client, "ticket.get", json!({ "ticket_id": full })).await["ticket"]["lines"].take();
    drop(client);
    shop.kill_9();
    // It may not be able to start now; then it says why, in words for a person.
    if let Err(ended) = shop.try_restart().await {
        let said = ended.stderr.to_lowercase();
        assert!(
            said.contains("full") && said.contains("cannot run"),
            "{said}"
        );
        assert_ne!(ended.status.code(), Some(78), "systemd must try again");
    }
    std::fs::remove_file(filler).unwrap();
    shop.restart().await;
    let client = shop.client().await;
    let now =
        call(&client, "ticket.get", json!({ "ticket_id": full })).await["ticket"]["lines"].take();
    assert_eq!(
        now, lines,
        "what was acknowledged is there, and nothing else"
    );
    call(&client, "ticket.add_labor", labor(&full)).await;
    shop.assert_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_data_folder_is_said_at_the_start_and_nothing_is_harmed() {
    let disk = Disk::mount();
    let mut shop = Shop::builder().data(disk.at.join("data")).start().await;
    let client = shop.client().await;
    let ticket =
        call(&client, "ticket.open", json!({ "key": key("open") })).await["ticket"]["id"].take();
    drop(client);
    for ending in ["orderly", "killed"] {
        if ending == "killed" {
            shop.kill_9();
        } else {
            shop.terminate();
        }
        let before = contents(&disk.at.join("data"));
        disk.remount("ro");
        let ended = shop.try_restart().await.unwrap_err();
        let said = ended.stderr.to_lowercase();
        let folder = disk.at.join("data").display().to_string().to_lowercase();
        assert!(
            said.contains(&folder) && said.contains("cannot run"),
            "{said}"
        );
        assert!(
            said.contains("read-only") || said.contains("written") || said.contains("writable"),
            "{said}"
        );
        assert_ne!(
            ended.status.code(),
            Some(78),
            "systemd must try again: the disk may be mounted writable soon"
        );
        assert_eq!(contents(&disk.at.join("data")), before);
        disk.remount("rw");
        shop.restart().await;
        let client = shop.client().await;
        let now = call(&client, "ticket.get", json!({ "ticket_id": ticket })).await;
        assert_eq!(now["ticket"]["status"], "open");
        shop.assert_sound();
    }
}

/// Sizes of the files of a folder.
fn contents(folder: &Path) -> Vec<(PathBuf, u64)> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut all: Vec<_> = entries
        .filter(|entry| entry.file_type().unwrap().is_file())
        .map(|entry| {
            (
                entry.path(),
                File::open(entry.path()).unwrap().metadata().unwrap().len(),
            )
        })
        .collect();
    all.sort();
    all
}
