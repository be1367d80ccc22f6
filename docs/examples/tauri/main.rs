//! Tauri's shell around leash.rs: the daemon is a child, each window has a connection and a scope.
//! A listing: it is not compiled here, because that takes all of Tauri and a desktop's libraries.

mod json;
mod leash;

use leash::{Daemon, Leash};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use tauri::{AppHandle, Emitter, Manager, State, WebviewWindow, WindowEvent};

struct Backend {
    daemon: Daemon,
    connections: Mutex<HashMap<String, Arc<Leash>>>, // by the window's label
}

impl Backend {
    /// The connection of a window; a new one when it has none.
    fn of(&self, app: &AppHandle, label: &str) -> Result<Arc<Leash>, String> {
        let mut connections = self.connections.lock().unwrap();
        if let Some(known) = connections.get(label) {
            return Ok(known.clone());
        }
        let (app, to) = (app.clone(), label.to_owned());
        let tell = move |method: &str, params: &json::Json| {
            if method == "download_progress" {
                let _ = app.emit_to(&to, "leash-progress", params.to_string());
            }
        };
        let made = Leash::connect(&self.daemon.socket, tell).map_err(|error| error.to_string())?;
        let made = Arc::new(made);
        connections.insert(label.to_owned(), made.clone());
        Ok(made)
    }
}

/// The first thing that a page does. Ends what the page before had going in this window. The page
/// keeps the id in a variable, so that a reload forgets it.
/// async: else it would run on the main thread, and a begin may wait for a publication.
#[tauri::command(async)]
fn begin_session(app: AppHandle, window: WebviewWindow, backend: State<Backend>) -> Result<u64, String> {
    let leash = backend.of(&app, window.label())?;
    let begun = leash
        .call("begin_session", vec![("scope", window.label().into())])
        .map_err(|error| error.reason)?;
    Ok(begun.get("sessionId").number().unwrap_or(0.0) as u64)
}

/// Answers the result as JSON, or the reason. The page says what, never where to.
#[tauri::command(async)]
fn download(
    app: AppHandle,
    window: WebviewWindow,
    backend: State<Backend>,
    session_id: u64,
    download_id: String,
    url: String,
) -> Result<String, String> {
    let mods = app.path().app_data_dir().map_err(|error| error.to_string())?.join("mods");
    let params = vec![
        ("fileName", "mod.zip".into()),
        ("downloadUrl", url.as_str().into()),
        ("savePath", mods.join("mod").to_string_lossy().as_ref().into()),
        ("sessionId", session_id.into()),
        ("downloadId", download_id.as_str().into()),
    ];
    let outcome = backend.of(&app, window.label())?.call("download_and_unzip", params);
    outcome.map(|result| result.to_string()).map_err(|error| error.reason)
}

fn main() {
    tauri::Builder::default()
        .setup(|app| {
            let data = app.path().app_data_dir()?;
            std::fs::create_dir_all(data.join("mods"))?; // an allowed root must be there
            // A folder of resources with the launcher and its jars, not a sidecar: that is one file, and the
            // shell plugin kills it at the exit. Here the daemon sees its standard input end, and cleans up.
            let command = app.path().resource_dir()?.join("leash/leash");
            let daemon =
                Daemon::start(&command.to_string_lossy(), &data.join("leash"), &data.join("mods"))?;
            app.manage(Backend { daemon, connections: Mutex::default() });
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::Destroyed = event {
                // Its page is gone and none follows. Not left to the drop: a call that waits has it, too.
                let backend = window.state::<Backend>();
                let left = backend.connections.lock().unwrap().remove(window.label());
                if let Some(leash) = left {
                    leash.close();
                }
            }
        })
        .invoke_handler(tauri::generate_handler![begin_session, download])
        .run(tauri::generate_context!())
        .expect("Tauri runs");
}
