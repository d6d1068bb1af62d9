//! The list of all methods: name, parameters, result, who may call it, and one line on what it does.
//!
//! One macro makes the closed [`Call`] enum, the reader and the rows of the OpenRPC document from it, so that the three
//! cannot disagree.

use domain::people::Role;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::problem::{Code, Problem};
use crate::v1::Nothing;
use crate::v1::{
    account, books, canned, catalog, core, count, device, document, drawer, event, import, job,
    order, payment, people, plan, policy, purchase, purchased, reorder, report, search, session,
    simulator, supplier, supplier_return, ticket, till, transfer, vehicle, work,
};

/// Who may call a method.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Any connection that was let in.
    Anyone,
    /// A person of at least this role, or a program whose token has the scope.
    Role(Role, &'static str),
}

/// A method's row in the OpenRPC document.
pub struct MethodDoc {
    /// `noun.verb`.
    pub name: &'static str,
    /// One line on what it does.
    pub summary: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Makes the schema of its parameters.
    pub params: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
    /// Makes the schema of its result.
    pub result: fn(&mut schemars::SchemaGenerator) -> schemars::Schema,
}

impl std::fmt::Debug for MethodDoc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MethodDoc")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

macro_rules! methods {
    ($($name:literal $call:ident($params:ty) -> $result:ty, $access:expr, $summary:literal;)*) => {
        /// A method with its parameters, read and checked for shape.
        #[derive(Debug)]
        pub enum Call {
            $(#[doc = $summary] $call($params),)*
        }

        impl Call {
            /// Reads a method's parameters.
            ///
            /// # Errors
            /// A [`Problem`] for an unknown method or parameters of the wrong shape, naming the field.
            pub fn read(method: &str, params: Option<&RawValue>) -> Result<Self, Problem> {
                match method {
                    $($name => read_params(params).map(Self::$call),)*
                    _ => Err(unknown(method)),
                }
            }

            /// Returns the method's name.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self { $(Self::$call(_) => $name,)* }
            }

            /// Tells who may call it.
            #[must_use]
            pub const fn access(&self) -> Access {
                match self { $(Self::$call(_) => $access,)* }
            }
        }

        /// Every method's row in the OpenRPC document.
        pub const METHODS: &[MethodDoc] = &[$(MethodDoc {
            name: $name,
            summary: $summary,
            access: $access,
            params: |generator| generator.subschema_for::<$params>(),
            result: |generator| generator.subschema_for::<$result>(),
        },)*];
    };
}

const MANAGE: Access = Access::Role(Role::Manager, "manage");
const SELL: Access = Access::Role(Role::Clerk, "sell");
const READ: Access = Access::Role(Role::Technician, "read");
const READ_PRICES: Access = Access::Role(Role::Clerk, "read");
const WORK: Access = Access::Role(Role::Technician, "work");
const PRINT: Access = Access::Role(Role::Clerk, "print");
const DRAWER: Access = Access::Role(Role::Clerk, "drawer");
const SCAN: Access = Access::Role(Role::Technician, "scan");
const WEIGH: Access = Access::Role(Role::Technician, "weigh");
const DISPLAY: Access = Access::Role(Role::Clerk, "display");
const BUY: Access = Access::Role(Role::Advisor, "stock");
/// Whom the shop's buying rules let, however low: the rules decide.
const ORDER: Access = Access::Role(Role::Clerk, "stock");
const STOCK: Access = Access::Role(Role::Manager, "stock");
const STAFF: Access = Access::Role(Role::Manager, "staff");
const SHELVES: Access = Access::Role(Role::Clerk, "stock");
const SIMULATE: Access = Access::Role(Role::Technician, "simulate");

methods! {
    "server.version" ServerVersion(Nothing) -> session::Version, Access::Anyone, "Says which daemon this is.";
    "rpc.discover" Discover(Nothing) -> serde_json::Value, Access::Anyone, "Returns this document.";
    "session.info" SessionInfo(Nothing) -> session::Info, Access::Anyone, "Returns what a page needs to start.";
    "session.staff" SessionStaff(Nothing) -> session::StaffList, Access::Anyone, "Lists who can sign in.";
    "session.set_up" SetUp(session::SetUp) -> session::StaffSaved, Access::Anyone, "Adds the first person, an owner, to a shop where nobody can sign in yet.";
    "session.sign_in" SignIn(session::SignIn) -> session::SignedIn, Access::Anyone, "Signs a person in by PIN.";
    "session.resume" Resume(session::Token) -> session::Resumed, Access::Anyone, "Goes on with a person's session after a reconnect.";
    "session.sign_out" SignOut(Nothing) -> Nothing, Access::Anyone, "Ends the person's session.";
    "session.authenticate" Authenticate(session::Token) -> session::Authenticated, Access::Anyone, "Makes a program known by its token.";
    "staff.save" SaveStaff(session::SaveStaff) -> session::StaffSaved, STAFF, "Adds or changes a member of staff.";
    "ticket.open" OpenTicket(ticket::Open) -> ticket::Accepted, SELL, "Opens a ticket.";
    "ticket.attach" Attach(ticket::Attach) -> ticket::Accepted, SELL, "Puts a customer, vehicle or odometer reading on a ticket.";
    "ticket.detach" Detach(order::Detach) -> ticket::Accepted, SELL, "Takes the customer or the vehicle off a ticket.";
    "ticket.plan" PlanTicket(order::Plan) -> ticket::Accepted, SELL, "Says who looks after a ticket and what was promised.";
    "ticket.make_estimate" MakeEstimate(ticket::TicketOrder) -> ticket::Accepted, SELL, "Makes an estimate of a ticket.";
    "ticket.present" Present(order::Present) -> ticket::Accepted, SELL, "Keeps what the customer was shown as a revision.";
    "ticket.approve" Approve(order::Approve) -> ticket::Accepted, SELL, "Records that the customer allowed jobs.";
    "ticket.decline" Decline(order::Decline) -> ticket::Accepted, SELL, "Records that the customer declined jobs; they are kept as deferred work.";
    "ticket.start_work" StartWork(ticket::TicketOrder) -> ticket::Accepted, SELL, "Makes a work order of what was approved.";
    "ticket.make_invoice" MakeInvoice(order::MakeInvoice) -> ticket::Accepted, SELL, "Makes an invoice of the work done.";
    "ticket.add_job" AddJob(order::AddJob) -> ticket::Accepted, SELL, "Adds a job.";
    "ticket.change_job" ChangeJob(order::ChangeJob) -> ticket::Accepted, SELL, "Changes a job.";
    "ticket.remove_job" RemoveJob(order::JobOrder) -> ticket::Accepted, SELL, "Takes a job off with its lines.";
    "ticket.add_canned" AddCanned(order::AddCanned) -> ticket::Accepted, SELL, "Adds a canned job with its lines.";
    "ticket.add_core_return" AddCoreReturn(core::AddReturn) -> ticket::Accepted, SELL, "Takes old parts back that are brought after the sale, or without a receipt.";
    "ticket.add_sublet" AddSublet(order::AddSublet) -> ticket::Accepted, SELL, "Sells another firm's work.";
    "ticket.add_fee" AddFee(order::AddFee) -> ticket::Accepted, SELL, "Adds a fee.";
    "ticket.add_customer_part" AddCustomerPart(order::AddCustomerPart) -> ticket::Accepted, SELL, "Notes a part that the customer brought.";
    "ticket.add_return" AddReturn(order::AddReturn) -> ticket::Accepted, SELL, "Takes goods of an earlier sale back.";
    "ticket.add_return_without_receipt" AddReturnWithoutReceipt(order::AddReturnWithoutReceipt) -> ticket::Accepted, SELL, "Takes goods back that nobody can show to have been sold here, for store credit.";
    "ticket.change_line" ChangeLine(order::ChangeLine) -> ticket::Accepted, SELL, "Changes a line: quantity, price, discount, who pays.";
    "ticket.set_discount" SetDiscount(order::SetDiscount) -> ticket::Accepted, SELL, "Takes something off the whole ticket, or no longer.";
    "ticket.reverse" ReverseTicket(order::ReasonedOrder) -> ticket::Accepted, SELL, "Undoes a sale of today.";
    "ticket.revision" GetRevision(order::Revision) -> ticket::GetResult, READ_PRICES, "Returns a ticket as its estimate was shown.";
    "work.list" ListWork(work::List) -> work::ListResult, READ, "Lists open work orders, without prices.";
    "work.get" GetWork(work::Get) -> work::WorkSheet, READ, "Returns a ticket as work, without prices.";
    "work.set_status" SetStatus(order::SetStatus) -> work::Accepted, WORK, "Says how far the work is.";
    "work.clock_on" ClockOn(order::Clock) -> work::Accepted, WORK, "A technician begins to work on a job.";
    "work.clock_off" ClockOff(order::Clock) -> work::Accepted, WORK, "A technician stops.";
    "work.finish_job" FinishJob(order::JobOrder) -> work::Accepted, WORK, "Says that a job is done.";
    "ticket.add_part" AddPart(ticket::AddPart) -> ticket::Accepted, SELL, "Sells a part by id, number or barcode.";
    "ticket.add_labor" AddLabor(ticket::AddLabor) -> ticket::Accepted, SELL, "Sells labor.";
    "ticket.change_quantity" ChangeQuantity(ticket::ChangeQuantity) -> ticket::Accepted, SELL, "Changes how many of a line.";
    "ticket.remove_line" RemoveLine(ticket::RemoveLine) -> ticket::Accepted, SELL, "Takes a line off.";
    "ticket.void" Void(ticket::Void) -> ticket::Accepted, SELL, "Gives a ticket up before anything was paid.";
    "ticket.close" Close(ticket::TicketOrder) -> ticket::Accepted, SELL, "Closes a ticket on which nothing is due.";
    "ticket.get" GetTicket(ticket::Get) -> ticket::GetResult, READ_PRICES, "Returns a ticket.";
    "ticket.list" ListTickets(ticket::List) -> ticket::ListResult, READ_PRICES, "Lists tickets, newest first.";
    "payment.take_cash" TakeCash(payment::TakeCash) -> ticket::Accepted, SELL, "Takes cash and works out the change.";
    "payment.take_card" TakeCard(payment::TakeCard) -> ticket::Accepted, SELL, "Sends an amount to the card reader.";
    "payment.retry_card" RetryCard(payment::PaymentOrder) -> ticket::Accepted, SELL, "Sends a declined card payment to the reader again.";
    "payment.cancel_card" CancelCard(payment::PaymentOrder) -> ticket::Accepted, SELL, "Calls a card payment off.";
    "payment.take_check" TakeCheck(order::TakeCheck) -> ticket::Accepted, SELL, "Takes a check.";
    "payment.take_store_credit" TakeStoreCredit(order::TakeAmount) -> ticket::Accepted, SELL, "Uses the customer's store credit.";
    "payment.charge_account" ChargeAccount(order::ChargeAccount) -> ticket::Accepted, SELL, "Puts an amount on the customer's house account.";
    "payment.charge_plan" ChargePlan(order::ChargePlan) -> ticket::Accepted, SELL, "Puts an amount on an installment plan.";
    "payment.take_other" TakeOther(order::TakeOther) -> ticket::Accepted, SELL, "Takes a tender that someone else settles.";
    "payment.request_link" RequestLink(order::TakeAmount) -> ticket::Accepted, SELL, "Asks for a payment link.";
    "payment.step_link" StepLink(order::StepLink) -> ticket::Accepted, SELL, "Says how far a payment link has come.";
    "payment.refund" Refund(order::Refund) -> ticket::Accepted, SELL, "Gives money back.";
    "session.approve" ApproveNext(session::Approve) -> session::Approved, Access::Anyone, "Lets a second person stand in for the next order of this connection.";
    "receipt.reprint" Reprint(ticket::TicketOrder) -> ticket::Accepted, PRINT, "Prints a receipt again, marked COPY.";
    "drawer.open" OpenDrawer(job::OpenDrawer) -> job::Accepted, DRAWER, "Opens the cash drawer without a sale.";
    "print.submit" PrintSubmit(job::Submit) -> job::Accepted, PRINT, "Prints a document, once for each key.";
    "job.retry" RetryJob(job::Retry) -> job::Accepted, PRINT, "Tries a failed job again.";
    "job.cancel" CancelJob(job::Cancel) -> job::Accepted, PRINT, "Takes a job back that has not begun.";
    "job.resolve" ResolveJob(job::Resolve) -> job::Accepted, PRINT, "Says what became of a job whose device could not tell.";
    "job.reprint" ReprintJob(job::Reprint) -> job::Accepted, PRINT, "Prints what a job printed once more, marked as a copy.";
    "job.preview" PreviewJob(job::Preview) -> job::Previewed, READ_PRICES, "Shows what a job sent, as it looks on paper.";
    "job.list" ListJobs(job::List) -> job::ListResult, READ, "Lists jobs of devices.";
    "part.search" SearchParts(catalog::Search) -> catalog::Found, READ, "Searches parts by number, fragment, barcode or words.";
    "part.get" GetPart(catalog::Get) -> catalog::GetResult, READ, "Returns a part with its movements.";
    "part.import" ImportParts(catalog::Import) -> catalog::Imported, STOCK, "Adds or changes parts.";
    "import.columns" ImportColumns(import::Columns) -> import::Proposed, MANAGE, "Proposes which column of a file is which field.";
    "import.dry_run" ImportDryRun(import::DryRun) -> import::DryRunResult, MANAGE, "Tells what would come of importing a table, without importing it.";
    "import.apply" ImportApply(import::Apply) -> import::Applied, MANAGE, "Takes in rows of a table; bad rows are told, good ones are taken.";
    "import.fitment" ImportFitment(import::ApplyFitment) -> import::Applied, MANAGE, "Takes in what a supplier says parts fit.";
    "import.facts" ImportFacts(import::ApplyFacts) -> import::Applied, MANAGE, "Takes in what a supplier says about parts.";
    "books.accounts" ListAccounts(Nothing) -> books::Accounts, MANAGE, "Lists the accounts of the books.";
    "books.export" ExportBooks(books::Export) -> books::Exported, MANAGE, "Writes entries of the books for another program.";
    "stock.adjust" AdjustStock(catalog::Adjust) -> catalog::Adjusted, STOCK, "Corrects the stock of a part.";
    "policy.get" GetPolicy(policy::Get) -> policy::GetResult, READ_PRICES, "Returns a set of the shop's rules as it is in force.";
    "policy.set" SetPolicy(policy::Set) -> policy::Accepted, MANAGE, "Sets rules of the shop, in force from the next order on.";
    "price.quote" QuotePrice(policy::Quote) -> policy::Quoted, READ_PRICES, "Says what a part costs a buyer, and why.";
    "price.solve_target" SolveTarget(policy::SolveTarget) -> policy::Solved, MANAGE, "Finds the matrix that would have met a gross profit on what was sold.";
    "canned.save" SaveCanned(canned::Save) -> canned::Accepted, SELL, "Makes or changes a canned job; needs an advisor.";
    "canned.retire" RetireCanned(canned::Retire) -> canned::Accepted, SELL, "Offers a canned job no more; needs an advisor.";
    "canned.list" ListCanned(canned::List) -> canned::ListResult, READ_PRICES, "Lists the canned jobs that are offered.";
    "canned.get" GetCanned(canned::Get) -> canned::GetResult, READ_PRICES, "Returns a canned job.";
    "core.list" ListCores(core::List) -> core::ListResult, READ_PRICES, "Lists old parts that are owed, here or at suppliers.";
    "core.get" GetCore(core::Get) -> core::GetResult, READ_PRICES, "Returns the old parts of one sold line.";
    "core.send" SendCore(core::Send) -> core::Accepted, SHELVES, "Sends old parts to a supplier.";
    "core.credit" CreditCore(core::Credit) -> core::Accepted, STOCK, "Books what a supplier credits for old parts.";
    "core.extend" ExtendCore(core::Extend) -> core::Accepted, SELL, "Gives a customer more time for an old part; needs a manager.";
    "core.forfeit" ForfeitCore(core::Forfeit) -> core::Accepted, MANAGE, "Keeps the deposit of an old part that was not brought in time.";
    "core.forfeit_due" ForfeitDueCores(core::ForfeitDue) -> core::Forfeited, MANAGE, "Keeps the deposits of all old parts whose day has passed.";
    "transfer.open" OpenTransfer(transfer::Open) -> transfer::Accepted, SHELVES, "Asks for stock of another location, or sends some there.";
    "transfer.send" SendTransfer(transfer::Move) -> transfer::Accepted, SHELVES, "Lets goods of a transfer leave.";
    "transfer.receive" ReceiveTransfer(transfer::Move) -> transfer::Accepted, SHELVES, "Takes goods of a transfer in.";
    "transfer.close" CloseTransfer(transfer::Close) -> transfer::Accepted, SHELVES, "Says that nothing more will come; a manager writes off what is missing.";
    "transfer.cancel" CancelTransfer(transfer::Cancel) -> transfer::Accepted, SHELVES, "Gives a transfer up before anything left.";
    "transfer.list" ListTransfers(transfer::List) -> transfer::ListResult, READ, "Lists transfers, newest first.";
    "transfer.get" GetTransfer(transfer::Get) -> transfer::GetResult, READ, "Returns a transfer.";
    "count.open" OpenCount(count::Open) -> count::Accepted, SHELVES, "Begins a count of stock.";
    "count.add" AddToCount(count::Add) -> count::Accepted, SHELVES, "Puts a part on a count's list that was found and is not on it.";
    "count.tally" TallyCount(count::Tally) -> count::Accepted, SHELVES, "Writes down what was counted.";
    "count.recount" RecountParts(count::Recount) -> count::Accepted, SHELVES, "Has parts counted again.";
    "count.post" PostCount(count::Post) -> count::Accepted, SHELVES, "Approves a count's differences and posts them; needs a manager.";
    "count.cancel" CancelCount(count::Cancel) -> count::Accepted, SHELVES, "Gives a count up.";
    "count.list" ListCounts(count::List) -> count::ListResult, READ, "Lists counts, newest first.";
    "count.get" GetCount(count::Get) -> count::GetResult, READ, "Returns a count with a page of its sheet.";
    "supplier.save" SaveSupplier(supplier::Save) -> supplier::Saved, BUY, "Adds or changes a supplier.";
    "supplier.retire" RetireSupplier(supplier::Retire) -> supplier::Saved, BUY, "Stops buying at a supplier, or begins again.";
    "supplier.list" ListSuppliers(supplier::List) -> supplier::ListResult, BUY, "Lists suppliers.";
    "supplier.get" GetSupplier(supplier::Get) -> supplier::GetResult, BUY, "Returns a supplier with what it asks for parts and what is owed.";
    "supplier.save_part" SaveSupplierPart(supplier::SavePart) -> supplier::PartSaved, BUY, "Says what a supplier asks for a part.";
    "supplier.remove_part" RemoveSupplierPart(supplier::RemovePart) -> supplier::PartSaved, BUY, "Notes that a supplier sells a part no more.";
    "purchase.open" OpenPurchase(purchase::Open) -> purchased::Accepted, ORDER, "Begins an order to a supplier.";
    "purchase.add_line" AddPurchaseLine(purchase::AddLine) -> purchased::Accepted, ORDER, "Adds a line to a draft.";
    "purchase.change_line" ChangePurchaseLine(purchase::ChangeLine) -> purchased::Accepted, ORDER, "Changes a line of a draft.";
    "purchase.remove_line" RemovePurchaseLine(purchase::LineOrder) -> purchased::Accepted, ORDER, "Takes a line off a draft.";
    "purchase.set_terms" SetPurchaseTerms(purchase::SetTerms) -> purchased::Accepted, ORDER, "Sets freight, day and words.";
    "purchase.place" PlacePurchase(purchase::Place) -> purchased::Accepted, ORDER, "Marks a draft as sent to the supplier: its goods are on order.";
    "purchase.acknowledge" AcknowledgePurchase(purchase::Acknowledge) -> purchased::Accepted, ORDER, "Notes that the supplier will deliver, and what comes later.";
    "purchase.receive" ReceivePurchase(purchase::Receive) -> purchased::Accepted, ORDER, "Counts a delivery in.";
    "purchase.cancel_line" CancelPurchaseLine(purchase::CancelLine) -> purchased::Accepted, ORDER, "Waits no longer for some of a line.";
    "purchase.cancel" CancelPurchase(purchase::Cancel) -> purchased::Accepted, ORDER, "Gives a purchase up before anything has come.";
    "purchase.close" ClosePurchase(purchase::Close) -> purchased::Accepted, ORDER, "Is done with a purchase.";
    "purchase.enter_invoice" EnterSupplierInvoice(purchase::EnterInvoice) -> purchased::Accepted, ORDER, "Enters a supplier's invoice; nothing is booked yet.";
    "purchase.accept_invoice" AcceptSupplierInvoice(purchase::AcceptInvoice) -> purchased::Accepted, ORDER, "Books an invoice as payable.";
    "purchase.reject_invoice" RejectSupplierInvoice(purchase::RejectInvoice) -> purchased::Accepted, ORDER, "Sends an invoice back.";
    "purchase.settle_difference" SettleDifference(purchase::SettleDifference) -> purchased::Accepted, ORDER, "Settles a difference that an accepted invoice left open.";
    "purchase.notice_arrival" NoticeArrival(purchase::NoticeArrival) -> purchased::Accepted, ORDER, "Notes that the customer was told that a special order is here.";
    "purchase.cancel_special" CancelSpecial(purchase::CancelSpecial) -> purchased::Accepted, ORDER, "Lets a customer out of a special order.";
    "purchase.stock_line" StockPurchaseLine(purchase::StockLine) -> purchased::Accepted, ORDER, "Puts goods that were kept for a ticket on the shelf.";
    "purchase.get" GetPurchase(purchased::Get) -> purchased::GetResult, BUY, "Returns a purchase with the differences of its invoices.";
    "purchase.list" ListPurchases(purchased::List) -> purchased::ListResult, BUY, "Lists purchases, newest first.";
    "purchase.reorder" Reorder(reorder::Reorder) -> reorder::ReorderResult, BUY, "Proposes what to order of what runs low, by supplier.";
    "purchase.reorder_draft" ReorderDraft(reorder::ReorderDraft) -> reorder::Drafted, ORDER, "Makes draft purchases of what is proposed.";
    "purchase.reconcile" ReconcilePurchases(purchased::Reconcile) -> purchased::ReconcileResult, BUY, "Lists what was bought for a ticket and is neither billed nor stocked nor returned.";
    "supplier_return.open" OpenSupplierReturn(supplier_return::Open) -> supplier_return::Accepted, ORDER, "Asks a supplier to take something back.";
    "supplier_return.send" SendSupplierReturn(supplier_return::Send) -> supplier_return::Accepted, ORDER, "Sends a return off: goods leave stock and the supplier owes for them.";
    "supplier_return.cancel" CancelSupplierReturn(supplier_return::Reasoned) -> supplier_return::Accepted, ORDER, "Does not send a return after all.";
    "supplier_return.credit" CreditSupplierReturn(supplier_return::Credit) -> supplier_return::Accepted, ORDER, "Enters a supplier's credit.";
    "supplier_return.accept_short" AcceptShortCredit(supplier_return::Reasoned) -> supplier_return::Accepted, ORDER, "Gives up what was not credited.";
    "supplier_return.get" GetSupplierReturn(supplier_return::Get) -> supplier_return::GetResult, BUY, "Returns a return to a supplier.";
    "supplier_return.list" ListSupplierReturns(supplier_return::List) -> supplier_return::ListResult, BUY, "Lists returns to suppliers, newest first.";
    "part.low" LowParts(reorder::Low) -> reorder::LowResult, READ, "Lists parts at their minimum or below.";
    "part.lost_sale" LoseSale(reorder::LostSale) -> reorder::Noted, SELL, "Notes that a customer wanted a part and went without.";
    "part.protect" ProtectPart(reorder::Protect) -> reorder::Noted, STOCK, "Keeps a part although it hardly sells, or no longer.";
    "customer.search" SearchCustomers(people::SearchCustomers) -> people::FoundCustomers, READ, "Searches customers.";
    "customer.get" GetCustomer(people::GetCustomer) -> people::CustomerResult, READ_PRICES, "Returns a customer with vehicles, tickets, account and tags.";
    "customer.save" SaveCustomer(people::SaveCustomer) -> people::CustomerSaved, SELL, "Adds or changes a customer.";
    "customer.merge" MergeCustomers(people::MergeCustomers) -> people::CustomerSaved, SELL, "Makes one customer of two; a manager decides.";
    "account.receive" ReceiveOnAccount(account::Receive) -> account::Accepted, SELL, "Takes money on a house account.";
    "account.credit_memo" GiveCreditMemo(account::CreditMemo) -> account::Accepted, SELL, "Gives a credit memo; a manager decides.";
    "account.apply" ApplyCredit(account::Apply) -> account::Accepted, SELL, "Uses an open credit for items.";
    "account.write_off" WriteOff(account::WriteOff) -> account::Accepted, SELL, "Gives up on an item; the owner decides.";
    "account.hold" HoldAccount(account::Hold) -> account::Accepted, SELL, "Lets nothing more be charged; a manager decides.";
    "account.release" ReleaseAccount(account::Release) -> account::Accepted, SELL, "Frees an account; a manager decides.";
    "account.charge_finance" ChargeFinance(account::ChargeFinance) -> account::FinanceCharged, MANAGE, "Charges every account with such terms for what was overdue at the end of a month.";
    "account.statement" GetStatement(account::GetStatement) -> account::Statement, READ_PRICES, "Writes a statement of a period.";
    "account.issue_statement" IssueStatement(account::IssueStatement) -> account::StatementIssued, SELL, "Gives a statement its number.";
    "account.aging" GetAging(account::GetAging) -> account::AgingResult, READ_PRICES, "Lists what every customer owes by age.";
    "credit.get" GetCredit(account::GetCredit) -> account::CreditResult, READ_PRICES, "Returns a customer's store credit with its movements.";
    "credit.goodwill" GiveCredit(account::MoveCredit) -> account::CreditMoved, SELL, "Gives store credit for goodwill.";
    "credit.correct" CorrectCredit(account::MoveCredit) -> account::CreditMoved, SELL, "Takes back store credit that was given by mistake.";
    "vehicle.search" SearchVehicles(vehicle::SearchVehicles) -> vehicle::FoundVehicles, READ, "Searches vehicles by VIN, plate or words.";
    "vehicle.get" GetVehicle(vehicle::GetVehicle) -> vehicle::VehicleResult, READ, "Returns a vehicle with its history and what it needs, by id or VIN.";
    "vehicle.by_vin" VehicleByVin(vehicle::ByVin) -> vehicle::ByVinResult, READ, "Reads a scanned or typed VIN and returns that vehicle, or what is known of a new one.";
    "vehicle.save" SaveVehicle(vehicle::SaveVehicle) -> vehicle::VehicleSaved, SELL, "Adds or changes a vehicle.";
    "vehicle.change_owner" ChangeOwner(vehicle::ChangeOwner) -> vehicle::VehicleSaved, SELL, "Gives a vehicle another owner; its history stays with it.";
    "vehicle.read_odometer" ReadOdometer(vehicle::ReadOdometer) -> vehicle::VehicleSaved, SELL, "Records what the odometer shows.";
    "vehicle.merge" MergeVehicles(vehicle::MergeVehicles) -> vehicle::VehicleSaved, SELL, "Makes one vehicle of two; a manager decides.";
    "plan.open" OpenPlan(plan::Open) -> plan::Accepted, SELL, "Draws an installment plan up.";
    "plan.activate" ActivatePlan(plan::Activate) -> plan::Accepted, SELL, "Charges what the plan finances to a ticket.";
    "plan.pay" PayPlan(plan::Pay) -> plan::Accepted, SELL, "Takes money on a plan.";
    "plan.pay_off" PayOffPlan(plan::PayOff) -> plan::Accepted, SELL, "Takes what pays a plan off today.";
    "plan.default" DefaultPlan(plan::Reasoned) -> plan::Accepted, SELL, "Gives up on the rest of a plan; the owner decides.";
    "plan.cancel" CancelPlan(plan::Reasoned) -> plan::Accepted, SELL, "Drops a plan that no ticket was charged to.";
    "plan.get" GetPlan(plan::Get) -> plan::GetResult, READ_PRICES, "Returns a plan.";
    "plan.list" ListPlans(plan::List) -> plan::ListResult, READ_PRICES, "Lists plans of a customer or of a state, newest first.";
    "plan.overdue" OverduePlans(plan::Overdue) -> plan::OverdueResult, READ_PRICES, "Lists plans with late installments, the latest first.";
    "search.all" SearchAll(search::All) -> search::Found, READ, "Searches parts, customers, vehicles, tickets and canned jobs at once.";
    "report.today" Today(Nothing) -> report::Today, SELL, "Sums up the shop's day so far.";
    "report.daily" ReportDaily(report::Period) -> report::Daily, MANAGE, "Sums up the sales of a day or a longer period.";
    "report.technicians" ReportTechnicians(report::Period) -> report::Technicians, MANAGE, "Sums up what technicians did.";
    "report.parts" ReportParts(report::Period) -> report::Parts, MANAGE, "Sums up what parts sold, earned and cost.";
    "report.deferred" ReportDeferred(report::Period) -> report::Deferred, READ_PRICES, "Lists work that customers put off, and what was done after all.";
    "report.advisors" ReportAdvisors(report::Period) -> report::Advisors, MANAGE, "Sums up what advisors proposed and what became of it.";
    "report.trial_balance" ReportTrialBalance(report::Period) -> report::TrialBalance, MANAGE, "Sums up every account of the books.";
    "report.ledger" ReportLedger(report::LedgerQuery) -> report::Ledger, MANAGE, "Lists entries of the books.";
    "till.open" OpenTill(till::Open) -> till::Accepted, SELL, "Opens a session of this counter's drawer.";
    "till.pay_in" PayIn(till::Move) -> till::Accepted, SELL, "Puts cash in that is no sale.";
    "till.pay_out" PayOut(till::Move) -> till::Accepted, SELL, "Takes cash out for the shop's needs.";
    "till.drop" DropCash(till::Drop) -> till::Accepted, SELL, "Takes cash out to the safe or the bank.";
    "till.count" CountTill(till::Count) -> till::Accepted, SELL, "Counts the drawer.";
    "till.close" CloseTill(till::Close) -> till::Accepted, SELL, "Closes the session with its last count: the Z report.";
    "till.current" CurrentTill(Nothing) -> till::Current, READ_PRICES, "Returns the open session with its figures: the X report.";
    "till.x_report" PrintX(till::XReport) -> job::Accepted, PRINT, "Prints the open session's figures.";
    "till.list" ListTills(till::List) -> till::ListResult, READ_PRICES, "Lists sessions of this counter, newest first.";
    "till.get" GetTill(till::Get) -> till::GetResult, READ_PRICES, "Returns a session with its Z report.";
    "document.render" RenderDocument(document::Render) -> document::Rendered, READ_PRICES, "Makes a paper as a PDF or a picture.";
    "document.print" PrintDocument(document::Print) -> job::Accepted, PRINT, "Prints a paper of something the shop keeps.";
    "device.list" ListDevices(Nothing) -> device::List, READ, "Lists devices with their state.";
    "device.discover" DiscoverDevices(Nothing) -> device::Discovery, MANAGE, "Lists the hardware that this computer has, with what to write in the settings.";
    "device.claim" ClaimDevice(device::Claim) -> device::Claimed, PRINT, "Takes a device for oneself; whoever holds it has two seconds to keep it.";
    "device.retain" RetainDevice(device::Named) -> Nothing, PRINT, "Keeps a device that somebody else has asked for.";
    "device.release" ReleaseDevice(device::Named) -> Nothing, PRINT, "Gives a device back.";
    "device.take" TakeDevice(device::Claim) -> device::Claimed, MANAGE, "Takes a device from whoever holds it.";
    "scanner.tell" TellScanner(device::TellScanner) -> Nothing, SCAN, "Makes a scanner beep, read, or let its scans through or not.";
    "scale.weigh" Weigh(device::Weigh) -> device::Weight, WEIGH, "Says what lies on a scale.";
    "display.show" ShowCustomer(device::Show) -> Nothing, DISPLAY, "Shows something to the customer.";
    "drawer.openings" ListOpenings(drawer::List) -> drawer::ListResult, READ_PRICES, "Lists when cash drawers stood open.";
    "device.subscribe" SubscribeDevices(Nothing) -> Nothing, READ, "Asks for `device` notifications.";
    "scan.subscribe" SubscribeScans(device::ScanSubscribe) -> Nothing, SCAN, "Asks for `scan` notifications.";
    "scan.unsubscribe" UnsubscribeScans(Nothing) -> Nothing, SCAN, "Ends `scan` notifications.";
    "events.subscribe" SubscribeEvents(event::Subscribe) -> event::Subscribed, READ, "Asks for `event` notifications, from a cursor on.";
    "events.unsubscribe" UnsubscribeEvents(Nothing) -> Nothing, READ, "Ends `event` notifications.";
    "simulator.scan" SimulatorScan(simulator::Scan) -> Nothing, SIMULATE, "Lets the simulated scanner read something.";
    "simulator.paper" SimulatorPaper(simulator::Paper) -> simulator::PaperResult, SIMULATE, "Shows what the simulated printer printed.";
    "simulator.printer" SimulatorPrinter(simulator::Printer) -> simulator::PrinterResult, SIMULATE, "Plays tricks on the simulated printer.";
}

/// Every scope a token can have.
pub const SCOPES: &[&str] = &[
    "read", "sell", "print", "drawer", "scan", "stock", "staff", "simulate", "work", "manage",
    "weigh", "display",
];

fn read_params<T: DeserializeOwned>(params: Option<&RawValue>) -> Result<T, Problem> {
    let text = params.map_or("{}", RawValue::get);
    serde_json::from_str(text).map_err(|error| explain::<T>(text, &error))
}

/// Reads once more, slowly, to name the field that is wrong.
fn explain<T: DeserializeOwned>(text: &str, error: &serde_json::Error) -> Problem {
    let mut reader = serde_json::Deserializer::from_str(text);
    let message = match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(_) => error.to_string(),
        Err(slow) if slow.path().iter().next().is_none() => slow.inner().to_string(),
        Err(slow) => format!("{}: {}", slow.path(), slow.inner()),
    };
    Problem::new(Code::InvalidParams, message)
}

fn unknown(method: &str) -> Problem {
    let shown: String = method.chars().take(60).collect();
    Problem::new(Code::UnknownMethod, format!("there is no method `{shown}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).unwrap()
    }

    #[test]
    fn names_the_field_that_is_wrong() {
        let params = raw(r#"{"key":"k1","ticket_id":"nope","tendered":5}"#);
        let problem = Call::read("payment.take_cash", Some(&params)).unwrap_err();
        assert_eq!(problem.data.code, "rpc.invalid_params");
        assert!(
            problem.message.starts_with("ticket_id: not an id"),
            "{}",
            problem.message
        );

        let params = raw(
            r#"{"key":"k1","ticket_id":"0192f0c1-7c3a-7000-8000-000000000001","tendered":"5"}"#,
        );
        let problem = Call::read("payment.take_cash", Some(&params)).unwrap_err();
        assert!(
            problem.message.contains("tendered: invalid type"),
            "{}",
            problem.message
        );
    }

    #[test]
    fn refuses_unknown_methods_and_fields() {
        let problem = Call::read("ticket.explode", None).unwrap_err();
        assert_eq!(problem.data.code, "rpc.unknown_method");
        let params = raw(r#"{"query":"x","limitt":5}"#);
        let problem = Call::read("part.search", Some(&params)).unwrap_err();
        assert!(problem.message.contains("limitt"), "{}", problem.message);
    }

    #[test]
    fn every_scope_in_use_is_listed() {
        for method in METHODS {
            if let Access::Role(_, scope) = method.access {
                assert!(SCOPES.contains(&scope), "{}", method.name);
            }
        }
    }
}
