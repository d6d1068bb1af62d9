//! One file a noun: what each method does. This list is exhaustive, so a new method must be placed here.

pub(crate) mod catalog;
pub(crate) mod device;
pub(crate) mod job;
pub(crate) mod people;
pub(crate) mod report;
pub(crate) mod session;
pub(crate) mod ticket;

use protocol::Call;
use protocol::problem::Problem;

use crate::call::Deed;
use crate::connection::Connection;

/// Turns a call into what is to be done.
pub(crate) fn deed(connection: &mut Connection, call: Call) -> Result<Deed, Problem> {
    match call {
        Call::ServerVersion(_) => Ok(session::version()),
        Call::Discover(_) => Ok(Deed::Done(Ok(connection.api.openrpc.to_string()))),
        Call::SessionInfo(_) => session::info(connection),
        Call::SessionStaff(_) => session::staff_list(connection),
        Call::SetUp(params) => session::set_up(connection, params),
        Call::SignIn(params) => session::sign_in(connection, params),
        Call::Resume(params) => session::resume(connection, params),
        Call::SignOut(_) => Ok(session::sign_out()),
        Call::Authenticate(params) => Ok(session::authenticate(params)),
        Call::SaveStaff(params) => session::save_staff(params),
        Call::OpenTicket(params) => Ok(ticket::open(&params)),
        Call::Attach(params) => Ok(ticket::attach(&params)),
        Call::AddPart(params) => ticket::add_part(params),
        Call::AddLabor(params) => Ok(ticket::add_labor(params)),
        Call::ChangeQuantity(params) => Ok(ticket::change_quantity(params)),
        Call::RemoveLine(params) => Ok(ticket::remove_line(params)),
        Call::Void(params) => Ok(ticket::void(params)),
        Call::Close(params) => Ok(ticket::close(params)),
        Call::GetTicket(params) => Ok(ticket::get(&params)),
        Call::ListTickets(params) => Ok(ticket::list(params)),
        Call::TakeCash(params) => Ok(ticket::take_cash(params)),
        Call::TakeCard(params) => Ok(ticket::take_card(params)),
        Call::RetryCard(params) => Ok(ticket::retry_card(params)),
        Call::CancelCard(params) => Ok(ticket::cancel_card(params)),
        Call::Reprint(params) => Ok(ticket::reprint(params)),
        Call::OpenDrawer(params) => Ok(job::open_drawer(params)),
        Call::PrintSubmit(params) => job::submit(connection, params),
        Call::RetryJob(params) => Ok(job::retry(params)),
        Call::ListJobs(params) => Ok(job::list(&params)),
        Call::SearchParts(params) => Ok(catalog::search(connection, params)),
        Call::GetPart(params) => catalog::get(connection, params),
        Call::ImportParts(params) => catalog::import(params),
        Call::AdjustStock(params) => Ok(catalog::adjust(params)),
        Call::SearchCustomers(params) => Ok(people::search(params)),
        Call::GetCustomer(params) => Ok(people::get_customer(&params)),
        Call::SaveCustomer(params) => Ok(people::save_customer(params)),
        Call::GetVehicle(params) => people::get_vehicle(params),
        Call::SaveVehicle(params) => Ok(people::save_vehicle(params)),
        Call::Today(_) => Ok(report::today()),
        Call::ListDevices(_) => Ok(device::list(connection)),
        Call::SubscribeDevices(_) => Ok(device::subscribe(connection)),
        Call::SubscribeScans(params) => Ok(device::subscribe_scans(connection, params)),
        Call::UnsubscribeScans(_) => Ok(device::unsubscribe_scans(connection)),
        Call::SubscribeEvents(params) => device::subscribe_events(connection, params),
        Call::UnsubscribeEvents(_) => Ok(device::unsubscribe_events(connection)),
        Call::SimulatorScan(params) => device::simulate_scan(connection, &params),
        Call::SimulatorPaper(params) => Ok(device::simulated_paper(&params)),
        Call::SimulatorPrinter(params) => device::simulate_printer(connection, params),
    }
}
