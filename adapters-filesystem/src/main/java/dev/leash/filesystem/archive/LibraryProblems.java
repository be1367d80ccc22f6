package dev.leash.filesystem.archive;

import dev.leash.domain.archive.ArchiveProblem;
import dev.leash.domain.archive.ArchiveProblem.Corrupt;
import dev.leash.domain.archive.ArchiveProblem.Encrypted;
import dev.leash.domain.archive.ArchiveProblem.LimitExceeded;
import dev.leash.domain.archive.ArchiveProblem.Unsupported;
import dev.leash.domain.archive.EntryNames;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.util.NoSuchElementException;
import java.util.zip.ZipException;
import org.apache.commons.compress.CompressException;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException.Feature;
import org.tukaani.xz.UnsupportedOptionsException;

/**
 * What the library's exceptions mean, in one place. Damaged input makes it throw unchecked ones
 * too.
 */
final class LibraryProblems {
  private LibraryProblems() {}

  /**
   * The end of an extraction that one of the library's exceptions brings about; our own is found
   * again.
   *
   * @param entry the name of the entry that was read, or of the archive
   */
  static ExtractionEnded ended(Exception thrown, String entry) {
    Throwable root = thrown;
    while (!(root instanceof ExtractionEnded) && root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof ExtractionEnded ended
        ? ended
        : ExtractionEnded.of(problem(root, EntryNames.shown(entry)));
  }

  private static ArchiveProblem problem(Throwable thrown, String entry) {
    return switch (thrown) {
      case UnsupportedZipFeatureException unsupported ->
          unsupported(unsupported.getFeature(), entry);
      case MemoryLimitException memory ->
          new LimitExceeded("decoderMemoryBytes", 1_024L * memory.getMemoryLimitInKb());
      case org.tukaani.xz.MemoryLimitException memory ->
          new LimitExceeded("decoderMemoryBytes", 1_024L * memory.getMemoryLimit());
      case UnsupportedOptionsException _ ->
          new Unsupported("a file whose kind of xz compression is not read");
      case EOFException _ -> new Corrupt(entry + ": its data end too early");
      case ZipException _, CompressException _, UncheckedIOException _, IOException _ ->
          new Corrupt(entry + ": " + EntryNames.shown(String.valueOf(thrown.getMessage())));
      case IllegalArgumentException _,
          IllegalStateException _,
          IndexOutOfBoundsException _,
          NegativeArraySizeException _,
          ArithmeticException _,
          BufferUnderflowException _,
          NoSuchElementException _,
          ClassCastException _,
          NullPointerException _ ->
          new Corrupt(entry + ": its data make no sense");
      // What is unknown is damage: a bug of the library must not look like a whole tree, nor end
      // the daemon's thread.
      default -> new Corrupt(entry + ": it cannot be read");
    };
  }

  private static ArchiveProblem unsupported(Feature feature, String entry) {
    if (feature == Feature.ENCRYPTION) {
      return new Encrypted(entry);
    }
    return feature == Feature.SPLITTING
        ? new Unsupported("one part of a zip in several parts")
        : new Unsupported("a zip with the " + feature + " of " + entry);
  }
}
