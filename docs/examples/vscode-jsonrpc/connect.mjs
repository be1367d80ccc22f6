// A connection with vscode-jsonrpc, as language clients have it: Content-Length headers.
import { once } from "node:events";
import net from "node:net";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";

export async function connect(socketPath) {
  const socket = net.connect(socketPath);
  await once(socket, "connect");
  const connection = createMessageConnection(
    new StreamMessageReader(socket), new StreamMessageWriter(socket));
  connection.onError(() => {}); // onClose follows
  // It leaves the socket open when it is disposed of; the daemon ends the sessions when that closes.
  connection.onDispose(() => socket.destroy());
  connection.listen();
  return connection;
}
