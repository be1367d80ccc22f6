package dev.leash.domain.port;

import dev.leash.domain.download.Checksum;
import dev.leash.domain.download.Checksum.Algorithm;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A transfer from memory. What a URL gives is scripted before: each call adds the next attempt's
 * course, and the last one is repeated. An attempt goes on from what has arrived when its content
 * is the one that the attempt before had, byte for byte. A URL without a script is a 404. Safe for
 * use by several threads.
 */
public final class FakeTransfer implements Transfer {
  private static final int PIECE = 1024;

  private final Map<String, Deque<Course>> courses = new HashMap<>();
  private final List<Source> fetched = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  /** Where an attempt stops until the test lets it go on, or its cancellation comes. */
  public static final class Hold {
    private final CountDownLatch reached = new CountDownLatch(1);
    private boolean released;

    private Hold() {}

    /** Waits until an attempt has come here. */
    public void awaitReached() throws InterruptedException {
      reached.await();
    }

    /** Lets every attempt go on from here. */
    public synchronized void release() {
      released = true;
      notifyAll();
    }

    private void pass(Cancellation cancellation) {
      try (var _ = cancellation.onCancel(this::look)) {
        reached.countDown();
        await(cancellation);
      }
    }

    private synchronized void look() {
      notifyAll();
    }

    private synchronized void await(Cancellation cancellation) {
      boolean interrupted = false;
      while (!released && !cancellation.isCancelled()) {
        try {
          wait();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Course(
      ByteBuffer content, int before, Optional<Hold> hold, Optional<Failure> failure) {
    static Course of(byte[] content, int before) {
      return new Course(
          ByteBuffer.wrap(content.clone()).asReadOnlyBuffer(),
          before,
          Optional.empty(),
          Optional.empty());
    }

    Course failing(Failure why) {
      return new Course(content, before, hold, Optional.of(why));
    }

    Course heldAt(Hold place) {
      return new Course(content, before, Optional.of(place), failure);
    }

    int length() {
      return content.capacity();
    }
  }

  /** The next attempt gets all of this. */
  public FakeTransfer serve(String url, byte[] content) {
    return add(url, Course.of(content, content.length));
  }

  /** The next attempt fails at once. */
  public FakeTransfer fail(String url, Failure failure) {
    return add(url, Course.of(new byte[0], 0).failing(failure));
  }

  /**
   * The next attempt fails when so many bytes are there, those of earlier attempts among them; none
   * come where there are more already.
   */
  public FakeTransfer failAfter(String url, byte[] content, int before, Failure failure) {
    return add(url, Course.of(content, before).failing(failure));
  }

  /**
   * The next attempt goes on until so many bytes are there, waits at the hold, and gets the rest
   * when it is released.
   */
  public Hold hold(String url, byte[] content, int before) {
    Hold hold = new Hold();
    add(url, Course.of(content, before).heldAt(hold));
    return hold;
  }

  /** How many attempts are under way. */
  public int openConnections() {
    return open.get();
  }

  /** What was attempted, in order. */
  public synchronized List<Source> fetched() {
    return List.copyOf(fetched);
  }

  @Override
  public Fetch prepare(Source source, ArrivingFile file, Listener listener) {
    return new FakeFetch(source, file, listener);
  }

  private synchronized FakeTransfer add(String url, Course course) {
    courses.computeIfAbsent(url, _ -> new ArrayDeque<>()).add(course);
    return this;
  }

  private synchronized Optional<Course> next(Source source) {
    fetched.add(source);
    Deque<Course> left = courses.getOrDefault(source.url().uri().toString(), new ArrayDeque<>());
    return Optional.ofNullable(left.size() > 1 ? left.poll() : left.peek());
  }

  private final class FakeFetch implements Fetch {
    private final Source source;
    private final ArrivingFile file;
    private final Listener listener;

    private Optional<ByteBuffer> version = Optional.empty();
    private int generation = 1;
    private int arrived;
    private Optional<Fetched> whole = Optional.empty();

    FakeFetch(Source source, ArrivingFile file, Listener listener) {
      this.source = source;
      this.file = file;
      this.listener = listener;
    }

    @Override
    public Fetched attempt(Cancellation cancellation) {
      if (whole.isPresent()) {
        return whole.get();
      }
      if (cancellation.isCancelled()) {
        return new Fetched.Cancelled();
      }
      Optional<Course> course = next(source);
      open.incrementAndGet();
      listener.connected(1);
      try {
        return course
            .map(found -> new Run(this, found, cancellation).run())
            .orElseGet(() -> new Fetched.Failed(new Failure.HttpStatus(404, OptionalLong.empty())));
      } finally {
        open.decrementAndGet();
        listener.connected(0);
      }
    }

    private void startOverUnlessSame(ByteBuffer content) {
      if (arrived > 0 && !version.equals(Optional.of(content))) {
        generation++;
        arrived = 0;
        listener.startedOver();
      }
      version = Optional.of(content);
    }
  }

  private record Run(FakeFetch fetch, Course course, Cancellation cancellation) {
    Fetched run() {
      int length = course.length();
      if (length > fetch.source.maxBytes()) {
        return failed(new Failure.TooLarge(fetch.source.maxBytes()));
      }
      return announce(length)
          .or(() -> send(course.before()))
          .or(this::pause)
          .or(() -> course.failure().map(this::failed))
          .or(() -> send(length))
          .orElseGet(this::finish);
    }

    private Optional<Fetched> announce(int length) {
      if (length == 0 && course.failure().isPresent()) {
        return Optional.empty();
      }
      fetch.startOverUnlessSame(course.content());
      Optional<Fetched> over = overBy(writer().announce(length));
      if (over.isEmpty()) {
        fetch.listener.announced(OptionalLong.of(length));
      }
      return over;
    }

    private Writer writer() {
      return fetch.file.writer(fetch.generation);
    }

    private Optional<Fetched> send(int to) {
      Optional<Fetched> over = Optional.empty();
      while (fetch.arrived < to && over.isEmpty()) {
        int allowed = leave();
        int count = Math.min(allowed, to - fetch.arrived);
        fetch.listener.pace().giveBack(allowed - count);
        over = overBy(writer().write(fetch.arrived, course.content().slice(fetch.arrived, count)));
        if (over.isEmpty()) {
          fetch.arrived += count;
          fetch.listener.received(count);
        }
      }
      return over;
    }

    /** None when it was cancelled: then nothing is written. */
    private int leave() {
      int ready = fetch.listener.pace().ready(PIECE);
      return ready > 0 ? ready : fetch.listener.pace().await(PIECE, cancellation);
    }

    private Optional<Fetched> pause() {
      course.hold().ifPresent(hold -> hold.pass(cancellation));
      return cancellation.isCancelled() ? Optional.of(new Fetched.Cancelled()) : Optional.empty();
    }

    private Fetched finish() {
      Optional<Checksum> checksum = fetch.source.checksum();
      Algorithm algorithm = checksum.map(Checksum::algorithm).orElse(Algorithm.SHA256);
      String actual = hex(algorithm);
      return checksum
          .filter(expected -> !expected.hex().equals(actual))
          .map(expected -> failed(new Failure.ChecksumMismatch(expected, actual)))
          .or(() -> overBy(writer().finish(course.length())))
          .orElseGet(this::whole);
    }

    private Fetched whole() {
      Fetched whole = new Fetched.Whole(course.length(), hex(Algorithm.SHA256));
      fetch.whole = Optional.of(whole);
      return whole;
    }

    private Optional<Fetched> overBy(Written written) {
      if (cancellation.isCancelled()) {
        return Optional.of(new Fetched.Cancelled());
      }
      return switch (written) {
        case Written.Done() -> Optional.empty();
        case Written.Refused(Failure failure) -> Optional.of(failed(failure));
        case Written.Revoked() ->
            Optional.of(
                failed(new Failure.SourceChanged("a newer generation of the archive has begun")));
      };
    }

    private Fetched failed(Failure failure) {
      return cancellation.isCancelled() ? new Fetched.Cancelled() : new Fetched.Failed(failure);
    }

    private String hex(Algorithm algorithm) {
      try {
        MessageDigest digest = MessageDigest.getInstance(algorithm.standardName());
        digest.update(course.content().duplicate());
        return HexFormat.of().formatHex(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
