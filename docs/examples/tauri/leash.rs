//! A client of Leash in plain Rust: the daemon as a child, one message a line over a Unix socket.

use crate::json::Json;
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{channel, Sender};
use std::sync::{Arc, Mutex};
use std::thread;

/// The daemon beside this process. However this process ends, its end of the pipe to the daemon's
/// standard input is closed then, and the daemon shuts down.
pub struct Daemon {
    child: Child,
    pub socket: PathBuf,
}

impl Daemon {
    /// Returns when the daemon accepts calls.
    pub fn start(command: &str, state_dir: &Path, allow_root: &Path) -> io::Result<Daemon> {
        let mut child = Command::new(command)
            .arg("serve")
            .arg("--socket")
            .arg(state_dir.join("leash.sock"))
            .arg("--state-dir")
            .arg(state_dir)
            .arg("--allow-root")
            .arg(allow_root)
            .arg("--exit-on-stdin-close")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        let out = child.stdout.take().expect("it is piped");
        BufReader::new(out).read_line(&mut line)?;
        match Json::parse(&line) {
            Some(ready) => Ok(Daemon { child, socket: PathBuf::from(ready.get("socket").text()) }),
            // It has said why on standard error.
            None => Err(io::Error::other(format!("Leash did not start: {}", child.wait()?))),
        }
    }

    pub fn stop(mut self) -> io::Result<()> {
        drop(self.child.stdin.take());
        self.child.wait().map(|_| ())
    }
}

/// What a call was refused or ended with. Programs test the reason, people read the message.
#[derive(Clone, Debug)]
pub struct LeashError {
    pub reason: String,
    pub message: String,
    pub retryable: bool,
}

impl LeashError {
    fn of(error: &Json) -> LeashError {
        let data = error.get("data");
        LeashError {
            reason: data.get("reason").text().to_owned(),
            message: error.get("message").text().to_owned(),
            retryable: *data.get("retryable") == Json::Bool(true),
        }
    }

    fn lost() -> LeashError {
        LeashError {
            reason: "CONNECTION_LOST".to_owned(), // a reason of this client's own
            message: "The connection to Leash was lost".to_owned(),
            retryable: true,
        }
    }
}

type Answer = Result<Json, LeashError>;

/// A connection. Any thread may call. Its sessions end when it is dropped.
pub struct Leash {
    socket: Mutex<UnixStream>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    last_id: u64,
    pending: HashMap<u64, Sender<Answer>>,
    lost: bool,
}

impl Leash {
    /// Hands each notification to `listener(method, params)`, on a thread of its own.
    pub fn connect(
        path: &Path,
        listener: impl Fn(&str, &Json) + Send + 'static,
    ) -> io::Result<Leash> {
        let socket = UnixStream::connect(path)?;
        let state = Arc::new(Mutex::new(State::default()));
        let (lines, known) = (BufReader::new(socket.try_clone()?), state.clone());
        thread::spawn(move || read(lines, &known, listener));
        Ok(Leash { socket: Mutex::new(socket), state })
    }

    /// Waits for the answer.
    pub fn call(&self, method: &str, params: Vec<(&str, Json)>) -> Answer {
        let (sender, answer) = channel();
        let id = {
            let mut state = self.state.lock().unwrap();
            if state.lost {
                return Err(LeashError::lost());
            }
            state.last_id += 1;
            let id = state.last_id;
            state.pending.insert(id, sender);
            id
        };
        let message = object(vec![
            ("jsonrpc", "2.0".into()),
            ("id", id.into()),
            ("method", method.into()),
            ("params", object(params)),
        ]);
        let line = format!("{message}\n");
        let _ = self.socket.lock().unwrap().write_all(line.as_bytes()); // the reader hears of a loss
        answer.recv().unwrap_or(Err(LeashError::lost()))
    }

    /// Ends the sessions that this connection began, and all their downloads.
    pub fn close(&self) {
        let _ = self.socket.lock().unwrap().shutdown(Shutdown::Both);
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        self.close();
    }
}

fn object(fields: Vec<(&str, Json)>) -> Json {
    Json::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

fn read(lines: BufReader<UnixStream>, state: &Mutex<State>, listener: impl Fn(&str, &Json)) {
    for message in lines.lines().map_while(Result::ok).filter_map(|line| Json::parse(&line)) {
        match message.get("method") {
            Json::Text(method) => listener(method, message.get("params")),
            _ => answer(&message, state),
        }
    }
    let mut state = state.lock().unwrap();
    state.lost = true;
    state.pending.clear(); // who waits hears of it by the sender's end
}

fn answer(message: &Json, state: &Mutex<State>) {
    let id = message.get("id").number().unwrap_or(0.0) as u64;
    if let Some(caller) = state.lock().unwrap().pending.remove(&id) {
        let _ = caller.send(match message.get("error") {
            Json::Null => Ok(message.get("result").clone()),
            error => Err(LeashError::of(error)),
        });
    }
}
