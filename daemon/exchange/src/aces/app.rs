//! One `App` element to one fitment.

use domain::money::Quantity;
use domain::text::{self, NOTE_LEN_MAX, TEXT_LEN_MAX};

use super::row::{Action, AppFault, Condition, FitmentRow, FitmentSource};
use super::vcdb::Vcdb;
use crate::xml::Element;

/// Elements that say what the application is, and not what else must hold.
const KNOWN: [&str; 13] = [
    "AssetItemOrder",
    "AssetItemRef",
    "AssetName",
    "BaseVehicle",
    "DisplayOrder",
    "Make",
    "MfrLabel",
    "Model",
    "Note",
    "Part",
    "PartType",
    "Position",
    "Qty",
];
/// Those of them that are handled on their own.
const ASIDE: [&str; 2] = ["Qual", "Years"];

/// Reads an application.
pub(super) fn fitment(
    app: &Element,
    header_brand: Option<&str>,
    vcdb: Option<&Vcdb>,
) -> Result<FitmentRow, AppFault> {
    let action = match app.attribute("action") {
        Some("A") => Action::Add,
        Some("D") => Action::Delete,
        _ => return Err(AppFault::Action),
    };
    let part = app.child("Part").ok_or(AppFault::NoPart)?;
    let part_number = word("part number", &part.text, 60)?.ok_or(AppFault::NoPart)?;
    let vehicle = vehicle(app, vcdb)?;
    let quantity = app.child_text("Qty").map(Quantity::parse).transpose();
    let conditions = conditions(app)?;
    let engine = conditions
        .iter()
        .filter(|condition| is_about_engine(&condition.name))
        .filter_map(|condition| condition.text.as_deref())
        .collect::<Vec<_>>()
        .join(", ");
    Ok(FitmentRow {
        action,
        app_id: app.attribute("id").map(str::to_owned),
        line: app.line,
        brand: part
            .attribute("BrandAAIAID")
            .or(header_brand)
            .map(str::to_owned),
        part_number,
        part_type: app.child("PartType").map(id_of).transpose()?.flatten(),
        year_from: vehicle.0,
        year_to: vehicle.1,
        make: vehicle.2,
        model: vehicle.3,
        engine: word("engine", &engine, TEXT_LEN_MAX)?,
        position: position(app)?,
        quantity: quantity.map_err(AppFault::Quantity)?,
        label: word(
            "label",
            app.child_text("MfrLabel").unwrap_or_default(),
            TEXT_LEN_MAX,
        )?,
        note: note(app)?,
        conditions,
        source: FitmentSource::VendorStated,
    })
}

fn vehicle(app: &Element, vcdb: Option<&Vcdb>) -> Result<(u16, u16, String, String), AppFault> {
    if let Some(base) = app.child("BaseVehicle") {
        let id = id_of(base)?.ok_or(AppFault::NoVehicle)?;
        let known = vcdb.and_then(|vcdb| vcdb.get(id));
        let known = known.ok_or(AppFault::UnknownBaseVehicle(id))?;
        let make = required("make", &known.make, 40)?;
        let model = required("model", &known.model, 60)?;
        return Ok((known.year, known.year, make, model));
    }
    let Some(years) = app.child("Years") else {
        let equipment = ["EquipmentBase", "EquipmentModel", "Mfr"];
        let is_equipment = equipment.iter().any(|name| app.child(name).is_some());
        return Err(if is_equipment {
            AppFault::Equipment
        } else {
            AppFault::NoVehicle
        });
    };
    let year = |name: &str| -> Option<u16> {
        let year: u16 = years.attribute(name)?.parse().ok()?;
        (1885..=2100).contains(&year).then_some(year)
    };
    let (Some(from), Some(to)) = (year("from"), year("to")) else {
        return Err(AppFault::Years);
    };
    if from > to {
        return Err(AppFault::Years);
    }
    let make = in_words(app, "Make", 40)?;
    let model = in_words(app, "Model", 60)?;
    Ok((from, to, make, model))
}

fn in_words(app: &Element, name: &'static str, len_max: usize) -> Result<String, AppFault> {
    let element = app.child(name).ok_or(AppFault::NoVehicle)?;
    let words = Some(element.text.as_str()).filter(|text| !text.is_empty());
    let words = words.or_else(|| element.attribute("name"));
    required(name, words.ok_or(AppFault::Wordless(name))?, len_max)
}

/// Everything about the vehicle beyond year, make and model.
fn conditions(app: &Element) -> Result<Vec<Condition>, AppFault> {
    let others = app.children.iter().filter(|child| {
        let name = child.name.as_str();
        !KNOWN.contains(&name) && !ASIDE.contains(&name)
    });
    others
        .map(|child| {
            Ok(Condition {
                name: child.name.clone(),
                id: id_of(child)?,
                text: word("condition", &child.text, TEXT_LEN_MAX)?,
            })
        })
        .collect()
}

fn is_about_engine(name: &str) -> bool {
    [
        "Engine",
        "Fuel",
        "Aspiration",
        "Cylinder",
        "Ignition",
        "Valves",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

fn position(app: &Element) -> Result<Option<String>, AppFault> {
    let Some(position) = app.child("Position") else {
        return Ok(None);
    };
    let words = word("position", &position.text, TEXT_LEN_MAX)?;
    let id = id_of(position)?;
    Ok(words.or_else(|| id.map(|id| format!("position {id}"))))
}

fn note(app: &Element) -> Result<Option<String>, AppFault> {
    let qualifiers = app.all("Qual").map(|qual| {
        // A qualifier without words is a condition nobody here can read: its id is better than silence.
        let id = qual.attribute("id").unwrap_or("?");
        qual.child_text("text")
            .map_or_else(|| format!("qualifier {id}"), str::to_owned)
    });
    let notes = app.all("Note").map(|note| note.text.clone());
    let all: Vec<String> = qualifiers
        .chain(notes)
        .filter(|text| !text.is_empty())
        .collect();
    word("note", &all.join("; "), NOTE_LEN_MAX)
}

fn id_of(element: &Element) -> Result<Option<u32>, AppFault> {
    let id = element.attribute("id");
    id.map(|id| id.parse().map_err(|_| AppFault::Id(element.name.clone())))
        .transpose()
}

fn word(field: &'static str, value: &str, len_max: usize) -> Result<Option<String>, AppFault> {
    text::optional(field, Some(value), len_max).map_err(AppFault::Text)
}

fn required(field: &'static str, value: &str, len_max: usize) -> Result<String, AppFault> {
    text::required(field, value, len_max).map_err(AppFault::Text)
}
