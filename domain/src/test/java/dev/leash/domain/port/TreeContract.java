package dev.leash.domain.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.leash.domain.archive.ArchiveProblem.UnsafeEntry;
import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.Failure;
import dev.leash.domain.port.Tree.Linked;
import dev.leash.domain.port.Tree.Opened;
import dev.leash.domain.port.Tree.Sink;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link Tree} holds to. */
public abstract class TreeContract {
  protected Tree tree;

  /** A fresh, empty tree; what is observed later is the newest one. */
  protected abstract Tree create() throws Exception;

  protected abstract String content(String path) throws Exception;

  protected abstract boolean isExecutable(String path) throws Exception;

  protected abstract boolean isFolder(String path);

  protected abstract String linkTarget(String path) throws Exception;

  @BeforeEach
  void createTree() throws Exception {
    tree = create();
  }

  protected static EntryPath path(String path) {
    return new EntryPath(path);
  }

  protected Optional<Failure> write(String path, String content) {
    return write(path, content, false);
  }

  private Optional<Failure> write(String path, String content, boolean executable) {
    return switch (tree.file(path(path), executable, Optional.empty())) {
      case Opened.Failed(Failure failure) -> Optional.of(failure);
      case Opened.Ready(Sink sink) -> {
        try (sink) {
          Optional<Failure> written = sink.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
          yield written.isPresent() ? written : sink.finish();
        }
      }
    };
  }

  private static void assertUnsafe(Optional<Failure> failure, String why) {
    assertThat(failure)
        .get()
        .asInstanceOf(type(Failure.OfArchive.class))
        .extracting(Failure.OfArchive::problem)
        .asInstanceOf(type(UnsafeEntry.class))
        .extracting(UnsafeEntry::why, STRING)
        .contains(why);
  }

  @Nested
  class Files {
    @Test
    void areWrittenWithTheirParents() throws Exception {
      Optional<Failure> failure = write("a/b/c.txt", "hello");

      assertThat(failure).isEmpty();
      assertThat(content("a/b/c.txt")).isEqualTo("hello");
      assertThat(isFolder("a/b")).isTrue();
    }

    @Test
    void areWrittenInPieces() throws Exception {
      Opened opened = tree.file(path("f"), false, Optional.empty());

      assertThat(opened).isInstanceOf(Opened.Ready.class);
      if (opened instanceof Opened.Ready(Sink sink)) {
        try (sink) {
          sink.write(ByteBuffer.wrap("ab".getBytes(UTF_8)));
          sink.write(ByteBuffer.wrap("cd".getBytes(UTF_8)));
          assertThat(sink.finish()).isEmpty();
        }
      }
      assertThat(content("f")).isEqualTo("abcd");
    }

    @Test
    void areExecutableWhereTheArchiveSaysSo() throws Exception {
      write("run", "x", true);
      write("read", "x", false);

      assertThat(isExecutable("run")).isTrue();
      assertThat(isExecutable("read")).isFalse();
    }

    @Test
    void areExecutableOnceThatIsKnown() throws Exception {
      write("run", "x", false);
      write("read", "x", true);

      assertThat(tree.amend(path("run"), true, Optional.empty())).isEmpty();
      assertThat(tree.amend(path("read"), false, Optional.empty())).isEmpty();

      assertThat(isExecutable("run")).isTrue();
      assertThat(isExecutable("read")).isFalse();
      assertThat(content("run")).isEqualTo("x");
    }

    @Test
    void areAmendedWhereTheyAreFilesAlone() {
      assertThat(tree.folder(path("folder"))).isEmpty();
      assertThat(tree.link(path("link"), "folder")).isEmpty();

      assertThat(tree.amend(path("folder"), true, Optional.empty())).isPresent();
      assertThat(tree.amend(path("link"), true, Optional.empty())).isPresent();
      assertThat(tree.amend(path("none"), true, Optional.empty())).isPresent();
    }

    @Test
    void areRefusedWhenTheyAreThereTwice() throws Exception {
      write("f", "first");

      assertUnsafe(write("f", "second"), "twice");
      assertThat(content("f")).isEqualTo("first");
    }

    @Test
    void areRefusedWhereAFolderIs() {
      write("a/b", "x");

      assertUnsafe(write("a", "x"), "folder");
    }

    @Test
    void areRefusedBelowAFile() {
      write("a", "x");

      assertUnsafe(write("a/b", "x"), "below a file");
    }

    @Test
    void areRefusedWithoutAName() {
      assertUnsafe(write("", "x"), "no name");
    }
  }

  @Nested
  class Folders {
    @Test
    void areMadeWithTheirParents() {
      Optional<Failure> failure = tree.folder(path("a/b"));

      assertThat(failure).isEmpty();
      assertThat(isFolder("a/b")).isTrue();
    }

    @Test
    void mayBeNamedAfterTheirContent() {
      write("a/b", "x");

      assertThat(tree.folder(path("a"))).isEmpty();
    }

    @Test
    void mayNotBeNamedTwice() {
      tree.folder(path("a"));

      assertUnsafe(tree.folder(path("a")), "twice");
    }

    @Test
    void mayBeTheRoot() {
      assertThat(tree.folder(path(""))).isEmpty();
    }
  }

  @Nested
  class Links {
    @Test
    void areMadeAsTheArchiveHasThem() throws Exception {
      write("lib/libx.so.1", "x");

      Optional<Failure> failure = tree.link(path("lib/libx.so"), "libx.so.1");

      assertThat(failure).isEmpty();
      assertThat(linkTarget("lib/libx.so")).isEqualTo("libx.so.1");
      assertThat(tree.seal()).isEmpty();
    }

    @Test
    void mayComeBeforeTheirTargets() {
      assertThat(tree.link(path("current"), "versions/2")).isEmpty();
      write("versions/2/f", "x");

      assertThat(tree.seal()).isEmpty();
    }

    @Test
    void mayLeadThroughOtherLinksInsideTheTree() {
      write("a/b/f", "x");
      tree.link(path("short"), "a/b");
      tree.link(path("file"), "short/../b/f");

      assertThat(tree.seal()).isEmpty();
    }

    @Test
    void areRefusedWhenTheyLeadOut() {
      assertUnsafe(tree.link(path("a/out"), "../../etc/passwd"), "leads out");
    }

    @Test
    void areRefusedWhenTheyLeadOutThroughAnother() {
      tree.folder(path("a/b/c"));
      tree.link(path("deep"), "a/b/c");

      // Read as text it stays inside; where the link leads, it does not.
      assertUnsafe(tree.link(path("x/out"), "../deep/../../../../etc"), "leads out");
    }

    @Test
    void areRefusedWhenALaterLinkTurnsThemOut() {
      tree.link(path("a/b/up"), "d/../../../f");
      tree.link(path("a/b/d"), "../..");
      write("f", "x");

      assertUnsafe(tree.seal(), "leads out");
    }

    @Test
    void areRefusedWithAnAbsoluteTarget() {
      assertUnsafe(tree.link(path("l"), "/etc/passwd"), "absolute");
    }

    @Test
    void areRefusedWithADrive() {
      assertUnsafe(tree.link(path("l"), "C:\\Windows"), "absolute");
    }

    @Test
    void areRefusedWithAHiddenWayUp() {
      assertUnsafe(tree.link(path("l"), "a\\..\\..\\b"), "'\\'");
    }

    @Test
    void areRefusedWhenTheirTargetIsNotInTheTree() {
      assertThat(tree.link(path("l"), "missing")).isEmpty();

      assertUnsafe(tree.seal(), "not in the archive");
    }

    @Test
    void areRefusedInACircle() {
      tree.link(path("a"), "b");

      Optional<Failure> second = tree.link(path("b"), "a");

      assertUnsafe(second.isPresent() ? second : tree.seal(), "circle");
    }

    @Test
    void areNeverWrittenThrough() {
      tree.folder(path("real"));
      tree.link(path("l"), "real");

      assertUnsafe(write("l/f", "x"), "below a link");
      assertUnsafe(write("l", "x"), "twice");
    }
  }

  @Nested
  class HardLinks {
    @Test
    void areTheFileThatTheyName() throws Exception {
      write("a/f", "hello");

      assertThat(link("b/g", "a/f")).isEmpty();

      assertThat(content("b/g")).isEqualTo("hello");
      assertThat(isFolder("b")).isTrue();
      assertThat(tree.seal()).isEmpty();
    }

    @Test
    void areAsExecutableAsTheFile() throws Exception {
      write("run", "x", true);

      link("same", "run");

      assertThat(isExecutable("same")).isTrue();
    }

    @Test
    void mayNameAFileByAnotherOfItsNames() throws Exception {
      write("f", "x");
      link("g", "f");

      assertThat(link("h", "g")).isEmpty();
      assertThat(content("h")).isEqualTo("x");
    }

    @Test
    void areRefusedToWhatIsNotThereYet() {
      assertUnsafe(link("g", "f"), "no file before it");
    }

    @Test
    void areRefusedToThemselves() {
      assertUnsafe(link("f", "f"), "no file before it");
    }

    @Test
    void areRefusedToAFolder() {
      tree.folder(path("d"));

      assertUnsafe(link("g", "d"), "no file before it");
      assertUnsafe(link("h", ""), "no file before it");
    }

    @Test
    void areRefusedToALink() {
      write("f", "x");
      tree.link(path("l"), "f");

      assertUnsafe(link("g", "l"), "no file before it");
    }

    @Test
    void areRefusedThroughALink() {
      write("d/f", "x");
      tree.link(path("l"), "d");

      assertUnsafe(link("g", "l/f"), "no file before it");
    }

    @Test
    void areRefusedWhereSomethingIs() throws Exception {
      write("f", "first");
      write("g", "second");

      assertUnsafe(link("g", "f"), "twice");
      assertUnsafe(link("f/g", "f"), "below a file");
      assertThat(content("g")).isEqualTo("second");
    }

    private Optional<Failure> link(String path, String target) {
      return switch (tree.hardLink(path(path), path(target), true, Optional.empty())) {
        case Linked.Done _ -> Optional.empty();
        case Linked.ToCopy _ -> throw new AssertionError("a hard link was made nowhere");
        case Linked.Failed(Failure failure) -> Optional.of(failure);
      };
    }
  }
}
