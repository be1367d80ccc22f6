/** The IPC socket: JSON-RPC 2.0 over Unix-domain connections, in front of the use cases. */
@NullMarked
package dev.leash.bootstrap.ipc;

import org.jspecify.annotations.NullMarked;
