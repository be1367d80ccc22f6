//! Tauri's part of a page's bridge: three commands and an event. Each window has a relay.
//! A listing: it is not compiled here, because that takes all of Tauri. leash.rs and json.rs are those of ../tauri.

mod json;
mod leash;
mod relay;

use leash::Daemon;
use relay::Relay;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tauri::{Emitter, Manager, State, WebviewWindow, WindowEvent};

struct Backend {
    daemon: Daemon,
    relays: Mutex<HashMap<String, Arc<Relay>>>, // by the window's label
}

impl Backend {
    fn of(&self, label: &str) -> Arc<Relay> {
        let mut relays = self.relays.lock().unwrap();
        let made = || Arc::new(Relay::new(self.daemon.socket.clone()));
        relays.entry(label.to_owned()).or_insert_with(made).clone()
    }
}

#[derive(Clone, serde::Serialize)]
struct Message {
    life: String,
    text: Option<String>, // none when the connection is gone
}

/// async: else it would run on the main thread, and it waits for the end of the page's former life.
#[tauri::command(async)]
fn leash_open(window: WebviewWindow, backend: State<Backend>, life: String) -> Result<(), String> {
    let (to, name) = (window.clone(), life.clone());
    let tell = move |text: Option<&str>| {
        let message = Message { life: name.clone(), text: text.map(str::to_owned) };
        let _ = to.emit_to(to.label(), "leash", message);
    };
    backend.of(window.label()).open(life, tell).map_err(|error| error.to_string())
}

#[tauri::command(async)]
fn leash_send(window: WebviewWindow, backend: State<Backend>, life: String, text: String) -> Result<(), String> {
    backend.of(window.label()).send(&life, &text).map_err(|error| error.to_string())
}

#[tauri::command(async)]
fn leash_close(window: WebviewWindow, backend: State<Backend>, life: String) {
    backend.of(window.label()).close(Some(&life));
}

fn main() {
    tauri::Builder::default()
        .setup(|app| {
            let data = app.path().app_data_dir()?;
            std::fs::create_dir_all(data.join("mods"))?; // an allowed root must be there
            let command = app.path().resource_dir()?.join("leash/leash");
            let daemon =
                Daemon::start(&command.to_string_lossy(), &data.join("leash"), &data.join("mods"))?;
            app.manage(Backend { daemon, relays: Mutex::default() });
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::Destroyed = event {
                let backend = window.state::<Backend>();
                let left = backend.relays.lock().unwrap().remove(window.label());
                if let Some(relay) = left {
                    relay.close(None);
                }
            }
        })
        .invoke_handler(tauri::generate_handler![leash_open, leash_send, leash_close])
        .run(tauri::generate_context!())
        .expect("Tauri runs");
}
