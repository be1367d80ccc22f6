package dev.leash.bootstrap.web;

import dev.leash.bootstrap.notice.Seldom;
import dev.leash.domain.port.Clock;
import java.util.function.Consumer;

/**
 * Tells a person what goes wrong with pages, each thing seldom: strangers can bring it about as
 * often as they like. Safe for use by several threads.
 */
final class Notices {
  private final Seldom seldom;
  private final Consumer<String> log;

  /**
   * @param log takes a line, and does not wait
   */
  Notices(Clock clock, Consumer<String> log) {
    this.seldom = new Seldom(clock);
    this.log = log;
  }

  /**
   * Tells it, unless it was told within the last minute.
   *
   * @param what one of a few sentences, without their full stop; nothing that a stranger sent
   */
  void tell(String what) {
    seldom.line(what).ifPresent(log);
  }
}
