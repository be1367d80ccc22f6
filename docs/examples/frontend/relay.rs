//! The host's side of a page's bridge, in plain Rust: carries one window's messages between its page and the daemon.
//! json.rs is that of ../tauri.

use crate::json::Json;
use std::io::{self, BufRead, BufReader, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// What ends or changes the daemon for every window is the app's to call, not a page's; the gateway has it so, too.
const REFUSED: [&str; 2] = ["shutdown", "configure"];

/// As deep as the daemon reads. What is deeper would end this process, in the reader of json.rs.
const MAX_DEPTH: usize = 64;

/// Each life of the page has a connection of its own, and a name that the page makes.
pub struct Relay {
    path: PathBuf,
    turn: Mutex<()>, // who opens or closes; it waits for the end of a life, and nobody else does
    current: Mutex<Option<Life>>,
}

struct Life {
    name: String,
    socket: UnixStream,
    reader: JoinHandle<()>,
    tell: Arc<Tell>,
}

type Tell = dyn Fn(Option<&str>) + Send + Sync;

impl Relay {
    pub fn new(path: PathBuf) -> Relay {
        Relay { path, turn: Mutex::new(()), current: Mutex::new(None) }
    }

    /// Opens the connection of a page's new life. Hands each message to `tell`, and `None` when the connection is gone.
    /// `tell` may send; it must not open or close, which wait until it has told all.
    pub fn open(&self, name: String, tell: impl Fn(Option<&str>) + Send + Sync + 'static) -> io::Result<()> {
        let _turn = self.turn.lock().unwrap();
        self.end_if(|_| true);
        let socket = UnixStream::connect(&self.path)?;
        let lines = BufReader::new(socket.try_clone()?).lines();
        let tell: Arc<Tell> = Arc::new(tell);
        let hear = Arc::clone(&tell);
        let reader = thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                hear(Some(&line));
            }
            hear(None);
        });
        *self.current.lock().unwrap() = Some(Life { name, socket, reader, tell });
        Ok(())
    }

    /// Hands on a message of a page. That of a life that is over reaches nobody; what a page may not call is answered
    /// here.
    pub fn send(&self, name: &str, text: &str) -> io::Result<()> {
        let mut current = self.current.lock().unwrap();
        let life = match current.as_mut() {
            Some(life) if life.name == name => life,
            _ => return Ok(()),
        };
        let call = read(text);
        if may_pass(&call) {
            // What was judged and not what came: of a line end between its tokens a daemon would make two messages.
            return life.socket.write_all(format!("{call}\n").as_bytes());
        }
        let tell = Arc::clone(&life.tell);
        drop(current); // whoever is told may call again
        tell(Some(&refusal(&call).to_string()));
        Ok(())
    }

    /// Closes the connection of a life, or of whichever there is.
    pub fn close(&self, name: Option<&str>) {
        let _turn = self.turn.lock().unwrap();
        self.end_if(|life| name.map_or(true, |name| name == life.name));
    }

    fn end_if(&self, is_meant: impl FnOnce(&Life) -> bool) {
        let mut current = self.current.lock().unwrap();
        let life = if current.as_ref().is_some_and(is_meant) { current.take() } else { None };
        drop(current); // whoever is told of the end may send
        if let Some(life) = life {
            life.end();
        }
    }
}

impl Life {
    /// Waits until the daemon has closed its side: it has taken note of the end then, so that nothing of this life
    /// takes effect after what the next one sends.
    fn end(self) {
        let _ = self.socket.shutdown(Shutdown::Write); // the daemon may be gone
        let _ = self.reader.join();
    }
}

fn read(text: &str) -> Json {
    if is_deep(text) {
        return Json::Null;
    }
    Json::parse(text).unwrap_or(Json::Null)
}

/// Only plain calls pass: this client sends no batch. Of two methods the daemon might take the other one.
fn may_pass(call: &Json) -> bool {
    let methods = match call {
        Json::Object(fields) => fields.iter().filter(|(name, _)| name == "method").count(),
        _ => 0,
    };
    methods == 1 && matches!(call.get("method"), Json::Text(method) if !REFUSED.contains(&method.as_str()))
}

/// The answer to what a page may not call.
fn refusal(call: &Json) -> Json {
    let message = format!("There is no method '{}' for a page", call.get("method").text());
    object([
        ("jsonrpc", "2.0".into()),
        ("id", call.get("id").clone()),
        (
            "error",
            object([
                ("code", Json::Number(-32601.0)),
                ("message", message.as_str().into()),
                ("data", object([("reason", "METHOD_NOT_FOUND".into()), ("retryable", Json::Bool(false))])),
            ]),
        ),
    ])
}

fn object<const N: usize>(fields: [(&str, Json); N]) -> Json {
    Json::Object(fields.map(|(name, value)| (name.to_owned(), value)).into())
}

fn is_deep(text: &str) -> bool {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = in_text,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => depth += 1,
            b'}' | b']' if !in_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}
