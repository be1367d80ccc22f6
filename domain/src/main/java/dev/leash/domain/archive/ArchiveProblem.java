package dev.leash.domain.archive;

/**
 * Why an archive is refused. The texts are sentences' ends for a person; names of entries in them
 * are escaped.
 */
public sealed interface ArchiveProblem {
  /**
   * Not an archive that can be unzipped.
   *
   * @param looksLike what it looks like instead, for example "an HTML page"
   */
  record Unsupported(String looksLike) implements ArchiveProblem {}

  /** Damaged: the bytes contradict themselves. */
  record Corrupt(String detail) implements ArchiveProblem {}

  /** An entry needs a password. */
  record Encrypted(String entry) implements ArchiveProblem {}

  /** An entry that must not be written. */
  record UnsafeEntry(String entry, String why) implements ArchiveProblem {}

  /** Made to expand beyond all measure. */
  record Bomb(String detail) implements ArchiveProblem {}

  /**
   * Larger than a limit of {@link ArchiveLimits}, whose component {@code limit} names, or one that
   * is no setting, as {@code headerBytes}.
   */
  record LimitExceeded(String limit, long allowed) implements ArchiveProblem {}
}
