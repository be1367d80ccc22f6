package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.DaemonProcess;
import dev.leash.bootstrap.client.LeashClient;
import java.io.IOException;

/** A daemon that has installed before. */
final class WarmLeash implements Contender {
  static final String SHOWN = "leash";

  private final LeashClient client;

  WarmLeash(DaemonProcess daemon) throws IOException {
    client = daemon.connect(_ -> {});
  }

  @Override
  public String shown() {
    return SHOWN;
  }

  @Override
  public void install(Job job) throws IOException, InterruptedException {
    LeashCalls.install(client, job);
  }
}
