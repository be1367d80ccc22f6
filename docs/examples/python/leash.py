"""A client of Leash for Python, standard library alone: the daemon as a child, one message a line."""
import contextlib
import itertools
import json
import socket
import subprocess
import threading
from concurrent.futures import Future


class LeashError(Exception):
    """What a call was refused or ended with. Programs test the reason, people read the message."""

    def __init__(self, code, message, data):
        super().__init__(message)
        self.code, self.data = code, data
        self.reason, self.retryable = data["reason"], data["retryable"]


class Daemon:
    """The daemon beside this process; it is there when it accepts calls."""

    def __init__(self, command, socket_path, state_dir, allow_root):
        self.process = subprocess.Popen(
            [command, "serve", "--socket", socket_path, "--state-dir", state_dir,
             "--allow-root", allow_root,
             # However this process ends, its end of the pipe is closed then, and the daemon shuts down.
             "--exit-on-stdin-close"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        if not line:  # it has said why on standard error
            raise OSError(f"Leash did not start: it ended with {self.process.wait()}")
        self.socket_path = json.loads(line)["socket"]

    def stop(self):
        self.process.stdin.close()
        return self.process.wait()


class Leash:
    """A connection. Hands each notification to on_notification(method, params), on a thread of its own.
    Any thread may call."""

    def __init__(self, path, on_notification):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.on_notification = on_notification
        self.ids = itertools.count(1)
        self.pending = {}  # None when the connection has ended
        self.lock, self.writing = threading.Lock(), threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    def call(self, method, **params):
        """The result; or a LeashError is raised."""
        answer = Future()
        with self.lock:
            if self.pending is None:
                raise _lost()
            number = next(self.ids)
            self.pending[number] = answer
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        try:
            with self.writing:  # whole messages only
                self.socket.sendall(json.dumps(message).encode() + b"\n")
        except OSError:
            raise _lost() from None
        return answer.result()

    def close(self):
        """Ends the sessions that this connection began, and all their downloads."""
        with contextlib.suppress(OSError):  # it has ended already
            self.socket.shutdown(socket.SHUT_RDWR)

    def _read(self):
        try:
            with self.socket, self.socket.makefile("rb") as lines:
                for line in lines:
                    self._take(json.loads(line))
        except OSError:
            pass  # the connection broke
        with self.lock:
            left, self.pending = self.pending, None
        for answer in left.values():
            answer.set_exception(_lost())

    def _take(self, message):
        if "method" in message:
            self.on_notification(message["method"], message["params"])
            return
        with self.lock:
            answer = self.pending.pop(message["id"])
        if "error" in message:
            answer.set_exception(LeashError(**message["error"]))
        else:
            answer.set_result(message["result"])


def _lost():
    # A reason of this client's own.
    return LeashError(0, "The connection to Leash was lost",
                      {"reason": "CONNECTION_LOST", "retryable": True})
