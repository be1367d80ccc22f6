package dev.leash.bootstrap.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leash.http.testing.RecordedExchange;
import dev.leash.http.testing.Step;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/** Where a download can be when somebody ends it; each way there ends with a proof. */
enum Phase {
  QUEUED(1) {
    @Override
    Held reach(Ground ground) throws Exception {
      ground.block();
      ground.holdFrom(ground.origin().url(Ground.PATH));
      ground.awaitStatus("queued", Phase::isQueued);
      ground.assertCounts("{'queued': 1, 'running': 1}");
      assertThat(ground.requests(Ground.PATH)).isZero();
      return Held.here().behind(ground::unblock);
    }
  },
  RESOLVING {
    @Override
    Held reach(Ground ground) throws Exception {
      HangingNames.Name name = HangingNames.next();
      ground.with(name.answered()::countDown);
      ground.holdFrom("http://" + name.host() + ":" + ground.origin().port() + Ground.PATH);
      name.asked().await();
      ground.assertRuns(0);
      assertThat(ground.origin().connections()).isEmpty();
      return Held.here().until(name.answered()::countDown).stuck();
    }
  },
  CONNECTING {
    @Override
    Held reach(Ground ground) throws Exception {
      FullBacklog full = ground.with(new FullBacklog());
      assertThat(full.connecting()).isZero();
      ground.holdFrom("http://127.0.0.1:" + full.port() + Ground.PATH);
      Awaiting.until("a connection in the making", () -> full.connecting() == 1);
      ground.assertRuns(0);
      return Held.here().closing(() -> Awaiting.until("its end", () -> full.connecting() == 0));
    }
  },
  IN_THE_TLS_HANDSHAKE {
    @Override
    Held reach(Ground ground) throws Exception {
      SilentTls silent = ground.with(new SilentTls());
      ground.holdFrom(silent.url(Ground.PATH));
      assertThat(silent.first()).isEqualTo(SilentTls.HANDSHAKE);
      ground.assertRuns(0);
      return Held.here().closing(silent::awaitClosed);
    }
  },
  WAITING_FOR_THE_ANSWER {
    @Override
    Held reach(Ground ground) throws Exception {
      ground.hold(Step.stall());
      RecordedExchange exchange = ground.exchange();
      ground.assertRuns(1);
      assertThat(ground.status().path("totalBytes").isNull()).isTrue();
      return Held.here().closing(exchange::awaitClosed);
    }
  },
  BEFORE_THE_FIRST_BYTE {
    @Override
    Held reach(Ground ground) throws Exception {
      ground.hold(Step.head(200, LENGTH), Step.stall());
      ground.awaitStatus("the head", status -> status.path("totalBytes").asInt(0) == 1000);
      ground.assertRuns(1);
      assertThat(ground.status().path("receivedBytes").asInt()).isZero();
      return Held.here().closing(ground.exchange()::awaitClosed);
    }
  },
  DRIPPING {
    @Override
    Held reach(Ground ground) throws Exception {
      Semaphore drops = new Semaphore(3);
      ground.hold(Step.head(200, LENGTH), Step.drip(new byte[1000], 1, drops));
      ground.awaitStatus("three drops", status -> status.path("receivedBytes").asInt() == 3);
      ground.assertRuns(1);
      drops.release(2);
      return Held.here().closing(ground.exchange()::awaitClosed);
    }
  },
  FLOWING {
    @Override
    Held reach(Ground ground) throws Exception {
      // Of no length: it has no end.
      ground.hold(Step.head(200), Step.bytes(Ground.OLD), Step.flow());
      ground.awaitStatus("a MiB", status -> status.path("receivedBytes").asLong() > 1 << 20);
      ground.assertRuns(1);
      return Held.here().closing(ground.exchange()::awaitClosed);
    }
  },
  WAITING_TO_RETRY {
    @Override
    Held reach(Ground ground) throws Exception {
      ground.hold(Step.head(503, "Retry-After: 30", "Content-Length: 0"));
      var _ = ground.exchange();
      Awaiting.threadIn("dev.leash.application.Attempts", "awaitTurn");
      ground.assertRuns(0);
      assertThat(ground.requests(Ground.PATH)).isEqualTo(1);
      return Held.here();
    }
  },
  PAUSED {
    @Override
    Held reach(Ground ground) throws Exception {
      ground.hold(Step.head(200, LENGTH), Step.bytes(new byte[20]), Step.stall());
      ground.awaitStatus("20 bytes", status -> status.path("receivedBytes").asInt() == 20);
      JsonNode status = ground.onlooker().result("pause_download", "['held']");
      assertThat(status.path("state").asString()).isEqualTo("paused");
      ground.exchange().awaitClosed();
      ground.assertCounts("{'paused': 1, 'running': 0}");
      return Held.here();
    }
  },
  PAUSED_IN_THE_QUEUE(1) {
    @Override
    Held reach(Ground ground) throws Exception {
      Held held = QUEUED.reach(ground);
      JsonNode status = ground.onlooker().result("pause_download", "['held']");
      assertThat(status.path("state").asString()).isEqualTo("paused");
      ground.assertCounts("{'paused': 1, 'queued': 0, 'running': 1}");
      return held;
    }
  },
  RESUMED_AND_QUEUED(1) {
    @Override
    Held reach(Ground ground) throws Exception {
      var _ = PAUSED.reach(ground);
      ground.block();
      JsonNode status = ground.onlooker().result("resume_download", "['held']");
      assertThat(isQueued(status)).isTrue();
      assertThat(status.path("receivedBytes").asInt()).isEqualTo(20);
      ground.assertCounts("{'paused': 0, 'queued': 1, 'running': 1}");
      return Held.here().behind(ground::unblock);
    }
  },
  INSIDE_A_HUGE_ENTRY {
    @Override
    Held reach(Ground ground) throws Exception {
      ground.hold(HugeEntry.served());
      JsonNode status =
          ground
              .caller()
              .notification(
                  "download_progress", at -> at.path("extractedBytes").asLong() > 100 << 20);
      assertThat(status.path("state").asString()).isEqualTo("running");
      assertThat(status.path("extractedFiles").asInt()).isZero();
      // The directory comes last: it is unzipped ahead of it.
      assertThat(status.path("totalFiles").isNull()).isTrue();
      return Held.here();
    }
  },
  WAITING_FOR_ANOTHER_DAEMON {
    @Override
    Held reach(Ground ground) throws Exception {
      OtherDaemon other = publishing(ground);
      ground.origin().serve(Ground.PATH, Ground.OLD);
      ground.holdFrom(ground.origin().url(Ground.PATH));
      Awaiting.threadIn("dev.leash.filesystem.HomeTurns", "take");
      ground.assertIsStaged();
      return Held.here().behind(other::close);
    }
  },
  WAITING_FOR_ITS_TURN {
    @Override
    Held reach(Ground ground) throws Exception {
      OtherDaemon other = publishing(ground);
      ground.rival();
      Awaiting.threadIn("dev.leash.filesystem.HomeTurns", "take");
      ground.origin().serve(Ground.PATH, Ground.OLD);
      ground.holdFrom(ground.origin().url(Ground.PATH));
      Awaiting.threadIn("dev.leash.filesystem.Turns$Turn", "await");
      ground.assertIsStaged();
      return Held.here()
          .behind(() -> {
            ground.unblock();
            other.close();
          });
    }
  },
  AT_THE_GATE(HeldPublication.Point.AT_THE_GATE) {
    @Override
    Held reach(Ground ground) throws Exception {
      ground.origin().serve(Ground.PATH, Ground.OLD);
      ground.holdFrom(ground.origin().url(Ground.PATH));
      ground.publication().awaitReached();
      ground.assertIsStaged();
      // It has the turn, which its successor needs.
      return Held.here().behind(ground.publication()::release).stuck();
    }
  };

  private static final String LENGTH = "Content-Length: 1000";

  private final int running;
  private final Optional<HeldPublication.Point> heldAt;

  Phase() {
    this(1_000, Optional.empty());
  }

  Phase(int running) {
    this(running, Optional.empty());
  }

  Phase(HeldPublication.Point heldAt) {
    this(1_000, Optional.of(heldAt));
  }

  Phase(int running, Optional<HeldPublication.Point> heldAt) {
    this.running = running;
    this.heldAt = heldAt;
  }

  /** A daemon where it can be reached. */
  Ground ground() throws Exception {
    return new Ground(running, heldAt);
  }

  /** Brings the held download there. */
  abstract Held reach(Ground ground) throws Exception;

  /** What a test does when its time has come. */
  interface Act {
    void run() throws Exception;
  }

  /**
   * A download that stays where it is.
   *
   * @param closed waits until the server has seen the connection's end
   * @param letGo of what holds it there
   * @param isInTheWay whether a successor has to wait for that, too
   * @param isStuck whether its thread does not hear of its end before
   */
  record Held(Act closed, Act letGo, boolean isInTheWay, boolean isStuck) {
    private static Held here() {
      return new Held(() -> {}, () -> {}, false, false);
    }

    private Held closing(Act awaited) {
      return new Held(awaited, letGo, isInTheWay, isStuck);
    }

    private Held until(Act released) {
      return new Held(closed, released, isInTheWay, isStuck);
    }

    private Held behind(Act released) {
      return new Held(closed, released, true, isStuck);
    }

    private Held stuck() {
      return new Held(closed, letGo, isInTheWay, true);
    }
  }

  private static boolean isQueued(JsonNode status) {
    return status.path("state").asString().equals("queued");
  }

  private static OtherDaemon publishing(Ground ground) throws IOException {
    return ground.with(OtherDaemon.publishingIn(OtherDaemon.home(ground.daemon().root())));
  }
}
