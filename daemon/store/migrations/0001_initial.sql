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
    saved       INTEGER NOT NULL      -- cursor of its last save, where all of it stands
) STRICT;
CREATE INDEX part_norm ON part (norm);
CREATE INDEX part_upc ON part (upc_key) WHERE upc_key IS NOT NULL;

CREATE TABLE fitment (
    part      INTEGER NOT NULL,       -- part.row
    place     INTEGER NOT NULL,
    year_from INTEGER NOT NULL,
    year_to   INTEGER NOT NULL,
    make      TEXT NOT NULL,
    model     TEXT NOT NULL,
    make_key  TEXT NOT NULL,
    model_key TEXT NOT NULL,
    PRIMARY KEY (part, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX fitment_vehicle ON fitment (make_key, model_key, year_from, year_to);

-- Fragments of numbers from three characters on, and words in any order. Both hold no text of their own.
CREATE VIRTUAL TABLE part_fragment USING fts5 (
    norm, content = '', columnsize = 0, detail = none, tokenize = 'trigram'
);
CREATE VIRTUAL TABLE part_word USING fts5 (
    words, content = '', columnsize = 0, detail = none, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* M* N* Co'"
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

-- What the stock of a part cost, over all places, by either method.
CREATE TABLE part_cost (
    part    BLOB PRIMARY KEY,
    average TEXT NOT NULL,            -- JSON
    fifo    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id            BLOB PRIMARY KEY,
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL,      -- folded words, a blank before each
    phone         TEXT,
    email         TEXT,
    notes         TEXT,
    visits        INTEGER NOT NULL DEFAULT 0,
    spent         INTEGER NOT NULL DEFAULT 0,
    currency      TEXT,               -- of what was spent
    last_visit_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_last_visit ON customer (last_visit_at);

CREATE TABLE customer_key (
    kind     TEXT NOT NULL,           -- name: a word; phone: digits; phone_back: digits backwards; email
    key      TEXT NOT NULL,
    customer BLOB NOT NULL,
    PRIMARY KEY (kind, key, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE vehicle (
    id        BLOB PRIMARY KEY,
    customer  BLOB NOT NULL,
    vin       TEXT,
    vin_back  TEXT,                   -- backwards, to search by the end
    year      INTEGER,
    make      TEXT NOT NULL,
    model     TEXT NOT NULL,
    trim      TEXT,
    plate     TEXT,
    plate_key TEXT,
    odometer  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX vehicle_customer ON vehicle (customer);
CREATE INDEX vehicle_vin ON vehicle (vin) WHERE vin IS NOT NULL;
CREATE INDEX vehicle_vin_back ON vehicle (vin_back) WHERE vin_back IS NOT NULL;
CREATE INDEX vehicle_plate ON vehicle (plate_key) WHERE plate_key IS NOT NULL;

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
