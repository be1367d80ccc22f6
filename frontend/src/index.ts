/** What runs everywhere: in a page, without a bundler, and in Node. */
export type * from "./protocol.js";
export { ERROR_CODES } from "./protocol.js";
export { type ClientReason, LeashError, type LeashErrorData, type Reason } from "./rpc/error.js";
export { RpcClient, type RpcListener } from "./rpc/client.js";
export type * from "./session/types.js";
export { bridge, type Bridge } from "./transport/bridge.js";
export type { Connector, Transport, TransportListener } from "./transport/transport.js";
export { webSocket, type WebSocketLike, type WebSocketOptions } from "./transport/webSocket.js";
export { initSessionTracking } from "./utils/init.js";
export * from "./utils/sessionManager.js";
