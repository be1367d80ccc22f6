package dev.leash.bootstrap.architecture.planted.bootstrap.cli;

import dev.leash.bootstrap.architecture.planted.bootstrap.ipc.SoundLimits;
import dev.leash.bootstrap.architecture.planted.http.SoundSettings;

/** Breaks no rule. */
record SoundCommand(SoundLimits limits, SoundSettings settings) {
  void print() {
    System.out.println(limits);
  }
}
