//! Shows what this machine's USB looks like to the devices crate, and prints a file.
//!
//! `usb list` prints one JSON line per device that could be configured, `usb watch SECONDS` one
//! per device that comes or goes, `usb print ADDRESS FILE` writes a file and tells what happened.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for people and tests"
)]

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use devices::hotplug::{Hotplug, Watch};
use devices::usb::{Discovered, Sysfs, UsbPrinter, UsbPrinterError, discover};
use serde_json::{Value, json};

const USAGE: &str = "usage: usb list | usb watch SECONDS | usb print ADDRESS FILE";
/// Longest pause in which the printer takes no byte.
const WRITE: Duration = Duration::from_secs(5);
/// How long replies are read.
const READ: Duration = Duration::from_secs(1);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["list"] => {
            discover().iter().map(row).for_each(|row| println!("{row}"));
            Ok(())
        }
        ["watch", seconds] => watch(seconds),
        ["print", address, file] => print(address, file),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn row(found: &Discovered) -> Value {
    let access = found.access.as_ref();
    let programs = found.held_by.programs.iter();
    json!({
        "kind": found.guess.as_str(),
        "identity": found.identity.as_ref().map(ToString::to_string),
        "title": found.title,
        "node": found.node,
        "state": found.state.as_str(),
        "owner": access.map(|access| access.owner.to_string()),
        "rule": found.fix.as_ref().map(|fix| &fix.rule),
        "hint": found.fix.as_ref().map(|fix| fix.hint()),
        "programs": programs.map(|held| (&held.program, held.pid)).collect::<Vec<_>>(),
        "drivers": found.held_by.drivers,
        "settings": found.settings,
    })
}

#[tokio::main(flavor = "current_thread")]
async fn watch(seconds: &str) -> Result<(), Box<dyn Error>> {
    let end = tokio::time::sleep(Duration::from_secs(seconds.parse()?));
    tokio::pin!(end);
    let watch = Watch::start();
    let (mut events, mut wake) = (watch.events(), watch.wake());
    println!("{}", json!({ "watching": true }));
    loop {
        tokio::select! {
            () = &mut end => return Ok(()),
            () = wake.changed() => println!("{}", json!({ "wake": true })),
            event = events.next() => match event {
                Some(Hotplug::Event(event)) => println!("{}", json!({
                    "source": event.source.as_str(),
                    "action": event.action.as_str(),
                    "subsystem": event.subsystem,
                    "devname": event.devname,
                    "devpath": event.devpath,
                })),
                Some(Hotplug::Resync) => println!("{}", json!({ "resync": true })),
                None => return Ok(()),
            },
        }
    }
}

/// Prints a JSON line per step; a fault is a line too, with the number of bytes taken before it.
fn print(address: &str, file: &str) -> Result<(), Box<dyn Error>> {
    let (address, bytes) = (address.parse()?, std::fs::read(file)?);
    let printer = Arc::new(UsbPrinter::open(&Sysfs::default(), &address).map_err(told)?);
    println!(
        "{}",
        json!({ "opened": printer.device().identity.to_string() })
    );
    match printer.device_id(READ) {
        Ok(id) => println!(
            "{}",
            json!({ "maker": id.maker, "model": id.model, "commands": id.commands, "id": id.text })
        ),
        Err(error) => println!("{}", fault(&error)),
    }
    status(&printer);
    let written = Arc::new(AtomicBool::new(false));
    let reader = thread::spawn({
        let (printer, written) = (Arc::clone(&printer), Arc::clone(&written));
        move || replies(&printer, &written)
    });
    let done = write(&printer, &bytes);
    written.store(true, Ordering::Release);
    let replies = reader.join().map_err(|_| "the reading thread panicked")?;
    println!("{}", json!({ "replies": replies }));
    status(&printer);
    done
}

fn write(printer: &UsbPrinter, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let mut taken = 0;
    while taken < bytes.len() {
        let len = printer.write(&bytes[taken..], WRITE).map_err(told)?;
        taken += len;
        println!("{}", json!({ "taken": taken, "of": bytes.len() }));
        if len == 0 {
            return Err("the printer takes no bytes".into());
        }
    }
    Ok(())
}

fn status(printer: &UsbPrinter) {
    match printer.port_status(READ) {
        Ok(status) => println!(
            "{}",
            json!({
                "status": status.byte,
                "paper_empty": status.paper_empty,
                "selected": status.selected,
                "error": status.error,
            })
        ),
        Err(error) => println!("{}", fault(&error)),
    }
}

/// Reads until all is written and a second has passed without a reply, or 4096 bytes came.
fn replies(printer: &UsbPrinter, written: &AtomicBool) -> Vec<u8> {
    let (mut all, mut buffer) = (Vec::new(), [0; 64]);
    while all.len() < 4096 {
        let last = written.load(Ordering::Acquire);
        match printer.read(&mut buffer, READ) {
            Ok(Some(len)) => all.extend_from_slice(&buffer[..len]),
            Ok(None) if last => break,
            Ok(None) => {}
            Err(error) => {
                println!("{}", fault(&error));
                break;
            }
        }
    }
    all
}

fn fault(error: &UsbPrinterError) -> Value {
    json!({
        "fault": format!("{:?}", error.fault()),
        "state": error.state().as_str(),
        "line": error.line(),
        "hint": error.hint(),
    })
}

fn told(error: UsbPrinterError) -> String {
    println!("{}", fault(&error));
    error.line()
}
