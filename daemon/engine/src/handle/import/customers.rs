//! Customers of another program.

use domain::Event;
use domain::ids::CustomerId;
use domain::import::ImportRefusal;
use domain::people::{Customer, CustomerFile, CustomerKind, ExternalId, LabelledPhone};
use uuid::Uuid;

use super::{Refused, take};
use crate::command::EngineError;
use crate::import::CustomerImport;
use crate::run::Engine;

/// Under which name tax numbers are kept.
const TAX_ID: &str = "tax_id";
/// How many customers with one phone number or e-mail address are looked at.
const SAME_MAX: usize = 50;

/// The customers that the rows so far were about, as they are now.
#[derive(Default)]
struct Touched(Vec<(Option<Customer>, Customer)>);

impl Engine {
    pub(super) fn import_customers(
        &mut self,
        system: &str,
        rows: Vec<CustomerImport>,
        refused: &mut Refused,
    ) -> Result<Vec<Event>, EngineError> {
        let mut touched = Touched::default();
        for row in rows {
            let number = row.row;
            let taken = self.import_customer(system, row, &mut touched);
            refused.row(number, taken)?;
        }
        let changed = touched.0.into_iter().filter_map(|(before, now)| {
            let unchanged = before.is_some_and(|before| before == now);
            (!unchanged).then(|| now.saved())
        });
        Ok(changed.collect())
    }

    fn import_customer(
        &mut self,
        system: &str,
        row: CustomerImport,
        touched: &mut Touched,
    ) -> Result<(), EngineError> {
        let external = row.id.clone().map(|id| ExternalId {
            system: system.to_owned(),
            id: id.trim().to_owned(),
        });
        let here = touched
            .0
            .iter()
            .position(|(_, now)| is_row(now, external.as_ref(), &row));
        let known = match here {
            Some(at) => Some(touched.0[at].1.clone()),
            None => self.known_customer(external.as_ref(), &row)?,
        };
        if known.is_none() && external.is_none() && row.phone.is_none() && row.email.is_none() {
            // It could not be told from a new one the next time.
            let missing = ImportRefusal::Incomplete("id, phone or e-mail");
            return Err(domain::Refusal::from(missing).into());
        }
        let id = known.as_ref().map(|known| known.id);
        let fresh = id.unwrap_or_else(|| CustomerId::new(self.ids.next_id()));
        let before = known.clone();
        let now = known.unwrap_or_else(|| Customer::new(fresh, row.name.as_str()));
        let now = said(now, external, row)
            .checked()
            .map_err(EngineError::Refused)?;
        let there = here.or_else(|| touched.0.iter().position(|(_, one)| one.id == now.id));
        match there {
            Some(at) => touched.0[at].1 = now,
            None => touched.0.push((before, now)),
        }
        Ok(())
    }

    /// Finds who is on file for a row.
    fn known_customer(
        &mut self,
        external: Option<&ExternalId>,
        row: &CustomerImport,
    ) -> Result<Option<Customer>, EngineError> {
        if let Some(external) = external
            && let Some(known) = self.customer_called(&external.key(), &external.id)?
        {
            return Ok(Some(known));
        }
        if let Some(key) = row.phone.as_deref().and_then(phone_key)
            && let Some(known) = self.customer_with("customer.phone", &key, &row.name)?
        {
            return Ok(Some(known));
        }
        match &row.email {
            Some(email) => {
                self.customer_with("customer.email", &email.trim().to_lowercase(), &row.name)
            }
            None => Ok(None),
        }
    }

    /// Finds a customer by the key of another program's id, or by our own.
    pub(super) fn customer_called(
        &mut self,
        key: &str,
        id: &str,
    ) -> Result<Option<Customer>, EngineError> {
        let found = self.store.found("customer.external", key, 1)?;
        let id = found
            .first()
            .map(|found| found.id)
            .or_else(|| Uuid::parse_str(id).ok());
        match id {
            Some(id) => self.who_goes_on(CustomerId::new(id)),
            None => Ok(None),
        }
    }

    /// Finds the customer of this name on a list.
    fn customer_with(
        &mut self,
        list: &str,
        value: &str,
        name: &str,
    ) -> Result<Option<Customer>, EngineError> {
        for found in self.store.found(list, value, SAME_MAX)? {
            let known = self.who_goes_on(CustomerId::new(found.id))?;
            if let Some(known) = known.filter(|known| same_name(&known.name, name)) {
                return Ok(Some(known));
            }
        }
        Ok(None)
    }

    /// Lists who has a phone number; of one name, if it is given.
    pub(super) fn customers_at(
        &mut self,
        phone: &str,
        name: Option<&str>,
    ) -> Result<Vec<Customer>, EngineError> {
        let mut customers: Vec<Customer> = Vec::new();
        let Some(key) = phone_key(phone) else {
            return Ok(customers);
        };
        for found in self.store.found("customer.phone", &key, SAME_MAX)? {
            if let Some(known) = self.who_goes_on(CustomerId::new(found.id))?
                && name.is_none_or(|name| same_name(&known.name, name))
                && customers.iter().all(|one| one.id != known.id)
            {
                customers.push(known);
            }
        }
        Ok(customers)
    }

    /// Loads a customer, or the one who goes on in their place.
    fn who_goes_on(&mut self, id: CustomerId) -> Result<Option<Customer>, EngineError> {
        let mut id = id;
        // A merge is never into someone who was merged away, so this ends at once; the bound is for a damaged journal.
        for _ in 0..8 {
            let Some(file) = self.load::<CustomerFile>(id.uuid())? else {
                return Ok(None);
            };
            match file.merged_into {
                Some(into) => id = into,
                None => return Ok(Some(file.saved)),
            }
        }
        Ok(None)
    }
}

fn phone_key(phone: &str) -> Option<String> {
    LabelledPhone::plain(phone).key()
}

fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Tells whether a row is about a customer of this order.
fn is_row(now: &Customer, external: Option<&ExternalId>, row: &CustomerImport) -> bool {
    let called = external.is_some_and(|id| {
        let key = id.key();
        now.external.iter().any(|known| known.key() == key) || now.id.to_string() == id.id
    });
    let phone = row.phone.as_deref().and_then(phone_key);
    let phoned = phone.is_some_and(|key| {
        now.phones
            .iter()
            .any(|known| known.key().as_ref() == Some(&key))
    });
    let mail = row.email.as_ref().map(|email| email.trim().to_lowercase());
    let mailed = mail.is_some() && mail == now.email.as_ref().map(|email| email.to_lowercase());
    called || (same_name(&now.name, &row.name) && (phoned || mailed))
}

/// Joins what a row says with what is known. Ids and phone numbers are added, the rest is replaced.
fn said(known: Customer, external: Option<ExternalId>, row: CustomerImport) -> Customer {
    let mut now = known;
    if !same_name(&now.name, &row.name) {
        now.name = row.name;
    }
    if row.firm {
        now.kind = CustomerKind::Firm;
    }
    if let Some(phone) = row.phone {
        let key = phone_key(&phone);
        let same = |known: &LabelledPhone| {
            known.number == phone.trim() || (key.is_some() && known.key() == key)
        };
        if !now.phones.iter().any(same) {
            now.phones.push(LabelledPhone::plain(phone));
        }
    }
    take(&mut now.email, row.email);
    take(&mut now.notes, row.notes);
    let mut address = now.address.take().unwrap_or_default();
    take(&mut address.street, row.address.street);
    take(&mut address.city, row.address.city);
    take(&mut address.region, row.address.region);
    take(&mut address.postal_code, row.address.postal_code);
    take(&mut address.country, row.address.country);
    now.address = Some(address);
    let own_id = now.id.to_string();
    let tax_id = row.tax_id.map(|id| ExternalId {
        system: TAX_ID.to_owned(),
        id,
    });
    // One tax number; any number of ids, since two files of theirs can be one customer of ours.
    if tax_id.is_some() {
        now.external.retain(|known| known.system != TAX_ID);
    }
    // Our own id that comes back from our own file says nothing new.
    let external = external.filter(|id| id.id != own_id);
    for id in external.into_iter().chain(tax_id) {
        if !now.external.iter().any(|known| known.key() == id.key()) {
            now.external.push(id);
        }
    }
    now
}
