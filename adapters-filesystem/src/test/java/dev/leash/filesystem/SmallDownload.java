package dev.leash.filesystem;

import static dev.leash.filesystem.archive.testing.ForgedEntry.entry;

import com.google.inject.Guice;
import dev.leash.domain.archive.ArchiveLimits;
import dev.leash.domain.archive.NameRules;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Archive;
import dev.leash.domain.port.Archive.Extracted;
import dev.leash.domain.port.ArrivingFile.Writer;
import dev.leash.domain.port.ArrivingFile.Written;
import dev.leash.domain.port.Cancellation;
import dev.leash.domain.port.Staging;
import dev.leash.domain.port.Staging.Published;
import dev.leash.domain.port.Tree;
import dev.leash.domain.port.Workspace;
import dev.leash.filesystem.Ground.Kind;
import dev.leash.filesystem.archive.ArchiveModule;
import dev.leash.filesystem.archive.testing.ZipForge;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A small download from its claim to the sweeping of its staging folder, as the application does
 * it: some files, a folder, an executable, a link. In its caller's thread.
 */
final class SmallDownload {
  /** The parts in which it arrives. */
  private static final int PART = 400;

  private static final Archive ARCHIVE =
      Guice.createInjector(new ArchiveModule()).getInstance(Archive.class);

  private static final byte[] ZIP =
      new ZipForge()
          .add(entry("a", "new a"))
          .add(entry("b", "new b").unix(0100755))
          .add(entry("c", "new c").deflated())
          .add(entry("empty/", "").unix(040755))
          .add(entry("sub/x", "new sub/x"))
          .add(entry("sub/y", "new sub/y"))
          .add(entry("new/f", "new new/f"))
          .add(entry("new/l", "f").unix(0120777))
          .bytes();

  private final FileWorkspace workspace;
  private final DownloadRequest request;

  /** What ended it early. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final Failure failure;

    Ended(Failure failure) {
      super(failure.toString());
      this.failure = failure;
    }
  }

  SmallDownload(FileWorkspace workspace, Ground ground, Kind kind) {
    this.workspace = workspace;
    DownloadRequest plain =
        DownloadRequest.of(
            new FileName("mod.zip"),
            SourceUrl.parse("http://localhost/mod.zip"),
            ground.place(kind));
    this.request = kind.install() == plain.install() ? plain : replacing(plain);
  }

  private static DownloadRequest replacing(DownloadRequest plain) {
    return new DownloadRequest(
        plain.fileName(),
        plain.url(),
        plain.savePath(),
        plain.mirrors(),
        plain.checksum(),
        plain.headers(),
        Install.REPLACE,
        plain.onExisting(),
        plain.unpack(),
        plain.keepArchive(),
        plain.stripComponents(),
        plain.connections(),
        plain.maxBytesPerSecond(),
        plain.priority());
  }

  /** Runs it; when it returns, staging has been discarded. */
  Published run() {
    try (Workspace.Claim claim = claim()) {
      Staging staging = open(claim);
      try {
        return publish(staging);
      } finally {
        staging.discard();
      }
    } catch (Ended e) {
      return new Published.Failed(e.failure);
    }
  }

  private Workspace.Claim claim() throws Ended {
    return switch (workspace.claim(request)) {
      case Workspace.Claimed.Granted(Workspace.Claim claim) -> claim;
      case Workspace.Claimed.Refused(Failure failure) -> throw new Ended(failure);
    };
  }

  private Staging open(Workspace.Claim claim) throws Ended {
    return switch (workspace.open(claim, new Cancellation())) {
      case Workspace.OpenedStaging.Ready(Staging staging) -> staging;
      case Workspace.OpenedStaging.Failed(Failure failure) -> throw new Ended(failure);
    };
  }

  private Published publish(Staging staging) throws Ended {
    arrive(staging.archive().writer(1));
    extract(staging);
    return staging.publish(
        new Staging.Order(true, Optional.empty(), request.install(), OnExisting.REPLACE),
        new OpenGate());
  }

  private static void arrive(Writer writer) throws Ended {
    check(writer.announce(ZIP.length));
    for (int at = 0; at < ZIP.length; at += PART) {
      check(writer.write(at, ByteBuffer.wrap(ZIP, at, Math.min(PART, ZIP.length - at))));
    }
    check(writer.finish(ZIP.length));
  }

  private static void check(Written written) throws Ended {
    switch (written) {
      case Written.Done _ -> {}
      case Written.Refused(Failure failure) -> throw new Ended(failure);
      case Written.Revoked _ -> throw new AssertionError("nobody ended it");
    }
  }

  private static void extract(Staging staging) throws Ended {
    Tree tree =
        switch (staging.newTree()) {
          case Staging.NewTree.Made(Tree made) -> made;
          case Staging.NewTree.Failed(Failure failure) -> throw new Ended(failure);
        };
    Extracted extracted =
        ARCHIVE.extract(
            staging.archive(),
            1,
            tree,
            new Archive.Options(ArchiveLimits.DEFAULT, NameRules.POSIX, 0),
            new Deaf(),
            new Cancellation());
    switch (extracted) {
      case Extracted.Whole _ -> {}
      case Extracted.Failed(Failure failure) -> throw new Ended(failure);
      case Extracted.Restarted _, Extracted.Cancelled _ -> throw new AssertionError(extracted);
    }
  }

  private record Deaf() implements Archive.Listener {
    @Override
    public void planned(OptionalLong totalFiles) {}

    @Override
    public void wrote(long bytes) {}

    @Override
    public void finishedFile() {}
  }
}
