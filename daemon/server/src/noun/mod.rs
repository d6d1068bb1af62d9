//! One file a noun: what each method does. This list is exhaustive, so a new method must be placed here.

pub(crate) mod books;
pub(crate) mod catalog;
pub(crate) mod device;
pub(crate) mod import;
pub(crate) mod job;
pub(crate) mod order;
pub(crate) mod payment;
pub(crate) mod people;
pub(crate) mod report;
pub(crate) mod session;
pub(crate) mod ticket;
pub(crate) mod words;
pub(crate) mod work;

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
        Call::Detach(params) => Ok(order::detach(&params)),
        Call::PlanTicket(params) => Ok(order::plan(params)),
        Call::MakeEstimate(params) => Ok(order::make_estimate(params)),
        Call::Present(params) => Ok(order::present(params)),
        Call::Approve(params) => Ok(order::approve(connection, params)),
        Call::Decline(params) => Ok(order::decline(params)),
        Call::StartWork(params) => Ok(order::start_work(params)),
        Call::MakeInvoice(params) => Ok(order::make_invoice(params)),
        Call::AddJob(params) => Ok(order::add_job(params)),
        Call::ChangeJob(params) => order::change_job(connection, params),
        Call::RemoveJob(params) => Ok(order::remove_job(params)),
        Call::AddSublet(params) => Ok(order::add_sublet(params)),
        Call::AddFee(params) => order::add_fee(params),
        Call::AddCustomerPart(params) => Ok(order::add_customer_part(params)),
        Call::AddReturn(params) => Ok(order::add_return(params)),
        Call::ChangeLine(params) => order::change_line(connection, params),
        Call::SetDiscount(params) => order::set_discount(connection, params),
        Call::ReverseTicket(params) => Ok(order::reverse(params)),
        Call::GetRevision(params) => Ok(ticket::revision(&params)),
        Call::ListWork(params) => Ok(work::list(params)),
        Call::GetWork(params) => Ok(work::get(params)),
        Call::SetStatus(params) => Ok(work::set_status(params)),
        Call::ClockOn(params) => work::clock_on(connection, params),
        Call::ClockOff(params) => work::clock_off(connection, params),
        Call::FinishJob(params) => Ok(work::finish_job(params)),
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
        Call::TakeCheck(params) => Ok(payment::take_check(params)),
        Call::TakeStoreCredit(params) => Ok(payment::take_store_credit(params)),
        Call::ChargeAccount(params) => Ok(payment::charge_account(params)),
        Call::ChargePlan(params) => Ok(payment::charge_plan(params)),
        Call::TakeOther(params) => Ok(payment::take_other(params)),
        Call::RequestLink(params) => Ok(payment::request_link(params)),
        Call::StepLink(params) => payment::step_link(params),
        Call::Refund(params) => payment::refund(params),
        Call::ApproveNext(params) => session::approve(connection, params),
        Call::Reprint(params) => Ok(ticket::reprint(params)),
        Call::OpenDrawer(params) => Ok(job::open_drawer(params)),
        Call::PrintSubmit(params) => job::submit(connection, params),
        Call::RetryJob(params) => Ok(job::retry(params)),
        Call::ListJobs(params) => Ok(job::list(&params)),
        Call::SearchParts(params) => Ok(catalog::search(connection, params)),
        Call::GetPart(params) => catalog::get(connection, params),
        Call::ImportParts(params) => catalog::import(params),
        Call::ImportColumns(params) => import::columns(params),
        Call::ImportDryRun(params) => import::dry_run(params),
        Call::ImportApply(params) => import::apply(params),
        Call::ImportFitment(params) => import::fitment(params),
        Call::ImportFacts(params) => import::facts(params),
        Call::ListAccounts(_) => Ok(books::accounts()),
        Call::ExportBooks(params) => Ok(books::export(params)),
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
