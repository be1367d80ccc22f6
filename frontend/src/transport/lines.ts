import type { Readable } from "node:stream";

/** No answer of the daemon is near this long; what is longer is no message, and must not fill the memory. */
const MAX_LINE = 64 * 1024 * 1024;

/**
 * Hands on each line of a stream. Not `node:readline`: that takes U+2028 for the end of a line, and a string in JSON
 * may have it.
 *
 * @param fail hears why no more lines come, when the stream breaks or a line has no end: without it, that would end
 *   this process
 */
export function eachLine(stream: Readable, take: (line: string) => void, fail: (error: Error) => void): void {
  let unread: string[] = [];
  let length = 0;
  stream.on("error", fail);
  stream.setEncoding("utf8");
  stream.on("data", (data: string) => {
    const [first = "", ...others] = data.split("\n");
    unread.push(first);
    length += first.length;
    if (length > MAX_LINE) {
      unread = [];
      stream.destroy(new Error(`a line of more than ${MAX_LINE} characters`));
      return;
    }
    for (const other of others) {
      const line = unread.join("");
      unread = [other];
      length = other.length;
      take(line);
    }
  });
}
