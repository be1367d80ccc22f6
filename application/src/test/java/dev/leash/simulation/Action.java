package dev.leash.simulation;

import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.session.Scope;

/** Something that a page or the world around does. */
sealed interface Action {
  /** Begins a session, which the page's connection is bound to. */
  record Begin(Scope scope) implements Action {
    @Override
    public String toString() {
      return "begins a session of " + scope;
    }
  }

  /** Ends the session that the page knows. */
  record End(Scope scope) implements Action {
    @Override
    public String toString() {
      return "ends its session of " + scope;
    }
  }

  /** The connection closes that began the page's session. */
  record Disconnect(Scope scope) implements Action {
    @Override
    public String toString() {
      return "goes away from " + scope;
    }
  }

  /** Which session a call names. */
  enum Named {
    NONE,
    OWN,
    FIRST
  }

  /**
   * Calls for a download; a second call with the same key is the same call.
   *
   * @param key its id; none is given where it is 0
   */
  record Start(int key, Scope scope, Named session, Wish wish) implements Action {
    @Override
    public String toString() {
      return "calls for "
          + (key == 0 ? "a download without an id" : "d" + key)
          + " in "
          + scope
          + ", session named: "
          + session
          + ", "
          + wish;
    }
  }

  /** How a download shall be. */
  record Wish(
      String folder, Install install, OnExisting onExisting, boolean keepArchive, int priority) {}

  record Cancel(int key) implements Action {
    @Override
    public String toString() {
      return "cancels d" + key;
    }
  }

  record Pause(int key) implements Action {
    @Override
    public String toString() {
      return "pauses d" + key;
    }
  }

  record Resume(int key) implements Action {
    @Override
    public String toString() {
      return "resumes d" + key;
    }
  }

  /** Asks for all that can be asked about a download. */
  record Look(int key) implements Action {
    @Override
    public String toString() {
      return "looks at d" + key;
    }
  }

  /** Does nothing until nothing goes on by itself any more. */
  record Settle() implements Action {
    @Override
    public String toString() {
      return "waits until nothing goes on";
    }
  }

  record TimePasses() implements Action {
    @Override
    public String toString() {
      return "lets time pass to the next alarm";
    }
  }

  record LetGo() implements Action {
    @Override
    public String toString() {
      return "lets go on what hangs";
    }
  }

  /** The daemon is killed, and another one started. */
  record Crash() implements Action {
    @Override
    public String toString() {
      return "kills the daemon";
    }
  }

  /** The daemon shuts down; the next one is started when it has, or hangs. */
  record ShutDown() implements Action {
    @Override
    public String toString() {
      return "shuts the daemon down";
    }
  }
}
