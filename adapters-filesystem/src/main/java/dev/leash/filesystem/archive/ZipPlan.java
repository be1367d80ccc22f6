package dev.leash.filesystem.archive;

import dev.leash.domain.port.Archive.Options;
import dev.leash.filesystem.archive.PlannedEntry.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * All entries in the order of their offsets, judged as a whole before the first byte is written.
 *
 * @param library for the entries that need it; empty when none does: then the library's own picture
 *     of the directory, which takes more than ours, is dropped
 */
record ZipPlan(List<ZipEntryRecord> entries, EndRecord end, Optional<LibraryMethods> library)
    implements KnownEntries, AutoCloseable {
  static ZipPlan of(ArrivingBytes source, CentralDirectory directory, Options options)
      throws ExtractionEnded {
    ZipFile zip = open(source, directory);
    LibraryMethods library = LibraryMethods.of(zip);
    boolean kept = false;
    try {
      List<ZipEntryRecord> records =
          records(zip, library, new ZipEntryReader(options, directory.end().shift()));
      ZipPlan plan =
          new ZipPlan(
              records, directory.end(), Optional.of(library).filter(LibraryMethods::isNeeded));
      plan.judge(options);
      kept = library.isNeeded();
      return plan;
    } finally {
      if (!kept) {
        library.close();
      }
    }
  }

  private static ZipFile open(ArrivingBytes source, CentralDirectory directory)
      throws ExtractionEnded {
    try {
      return ZipFile.builder()
          .setSeekableByteChannel(new ZipChannel(source, directory))
          // Else its constructor reads every local header, and waits for it.
          .setIgnoreLocalFileHeader(true)
          .setUseUnicodeExtraFields(false)
          .get();
    } catch (IOException | RuntimeException e) {
      throw LibraryProblems.ended(e, "its directory");
    }
  }

  private static List<ZipEntryRecord> records(
      ZipFile zip, LibraryMethods library, ZipEntryReader reader) throws ExtractionEnded {
    List<ZipEntryRecord> records = new ArrayList<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      ZipEntryRecord record = reader.read(entry);
      library.add(entry, record);
      records.add(record);
    }
    records.sort(Comparator.comparingLong(ZipEntryRecord::headerOffset));
    return Collections.unmodifiableList(records);
  }

  private void judge(Options options) throws ExtractionEnded {
    if (entries.size() != end.entries()) {
      throw ExtractionEnded.corrupt("it has another number of entries than its end record says");
    }
    EntryJudge judge = new EntryJudge(options.limits(), end.fileLength());
    for (int i = 0; i < entries.size(); i++) {
      ZipEntryRecord entry = entries.get(i);
      judgeSizes(entry);
      judgePlace(entry, boundary(i));
      judge.judge(entry);
    }
  }

  private static void judgeSizes(ZipEntryRecord entry) throws ExtractionEnded {
    if (entry.size() < 0 || entry.compressedSize() < 0) {
      throw entry.corrupt("its size is negative");
    }
    if (entry.method() == ZipEntryRecord.STORED && entry.size() != entry.compressedSize()) {
      throw entry.corrupt("its two sizes differ, though it is not compressed");
    }
    if (entry.kind() == Kind.FOLDER && entry.size() != 0) {
      throw entry.corrupt("it is a folder, and yet has content");
    }
    if (entry.kind() == Kind.LINK && entry.size() > EntryUnzipper.MAX_TARGET) {
      throw ExtractionEnded.unsafe(entry.path(), "is a link whose target is too long");
    }
  }

  /** Once more when the local header is there: that has an extra field of a length of its own. */
  private void judgePlace(ZipEntryRecord entry, long boundary) throws ExtractionEnded {
    if (entry.headerOffset() < end.shift() || entry.headerOffset() > end.directory()) {
      throw entry.corrupt("the directory says that it begins where it does not");
    }
    long room = boundary - entry.headerOffset() - LocalFields.SIZE - entry.rawName().length();
    if (entry.compressedSize() > room) {
      throw LocalHeader.overlap(entry);
    }
  }

  @Override
  public int count() {
    return entries.size();
  }

  @Override
  public ZipEntryRecord entry(int index) {
    return entries.get(index);
  }

  @Override
  public long boundary(int index) {
    return index + 1 < entries.size() ? entries.get(index + 1).headerOffset() : end.directory();
  }

  /** How many files and links there will be. */
  long files() {
    return entries.stream().filter(ZipEntryRecord::isFileOrLink).count();
  }

  /** How many bytes all files will have. */
  long bytes() {
    return bytesBefore(entries.size());
  }

  /** How many bytes those files have that lie before an index. */
  long bytesBefore(int index) {
    return entries.subList(0, index).stream()
        .filter(entry -> entry.kind() == Kind.FILE)
        .mapToLong(ZipEntryRecord::size)
        .sum();
  }

  @Override
  public void close() throws ExtractionEnded {
    if (library.isPresent()) {
      library.get().close();
    }
  }
}
