package dev.leash.benchmarks.install;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A peer, run by a shell. Closing ends it, from another thread too. */
final class PeerContender implements Contender, Closeable {
  private final Peer peer;
  private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

  PeerContender(Peer peer) {
    this.peer = peer;
  }

  @Override
  public String shown() {
    return peer.shown();
  }

  @Override
  public boolean installs() {
    return peer != Peer.DOWNLOAD_ALONE;
  }

  @Override
  public void install(Job job) throws IOException, InterruptedException {
    Path errors = job.scratch().resolve("errors.txt");
    Process process =
        new ProcessBuilder("sh", "-c", Scripts.of(peer, job))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    running.set(process);
    int exit = process.waitFor();
    running.set(null);
    if (exit != 0) {
      throw new IOException("it ended with " + exit + ": " + Files.readString(errors).strip());
    }
  }

  @Override
  public void close() {
    Process process = running.get();
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
