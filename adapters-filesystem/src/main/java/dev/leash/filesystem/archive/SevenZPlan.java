package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.Bomb;
import dev.leash.domain.archive.ArchiveProblem.Encrypted;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ExtractionBudget;
import dev.leash.domain.port.Archive.Options;
import dev.leash.filesystem.archive.PlannedEntry.Kind;
import java.util.List;

/**
 * All entries and blocks, judged as a whole before the first byte is written.
 *
 * @param filled the entries with content, in the order of the blocks that have it
 * @param bare the others
 */
record SevenZPlan(
    List<SevenZBlock> blocks, List<SevenZEntry> filled, List<SevenZEntry> bare, long fileLength) {
  /** Links are made last, so their targets are kept until then. */
  private static final long MAX_TARGETS = 16L << 20;

  /** In bytes: an entry, its name, perhaps a block of its own, and what the tree keeps of it. */
  private static final long KEEPING_AN_ENTRY = 400;

  static SevenZPlan empty(long fileLength) {
    return new SevenZPlan(List.of(), List.of(), List.of(), fileLength);
  }

  static SevenZPlan of(SevenZHeader header, long fileLength, Options options)
      throws ExtractionEnded {
    SevenZPlan plan =
        new SevenZPlan(
            header.streams().blocks(),
            header.entries().stream().filter(SevenZEntry::hasContent).toList(),
            header.entries().stream().filter(entry -> !entry.hasContent()).toList(),
            fileLength);
    judgeEntries(header.entries(), fileLength, options);
    plan.judgeBlocks(options);
    return plan;
  }

  private static void judgeEntries(List<SevenZEntry> entries, long fileLength, Options options)
      throws ExtractionEnded {
    EntryJudge judge = new EntryJudge(options.limits(), fileLength);
    long targets = 0;
    for (SevenZEntry entry : entries) {
      judge.judge(entry);
      targets += entry.kind() == Kind.LINK ? entry.size() : 0;
    }
    if (targets > MAX_TARGETS) {
      throw ExtractionEnded.of(new Bomb("targets of links of more than " + MAX_TARGETS + " bytes"));
    }
  }

  /**
   * What a coder gives to another one is never written, and held to the limits all the same: else a
   * small file could keep a thread decoding for days.
   */
  private void judgeBlocks(Options options) throws ExtractionEnded {
    ExtractionBudget between = new ExtractionBudget(options.limits());
    long limit = options.limits().decoderMemoryBytes();
    int next = 0;
    for (SevenZBlock block : blocks) {
      SevenZCoder coder = block.coder();
      if (coder.isEncrypted()) {
        throw ExtractionEnded.of(new Encrypted(filled.get(next).shown()));
      }
      if (coder.memory() > limit) {
        throw ExtractionEnded.of(new LimitExceeded("decoderMemoryBytes", limit));
      }
      ExtractionEnded.unlessSound(between.countBytes(coder.largest(), fileLength));
      next += block.files();
    }
  }

  /** What it takes of the heap until all is unpacked. */
  long memory() {
    return (filled.size() + bare.size()) * KEEPING_AN_ENTRY;
  }

  /** How many files and links there will be. */
  long files() {
    return filled.stream().filter(SevenZEntry::isFileOrLink).count()
        + bare.stream().filter(SevenZEntry::isFileOrLink).count();
  }

  /** How many bytes all files will have. */
  long bytes() {
    return filled.stream()
        .filter(entry -> entry.kind() == Kind.FILE)
        .mapToLong(SevenZEntry::size)
        .sum();
  }
}
