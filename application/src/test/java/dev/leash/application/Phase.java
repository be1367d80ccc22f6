package dev.leash.application;

import dev.leash.application.StartDownload.Ticket;
import dev.leash.domain.download.DownloadState;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.RetryPolicy;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.FakeTransfer;
import dev.leash.domain.port.Transfer;
import dev.leash.domain.port.Transfer.Fetched;
import dev.leash.domain.session.Scope;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** Where a download can be when somebody ends it, up to the gate. */
enum Phase {
  QUEUED {
    @Override
    Held reach() throws InterruptedException {
      ApplicationDriver driver = new ApplicationDriver.Setup().running(1).start();
      FakeTransfer.Hold hold = driver.transfer.hold(BLOCKER, Zips.ONE_FILE, 0);
      driver.startIn(new Scope("blocker"), Requests.request().from(BLOCKER).into("/games/blocker"));
      hold.awaitReached();
      return start(driver, hold::release);
    }
  },
  UNANSWERED {
    @Override
    Held reach() throws InterruptedException {
      return heldAfter(0);
    }
  },
  STALLED {
    @Override
    Held reach() throws InterruptedException {
      return heldAfter(20);
    }
  },
  FLOWING {
    @Override
    Held reach() throws InterruptedException {
      CountDownLatch flowing = new CountDownLatch(1);
      ApplicationDriver driver =
          new ApplicationDriver.Setup()
              .ports(ports -> Faulty.transfer(ports, endless(flowing)))
              .start();
      Held held = start(driver, () -> {});
      flowing.await();
      return held;
    }
  },
  EXTRACTING {
    @Override
    Held reach() throws InterruptedException {
      ApplicationDriver driver = ApplicationDriver.onFakes();
      var hold = driver.archive.hold();
      Held held = start(driver, hold::release);
      hold.awaitReached();
      return held;
    }
  },
  WAITING_TO_RETRY {
    @Override
    Held reach() throws InterruptedException {
      ApplicationDriver driver = new ApplicationDriver.Setup().retries(RetryPolicy.DEFAULT).start();
      driver.transfer.failAfter(Requests.URL, Zips.ONE_FILE, 20, new Failure.Stalled(30));
      Held held = start(driver, () -> driver.clock.advance(RetryPolicy.DEFAULT.longest()));
      driver.events.awaitState(held.ticket().id(), DownloadState.Retrying.class::isInstance);
      return held;
    }
  },
  PAUSED {
    @Override
    Held reach() throws InterruptedException {
      Held held = heldAfter(20);
      held.driver().pause(held.ticket().id());
      return held;
    }
  },
  PAUSED_AND_LET_GO_OF {
    @Override
    Held reach() throws InterruptedException {
      Held held = PAUSED.reach();
      held.driver().awaitQuiet();
      return held;
    }
  },
  PAUSED_IN_THE_QUEUE {
    @Override
    Held reach() throws InterruptedException {
      Held held = QUEUED.reach();
      held.driver().pause(held.ticket().id());
      return held;
    }
  },
  RESUMED {
    @Override
    Held reach() throws InterruptedException {
      Held held = PAUSED_IN_THE_QUEUE.reach();
      held.driver().resume(held.ticket().id());
      return held;
    }
  },
  WAITING_FOR_ITS_TURN {
    @Override
    Held reach() throws InterruptedException {
      CountDownLatch publishing = new CountDownLatch(1);
      ApplicationDriver driver =
          new ApplicationDriver.Setup()
              .ports(ports -> Faulty.onPublish(ports, publishing::countDown))
              .start();
      var pause = driver.workspace.pauseBeforeGate();
      Held held = start(driver, pause::release);
      publishing.await();
      return held;
    }
  },
  AT_THE_GATE {
    @Override
    Held reach() throws InterruptedException {
      CountDownLatch there = new CountDownLatch(1);
      CountDownLatch released = new CountDownLatch(1);
      ApplicationDriver driver =
          new ApplicationDriver.Setup()
              .ports(ports ->
                  Faulty.workspace(
                      ports,
                      new WatchedWorkspace(
                          ports.workspace(),
                          _ -> {
                            there.countDown();
                            Faulty.awaitOpen(released);
                          },
                          _ -> {})))
              .start();
      Held held = start(driver, released::countDown);
      there.await();
      return held;
    }
  };

  private static final String BLOCKER = "https://example.org/blocker.zip";

  /** A download that stays where it is until it is let go. */
  record Held(
      ApplicationDriver driver,
      BeginSession.Result.Started session,
      Ticket ticket,
      Runnable letGo) {
    /** Whether it has got so far as to have a staging, which is then the last one. */
    boolean isStaged() {
      return driver.transfer.fetched().stream()
          .noneMatch(source -> source.url().toString().equals(BLOCKER));
    }
  }

  abstract Held reach() throws InterruptedException;

  /** A download inside its gate. */
  static Held insideTheGate() throws InterruptedException {
    ApplicationDriver driver = ApplicationDriver.onFakes();
    var pause = driver.workspace.pauseInsideGate();
    Held held = start(driver, pause::release);
    pause.awaitReached();
    driver.events.awaitState(held.ticket().id(), DownloadState.Publishing.class::isInstance);
    return held;
  }

  private static Held heldAfter(int bytes) throws InterruptedException {
    ApplicationDriver driver = ApplicationDriver.onFakes();
    FakeTransfer.Hold hold = driver.transfer.hold(Requests.URL, Zips.ONE_FILE, bytes);
    Held held = start(driver, hold::release);
    hold.awaitReached();
    return held;
  }

  private static Held start(ApplicationDriver driver, Runnable letGo) {
    driver.transfer.serve(Requests.URL, Zips.ONE_FILE);
    BeginSession.Result.Started session = driver.begin();
    return new Held(
        driver, session, driver.start("held", Requests.request().keepingArchive()), letGo);
  }

  /** Writes for ever, but never the first byte, so that nothing can be unzipped. */
  private static Transfer endless(CountDownLatch flowing) {
    return (source, file, listener) ->
        cancellation -> flow(file.writer(1), listener, cancellation, flowing);
  }

  private static Fetched flow(
      ArrivingFile.Writer writer,
      Transfer.Listener listener,
      Cancellation cancellation,
      CountDownLatch flowing) {
    listener.connected(1);
    while (!cancellation.isCancelled()) {
      writer.write(1_000, ByteBuffer.allocate(100));
      listener.received(100);
      flowing.countDown();
    }
    listener.connected(0);
    return new Fetched.Cancelled();
  }
}
