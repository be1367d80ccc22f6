"""python3 app.py URL: an app with one page, which downloads and unzips URL into mods/mod.
Enter reloads the page. The app ends when its page has what it wanted."""
import os
import queue
import sys
import threading
import uuid

from leash import Daemon, Leash, LeashError

url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8070/mod.zip"
mods = os.path.abspath("mods")
state = os.path.abspath("leash-state")  # of this app alone
os.makedirs(mods, exist_ok=True)  # an allowed root must be there
events = queue.Queue()  # for the main thread: "reload", or the app's exit code
showing = {}  # what to say of a download, by its id


def on_notification(method, params):
    say = showing.get(params.get("downloadId"))  # None: of another page or download
    if method == "download_progress" and say:
        say(f"{params['state']}, {params['receivedBytes']} of {params['totalBytes'] or '?'} bytes")


def page(number, session_id):
    """One life of the page."""
    def say(text):
        print(f"page {number}: {text}", flush=True)

    say("is here")
    download_id = str(uuid.uuid4())  # made once a try
    showing[download_id] = say
    try:
        result = leash.call(
            "download_and_unzip",
            fileName="mod.zip",
            downloadUrl=url,
            savePath=os.path.join(mods, "mod"),
            sessionId=session_id,  # the one that this page began: should it be gone by now, nothing starts
            downloadId=download_id)
        say(f"has {result['files']} files in {result['path']}")
        finish(number, 0)
    except LeashError as error:
        if error.reason == "CANCELLED_SESSION_CHANGE":
            # The page is gone, and its download with it. That is as it should be: no error to show.
            say("was left, and its download with it")
            return
        again = ", may be tried again" if error.retryable else ""
        say(f"could not: {error} ({error.reason}{again})")
        finish(number, 1)
    finally:
        del showing[download_id]


def finish(number, code):
    if number == pages:
        events.put(code)


def watch_the_keyboard():
    while os.read(0, 1024):
        events.put("reload")


daemon = Daemon(os.environ.get("LEASH", "leash"), os.path.join(state, "leash.sock"), state, mods)
leash = Leash(daemon.socket_path, on_notification)  # of this window: its sessions end when it closes
threading.Thread(target=watch_the_keyboard, daemon=True).start()
pages, event = 0, "reload"
while event == "reload":
    pages += 1
    # First of all: whatever the page before had going ends here, and nothing of it is left.
    session_id = leash.call("begin_session", scope="main")["sessionId"]
    threading.Thread(target=page, args=(pages, session_id)).start()
    event = events.get()
leash.close()
daemon.stop()
sys.exit(event)
