//! The kinds of table and the fields that each may have.

use std::fmt;

/// What one row of a file is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// A person or firm.
    Customers,
    /// A vehicle and who owns it.
    Vehicles,
    /// A part as the shop sells it.
    Parts,
    /// A line of a supplier's price file.
    Prices,
    /// How many of a part lie where.
    Stock,
}

macro_rules! fields {
    ($($field:ident $name:literal,)*) => {
        /// A field of ours, the same word in every kind of table.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Field { $(#[doc = concat!("`", $name, "`")] $field,)* }

        impl Field {
            /// Every field.
            pub const ALL: &'static [Self] = &[$(Self::$field,)*];

            /// Returns the field's name, which is also its header when we write the file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$field => $name,)* }
            }
        }
    };
}

fields! {
    Bin "bin",
    Brand "brand",
    Category "category",
    City "city",
    Company "company",
    Core "core",
    Cost "cost",
    Country "country",
    Counted "counted",
    Currency "currency",
    CustomerId "customer_id",
    Description "description",
    Effective "effective",
    Email "email",
    Engine "engine",
    FirstName "first_name",
    Id "id",
    LastName "last_name",
    LastService "last_service",
    List "list",
    Location "location",
    Make "make",
    Maximum "maximum",
    Minimum "minimum",
    Model "model",
    Name "name",
    Notes "notes",
    Number "number",
    Odometer "odometer",
    OnHand "on_hand",
    OwnerName "owner_name",
    OwnerPhone "owner_phone",
    PackQuantity "pack_quantity",
    Phone "phone",
    Plate "plate",
    PlateRegion "plate_region",
    PostalCode "postal_code",
    Price "price",
    Region "region",
    Since "since",
    Street "street",
    SupersededBy "superseded_by",
    TaxId "tax_id",
    Trim "trim",
    Upc "upc",
    Vin "vin",
    Year "year",
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Field {
    /// Reads a field's name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

impl Kind {
    /// Reads the word for a kind.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Customers,
        Self::Vehicles,
        Self::Parts,
        Self::Prices,
        Self::Stock,
    ];

    /// Returns the word for the kind, as in a file's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Vehicles => "vehicles",
            Self::Parts => "parts",
            Self::Prices => "prices",
            Self::Stock => "stock",
        }
    }

    /// Returns the fields the kind knows, in the order in which they are written.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            Self::Customers => &[
                F::Id,
                F::Name,
                F::FirstName,
                F::LastName,
                F::Company,
                F::Phone,
                F::Email,
                F::Street,
                F::City,
                F::Region,
                F::PostalCode,
                F::Country,
                F::TaxId,
                F::Since,
                F::Notes,
            ],
            Self::Vehicles => &[
                F::Id,
                F::CustomerId,
                F::OwnerName,
                F::OwnerPhone,
                F::Vin,
                F::Year,
                F::Make,
                F::Model,
                F::Trim,
                F::Engine,
                F::Plate,
                F::PlateRegion,
                F::Odometer,
                F::LastService,
                F::Notes,
            ],
            Self::Parts => &[
                F::Number,
                F::Brand,
                F::Description,
                F::Category,
                F::Upc,
                F::Price,
                F::Cost,
                F::List,
                F::Core,
                F::OnHand,
                F::Minimum,
                F::Maximum,
                F::Bin,
            ],
            Self::Prices => &[
                F::Number,
                F::Brand,
                F::Description,
                F::Upc,
                F::List,
                F::Cost,
                F::Price,
                F::Core,
                F::Currency,
                F::PackQuantity,
                F::Effective,
                F::SupersededBy,
            ],
            Self::Stock => &[
                F::Number,
                F::Brand,
                F::Location,
                F::Bin,
                F::OnHand,
                F::Cost,
                F::Minimum,
                F::Maximum,
                F::Counted,
            ],
        }
    }

    /// Returns the groups of fields of which each row needs at least one: a name may come whole or in parts.
    #[must_use]
    pub const fn needs(self) -> &'static [&'static [Field]] {
        use Field as F;
        match self {
            Self::Customers => &[&[F::Name, F::FirstName, F::LastName, F::Company]],
            Self::Vehicles => &[&[F::Make], &[F::Model]],
            Self::Parts => &[&[F::Number], &[F::Brand], &[F::Description], &[F::Price]],
            Self::Prices => &[&[F::Number], &[F::Brand], &[F::Cost, F::List, F::Price]],
            Self::Stock => &[&[F::Number], &[F::Brand], &[F::OnHand]],
        }
    }
}
