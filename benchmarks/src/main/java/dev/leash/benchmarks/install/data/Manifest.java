package dev.leash.benchmarks.install.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a tree must hold, and nothing else: each file's size and CRC-32. */
public record Manifest(SortedMap<String, Fingerprint> files) {
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{8}) (\\d+) (.+)");

  public Manifest {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  static Manifest of(List<SeededFile> files) throws IOException {
    SortedMap<String, Fingerprint> fingerprints = new TreeMap<>();
    for (SeededFile file : files) {
      fingerprints.put(file.path(), Fingerprint.of(file));
    }
    return new Manifest(fingerprints);
  }

  static Manifest read(Path file) throws IOException {
    SortedMap<String, Fingerprint> fingerprints = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IOException("not a line of a manifest: " + line);
      }
      long crc = Long.parseLong(matcher.group(1), 16);
      fingerprints.put(matcher.group(3), new Fingerprint(Long.parseLong(matcher.group(2)), crc));
    }
    return new Manifest(fingerprints);
  }

  void write(Path file) throws IOException {
    Files.write(
        file,
        files.entrySet().stream()
            .map(entry ->
                "%08x %d %s"
                    .formatted(entry.getValue().crc(), entry.getValue().bytes(), entry.getKey()))
            .toList());
  }

  public long bytes() {
    return files.values().stream().mapToLong(Fingerprint::bytes).sum();
  }

  /** The first thing that is other in the tree, if there is one. */
  public Optional<String> difference(Path tree) throws IOException {
    SortedMap<String, Path> found;
    try (Stream<Path> walk = Files.walk(tree)) {
      found =
          walk.filter(path -> !Files.isDirectory(path))
              .collect(
                  Collectors.toMap(
                      path -> tree.relativize(path).toString().replace('\\', '/'),
                      path -> path,
                      (one, _) -> one,
                      TreeMap::new));
    }
    if (!found.keySet().equals(files.keySet())) {
      return Optional.of(
          "%d files, not %d, or of other names".formatted(found.size(), files.size()));
    }
    for (Map.Entry<String, Path> file : found.entrySet()) {
      if (!Fingerprint.of(file.getValue()).equals(files.get(file.getKey()))) {
        return Optional.of(file.getKey() + " has other bytes");
      }
    }
    return Optional.empty();
  }
}
