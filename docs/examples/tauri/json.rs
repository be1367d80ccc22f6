//! As much JSON as Leash's messages need, so that this example has no dependencies. Tauri brings
//! serde_json: take that.

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub fn parse(text: &str) -> Option<Json> {
        let mut reader = Reader { rest: text };
        let value = reader.value()?;
        reader.skip_space();
        reader.rest.is_empty().then_some(value)
    }

    /// A field of an object; null where there is none.
    pub fn get(&self, name: &str) -> &Json {
        match self {
            Json::Object(fields) => fields
                .iter()
                .find(|(key, _)| key == name)
                .map_or(&Json::Null, |(_, value)| value),
            _ => &Json::Null,
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Json::Text(text) => text,
            _ => "",
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Json::Number(number) => Some(*number),
            _ => None,
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Json {
        Json::Number(number as f64)
    }
}

impl std::fmt::Display for Json {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Json::Null => write!(out, "null"),
            Json::Bool(value) => write!(out, "{value}"),
            Json::Number(value) => write!(out, "{value}"),
            Json::Text(text) => quote(out, text),
            Json::List(items) => {
                write!(out, "[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(out, "{}{item}", if i > 0 { "," } else { "" })?;
                }
                write!(out, "]")
            }
            Json::Object(fields) => {
                write!(out, "{{")?;
                for (i, (key, value)) in fields.iter().enumerate() {
                    write!(out, "{}", if i > 0 { "," } else { "" })?;
                    quote(out, key)?;
                    write!(out, ":{value}")?;
                }
                write!(out, "}}")
            }
        }
    }
}

fn quote(out: &mut std::fmt::Formatter<'_>, text: &str) -> std::fmt::Result {
    write!(out, "\"")?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(out, "\\{c}")?,
            c if c < ' ' => write!(out, "\\u{:04x}", c as u32)?,
            c => write!(out, "{c}")?,
        }
    }
    write!(out, "\"")
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
    }

    fn take(&mut self, wanted: &str) -> Option<()> {
        self.skip_space();
        self.rest = self.rest.strip_prefix(wanted)?;
        Some(())
    }

    fn value(&mut self) -> Option<Json> {
        self.skip_space();
        match self.rest.chars().next()? {
            '{' => self.items('{', '}', Self::field).map(Json::Object),
            '[' => self.items('[', ']', Self::value).map(Json::List),
            '"' => self.string().map(Json::Text),
            't' => self.take("true").map(|_| Json::Bool(true)),
            'f' => self.take("false").map(|_| Json::Bool(false)),
            'n' => self.take("null").map(|_| Json::Null),
            _ => self.digits().map(Json::Number),
        }
    }

    fn digits(&mut self) -> Option<f64> {
        let end = self
            .rest
            .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
            .unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        number.parse().ok()
    }

    fn field(&mut self) -> Option<(String, Json)> {
        self.skip_space();
        let name = self.string()?;
        self.take(":")?;
        Some((name, self.value()?))
    }

    fn items<T>(
        &mut self,
        open: char,
        close: char,
        item: fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.take(&open.to_string())?;
        let mut items = Vec::new();
        if self.take(&close.to_string()).is_some() {
            return Some(items);
        }
        loop {
            items.push(item(self)?);
            if self.take(",").is_none() {
                return self.take(&close.to_string()).map(|_| items);
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        self.take("\"")?;
        let mut units = Vec::new(); // UTF-16, because \u escapes come in pairs of it
        loop {
            let c = self.next()?;
            let read = match c {
                '"' => return String::from_utf16(&units).ok(),
                '\\' => self.escape()?,
                c => c as u32,
            };
            match char::from_u32(read) {
                Some(whole) => units.extend_from_slice(whole.encode_utf16(&mut [0; 2])),
                None => units.push(read as u16), // half of a pair
            }
        }
    }

    fn escape(&mut self) -> Option<u32> {
        Some(match self.next()? {
            'n' => 10,
            't' => 9,
            'r' => 13,
            'b' => 8,
            'f' => 12,
            'u' => {
                let code = self.rest.get(..4)?;
                self.rest = &self.rest[4..];
                u32::from_str_radix(code, 16).ok()?
            }
            plain => plain as u32,
        })
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }
}
