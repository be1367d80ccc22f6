"""python3 slow.py: serves the mod.zip of this folder, and takes ten seconds for it."""
import http.server
import time


class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        with open("mod.zip", "rb") as file:
            content = file.read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            for i in range(50):
                self.wfile.write(content[len(content) * i // 50:len(content) * (i + 1) // 50])
                time.sleep(0.2)
        except ConnectionError:
            pass  # a reload: Leash has closed the connection


http.server.ThreadingHTTPServer(("127.0.0.1", 8070), Slow).serve_forever()
