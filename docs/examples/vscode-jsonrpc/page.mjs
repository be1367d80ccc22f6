// node page.mjs SOCKET URL FOLDER: downloads URL and unzips it into FOLDER; Enter cancels.
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import { connect } from "./connect.mjs";

const [socketPath, downloadUrl, savePath] = process.argv.slice(2);
const connection = await connect(socketPath);
connection.onNotification("download_progress", (status) => console.log(status.state, status.receivedBytes));

// Bound to this connection: it ends with it.
const { sessionId } = await connection.sendRequest("begin_session", { scope: "main" });
const button = new CancellationTokenSource();
process.stdin.once("data", () => button.cancel()); // sends $/cancelRequest
try {
  const result = await connection.sendRequest(
    "download_and_unzip", { fileName: "mod.zip", downloadUrl, savePath, sessionId }, button.token);
  console.log(`${result.files} files in ${result.path}`);
} catch (error) {
  // A ResponseError: code, message, data.
  console.log(error.data.reason, error.message);
}
process.stdin.destroy();
connection.dispose();
