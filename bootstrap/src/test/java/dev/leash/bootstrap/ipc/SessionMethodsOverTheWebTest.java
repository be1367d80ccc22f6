package dev.leash.bootstrap.ipc;

/** The same, asked by a page. */
final class SessionMethodsOverTheWebTest extends SessionMethodsTest {
  @Override
  RunningDaemon start() throws Exception {
    return RunningDaemon.startForPages(IpcLimits.DEFAULT);
  }
}
