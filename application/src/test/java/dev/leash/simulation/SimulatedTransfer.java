package dev.leash.simulation;

import dev.leash.domain.download.Failure;
import dev.leash.domain.port.ArrivingFile;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Transfer;
import dev.leash.simulation.Chance.Fault;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** The network: servers that answer in pieces, late, wrongly or not at all. */
final class SimulatedTransfer implements Transfer {
  private static final int MOST_PIECES = 5;

  /** Seldom enough for three in a row, after which a download would fail, to stay an exception. */
  private static final int CUT_AT_THE_END_ONE_TIME_IN = 8;

  /** A change matters only once a part has arrived, which happens seldom enough. */
  private static final int CHANGES_ONE_TIME_IN = 3;

  private final World world;

  SimulatedTransfer(World world) {
    this.world = world;
  }

  @Override
  public Fetch prepare(Source source, ArrivingFile file, Listener listener) {
    Watched watched = world.daemon().workspace().owner(file);
    world.throwPerhaps(Fault.PREPARING_THROWS, watched);
    return new SimulatedFetch(watched, file, listener);
  }

  private final class SimulatedFetch implements Fetch {
    private final Watched watched;
    private final Server server;
    private final ArrivingFile file;
    private final Listener listener;
    private int generation = 1;
    private String version = "";
    private int arrived;
    private boolean whole;

    SimulatedFetch(Watched watched, ArrivingFile file, Listener listener) {
      this.watched = watched;
      this.server = world.server(watched);
      this.file = file;
      this.listener = listener;
    }

    @Override
    public Fetched attempt(Cancellation cancellation) {
      watched.workBegins();
      try {
        return whole ? finished() : attemptRest(cancellation);
      } finally {
        watched.workEnds();
      }
    }

    private Fetched attemptRest(Cancellation cancellation) {
      world.step();
      if (world.happens(Fault.LOOKUP_HANGS, watched)) {
        world.hangs().hang(watched + "'s look-up");
      }
      if (cancellation.isCancelled()) {
        return new Fetched.Cancelled();
      }
      if (world.happens(Fault.CONNECT_FAILS, watched)) {
        return failed(new Failure.ConnectFailed("example.org", "refused"));
      }
      Connection connection = new Connection(watched);
      try (Cancellation.Registration _ = cancellation.onCancel(connection::close)) {
        connection.open();
        listener.connected(1);
        return exchange(connection);
      } finally {
        connection.close();
        listener.connected(0);
      }
    }

    private Fetched exchange(Connection connection) {
      world.step();
      if (world.happens(Fault.SERVER_SILENT, watched)) {
        world.hangs().hangUntil(watched + "'s server", connection::isClosed);
      }
      if (world.happens(Fault.SERVER_BUSY, watched)) {
        return failed(new Failure.HttpStatus(503, OptionalLong.empty()));
      }
      if (world.happens(Fault.NOT_FOUND, watched)) {
        return failed(new Failure.HttpStatus(404, OptionalLong.empty()));
      }
      if (connection.isClosed()) {
        return new Fetched.Cancelled();
      }
      if (arrived > 0 && drawn(CHANGES_ONE_TIME_IN, "change") == 0) {
        server.change();
        world.told().event(watched, "'s source changes");
      }
      return body(connection, writer());
    }

    /** Of the newest generation: what had arrived of another version counts no more. */
    private Writer writer() {
      if (arrived > 0 && !version.equals(server.version())) {
        Writer old = file.writer(generation);
        byte[] late = server.archive(version);
        world.told().event(watched, " starts over with ", server.version());
        listener.startedOver();
        generation++;
        arrived = 0;
        world
            .daemon()
            .spawn(
                watched + "'s late writer",
                () -> {
                  world.step();
                  old.write(0, ByteBuffer.wrap(late));
                });
      }
      if (arrived == 0 && world.happens(Fault.HOSTILE_ARCHIVE, watched)) {
        server.turnHostile();
      }
      version = server.version();
      if (Server.isHostile(version)) {
        watched.makeHostile();
      }
      return file.writer(generation);
    }

    private Fetched body(Connection connection, Writer writer) {
      byte[] archive = server.archive(version);
      listener.announced(OptionalLong.of(archive.length));
      Optional<Fetched> stopped = judge(writer.announce(archive.length));
      while (stopped.isEmpty() && arrived < archive.length) {
        stopped = piece(connection, writer, archive);
      }
      if (stopped.isEmpty() && drawn(CUT_AT_THE_END_ONE_TIME_IN, "end") == 0) {
        // All is there, but nobody has said so.
        stopped = Optional.of(cut(archive));
      }
      return stopped.or(() -> judge(writer.finish(archive.length))).orElseGet(this::finish);
    }

    private Optional<Fetched> piece(Connection connection, Writer writer, byte[] archive) {
      world.step();
      if (world.happens(Fault.SERVER_STALLS, watched)) {
        world.hangs().hangUntil(watched + "'s body", connection::isClosed);
      }
      world.throwPerhaps(Fault.TRANSFER_THROWS, watched);
      if (connection.isClosed()) {
        return Optional.of(new Fetched.Cancelled());
      }
      if (world.happens(Fault.CUT, watched)) {
        return Optional.of(cut(archive));
      }
      int room = archive.length - arrived;
      int count = Math.min(room, 1 + archive.length / (1 + drawn(MOST_PIECES, "piece")));
      Optional<Fetched> stopped =
          judge(writer.write(arrived, ByteBuffer.wrap(archive, arrived, count)));
      if (stopped.isEmpty()) {
        arrived += count;
        listener.received(count);
      }
      return stopped;
    }

    private int drawn(int bound, String what) {
      return world.chance().below(bound, what + " of " + watched);
    }

    private Fetched cut(byte[] archive) {
      return failed(new Failure.TransferIncomplete(arrived, OptionalLong.of(archive.length)));
    }

    private Optional<Fetched> judge(Written written) {
      return switch (written) {
        case Written.Done() -> Optional.empty();
        case Written.Revoked() -> Optional.of(new Fetched.Cancelled());
        case Written.Refused(Failure failure) -> Optional.of(new Fetched.Failed(failure));
      };
    }

    private Fetched finish() {
      whole = true;
      watched.arrived(version);
      return finished();
    }

    private Fetched finished() {
      return new Fetched.Whole(server.archive(version).length, version);
    }

    private Fetched failed(Failure failure) {
      world.told().event(watched, "'s attempt fails: ", Words.of(failure));
      return new Fetched.Failed(watched.inject(failure));
    }
  }
}
