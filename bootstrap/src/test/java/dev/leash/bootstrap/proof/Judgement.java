package dev.leash.bootstrap.proof;

import dev.leash.bootstrap.proof.Ears.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Judges what was seen of a race: the fence, all or nothing, and one end. For one thread. */
final class Judgement {
  private final Plan plan;
  private final Race.Seen seen;
  private final List<Ended> ended;
  private final Errors errors;
  private final List<String> problems = new ArrayList<>();

  Judgement(Plan plan, Race.Seen seen) {
    this.plan = plan;
    this.seen = seen;
    this.ended = plan.orders().stream().map(order -> Ended.of(order, seen)).toList();
    this.errors = Errors.of(plan, seen);
  }

  List<Ended> ended() {
    return ended;
  }

  /** All that is wrong. */
  List<String> problems() {
    ended.forEach(this::judgeEnd);
    judgeStrangers();
    judgeStaleCall();
    judgeCancelled();
    plan.orders().stream().map(Order::place).distinct().forEach(this::judgePlace);
    seen.first().forEach(this::judgeFence);
    return problems;
  }

  private void judgeEnd(Ended one) {
    String id = one.order().id();
    expect(
        count(message -> message.finishes(id)) == (one.met() == Met.REFUSED ? 0 : 1),
        id + " finished more than once");
    expect(
        count(message -> message.answers(one.order().outcomeCall())) == 1,
        id + " was answered more than once");
    expect(
        count(message -> message.answers(one.order().startCall()))
            == (one.order().awaited() ? 1 : 0),
        id + " was not started once");
    List<Message> about = seen.messages().stream().filter(at -> at.isAbout(id)).toList();
    if (one.met() != Met.REFUSED) {
      expect(about.getLast().finishes(id), id + " was told of after its end");
    }
    JsonNode answer = seen.answer(one.order().outcomeCall()).json();
    switch (one.state()) {
      case "completed" ->
          expect(
              answer.path("result").equals(one.status().path("result"))
                  && answer.path("result").path("archiveBytes").asLong()
                      == one.order().mod().zip().length,
              id + " completed, and was answered with " + answer);
      case "cancelled" -> judgeError(one, answer.path("error"));
      case "refused" -> judgeRefusal(one, about);
      default -> problems.add(id + " ended as " + one.status());
    }
  }

  private void judgeError(Ended one, JsonNode error) {
    JsonNode data = error.path("data");
    expect(
        error.equals(one.status().path("error"))
            && data.path("downloadId").asString("").equals(one.order().id())
            && data.path("sessionId").asLong() == seen.session()
            && errors.allow(error),
        one.order().id() + " was cancelled with " + error + ", allowed: " + errors.allowed());
  }

  private void judgeRefusal(Ended one, List<Message> about) {
    Order order = one.order();
    String first = order.awaited() ? order.startCall() : order.outcomeCall();
    JsonNode error = seen.answer(first).json().path("error");
    expect(
        Errors.refuses(error) && about.isEmpty() && seen.script(order).connection().isEmpty(),
        order.id() + " was refused with " + error + " after " + about);
  }

  /** Nothing is said of a download of an earlier race, nor of one that was refused. */
  private void judgeStrangers() {
    Set<String> own = plan.orders().stream().map(Order::id).collect(Collectors.toSet());
    seen.messages().stream()
        .filter(one -> one.json().has("method") && one.params().has("downloadId"))
        .filter(one -> !own.contains(one.params().path("downloadId").asString()))
        .forEach(one -> problems.add("nobody asked for " + one.json()));
  }

  private void judgeStaleCall() {
    seen.messages().stream()
        .filter(one -> one.json().path("id").asString("").endsWith("-stale"))
        .map(one -> one.json().path("error"))
        .filter(error -> !Errors.show(error).equals(errors.ofStaleCall()))
        .forEach(error -> problems.add("the stale call was answered with " + error));
  }

  /** The answer names those that it cancelled, which are all but those that were publishing. */
  private void judgeCancelled() {
    Set<String> named = new HashSet<>();
    for (String fence : seen.fences()) {
      JsonNode list = seen.answer(fence).json().path("result").path("cancelledDownloads");
      list.forEach(id -> named.add(id.asString()));
      expect(areTold(list, fence), fence + " was answered before all of " + list + " were told");
    }
    boolean telling = Stream.of(Ending.GET_USERNAME, Ending.CLOSE).noneMatch(plan.ending()::equals);
    Set<String> cancelled =
        ended.stream()
            .filter(one -> telling && one.state().equals("cancelled"))
            .filter(one -> one.met() != Met.UNDONE && !isByRequest(one))
            .map(one -> one.order().id())
            .collect(Collectors.toSet());
    expect(
        !telling || named.equals(cancelled), "named as cancelled " + named + ", not " + cancelled);
  }

  /** Over another connection the answer may come first. */
  private boolean areTold(JsonNode cancelled, String fence) {
    int answered = seen.answer(fence).index();
    return plan.ending() == Ending.QUICK_BEGINS
        || cancelled.valueStream().allMatch(id -> seen.answer(id.asString()).index() < answered);
  }

  private static boolean isByRequest(Ended one) {
    return one.status().at("/error/data/reason").asString("").equals("CANCELLED_BY_REQUEST");
  }

  /** What was there before, with the completed ones in the order of their publication. */
  private void judgePlace(Place place) {
    SortedMap<String, String> expected = place.contents();
    List<Ended> completed =
        ended.stream()
            .filter(one -> one.order().place() == place && one.met().isCompleted())
            .sorted(Comparator.comparing(Ended::publishedAt))
            .toList();
    for (Ended one : completed) {
      Order order = one.order();
      expected = order.way().publish(expected, place.folder(), order.mod(), order.mod().zip());
    }
    compare(place, expected, seen.first(), "at the answer");
    compare(place, expected, seen.second(), "later");
    place.becomes(expected);
  }

  private void compare(
      Place place,
      SortedMap<String, String> expected,
      SortedMap<String, Snapshot> all,
      String when) {
    SortedMap<String, String> actual = at(all, place.top()).contents();
    if (!actual.equals(expected)) {
      problems.add(
          place.folder()
              + " is neither old nor new "
              + when
              + ": "
              + Contents.difference(expected, actual));
    }
  }

  private static Snapshot at(SortedMap<String, Snapshot> all, String top) {
    return Objects.requireNonNull(all.get(top));
  }

  private void judgeFence(String top, Snapshot first) {
    Snapshot second = at(seen.second(), top);
    if (!first.equals(second)) {
      problems.add(
          top + " changed after the answer: " + Contents.difference(first.seen(), second.seen()));
    }
    expect(!first.isYoungerThan(seen.answered()), top + " has what is younger than the answer");
  }

  private long count(Predicate<Message> wanted) {
    return seen.messages().stream().filter(wanted).count();
  }

  private void expect(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
