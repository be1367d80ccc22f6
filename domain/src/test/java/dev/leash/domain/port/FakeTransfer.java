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
 * A transfer from memory. What a URL gives is scripted before: each call adds the next fetch's
 * course, and the last one is repeated. A URL without a script is a 404. Safe for use by several
 * threads.
 */
public final class FakeTransfer implements Transfer {
  private static final int PIECE = 1024;

  private final Map<String, Deque<Course>> courses = new HashMap<>();
  private final List<Source> fetched = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();

  /** Where a fetch stops until the test lets it go on, or its cancellation comes. */
  public static final class Hold {
    private final CountDownLatch reached = new CountDownLatch(1);
    private boolean released;

    private Hold() {}

    /** Waits until a fetch has come here. */
    public void awaitReached() throws InterruptedException {
      reached.await();
    }

    /** Lets every fetch go on from here. */
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

  /** The next fetch gets all of this. */
  public FakeTransfer serve(String url, byte[] content) {
    return add(url, Course.of(content, content.length));
  }

  /** The next fetch fails at once. */
  public FakeTransfer fail(String url, Failure failure) {
    return add(url, Course.of(new byte[0], 0).failing(failure));
  }

  /** The next fetch gets so many bytes and then fails. */
  public FakeTransfer failAfter(String url, byte[] content, int before, Failure failure) {
    return add(url, Course.of(content, before).failing(failure));
  }

  /**
   * The next fetch gets so many bytes, waits at the hold, and gets the rest when it is released.
   */
  public Hold hold(String url, byte[] content, int before) {
    Hold hold = new Hold();
    add(url, Course.of(content, before).heldAt(hold));
    return hold;
  }

  /** How many fetches are under way. */
  public int openConnections() {
    return open.get();
  }

  /** What was fetched, in order. */
  public synchronized List<Source> fetched() {
    return List.copyOf(fetched);
  }

  @Override
  public Fetched fetch(
      Source source,
      ArrivingFile file,
      int generation,
      Listener listener,
      Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      return new Fetched.Cancelled();
    }
    Optional<Course> course = next(source);
    open.incrementAndGet();
    listener.connected(1);
    try {
      return course
          .map(found ->
              new Run(found, source, file.writer(generation), listener, cancellation).run())
          .orElseGet(() -> new Fetched.Failed(new Failure.HttpStatus(404, OptionalLong.empty())));
    } finally {
      open.decrementAndGet();
      listener.connected(0);
    }
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

  private record Run(
      Course course, Source source, Writer writer, Listener listener, Cancellation cancellation) {
    Fetched run() {
      int length = course.length();
      if (length > source.maxBytes()) {
        return failed(new Failure.TooLarge(source.maxBytes()));
      }
      return announce(length)
          .or(() -> send(0, course.before()))
          .or(this::pause)
          .or(() -> course.failure().map(this::failed))
          .or(() -> send(course.before(), length))
          .orElseGet(this::finish);
    }

    private Optional<Fetched> announce(int length) {
      if (length == 0 && course.failure().isPresent()) {
        return Optional.empty();
      }
      Optional<Fetched> over = overBy(writer.announce(length));
      if (over.isEmpty()) {
        listener.announced(OptionalLong.of(length));
      }
      return over;
    }

    private Optional<Fetched> send(int from, int to) {
      Optional<Fetched> over = Optional.empty();
      for (int at = from; at < to && over.isEmpty(); at += PIECE) {
        int count = Math.min(PIECE, to - at);
        over = overBy(writer.write(at, course.content().slice(at, count)));
        if (over.isEmpty()) {
          listener.received(count);
        }
      }
      return over;
    }

    private Optional<Fetched> pause() {
      course.hold().ifPresent(hold -> hold.pass(cancellation));
      return cancellation.isCancelled() ? Optional.of(new Fetched.Cancelled()) : Optional.empty();
    }

    private Fetched finish() {
      Algorithm algorithm = source.checksum().map(Checksum::algorithm).orElse(Algorithm.SHA256);
      String actual = hex(algorithm);
      return source
          .checksum()
          .filter(expected -> !expected.hex().equals(actual))
          .map(expected -> failed(new Failure.ChecksumMismatch(expected, actual)))
          .or(() -> overBy(writer.finish(course.length())))
          .orElseGet(() -> new Fetched.Whole(course.length(), hex(Algorithm.SHA256)));
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
