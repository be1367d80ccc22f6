package dev.leash.domain.archive;

/**
 * The bounds of what one archive may expand to. Sizes are in bytes; each is the largest that is
 * still allowed.
 *
 * @param entries how many entries of any kind
 * @param expandedBytes how much is written in all, counted on what is written and never on what
 *     headers say
 * @param ratio how many bytes may be written for each byte of the archive, once more than {@code
 *     ratioFloorBytes} are
 * @param ratioFloorBytes below it no ratio is judged: logs reach 300:1, sparse images 1000:1
 * @param pathBytes an entry's path in UTF-8
 * @param componentBytes one component of a path in UTF-8
 * @param depth how many components a path has
 * @param decoderMemoryBytes what a decoder may take before it gives its first byte
 * @param windowBytes how far back a Zstandard file may refer
 * @param extensionBytes an extension record of a tar, which has long names and the like
 * @param numberLength the characters of a number in such a record
 */
public record ArchiveLimits(
    int entries,
    long expandedBytes,
    int ratio,
    long ratioFloorBytes,
    int pathBytes,
    int componentBytes,
    int depth,
    long decoderMemoryBytes,
    long windowBytes,
    int extensionBytes,
    int numberLength) {
  private static final long MIB = 1L << 20;

  /**
   * 100,000 entries, 20 GiB, 200:1 over 256 MiB, paths of 1,024 bytes, components of 255 bytes,
   * depth 64, decoders of 128 MiB, windows of 128 MiB, extension records of 1 MiB, numbers of 32
   * characters.
   */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(
          100_000,
          20_480 * MIB,
          200,
          256 * MIB,
          1_024,
          255,
          64,
          128 * MIB,
          128 * MIB,
          (int) MIB,
          32);

  public ArchiveLimits {
    requirePositive("entries", entries);
    requirePositive("expandedBytes", expandedBytes);
    requirePositive("ratio", ratio);
    requirePositive("ratioFloorBytes", ratioFloorBytes);
    requirePositive("pathBytes", pathBytes);
    requirePositive("componentBytes", componentBytes);
    requirePositive("depth", depth);
    requirePositive("decoderMemoryBytes", decoderMemoryBytes);
    requirePositive("windowBytes", windowBytes);
    requirePositive("extensionBytes", extensionBytes);
    requirePositive("numberLength", numberLength);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, but was " + value);
    }
  }
}
