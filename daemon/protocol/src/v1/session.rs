//! Who is asking: sign-in by PIN for people, tokens for programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::values::{Moment, PriceText, StaffIdText};

/// The daemon's version.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "DaemonVersion")]
pub struct Version {
    /// Always `counterd`.
    pub name: &'static str,
    /// Its release.
    pub version: &'static str,
    /// The API's version.
    pub api: &'static str,
}

/// A role; each may do what the ones before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Role {
    Technician,
    Clerk,
    Advisor,
    Manager,
    Owner,
}

/// A person who works here.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Staff {
    /// Id.
    pub id: StaffIdText,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
}

/// A program that holds a token.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Client {
    /// The token's name.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
}

/// The shop as pages need to know it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Shop {
    /// Name.
    pub name: String,
    /// Address, line by line.
    pub address: Vec<String>,
    /// Phone.
    pub phone: Option<String>,
    /// ISO 4217 code.
    pub currency: String,
    /// Decimals of the currency's minor unit.
    pub decimals: u32,
    /// IANA time zone.
    pub time_zone: String,
}

/// What a page needs to start.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SessionInfo")]
pub struct Info {
    /// Always `counterd`.
    pub program: &'static str,
    /// Its release.
    pub version: &'static str,
    /// The shop.
    pub shop: Shop,
    /// This counter's prefix.
    pub counter: String,
    /// Who is signed in on this connection.
    pub staff: Option<Staff>,
    /// Which program this connection is.
    pub client: Option<Client>,
    /// Whether simulated devices can be played with.
    pub simulator: bool,
    /// The card reader, if one is set up.
    pub card_reader: Option<String>,
    /// What an hour of labor costs when nothing else is said.
    pub labor_rate: PriceText,
}

/// Who can sign in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StaffList {
    /// Everyone with a PIN.
    pub staff: Vec<Staff>,
}

/// Signs a person in.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SessionSignIn")]
pub struct SignIn {
    /// Who.
    pub staff_id: StaffIdText,
    /// Their PIN.
    pub pin: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn")
            .field("staff_id", &self.staff_id)
            .finish_non_exhaustive()
    }
}

/// Lets a second person stand in for the next order of this connection.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SessionApprove")]
pub struct Approve {
    /// Who stands in.
    pub staff_id: StaffIdText,
    /// Their PIN.
    pub pin: String,
    /// Why.
    pub reason: String,
}

impl std::fmt::Debug for Approve {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Approve")
            .field("staff_id", &self.staff_id)
            .finish_non_exhaustive()
    }
}

/// A second person stands in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SessionApproved")]
pub struct Approved {
    /// Who stands in.
    pub staff: Staff,
    /// Until when; the next order uses it up.
    pub expires_at: Moment,
}

/// A person is signed in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SessionSignedIn")]
pub struct SignedIn {
    /// Who.
    pub staff: Staff,
    /// Lets a page sign in again after a reconnect, until it expires or the daemon restarts.
    pub token: String,
    /// When it expires.
    pub expires_at: Moment,
}

/// A token, of a person's session or of a program.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SessionToken")]
pub struct Token {
    /// The token.
    pub token: String,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

/// A person's session goes on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SessionResumed")]
pub struct Resumed {
    /// Who.
    pub staff: Staff,
}

/// A program is known.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SessionAuthenticated")]
pub struct Authenticated {
    /// Which.
    pub client: Client,
}

/// Adds the first person, an owner, to a shop where nobody can sign in yet.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SessionSetUp")]
pub struct SetUp {
    /// Idempotency key.
    pub key: crate::values::Key,
    /// Name.
    pub name: String,
    /// PIN of 4 to 8 digits.
    pub pin: String,
}

impl std::fmt::Debug for SetUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SetUp")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Adds or changes a member of staff.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "StaffSave")]
pub struct SaveStaff {
    /// Idempotency key.
    pub key: crate::values::Key,
    /// Who.
    pub staff: StaffInput,
}

/// A member of staff as given.
#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StaffInput {
    /// Absent: someone new.
    #[serde(default)]
    pub id: Option<StaffIdText>,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// New PIN of 4 to 8 digits; absent: it stays.
    #[serde(default)]
    pub pin: Option<String>,
}

impl std::fmt::Debug for StaffInput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StaffInput")
            .field("id", &self.id)
            .field("role", &self.role)
            .finish_non_exhaustive()
    }
}

/// A member of staff was saved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StaffSaved {
    /// Journal cursor.
    pub cursor: u64,
    /// As saved.
    pub staff: Staff,
}
