package dev.leash.bootstrap.architecture.planted.domain.download;

import java.util.List;

/** Breaks no rule: it interrupts its own thread alone. */
public record Sound(List<String> values) {
  void stop() {
    Thread.currentThread().interrupt();
  }
}
