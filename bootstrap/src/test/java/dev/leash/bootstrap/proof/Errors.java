package dev.leash.bootstrap.proof;

import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The errors that a cancelled download of a race may have, to the letter. */
record Errors(Set<String> allowed, String ofStaleCall) {
  private static final String NONE = "-";

  static Errors of(Plan plan, Race.Seen seen) {
    String superseded = "";
    if (plan.ending() != Ending.END_SESSION) {
      superseded = change("superseded", successor(plan, seen));
    }
    Set<String> allowed =
        switch (plan.ending()) {
          case BEGIN, GET_USERNAME, QUICK_BEGINS -> Set.of(superseded);
          case END_SESSION ->
              Set.of(
                  "-32002|CANCELLED_SESSION_END|Download cancelled because its session ended|"
                      + "-|0");
          // Whichever the daemon sees first.
          case CLOSE -> Set.of(superseded, change("disconnected", 0));
          case CANCEL_AND_BEGIN ->
              Set.of(
                  superseded,
                  "-32800|CANCELLED_BY_REQUEST|Download cancelled because its caller asked|-|-");
        };
    return new Errors(allowed, superseded);
  }

  /** What is wrong with an error; empty when nothing is. */
  static String show(JsonNode error) {
    JsonNode data = error.path("data");
    return String.join(
        "|",
        error.path("code").asString(NONE),
        data.path("reason").asString(NONE),
        error.path("message").asString(NONE),
        data.path("detail").path("cause").asString(NONE),
        data.path("currentSessionId").asString(NONE));
  }

  /** Whoever comes after the end may be told of any later session. */
  static boolean refuses(JsonNode error) {
    return show(error)
        .startsWith("-32001|CANCELLED_SESSION_CHANGE|Download cancelled due to session change|");
  }

  boolean allow(JsonNode error) {
    return allowed.contains(show(error));
  }

  /** The first session after the one that ended. */
  private static long successor(Plan plan, Race.Seen seen) {
    if (plan.ending() == Ending.GET_USERNAME) {
      String ask = seen.fences().getFirst().replace("-end", "-id");
      return seen.answer(ask).json().path("result").asLong();
    }
    return seen.fences().stream()
        .collect(
            Collectors.summarizingLong(
                fence -> seen.answer(fence).json().path("result").path("sessionId").asLong()))
        .getMin();
  }

  private static String change(String cause, long current) {
    return "-32001|CANCELLED_SESSION_CHANGE|Download cancelled due to session change|"
        + cause
        + "|"
        + current;
  }
}
