//! One record as a small tree.

/// An element with what is in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Element {
    /// Its name without the namespace's prefix.
    pub name: String,
    /// Its attributes, in the file's order.
    pub attributes: Vec<(String, String)>,
    /// Its own text, white space squeezed.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Self>,
    /// The line where it begins, from 1.
    pub line: u64,
}

impl Element {
    /// Returns an attribute's value, if it is not blank.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(of, _)| of == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// Returns the first element of a name in it.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Returns the text of the first element of a name in it, if it is not blank.
    #[must_use]
    pub fn child_text(&self, name: &str) -> Option<&str> {
        self.child(name)
            .map(|child| child.text.as_str())
            .filter(|text| !text.is_empty())
    }

    /// Returns every element of a name in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }
}
