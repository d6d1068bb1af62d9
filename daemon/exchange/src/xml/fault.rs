//! What is wrong with a file's XML, where, and what to do about it.

/// What is wrong with a file's XML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlFaultKind {
    /// It is not well-formed.
    #[error("the XML is broken: {0}")]
    Syntax(String),
    /// It declares a document type, which catalog files have no use for.
    #[error("the file declares a document type, which is not read")]
    DocumentType,
    /// It names an entity of its own.
    #[error("the entity `{0}` is not read")]
    Entity(String),
    /// A limit is passed.
    #[error("one record has more {0} than this program reads")]
    Limit(&'static str),
    /// The root is another one.
    #[error("the file begins with <{found}> and not with <{expected}>")]
    Root {
        /// What it begins with.
        found: String,
        /// What it should begin with.
        expected: &'static str,
    },
    /// The file ends in the middle.
    #[error("the file ends in the middle")]
    Truncated,
    /// Something stands after the end of the root.
    #[error("there is something after the end of the file's contents")]
    Trailing,
    /// The reader failed.
    #[error("the file could not be read: {0}")]
    Unreadable(String),
}

/// What is wrong with a file's XML, and where. Nothing after it can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {kind}")]
pub struct XmlFault {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong.
    pub kind: XmlFaultKind,
}

impl XmlFault {
    /// Says what to do, to the person who has the file.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self.kind {
            XmlFaultKind::Truncated => {
                "Download the file again: its end is missing, and nothing after the last record was read."
            }
            XmlFaultKind::Root { .. } => {
                "Choose the other kind of file: ACES says what fits, PIES says what a part is."
            }
            XmlFaultKind::Syntax(_) | XmlFaultKind::Trailing | XmlFaultKind::Unreadable(_) => {
                "Download the file again; if it stays broken, send the line to the supplier."
            }
            XmlFaultKind::DocumentType | XmlFaultKind::Entity(_) | XmlFaultKind::Limit(_) => {
                "Ask the supplier for a file that follows the Auto Care schema."
            }
        }
    }
}
