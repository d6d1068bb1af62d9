//! `[shop]`, `[counter]`, `[till]` and `[server]`.

use std::net::{Ipv4Addr, SocketAddr};

use crate::check;
use crate::model::{Counter, Dates, Distance, LaborBasis, RepairLaw, Server, Shop, Till};
use crate::section::Section;

pub(super) fn shop(section: &Section<'_, '_>) -> Option<Shop> {
    let name = section.required(
        "name",
        "one line of 1 to 64 characters",
        "write name = \"Example Auto\" under [shop]; receipts begin with it",
        check::line(64),
    );
    let address = section.texts("address", 6, check::line(64));
    let phone = section.text("phone", check::line(32));
    let currency = section.text("currency", check::currency);
    let time_zone = section.required(
        "time_zone",
        "an IANA name with its area, such as America/Denver, or UTC",
        "write time_zone = \"America/Denver\" under [shop]; it decides the day of a sale",
        check::time_zone,
    );
    let location = section.text("location", check::location);
    let labor_rate = section.required(
        "labor_rate",
        "digits, and after a point at most 4 more",
        "write labor_rate = \"125.00\" under [shop], or \"0.00\" where no labor is sold",
        check::amount,
    );
    let repair_law = section.choice(
        "repair_law",
        &[
            ("california", RepairLaw::California),
            ("florida", RepairLaw::Florida),
            ("generic", RepairLaw::Generic),
        ],
    );
    let registration = section.text("registration", check::line(64));
    let labor_basis = section.choice(
        "labor_basis",
        &[
            ("flat_rate", LaborBasis::FlatRate),
            ("hourly", LaborBasis::Hourly),
            ("both", LaborBasis::Both),
        ],
    );
    let storage_per_day = section.text("storage_per_day", check::amount);
    let dates = section.choice(
        "dates",
        &[
            ("mdy", Dates::Mdy),
            ("dmy", Dates::Dmy),
            ("iso", Dates::Iso),
        ],
    );
    let distance = section.choice(
        "distance",
        &[("miles", Distance::Miles), ("km", Distance::Kilometres)],
    );
    section.finish();
    Some(Shop {
        name: name?,
        address,
        phone,
        currency: currency.unwrap_or_else(|| "USD".to_owned()),
        time_zone: time_zone?,
        location: location.unwrap_or_else(|| "MAIN".to_owned()),
        labor_rate: labor_rate?,
        repair_law: repair_law.unwrap_or(RepairLaw::Generic),
        registration,
        labor_basis: labor_basis.unwrap_or(LaborBasis::Both),
        storage_per_day,
        dates: dates.unwrap_or(Dates::Mdy),
        distance: distance.unwrap_or(Distance::Miles),
    })
}

pub(super) fn counter(section: &Section<'_, '_>) -> Counter {
    let counter = Counter {
        prefix: section
            .text("prefix", check::prefix)
            .unwrap_or_else(|| "C1".to_owned()),
        origin: section.integer("origin", 1..=u32::MAX, 1),
    };
    section.finish();
    counter
}

pub(super) fn till(section: &Section<'_, '_>) -> Till {
    let amount = |key, default: &str| {
        section
            .text(key, check::amount)
            .unwrap_or_else(|| default.to_owned())
    };
    let till = Till {
        required: section.boolean("required", false),
        blind: section.boolean("blind", true),
        float: amount("float", "200.00"),
        tolerance: amount("tolerance", "5.00"),
    };
    section.finish();
    till
}

pub(super) fn server(section: &Section<'_, '_>) -> Server {
    let server = Server {
        listen: section
            .text("listen", check::loopback)
            .unwrap_or_else(|| SocketAddr::from((Ipv4Addr::LOCALHOST, 7420))),
        allowed_origins: section.texts("allowed_origins", 64, check::origin),
        allowed_hosts: section.texts("allowed_hosts", 64, check::host_header),
        max_message_bytes: section.integer("max_message_bytes", 1024..=16_777_216, 1_048_576),
        max_clients: section.integer("max_clients", 1..=4096, 256),
    };
    section.finish();
    server
}
