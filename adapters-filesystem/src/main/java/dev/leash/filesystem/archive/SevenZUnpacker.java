package dev.leash.filesystem.archive;

import java.util.ArrayList;
import java.util.List;

/** Unpacks a judged plan: first what has no content, then block after block, last the links. */
final class SevenZUnpacker {
  private static final EntryData NOTHING = (_, _) -> -1;

  private final Extraction extraction;
  private final SevenZPlan plan;
  private final ArchiveMemory memory;
  private final EntryWriter writer;
  private final List<Link> links = new ArrayList<>();

  /** A link that waits for what it leads to. */
  private record Link(SevenZEntry entry, EntryData target) {}

  SevenZUnpacker(Extraction extraction, SevenZPlan plan, ArchiveMemory memory) {
    this.extraction = extraction;
    this.plan = plan;
    this.memory = memory;
    this.writer = new EntryWriter(extraction, plan::fileLength);
  }

  void unpack() throws ExtractionEnded {
    for (SevenZEntry entry : plan.bare()) {
      writer.make(entry, NOTHING);
    }
    int next = 0;
    for (SevenZBlock block : plan.blocks()) {
      unpack(block, plan.filled().subList(next, next + block.files()));
      next += block.files();
    }
    for (Link link : links) {
      writer.make(link.entry(), link.target());
    }
  }

  private void unpack(SevenZBlock block, List<SevenZEntry> entries) throws ExtractionEnded {
    ArrivingBytes source = extraction.source();
    // What has not arrived yet needs no memory yet, which others may use.
    source.await(block.from(), 1);
    try (ArchiveMemory.Share _ = memory.take(block.coder().memory(), source);
        SevenZBlockReader reader = new SevenZBlockReader(source, block, entries.getFirst())) {
      for (SevenZEntry entry : entries) {
        if (entry.kind() == PlannedEntry.Kind.LINK) {
          links.add(new Link(entry, new Kept(reader.all(entry))));
        } else {
          writer.make(entry, reader.data(entry));
        }
      }
      reader.requireEnd(entries.getLast());
    }
  }

  /** Bytes in memory. */
  private static final class Kept implements EntryData {
    private final byte[] bytes;
    private int position;

    Kept(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(byte[] target, int room) {
      int count = Math.min(room, bytes.length - position);
      System.arraycopy(bytes, position, target, 0, count);
      position += count;
      return count == 0 ? -1 : count;
    }
  }
}
