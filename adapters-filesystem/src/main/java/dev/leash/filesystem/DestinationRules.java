package dev.leash.filesystem;

import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;

/**
 * Judges where a download wants to go, by where its path leads once links are resolved. Safe for
 * use by several threads.
 */
final class DestinationRules {
  private final Premises premises;
  private final Disk disk;

  DestinationRules(Premises premises, Disk disk) {
    this.premises = premises;
    this.disk = disk;
  }

  /** What a path was judged to be. */
  sealed interface Judged {
    record Allowed(Destination destination) implements Judged {}

    record Refused(Failure failure) implements Judged {}
  }

  /** Whether what did not resolve is not there, so that one may go on with its parent. */
  private sealed interface Missing {
    record Truly() implements Missing {}

    /** It has come between two looks, with another download. */
    record NoLonger() implements Missing {}

    record Unknown(Failure failure) implements Missing {}
  }

  Judged judge(DownloadRequest request) {
    Path path = request.savePath();
    Optional<String> malformed = malformation(path);
    if (malformed.isPresent()) {
      return notAllowed(path, malformed.get());
    }
    Path at = path;
    while (at != null) {
      try {
        Path real = disk.real(at);
        if (disk.leadsToFolder(real)) {
          return judge(request, real.resolve(at.relativize(path)).normalize());
        }
        // Else it has gone between two looks.
        if (disk.exists(real)) {
          return new Judged.Refused(
              new Failure.DestinationConflict(at.toString(), "is not a folder"));
        }
      } catch (AccessDeniedException e) {
        return notAllowed(path, "cannot be looked into, at " + at);
      } catch (IOException e) {
        switch (missing(path, at, e)) {
          case Missing.Truly() -> at = at.getParent();
          case Missing.NoLonger() -> {}
          case Missing.Unknown(Failure failure) -> {
            return new Judged.Refused(failure);
          }
        }
      }
    }
    return notAllowed(path, "its root is not there");
  }

  /**
   * Looked for before anything is normalised: a {@code ..} behind a link leads elsewhere than it
   * reads.
   */
  private static Optional<String> malformation(Path path) {
    if (!path.isAbsolute()) {
      return Optional.of("is not absolute");
    }
    for (Path name : path) {
      if (name.toString().equals(".") || name.toString().equals("..")) {
        return Optional.of("has a '" + name + "' component");
      }
    }
    return PathLimit.refusal(path);
  }

  private Missing missing(Path path, Path at, IOException e) {
    if (!IoFailures.isNothingThere(e)) {
      return new Missing.Unknown(IoFailures.of(e, at));
    }
    try {
      Optional<BasicFileAttributes> found = disk.find(at);
      if (found.isEmpty()) {
        return new Missing.Truly();
      }
      return found.get().isSymbolicLink()
          ? new Missing.Unknown(
              new Failure.PathNotAllowed(
                  path.toString(), "leads through a link that leads nowhere, at " + at))
          : new Missing.NoLonger();
    } catch (IOException unknown) {
      return new Missing.Unknown(IoFailures.of(unknown, at));
    }
  }

  private Judged judge(DownloadRequest request, Path real) throws IOException {
    Optional<Path> root =
        premises.roots().stream()
            .filter(real::startsWith)
            .min(Comparator.comparingInt(Path::getNameCount));
    if (root.isEmpty()) {
      return notAllowed(real, "lies in no allowed folder");
    }
    if (premises.isOwn(real)) {
      return notAllowed(real, "belongs to Leash");
    }
    if (request.install() == Install.REPLACE) {
      Optional<String> precious = preciousness(real);
      if (precious.isPresent()) {
        return notAllowed(real, precious.get());
      }
    }
    if (request.publishesArchive() && Premises.isHomeName(request.fileName().value())) {
      return notAllowed(real.resolve(request.fileName().value()), "belongs to Leash");
    }
    return new Judged.Allowed(new Destination(real, root.get()));
  }

  private Optional<String> preciousness(Path real) throws IOException {
    if (premises.roots().stream().anyMatch(root -> root.startsWith(real))) {
      return Optional.of("is or holds an allowed folder and cannot be replaced");
    }
    boolean holdsOwn =
        premises.state().startsWith(real) || disk.exists(real.resolve(premises.homeName()));
    return holdsOwn
        ? Optional.of("holds a folder of Leash's own and cannot be replaced")
        : Optional.empty();
  }

  private static Judged notAllowed(Path path, String why) {
    return new Judged.Refused(new Failure.PathNotAllowed(path.toString(), why));
  }
}
