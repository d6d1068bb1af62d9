//! `application/x-www-form-urlencoded` with Stripe's brackets: `metadata[tender]=x`, `expand[]=y`, `expand[0]=y`.

/// Form parameters in the order they were sent.
pub type Pairs = Vec<(String, String)>;

/// A decoded form: either a value or named parts in the order they came. `a[]` has parts named "".
#[derive(Debug)]
pub(super) enum Node {
    Leaf(String),
    Parts(Vec<(String, Node)>),
}

/// Splits and percent-decodes a query or a form body.
#[must_use]
pub fn parse_pairs(text: &str) -> Pairs {
    text.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (percent_decode(name), percent_decode(value))
        })
        .collect()
}

/// Builds the tree the brackets describe.
pub(super) fn nest(pairs: &Pairs) -> Node {
    let mut root = Vec::new();
    for (name, value) in pairs {
        let mut path = name
            .split('[')
            .map(|part| part.strip_suffix(']').unwrap_or(part));
        let first = path.next().unwrap_or_default();
        let rest: Vec<&str> = path.collect();
        insert(&mut root, first, &rest, value);
    }
    Node::Parts(root)
}

fn insert(parts: &mut Vec<(String, Node)>, name: &str, rest: &[&str], value: &str) {
    let Some((next, rest)) = rest.split_first() else {
        parts.push((name.to_owned(), Node::Leaf(value.to_owned())));
        return;
    };
    // "" (an anonymous array element) is always a new part; a name gathers what belongs to it.
    let known = parts
        .iter()
        .position(|(known, _)| !name.is_empty() && known == name);
    let index = known.unwrap_or_else(|| {
        parts.push((name.to_owned(), Node::Parts(Vec::new())));
        parts.len() - 1
    });
    match &mut parts[index].1 {
        Node::Parts(children) => insert(children, next, rest, value),
        leaf @ Node::Leaf(_) => {
            let mut children = Vec::new();
            insert(&mut children, next, rest, value);
            *leaf = Node::Parts(children);
        }
    }
}

fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = text
            .get(at + 1..at + 3)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], escaped) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_and_plus_are_decoded() {
        assert_eq!(
            parse_pairs("a%5Bb%5D=x+y%21&c=&d=%e2%82%ac&e=%zz"),
            vec![
                ("a[b]".to_owned(), "x y!".to_owned()),
                ("c".to_owned(), String::new()),
                ("d".to_owned(), "€".to_owned()),
                ("e".to_owned(), "%zz".to_owned()),
            ]
        );
    }
}
