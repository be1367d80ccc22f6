package dev.leash.bootstrap.ipc;

/** The same, asked by a page. */
final class DownloadMethodsOverTheWebTest extends DownloadMethodsTest {
  @Override
  RunningDaemon start() throws Exception {
    return RunningDaemon.startForPages(IpcLimits.DEFAULT);
  }
}
