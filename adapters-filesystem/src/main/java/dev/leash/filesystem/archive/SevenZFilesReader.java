package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.port.Archive.Options;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what the files are called, and what else is known of them ("files info" in 7zFormat.txt).
 * For one header.
 */
final class SevenZFilesReader {
  private static final int END = 0x00;
  private static final int EMPTY_STREAM = 0x0e;
  private static final int EMPTY_FILE = 0x0f;
  private static final int ANTI = 0x10;
  private static final int NAMES = 0x11;
  private static final int MODIFIED = 0x14;
  private static final int ATTRIBUTES = 0x15;

  private final SevenZInput in;
  private final SevenZStreams streams;
  private final Options options;
  private final Map<Integer, SevenZInput> properties = new HashMap<>();

  SevenZFilesReader(SevenZInput in, SevenZStreams streams, Options options) {
    this.in = in;
    this.streams = streams;
    this.options = options;
  }

  /** All entries, in the archive's order. */
  List<SevenZEntry> read() throws ExtractionEnded {
    int count = in.count(Character.BYTES);
    if (count > options.limits().entries()) {
      throw ExtractionEnded.of(new LimitExceeded("entries", options.limits().entries()));
    }
    readProperties();
    BitSet empty = bits(EMPTY_STREAM, count);
    BitSet emptyFiles = bits(EMPTY_FILE, empty.cardinality());
    BitSet anti = bits(ANTI, empty.cardinality());
    if (count - empty.cardinality() != streams.files()) {
      throw ExtractionEnded.corrupt("it has another number of files than its data are of");
    }
    SevenZInput names = values(NAMES);
    Defined times = defined(MODIFIED, count);
    Defined attributes = defined(ATTRIBUTES, count);
    SevenZEntryReader reader = new SevenZEntryReader(options);
    List<SevenZEntry> entries = new ArrayList<>();
    int without = 0;
    int with = 0;
    for (int i = 0; i < count; i++) {
      boolean hasContent = !empty.get(i);
      entries.add(
          reader.read(
              new SevenZEntryReader.Told(
                  name(names),
                  !hasContent && !emptyFiles.get(without),
                  !hasContent && anti.get(without),
                  attributes.has(i) ? attributes.values().nextInt() : 0,
                  times.has(i) ? times.values().nextLong() : 0,
                  hasContent,
                  hasContent ? streams.size(with) : 0,
                  hasContent ? streams.crc(with) : SevenZBlock.NO_CRC)));
      with += hasContent ? 1 : 0;
      without += hasContent ? 0 : 1;
    }
    names.requireEnd();
    times.values().requireEnd();
    attributes.values().requireEnd();
    return entries;
  }

  /** Of those that nobody needs, as times of access, only their length is looked at. */
  private void readProperties() throws ExtractionEnded {
    for (int type = in.nextByte(); type != END; type = in.nextByte()) {
      if (properties.put(type, in.part(in.number())) != null && type <= ATTRIBUTES) {
        throw SevenZInput.damaged();
      }
    }
  }

  private BitSet bits(int type, int count) throws ExtractionEnded {
    SevenZInput property = properties.get(type);
    if (property == null) {
      return new BitSet();
    }
    BitSet bits = property.bits(count);
    property.requireEnd();
    return bits;
  }

  /** Values for those entries that have one. */
  private record Defined(BitSet bits, SevenZInput values) {
    boolean has(int index) {
      return bits.get(index);
    }
  }

  private Defined defined(int type, int count) throws ExtractionEnded {
    SevenZInput property = properties.get(type);
    if (property == null) {
      return new Defined(new BitSet(), new SevenZInput(new byte[0]));
    }
    BitSet bits = property.allOrBits(count);
    return new Defined(bits, values(type));
  }

  /** Values may lie elsewhere in the file, which nobody is known to write. */
  private SevenZInput values(int type) throws ExtractionEnded {
    SevenZInput property = properties.getOrDefault(type, new SevenZInput(new byte[] {0}));
    property.requireByte(0);
    return property;
  }

  /** As it is, half of a surrogate pair too: {@code new String} would put another in its place. */
  private static String name(SevenZInput names) throws ExtractionEnded {
    StringBuilder name = new StringBuilder();
    for (char c = names.nextChar(); c != 0; c = names.nextChar()) {
      name.append(c);
    }
    return name.toString();
  }
}
