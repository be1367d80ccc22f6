package dev.leash.filesystem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file system holds, as names, inodes and bytes, and what each operation does to them; so
 * that some of it can be left out, as a power cut does. For one thread.
 */
final class PowerModel {
  /** A file, folder or link, whatever its name. */
  static final class Node {
    private final int number;
    private final Kind kind;
    private final Set<PosixFilePermission> mode;
    private final String target;

    /** What the daemon was told of it: a journal speaks of it so. */
    private final @Nullable Object key;

    private FileTime modified;

    private Node(int number, Path path) throws IOException {
      BasicFileAttributes found = attributes(path);
      this.number = number;
      this.kind =
          found.isDirectory() ? Kind.FOLDER : found.isSymbolicLink() ? Kind.LINK : Kind.FILE;
      this.mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
      this.target = kind == Kind.LINK ? Files.readSymbolicLink(path).toString() : "";
      this.key = found.fileKey();
      this.modified = found.lastModifiedTime();
    }

    void seen(BasicFileAttributes found) {
      modified = found.lastModifiedTime();
    }

    @Nullable Object key() {
      return key;
    }

    FileTime modified() {
      return modified;
    }
  }

  private enum Kind {
    FILE,
    FOLDER,
    LINK
  }

  /** What an operation does, and all or nothing of it lasts. */
  sealed interface Effect {
    /** A name comes to be, or goes; a rename is both at once. */
    record Named(Optional<Name> gone, Optional<Name> come, Node node) implements Effect {
      Stream<Name> names() {
        return Stream.concat(gone.stream(), come.stream());
      }
    }

    record Written(Node file, long at, ByteBuffer bytes) implements Effect {}

    record Cut(Node file, long size) implements Effect {}

    /** All that was done to it before lasts. */
    record Synced(Node node) implements Effect {}
  }

  /** A name in a folder. */
  record Name(Node folder, String name) {}

  /** The contents at one moment. */
  static final class State {
    private final Map<Node, SortedMap<String, Node>> names = new HashMap<>();
    private final Map<Node, byte[]> bytes = new HashMap<>();
    private final Node top;

    State(Node top) {
      this.top = top;
    }

    State copy() {
      State copy = new State(top);
      names.forEach((folder, all) -> copy.names.put(folder, new TreeMap<>(all)));
      copy.bytes.putAll(bytes);
      return copy;
    }

    private SortedMap<String, Node> in(Node folder) {
      return names.computeIfAbsent(folder, _ -> new TreeMap<>());
    }

    Optional<Node> at(Path relative) {
      Optional<Node> at = Optional.of(top);
      for (Path name : relative) {
        if (!name.toString().isEmpty()) {
          at = at.map(folder -> in(folder).get(name.toString()));
        }
      }
      return at;
    }

    void apply(Effect effect) {
      switch (effect) {
        case Effect.Named(var gone, var come, Node node) -> {
          gone.ifPresent(name -> in(name.folder()).remove(name.name(), node));
          come.ifPresent(name -> in(name.folder()).put(name.name(), node));
        }
        case Effect.Written(Node file, long at, ByteBuffer written) -> {
          byte[] before = bytes.getOrDefault(file, new byte[0]);
          byte[] after =
              Arrays.copyOf(before, Math.max(before.length, (int) at + written.remaining()));
          written.duplicate().get(after, (int) at, written.remaining());
          bytes.put(file, after);
        }
        case Effect.Cut(Node file, long size) ->
            bytes.put(file, Arrays.copyOf(bytes.getOrDefault(file, new byte[0]), (int) size));
        case Effect.Synced _ -> {}
      }
    }

    /** The same for the same contents. */
    String shown() {
      StringBuilder shown = new StringBuilder();
      show(top, "", shown);
      return shown.toString();
    }

    private void show(Node node, String path, StringBuilder shown) {
      shown.append(path).append(' ').append(node.number);
      shown.append(' ').append(Arrays.hashCode(bytes.get(node))).append('\n');
      in(node).forEach((name, child) -> show(child, path + "/" + name, shown));
    }

    /** Makes it so in an empty folder. */
    void write(Path folder, Map<Object, Node> real) throws IOException {
      for (Map.Entry<String, Node> entry : in(top).entrySet()) {
        write(folder.resolve(entry.getKey()), entry.getValue(), real);
      }
      remember(folder, top, real);
    }

    private void write(Path path, Node node, Map<Object, Node> real) throws IOException {
      switch (node.kind) {
        case LINK -> Files.createSymbolicLink(path, Path.of(node.target));
        case FILE -> {
          Files.write(path, bytes.getOrDefault(node, new byte[0]));
          Files.setPosixFilePermissions(path, node.mode);
        }
        case FOLDER -> {
          Files.createDirectory(path);
          for (Map.Entry<String, Node> entry : in(node).entrySet()) {
            write(path.resolve(entry.getKey()), entry.getValue(), real);
          }
          Files.setPosixFilePermissions(path, node.mode);
        }
      }
      remember(path, node, real);
    }

    private static void remember(Path path, Node node, Map<Object, Node> real) throws IOException {
      Object key = attributes(path).fileKey();
      if (key != null) {
        real.put(key, node);
      }
    }
  }

  private final Path folder;
  private final State begun;
  private final State now;
  private int nodes;
  private final List<Effect> effects = new ArrayList<>();

  /** Begins with what is there now, all of which lasts. */
  PowerModel(Path folder) throws IOException {
    this.folder = folder;
    this.now = new State(new Node(nodes++, folder));
    read(folder, now.top);
    this.begun = now.copy();
  }

  State begun() {
    return begun;
  }

  List<Effect> effects() {
    return effects;
  }

  private void read(Path path, Node node) throws IOException {
    try (var children = Files.newDirectoryStream(path)) {
      for (Path child : children) {
        Node own = new Node(nodes++, child);
        now.in(node).put(child.getFileName().toString(), own);
        switch (own.kind) {
          case FOLDER -> read(child, own);
          case FILE -> now.bytes.put(own, Files.readAllBytes(child));
          case LINK -> {}
        }
      }
    }
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private void add(Effect effect) {
    effects.add(effect);
    now.apply(effect);
  }

  Optional<Node> node(Path path) {
    return path.startsWith(folder) ? now.at(folder.relativize(path)) : Optional.empty();
  }

  private Optional<Name> name(Path path) {
    return Optional.of(
        new Name(node(path.resolveSibling("")).orElseThrow(), path.getFileName().toString()));
  }

  /** Something is there that may be new. */
  void made(Path path) throws IOException {
    if (node(path).isEmpty()) {
      add(new Effect.Named(Optional.empty(), name(path), new Node(nodes++, path)));
    }
  }

  void moved(Path from, Path to) {
    add(new Effect.Named(name(from), name(to), node(from).orElseThrow()));
  }

  void deleted(Path path) {
    add(new Effect.Named(name(path), Optional.empty(), node(path).orElseThrow()));
  }

  /** In two halves: a power cut may come between two sectors. */
  void written(Path path, long at, byte[] bytes) {
    Node file = node(path).orElseThrow();
    int half = bytes.length / 2;
    if (half > 0) {
      add(new Effect.Written(file, at, ByteBuffer.wrap(bytes, 0, half)));
    }
    add(new Effect.Written(file, at + half, ByteBuffer.wrap(bytes, half, bytes.length - half)));
  }

  void cut(Path path, long size) {
    add(new Effect.Cut(node(path).orElseThrow(), size));
  }

  void synced(Path path) {
    node(path).ifPresent(node -> add(new Effect.Synced(node)));
  }
}
