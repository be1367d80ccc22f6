package dev.leash.bootstrap.proof;

import dev.leash.bootstrap.proof.Ears.Message;
import dev.leash.bootstrap.proof.Wire.Call;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** The course of one race: downloads, the end of their session, and what is seen of both. */
final class Race {
  private final String name;
  private final Plan plan;
  private final Arena arena;
  private final Random random;
  private final Ears ears;
  private final Map<Order, Script> scripts = new HashMap<>();
  private final List<String> cancels = new ArrayList<>();

  /**
   * All that was seen.
   *
   * @param session the one that ended
   * @param fences the calls whose answers promise that nothing of it changes any more
   * @param sent when the first of them was sent, by {@link System#nanoTime}
   * @param answered when the first answer was heard
   * @param first what was there then, by the places' tops
   * @param second what was there when the daemon had gone on
   */
  record Seen(
      long session,
      List<String> fences,
      long sent,
      Instant answered,
      SortedMap<String, Snapshot> first,
      SortedMap<String, Snapshot> second,
      List<Message> messages,
      Map<Order, Script> scripts) {
    Script script(Order order) {
      return Objects.requireNonNull(scripts.get(order));
    }

    Message answer(String call) {
      return messages.stream().filter(one -> one.answers(call)).findFirst().orElseThrow();
    }
  }

  Race(int number, Plan plan, Arena arena, Random random) throws IOException {
    this.name = "r" + number;
    this.plan = plan;
    this.arena = arena;
    this.random = random;
    this.ears = arena.listen();
  }

  Seen run() throws IOException, InterruptedException {
    try (Wire page = arena.connect()) {
      boolean bound = plan.ending() == Ending.CLOSE;
      String begin = name + "-first";
      (bound ? page : arena.wire()).send(begin(begin, !bound));
      long session = ears.answer(begin).json().path("result").path("sessionId").asLong();
      start(session);
      awaitMoment();
      Pause.of(plan.offset());

      long sent = System.nanoTime();
      List<String> fences = end(session, page);
      var _ = ears.await("the answer to " + fences, one -> fences.stream().anyMatch(one::answers));
      Instant answered = Instant.now();
      SortedMap<String, Snapshot> first = snapshots(new TreeMap<>());

      awaitAnswers(fences);
      goOn();
      return new Seen(
          session,
          fences,
          sent,
          answered,
          first,
          snapshots(first),
          ears.all(),
          Map.copyOf(scripts));
    }
  }

  List<Message> heard() {
    return ears.all();
  }

  private void start(long session) throws IOException {
    List<Call> calls = new ArrayList<>();
    for (Order order : plan.orders()) {
      Script script = new Script(order.aim(), order.mod().zip(), random);
      scripts.put(order, script);
      calls.addAll(order.calls(url(order, script), arena.root(), session));
    }
    arena.wire().send(calls.toArray(Call[]::new));
  }

  private String url(Order order, Script script) throws IOException {
    String path = "/" + order.id() + ".zip";
    if (order.aim() != Aim.CONNECTING) {
      return arena.origin().serve(path, script);
    }
    return random.nextBoolean() ? arena.origin().mute(path) : arena.origin().full(path);
  }

  private void awaitMoment() throws InterruptedException {
    String id = plan.lead().id();
    Aim aim = plan.lead().aim();
    if (aim.isServers()) {
      boolean reached =
          Objects.requireNonNull(scripts.get(plan.lead()))
              .moment()
              .await(Ears.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!reached) {
        throw new AssertionError("the server did not come to " + aim);
      }
      return;
    }
    Optional<String> state =
        switch (aim) {
          case QUEUED -> Optional.of("queued");
          case CONNECTING -> Optional.of("running");
          case TURN, PUBLISHING -> Optional.of("publishing");
          case FINISHED -> Optional.of("completed");
          default -> Optional.empty();
        };
    if (state.isPresent()) {
      // Whichever of several gets the turn.
      String who = aim == Aim.TURN ? anyPublishing() : id;
      var _ = ears.await(who + " " + state.get(), one -> one.isState(who, state.get()));
    }
  }

  private String anyPublishing() throws InterruptedException {
    return ears.await(
            "somebody's turn", one -> one.params().path("state").asString("").equals("publishing"))
        .params()
        .path("downloadId")
        .asString();
  }

  /** Gives the calls whose answers are the fence. */
  private List<String> end(long session, Wire page) throws IOException {
    String end = name + "-end";
    Wire wire = arena.wire();
    switch (plan.ending()) {
      case BEGIN -> wire.send(withStale(session, begin(end, true)));
      case GET_USERNAME ->
          wire.send(
              withStale(
                  session,
                  new Call(end, "get_username", Wire.params()),
                  new Call(name + "-id", "get_session_id", Wire.params())));
      case END_SESSION ->
          wire.send(new Call(end, "end_session", Wire.params().put("sessionId", session)));
      case CLOSE -> {
        page.close();
        wire.send(begin(end, true));
      }
      case QUICK_BEGINS -> {
        wire.send(begin(end, true), begin(end + "-2", true));
        arena.other().send(begin(end + "-3", true));
        return List.of(end, end + "-2", end + "-3");
      }
      case CANCEL_AND_BEGIN -> {
        List<Call> calls = new ArrayList<>();
        for (Order order : plan.orders().reversed()) {
          if (calls.isEmpty() || random.nextBoolean()) {
            ObjectNode which = Wire.params().put("downloadId", order.id());
            calls.add(new Call(order.id() + "-cancel", "cancel_download", which));
            cancels.add(calls.getLast().id());
          }
        }
        calls.add(begin(end, true));
        wire.send(withStale(session, calls.toArray(Call[]::new)));
      }
    }
    return List.of(end);
  }

  /** A call of the page that is gone, which comes right after its successor's first. */
  private Call[] withStale(long session, Call... calls) throws IOException {
    List<Call> all = new ArrayList<>(List.of(calls));
    if (plan.stale()) {
      Place place = Place.missing("stale-" + name);
      Order late =
          new Order(name + "-stale", Aim.STARTING, Way.NEW_FOLDER, place, Mod.first("", 1), false);
      all.addAll(late.calls(arena.origin().mute("/stale.zip"), arena.root(), session));
    }
    return all.toArray(Call[]::new);
  }

  private void awaitAnswers(List<String> fences) throws InterruptedException {
    for (String fence : fences) {
      var _ = ears.answer(fence);
    }
    for (Order order : plan.orders()) {
      var _ = ears.answer(order.outcomeCall());
    }
    for (String cancel : cancels) {
      var _ = ears.answer(cancel);
    }
  }

  /** The next page's begin; then all that was said before has been heard. */
  private void goOn() throws IOException, InterruptedException {
    arena.wire().send(begin(name + "-next", true));
    var _ = ears.answer(name + "-next");
  }

  private SortedMap<String, Snapshot> snapshots(SortedMap<String, Snapshot> before)
      throws IOException {
    SortedMap<String, Snapshot> snapshots = new TreeMap<>();
    for (Order order : plan.orders().reversed()) {
      String top = order.place().top();
      if (!snapshots.containsKey(top)) {
        Snapshot last = before.getOrDefault(top, Snapshot.empty());
        snapshots.put(top, last.again(arena.root(), top));
      }
    }
    return snapshots;
  }

  private static Call begin(String id, boolean detached) {
    return new Call(id, "begin_session", Wire.params().put("detached", detached));
  }
}
