package dev.leash.benchmarks.install;

import dev.leash.benchmarks.install.data.Manifest;
import dev.leash.benchmarks.kit.Cleanup;
import dev.leash.benchmarks.kit.Samples;
import dev.leash.benchmarks.kit.UnableException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets contenders do the same job in turns, so that what slows the machine for a while slows them
 * all. Of one thread.
 */
final class Race {
  private final List<Job.Item> items;
  private final Manifest manifest;
  private final Trees trees;
  private final Cleanup cleanup;
  private final Map<Contender, Samples> samples = new HashMap<>();
  private final Map<Contender, String> failures = new HashMap<>();

  Race(List<Job.Item> items, Manifest manifest, Trees trees, Cleanup cleanup) {
    this.items = List.copyOf(items);
    this.manifest = manifest;
    this.trees = trees;
    this.cleanup = cleanup;
  }

  /** Whoever fails once is out. */
  List<Result> run(List<Contender> contenders, int rounds)
      throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : rotated(contenders, round)) {
        if (!failures.containsKey(contender)) {
          run(contender).ifPresent(time -> add(contender, time));
        }
      }
    }
    return contenders.stream().map(this::result).toList();
  }

  /** One round, unmeasured as it were: nothing is kept of it but a failure. */
  void warmUp(Contender contender) throws IOException, InterruptedException {
    var _ = run(contender);
  }

  static <T> List<T> rotated(List<T> list, int by) {
    int first = by % list.size();
    List<T> rotated = new ArrayList<>(list.subList(first, list.size()));
    rotated.addAll(list.subList(0, first));
    return rotated;
  }

  private Optional<Duration> run(Contender contender) throws IOException, InterruptedException {
    Job job = trees.fresh(items);
    try {
      Duration time = timed(contender, job);
      Optional<String> difference =
          contender.installs() ? manifest.difference(job.tree()) : Optional.empty();
      difference.ifPresent(what -> failures.put(contender, "wrong tree: " + what));
      return difference.isPresent() ? Optional.empty() : Optional.of(time);
    } catch (IOException e) {
      if (cleanup.isOver()) {
        throw new UnableException("broken off");
      }
      failures.put(contender, String.valueOf(e.getMessage()));
      return Optional.empty();
    } finally {
      trees.remove(job);
    }
  }

  private static Duration timed(Contender contender, Job job)
      throws IOException, InterruptedException {
    contender.before();
    try {
      long start = System.nanoTime();
      contender.install(job);
      return Duration.ofNanos(System.nanoTime() - start);
    } finally {
      contender.after();
    }
  }

  private void add(Contender contender, Duration time) {
    samples.computeIfAbsent(contender, _ -> new Samples()).add(time);
  }

  private Result result(Contender contender) {
    String failure = failures.get(contender);
    if (failure != null) {
      return Result.failed(contender.shown(), failure);
    }
    return Result.measured(
        contender.shown(), samples.computeIfAbsent(contender, _ -> new Samples()));
  }
}
