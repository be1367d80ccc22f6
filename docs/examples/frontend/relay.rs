//! The host's side of a page's bridge, in plain Rust: carries one window's messages between its page and the daemon.

use std::io::{self, BufRead, BufReader, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread::{self, JoinHandle};

/// Each life of the page has a connection of its own, and a name that the page makes.
pub struct Relay {
    path: PathBuf,
    current: Mutex<Option<Life>>,
}

struct Life {
    name: String,
    socket: UnixStream,
    reader: JoinHandle<()>,
}

impl Relay {
    pub fn new(path: PathBuf) -> Relay {
        Relay { path, current: Mutex::new(None) }
    }

    /// Opens the connection of a page's new life. Hands each message to `tell`, and `None` when the connection is gone.
    pub fn open(&self, name: String, tell: impl Fn(Option<&str>) + Send + 'static) -> io::Result<()> {
        let mut current = self.current.lock().unwrap();
        if let Some(former) = current.take() {
            former.end();
        }
        let socket = UnixStream::connect(&self.path)?;
        let lines = BufReader::new(socket.try_clone()?).lines();
        let reader = thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                tell(Some(&line));
            }
            tell(None);
        });
        *current = Some(Life { name, socket, reader });
        Ok(())
    }

    /// Hands on a message of a page. That of a life that is over reaches nobody.
    pub fn send(&self, name: &str, text: &str) -> io::Result<()> {
        match self.current.lock().unwrap().as_mut() {
            Some(life) if life.name == name => life.socket.write_all(format!("{text}\n").as_bytes()),
            _ => Ok(()),
        }
    }

    /// Closes the connection of a life, or of whichever there is.
    pub fn close(&self, name: Option<&str>) {
        let mut current = self.current.lock().unwrap();
        if current.as_ref().is_some_and(|life| name.map_or(true, |name| name == life.name)) {
            if let Some(life) = current.take() {
                life.end();
            }
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
