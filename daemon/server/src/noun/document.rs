//! Papers of what the shop keeps.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::ids::DeviceName;
use domain::job::PaperKind;
use engine::Command;
use protocol::convert;
use protocol::problem::{Code, Problem};
use protocol::v1::document::{Print, Render, Rendered, What};

use crate::answer::Shape;
use crate::api::PaperError;
use crate::call::Deed;
use crate::connection::Connection;
use crate::noun::{lease, till};
use crate::refuse;

pub(crate) fn render(connection: &Connection, params: &Render) -> Result<Deed, Problem> {
    let role = connection.who.role();
    may_see_costs(connection, params.what)?;
    let (what, id, form) = (convert::paper_in(params.what), params.id.0, params.form);
    Ok(Deed::read(move |api| {
        if what == PaperKind::XReport && !till::may_see_cash(api, role)? {
            let message = "the drawer is counted before its figures are seen";
            return Err(Problem::new(Code::RoleForbids, message));
        }
        let rendered = api.papers.render(what, id, form).map_err(refused)?;
        Ok(Rendered {
            media_type: rendered.media_type.to_owned(),
            data: STANDARD.encode(rendered.bytes),
        })
    }))
}

fn may_see_costs(connection: &Connection, what: What) -> Result<(), Problem> {
    if matches!(what, What::PurchaseOrder) && !connection.who.sees_costs() {
        let message = "an order to a supplier shows what parts cost";
        return Err(Problem::new(Code::RoleForbids, message));
    }
    Ok(())
}

pub(crate) fn refused(error: PaperError) -> Problem {
    match error {
        PaperError::Nothing(_) => Problem::new(Code::NoSuchPaper, error.to_string()),
        PaperError::Label(_) => Problem::new(Code::LabelIncomplete, error.to_string()),
        PaperError::Store(error) => refuse::store(&error),
        PaperError::Failed(_) => refuse::internal("the paper could not be made", &error),
    }
}

pub(crate) fn print(connection: &Connection, params: Print) -> Result<Deed, Problem> {
    may_see_costs(connection, params.what)?;
    let what = convert::paper_in(params.what);
    let shop = &connection.api.shop;
    let mut known = shop.printers.clone();
    if what.is_label() {
        known.extend_from_slice(&shop.label_printers);
    }
    if let Some(name) = &params.device {
        lease::check(connection, name)?;
    }
    if let Some(name) = params.device.as_ref().filter(|name| !known.contains(name)) {
        let known = known.join(", ");
        let message = format!("device: there is no printer `{name}`; the printers are: {known}");
        return Err(Problem::new(Code::InvalidParams, message));
    }
    let command = Command::PrintPaper {
        device: params.device.map(DeviceName::new),
        what,
        id: params.id.0,
    };
    Ok(Deed::Order(params.key, command, Shape::Jobs))
}
