package dev.leash.http;

import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.TransferContract;
import dev.leash.http.testing.ScriptedServer;
import dev.leash.http.testing.ServedConnection;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class ApacheTransferTest extends TransferContract {
  private final Rig rig = new Rig();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Override
  protected Transfer transfer() {
    return rig.transfer;
  }

  @Override
  protected SourceUrl serve(byte[] content) {
    server.on("/mod.zip", Step.resource(content, tag(content)));
    return SourceUrl.parse(server.url("/mod.zip"));
  }

  @Override
  protected Held hold(byte[] content, int before) {
    CountDownLatch go = new CountDownLatch(1);
    server.on(
        "/held.zip",
        Step.head(200, "ETag: " + tag(content), "Content-Length: " + content.length),
        Step.bytes(Arrays.copyOf(content, before)),
        Step.await(go),
        Step.bytes(Arrays.copyOfRange(content, before, content.length)));
    server.on("/held.zip", Step.resource(content, tag(content)));
    return new Held(SourceUrl.parse(server.url("/held.zip")), go::countDown);
  }

  @Override
  protected SourceUrl breakOnce(byte[] first, int before, byte[] then) {
    server.on(
        "/broken.zip",
        Step.head(200, "ETag: " + tag(first), "Content-Length: " + first.length),
        Step.bytes(Arrays.copyOf(first, before)),
        Step.close());
    server.on("/broken.zip", Step.resource(then, tag(then)));
    return SourceUrl.parse(server.url("/broken.zip"));
  }

  private static String tag(byte[] content) {
    return "\"" + Arrays.hashCode(content) + "\"";
  }

  @Override
  protected boolean everythingIsClosed() throws Exception {
    for (ServedConnection connection : server.connections()) {
      connection.awaitClosed();
    }
    return true;
  }
}
