package dev.leash.simulation;

import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.session.Scope;

/** Something that a page or the world around does. */
sealed interface Action {
  /** What a page does with a scope. */
  enum Turn {
    /** Begins a session, which the page's connection is bound to. */
    BEGIN("begins a session of"),
    /** Ends the session that the page knows. */
    END("ends its session of"),
    /** The connection closes that began the page's session. */
    DISCONNECT("goes away from");

    private final String words;

    Turn(String words) {
      this.words = words;
    }
  }

  record OfScope(Turn turn, Scope scope) implements Action {
    @Override
    public String toString() {
      return turn.words + " " + scope;
    }
  }

  /** Which session a call names. */
  enum Named {
    NONE("whatever its session"),
    OWN("in the page's own session"),
    FIRST("in the page's first session");

    private final String words;

    Named(String words) {
      this.words = words;
    }
  }

  /**
   * Calls for a download; a second call with the same key is the same call.
   *
   * @param key its id; none is given where it is 0
   */
  record Start(int key, Scope scope, Named session, Wish wish) implements Action {
    @Override
    public String toString() {
      return "calls for %s in %s, %s, %s"
          .formatted(key == 0 ? "a download without an id" : "d" + key, scope, session.words, wish);
    }
  }

  /** How a download shall be. */
  record Wish(
      String folder, Install install, OnExisting onExisting, boolean keepArchive, int priority) {
    @Override
    public String toString() {
      return "%s %s%s%s"
          .formatted(
              install == Install.REPLACE ? "in place of" : "to join",
              folder,
              onExisting == OnExisting.REPLACE ? "" : " (what is there: " + onExisting + ")",
              keepArchive ? " with its archive" : "");
    }
  }

  /** What a page does with a download. */
  enum Deed {
    CANCEL("cancels"),
    PAUSE("pauses"),
    RESUME("resumes"),
    /** Asks for all that can be asked about it. */
    LOOK("looks at");

    private final String words;

    Deed(String words) {
      this.words = words;
    }
  }

  record OfDownload(Deed deed, int key) implements Action {
    @Override
    public String toString() {
      return deed.words + " d" + key;
    }
  }

  /** What happens to the world, when a page says so. */
  enum OfWorld implements Action {
    /** Does nothing until nothing goes on by itself any more. */
    SETTLE("waits until nothing goes on"),
    TIME_PASSES("lets time pass to the next alarm"),
    LET_GO("lets go on what hangs"),
    /** The daemon is killed, and another one started. */
    CRASH("kills the daemon"),
    /** The daemon shuts down; the next one is started when it has, or hangs. */
    SHUT_DOWN("shuts the daemon down");

    private final String words;

    OfWorld(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }
}
