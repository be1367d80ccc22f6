package dev.leash.bootstrap.ipc;

/** The same, asked by a page. */
final class CancelRequestOverTheWebTest extends CancelRequestTest {
  @Override
  RunningDaemon start() throws Exception {
    return RunningDaemon.startForPages(IpcLimits.DEFAULT);
  }
}
