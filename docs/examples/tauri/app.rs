//! app URL: an app with one page, which downloads and unzips URL into mods/mod. Enter reloads the
//! page. The app ends when its page has what it wanted. (rustc --edition 2021 app.rs)

mod json;
mod leash;

use json::Json;
use leash::{Daemon, Leash};
use std::collections::HashMap;
use std::io::Read;
use std::sync::mpsc::{channel, Sender};
use std::sync::{Arc, Mutex};
use std::{env, fs, io, path::Path, process, thread};

enum Event {
    Reload,
    Finished { page: u64, code: i32 },
}

/// Which page a download is of, by its id.
type Showing = Arc<Mutex<HashMap<String, u64>>>;

fn main() -> io::Result<()> {
    let url = env::args().nth(1).unwrap_or("http://127.0.0.1:8070/mod.zip".to_owned());
    let here = env::current_dir()?;
    let (mods, state) = (here.join("mods"), here.join("leash-state")); // of this app alone
    fs::create_dir_all(&mods)?; // an allowed root must be there
    let command = env::var("LEASH").unwrap_or("leash".to_owned());
    let daemon = Daemon::start(&command, &state, &mods)?;

    let showing = Showing::default();
    let known = showing.clone();
    let tell = move |method: &str, status: &Json| {
        let page = known.lock().unwrap().get(status.get("downloadId").text()).copied();
        if let ("download_progress", Some(page)) = (method, page) {
            let (received, total) = (status.get("receivedBytes"), status.get("totalBytes"));
            println!("page {page}: {}, {received} of {total} bytes", status.get("state").text());
        }
    };
    // Of this window: its sessions end when it closes.
    let leash = Arc::new(Leash::connect(&daemon.socket, tell)?);

    let (sender, events) = channel();
    let keys = sender.clone();
    thread::spawn(move || {
        for _ in io::stdin().bytes() {
            let _ = keys.send(Event::Reload);
        }
    });
    let mut page = 0;
    let mut event = Event::Reload;
    let code = loop {
        match event {
            Event::Reload => {
                page += 1;
                open(page, &leash, &showing, &url, &mods, &sender);
            }
            Event::Finished { page: finished, code } if finished == page => break code,
            Event::Finished { .. } => {} // an old page's
        }
        event = events.recv().expect("this thread has a sender");
    };
    daemon.stop()?;
    process::exit(code)
}

/// The beginning of a page's life. First of all: whatever the page before had going ends here, and
/// nothing of it is left.
fn open(
    page: u64,
    leash: &Arc<Leash>,
    showing: &Showing,
    url: &str,
    mods: &Path,
    events: &Sender<Event>,
) {
    let session = match leash.call("begin_session", vec![("scope", "main".into())]) {
        Ok(begun) => begun.get("sessionId").clone(),
        Err(error) => {
            println!("page {page}: could not begin: {} ({})", error.message, error.reason);
            let _ = events.send(Event::Finished { page, code: 1 });
            return;
        }
    };
    println!("page {page}: is here");
    let download_id = format!("{}-{page}", process::id()); // made once a try
    showing.lock().unwrap().insert(download_id.clone(), page);
    let params = vec![
        ("fileName", "mod.zip".into()),
        ("downloadUrl", url.into()),
        ("savePath", mods.join("mod").to_str().expect("it is UTF-8").into()),
        ("sessionId", session), // the one that this page began: should it be gone by now, nothing starts
        ("downloadId", download_id.as_str().into()),
    ];
    let (leash, showing, events) = (leash.clone(), showing.clone(), events.clone());
    let id = download_id.clone();
    thread::spawn(move || {
        let outcome = leash.call("download_and_unzip", params);
        showing.lock().unwrap().remove(&id);
        let code = match outcome {
            Ok(result) => {
                println!("page {page}: has {} files in {}", result.get("files"), result.get("path").text());
                0
            }
            // The page is gone, and its download with it. That is as it should be: no error to show.
            Err(error) if error.reason == "CANCELLED_SESSION_CHANGE" => {
                println!("page {page}: was left, and its download with it");
                return;
            }
            Err(error) => {
                let again = if error.retryable { ", may be tried again" } else { "" };
                println!("page {page}: could not: {} ({}{again})", error.message, error.reason);
                1
            }
        };
        let _ = events.send(Event::Finished { page, code });
    });
}
