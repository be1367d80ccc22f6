package dev.leash.bootstrap.ipc;

/** The same, asked by a page. */
final class JsonRpcOverTheWebTest extends JsonRpcTest {
  @Override
  RunningDaemon start() throws Exception {
    return RunningDaemon.startForPages(IpcLimits.DEFAULT);
  }
}
