package dev.leash.bootstrap.architecture.planted.application;

/** Breaks: standard output is the command line's. */
final class Printer {
  void print() {
    System.out.println();
  }
}
