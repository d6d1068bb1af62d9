-- The journal is the truth; every other table but `idem` is worked out from it and can be rebuilt.

CREATE TABLE journal (
    cursor  INTEGER PRIMARY KEY,      -- place in this store, from 1, without gaps
    origin  INTEGER NOT NULL,         -- the counter that wrote it
    seq     INTEGER NOT NULL,         -- place among that counter's records, from 1, without gaps
    hlc     INTEGER NOT NULL,         -- Unix milliseconds << 16 | counter, strictly increasing per origin
    kind    TEXT NOT NULL,
    version INTEGER NOT NULL,
    stream  BLOB NOT NULL,            -- UUID of the thing it is about
    actor   TEXT NOT NULL,            -- staff:<uuid>, client:<name> or daemon
    body    TEXT NOT NULL,            -- JSON
    hash    BLOB NOT NULL,            -- SHA-256 over the record and the hash before it
    UNIQUE (origin, seq)
) STRICT;
CREATE INDEX journal_stream ON journal (stream, cursor);

CREATE TABLE idem (
    key         TEXT PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    first       INTEGER NOT NULL,
    last        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE series (
    series TEXT PRIMARY KEY,          -- the letter in its numbers
    next   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What things are found by: lists of a name and a value, such as purchase.state = ordered.
CREATE TABLE slot (
    id     BLOB NOT NULL,             -- the thing
    name   TEXT NOT NULL,
    place  TEXT NOT NULL,             -- tells several values of one list apart; empty for the only one
    value  TEXT NOT NULL,
    cursor INTEGER NOT NULL,          -- where it came on this list
    PRIMARY KEY (id, name, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_list ON slot (name, value, cursor);

-- What ticket lists are picked and summed by; a ticket itself is folded from its stream.
CREATE TABLE ticket (
    cursor      INTEGER PRIMARY KEY,  -- of its opening, so newest first is the key backwards
    id          BLOB NOT NULL UNIQUE,
    number      TEXT NOT NULL,
    estimate    TEXT,
    work_order  TEXT,
    invoice     TEXT,
    receipt     TEXT,
    status      INTEGER NOT NULL,     -- 0 open, 1 paid, 2 voided, 3 reversed
    stage       TEXT NOT NULL,
    work        TEXT,
    currency    TEXT NOT NULL,
    customer    BLOB,
    vehicle     BLOB,
    advisor     BLOB,
    technician  BLOB,
    promised_at INTEGER,
    opened_at   INTEGER NOT NULL,
    closed_at   INTEGER,
    closed_on   TEXT,                 -- the shop's day
    total       INTEGER,
    tax         INTEGER
) STRICT;
CREATE INDEX ticket_status ON ticket (status);
CREATE INDEX ticket_stage ON ticket (stage);
CREATE INDEX ticket_work ON ticket (work) WHERE work IS NOT NULL;
CREATE INDEX ticket_customer ON ticket (customer) WHERE customer IS NOT NULL;
CREATE INDEX ticket_vehicle ON ticket (vehicle) WHERE vehicle IS NOT NULL;
CREATE INDEX ticket_advisor ON ticket (advisor) WHERE advisor IS NOT NULL;
CREATE INDEX ticket_technician ON ticket (technician) WHERE technician IS NOT NULL;
CREATE INDEX ticket_sales ON ticket (currency, closed_at, total, tax, id) WHERE status = 1;

-- Every number a ticket ever had, in its normal form backwards, to search by the end.
CREATE TABLE ticket_number (
    back   TEXT NOT NULL,
    ticket INTEGER NOT NULL,          -- ticket.cursor
    PRIMARY KEY (back, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (
    id        BLOB PRIMARY KEY,
    ticket    BLOB NOT NULL,
    kind      TEXT NOT NULL,
    amount    INTEGER NOT NULL,       -- below zero when it is given back; cash as it changed the drawer
    taken     INTEGER NOT NULL,
    in_flight INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_taken ON payment (ticket, kind, amount) WHERE taken = 1;
CREATE INDEX payment_in_flight ON payment (ticket) WHERE in_flight = 1;

-- Sums of the books' postings. What comes to nothing is left out.
CREATE TABLE balance (
    account  TEXT NOT NULL,
    owner    BLOB NOT NULL,           -- UUID, or empty for nobody in particular
    currency TEXT NOT NULL,
    amount   INTEGER NOT NULL,        -- debits less credits
    PRIMARY KEY (account, owner, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_day (
    currency TEXT NOT NULL,
    date     TEXT NOT NULL,
    account  TEXT NOT NULL,
    debit    INTEGER NOT NULL,
    credit   INTEGER NOT NULL,
    PRIMARY KEY (currency, date, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE part (
    row         INTEGER PRIMARY KEY,  -- cursor of its first save; also its row in the search indexes
    id          BLOB NOT NULL UNIQUE,
    number      TEXT NOT NULL,
    norm        TEXT NOT NULL,        -- upper-case letters and digits only
    brand       TEXT NOT NULL,
    description TEXT NOT NULL,
    category    TEXT NOT NULL,
    upc         TEXT,
    upc_key     TEXT,                 -- without leading zeros: UPC-A and EAN-13 differ by one
    price       TEXT NOT NULL,
    cost        TEXT NOT NULL,        -- as last known: of its stock, or as saved when it never moved
    bin         TEXT,
    others      TEXT,                 -- normal forms of the interchange numbers, a blank between them
    kind        INTEGER NOT NULL,     -- kind.row
    fitted      INTEGER NOT NULL,     -- whether it is known what it fits
    saved       INTEGER NOT NULL      -- cursor of its last save, where all of it stands
) STRICT;
CREATE INDEX part_kind ON part (kind, fitted);
CREATE INDEX part_norm ON part (norm);
CREATE INDEX part_upc ON part (upc_key) WHERE upc_key IS NOT NULL;

-- Other makers' numbers for the same part.
CREATE TABLE interchange (
    norm TEXT NOT NULL,
    part INTEGER NOT NULL,            -- part.row
    PRIMARY KEY (norm, part)
) STRICT, WITHOUT ROWID;

-- Parts with the same brand, description and category are of one kind. A catalog has far fewer kinds than parts, so
-- words are looked for among kinds.
CREATE TABLE kind (
    row  INTEGER PRIMARY KEY,         -- cursor of the first part of its kind
    text TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE kind_token USING fts5 (
    tokens, content = '', columnsize = 0, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);

CREATE TABLE model (
    row       INTEGER PRIMARY KEY,    -- cursor and place of its first fitment
    make      TEXT NOT NULL,
    model     TEXT NOT NULL,
    make_key  TEXT NOT NULL,          -- without case and punctuation
    model_key TEXT NOT NULL,
    UNIQUE (make, model)
) STRICT;
CREATE INDEX model_key ON model (make_key, model_key);

CREATE TABLE fitment (
    part      INTEGER NOT NULL,       -- part.row
    place     INTEGER NOT NULL,
    model     INTEGER NOT NULL,       -- model.row
    kind      INTEGER NOT NULL,       -- of the part
    year_from INTEGER NOT NULL,
    year_to   INTEGER NOT NULL,
    PRIMARY KEY (part, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX fitment_model ON fitment (model, kind, year_to, year_from);

-- The kinds that ever had a part for a model; model 0 is for parts of which it is not known what they fit.
CREATE TABLE model_kind (
    model INTEGER NOT NULL,
    kind  INTEGER NOT NULL,
    PRIMARY KEY (model, kind)
) STRICT, WITHOUT ROWID;

-- Fragments of numbers, as tokens made by tokens.rs. The search indexes hold no text.
CREATE VIRTUAL TABLE part_token USING fts5 (
    tokens, content = '', columnsize = 0, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);

CREATE TABLE stock (
    part       BLOB NOT NULL,
    location   TEXT NOT NULL,
    on_hand    INTEGER NOT NULL DEFAULT 0, -- thousandths, as all of them
    reserved   INTEGER NOT NULL DEFAULT 0,
    on_order   INTEGER NOT NULL DEFAULT 0,
    in_transit INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (part, location)
) STRICT, WITHOUT ROWID;

-- When a part is to be ordered: parts that the shop keeps on the shelf and sets a minimum for.
CREATE TABLE reorder (
    part  BLOB PRIMARY KEY,
    point INTEGER NOT NULL            -- thousandths; low at this much or less
) STRICT, WITHOUT ROWID;

-- Where a part is at its minimum or below: what is on hand, less what is reserved or kept for a ticket. The place is
-- empty for a part that was never anywhere.
CREATE TABLE low (
    location TEXT NOT NULL,
    part     BLOB NOT NULL,
    PRIMARY KEY (location, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX low_part ON low (part);

-- Purchases that are neither closed nor canceled, to know what each later event changes.
CREATE TABLE purchase (
    id       BLOB PRIMARY KEY,
    location TEXT NOT NULL,
    ordered  INTEGER NOT NULL         -- 0 while it is a draft
) STRICT, WITHOUT ROWID;

CREATE TABLE purchase_line (
    purchase BLOB NOT NULL,
    line     BLOB NOT NULL,
    part     BLOB NOT NULL,
    location TEXT NOT NULL,
    ordered  INTEGER NOT NULL,        -- as of its purchase
    kept     INTEGER NOT NULL,        -- whether its goods are kept for a ticket
    open     INTEGER NOT NULL,        -- thousandths still to come
    held     INTEGER NOT NULL,        -- thousandths that came and lie here for the ticket
    PRIMARY KEY (purchase, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_line_part ON purchase_line (part, location);

-- What the stock of a part cost, over all places, by either method.
CREATE TABLE part_cost (
    part    BLOB PRIMARY KEY,
    average TEXT NOT NULL,            -- JSON
    fifo    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    row           INTEGER PRIMARY KEY, -- cursor of its first save; also its row in the search index
    id            BLOB NOT NULL UNIQUE,
    saved         INTEGER NOT NULL,   -- cursor of the last save, where all of it stands
    hold          TEXT,               -- why the account is on hold; newer than the save
    name          TEXT NOT NULL,
    email         TEXT,
    phones        TEXT,               -- keys of the phone numbers, a blank between them
    merged_into   BLOB,               -- who goes on in their place
    visits        INTEGER NOT NULL DEFAULT 0,
    spent         INTEGER NOT NULL DEFAULT 0,
    currency      TEXT,               -- of what was spent
    last_visit_at INTEGER
) STRICT;
CREATE INDEX customer_last_visit ON customer (last_visit_at);

-- Digits of the phone numbers, forwards and backwards, to search by the beginning and the end.
CREATE TABLE customer_phone (
    digits   TEXT NOT NULL,
    back     TEXT NOT NULL,
    customer INTEGER NOT NULL,        -- customer.row
    PRIMARY KEY (digits, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_phone_back ON customer_phone (back);

-- Words of the name and of the e-mail address.
CREATE VIRTUAL TABLE customer_token USING fts5 (
    tokens, content = '', columnsize = 0, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);

CREATE TABLE vehicle (
    row       INTEGER PRIMARY KEY,    -- cursor of its first save; also its row in the search index
    id        BLOB NOT NULL UNIQUE,
    saved     INTEGER NOT NULL,       -- cursor of the last save, where all of it stands
    customer  BLOB NOT NULL,          -- who owns it now; newer than the save, as is the odometer
    odometer  INTEGER,
    unit      TEXT NOT NULL,          -- of the odometer
    vin       TEXT,
    vin_back  TEXT,                   -- backwards, to search by the end
    year      INTEGER,
    make      TEXT NOT NULL,
    model     TEXT NOT NULL,
    trim      TEXT,
    plate_key TEXT,                   -- without case and punctuation
    unit_key  TEXT,                   -- its number in the owner's fleet, likewise
    merged_into BLOB                  -- which goes on in its place
) STRICT;
CREATE INDEX vehicle_customer ON vehicle (customer);
CREATE INDEX vehicle_vin ON vehicle (vin) WHERE vin IS NOT NULL;
CREATE INDEX vehicle_vin_back ON vehicle (vin_back) WHERE vin_back IS NOT NULL;
CREATE INDEX vehicle_plate ON vehicle (plate_key) WHERE plate_key IS NOT NULL;
CREATE INDEX vehicle_unit ON vehicle (unit_key) WHERE unit_key IS NOT NULL;

-- Fragments of the VIN, the plate and the unit number, and words of year, make, model and trim.
CREATE VIRTUAL TABLE vehicle_token USING fts5 (
    tokens, content = '', columnsize = 0, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);

CREATE TABLE staff (
    id       BLOB PRIMARY KEY,
    name     TEXT NOT NULL,
    role     TEXT NOT NULL,
    pin_hash TEXT
) STRICT, WITHOUT ROWID;

-- Where each job stands; what it asks for is in the journal at the same cursor.
CREATE TABLE job (
    cursor     INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE,
    state      TEXT NOT NULL,
    reason     TEXT,
    settled_at INTEGER
) STRICT;
CREATE INDEX job_unsettled ON job (cursor) WHERE settled_at IS NULL;
