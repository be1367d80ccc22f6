package dev.leash.domain.download;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The files that a download has published, in the order of their paths' code units. Held deflated,
 * because one may have 100,000 of them and many are kept. Immutable.
 */
public final class FileList {
  /** Nothing has been published. */
  public static final FileList EMPTY = new FileList(List.of());

  /** So many entries are inflated at once, to find the one after which a page begins. */
  private static final int BLOCK = 1_000;

  private final List<Block> blocks;

  private FileList(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * One file or symbolic link.
   *
   * @param path from the folder that was published into, its components separated by {@code /}
   * @param bytes 0 for a link
   * @param replaced whether a file or link that was there before has gone for it
   */
  public record Entry(String path, long bytes, boolean replaced) {}

  /**
   * A part of the list.
   *
   * @param after only what comes after this path, which need not be in the list
   * @param limit how many at the most
   */
  public List<Entry> page(Optional<String> after, int limit) {
    List<Entry> page = new ArrayList<>();
    for (Block block : blocks) {
      if (page.size() < limit && after.map(path -> block.last.compareTo(path) > 0).orElse(true)) {
        block.entries().stream()
            .filter(entry -> after.map(path -> entry.path().compareTo(path) > 0).orElse(true))
            .limit(limit - page.size())
            .forEach(page::add);
      }
    }
    return page;
  }

  /** How much memory it takes, roughly. */
  public long heldBytes() {
    return Block.OVERHEAD + blocks.stream().mapToLong(Block::heldBytes).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileList list && blocks.equals(list.blocks);
  }

  @Override
  public int hashCode() {
    return blocks.hashCode();
  }

  @Override
  public String toString() {
    return "FileList of " + heldBytes() + " bytes";
  }

  /** Collects entries, in any order. Not safe for use by several threads. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();

    /** Adds what is not there yet. */
    public Builder add(String path, long bytes, boolean replaced) {
      entries.add(new Entry(path, bytes, replaced));
      return this;
    }

    public FileList build() {
      entries.sort(Comparator.comparing(Entry::path));
      List<Block> blocks = new ArrayList<>();
      for (int from = 0; from < entries.size(); from += BLOCK) {
        blocks.add(Block.of(entries.subList(from, Math.min(from + BLOCK, entries.size()))));
      }
      return new FileList(blocks);
    }
  }

  private static final class Block {
    /** Of the objects around the bytes. */
    private static final int OVERHEAD = 128;

    private final String last;
    private final int count;
    private final byte[] deflated;

    private Block(String last, int count, byte[] deflated) {
      this.last = last;
      this.count = count;
      this.deflated = deflated;
    }

    static Block of(List<Entry> entries) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
        for (Entry entry : entries) {
          out.writeUTF(entry.path());
          out.writeLong(entry.bytes());
          out.writeBoolean(entry.replaced());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Block(entries.getLast().path(), entries.size(), bytes.toByteArray());
    }

    List<Entry> entries() {
      List<Entry> entries = new ArrayList<>(count);
      try (DataInputStream in =
          new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(deflated)))) {
        for (int i = 0; i < count; i++) {
          entries.add(new Entry(in.readUTF(), in.readLong(), in.readBoolean()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return entries;
    }

    long heldBytes() {
      return OVERHEAD + 2L * last.length() + deflated.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Block block && Arrays.equals(deflated, block.deflated);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(deflated);
    }
  }
}
