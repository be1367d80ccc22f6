package dev.leash.domain.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.leash.domain.archive.EntryPath;
import dev.leash.domain.download.DownloadRequest;
import dev.leash.domain.download.DownloadRequest.Install;
import dev.leash.domain.download.DownloadRequest.OnExisting;
import dev.leash.domain.download.Failure;
import dev.leash.domain.download.FileList;
import dev.leash.domain.download.FileName;
import dev.leash.domain.download.SourceUrl;
import dev.leash.domain.port.Staging.NewTree;
import dev.leash.domain.port.Staging.Order;
import dev.leash.domain.port.Staging.Published;
import dev.leash.domain.port.Tree.Opened;
import dev.leash.domain.port.Tree.Sink;
import dev.leash.domain.port.Workspace.Claim;
import dev.leash.domain.port.Workspace.Claimed;
import dev.leash.domain.port.Workspace.OpenedStaging;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link Workspace} holds to. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class WorkspaceContract {
  protected static final Order TREE =
      new Order(true, Optional.empty(), Install.MERGE, OnExisting.REPLACE);

  protected final Cancellation cancellation = new Cancellation();
  protected final CountingGate gate = new CountingGate();
  protected Workspace workspace;
  protected Path root;
  protected Path savePath;

  protected abstract Workspace create() throws Exception;

  /** An allowed folder, real and empty. */
  protected abstract Path root() throws Exception;

  /** Puts a file there, with its folders. */
  protected abstract void put(Path path, String content) throws Exception;

  /** The files below the root by their paths from there, links as {@code -> target}. */
  protected abstract Map<String, String> files() throws Exception;

  protected abstract boolean exists(Path path);

  @BeforeEach
  void createWorkspace() throws Exception {
    workspace = create();
    root = root();
    savePath = root.resolve("mods/one");
  }

  /** A gate that counts. */
  protected static final class CountingGate implements Gate {
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private volatile boolean open = true;
    private volatile boolean closing;

    public void shut() {
      open = false;
    }

    /** From now on, the session has ended. */
    public void startClosing() {
      closing = true;
    }

    public int entered() {
      return entered.get();
    }

    public int left() {
      return left.get();
    }

    @Override
    public boolean enter() {
      if (open) {
        entered.incrementAndGet();
      }
      return open;
    }

    @Override
    public boolean isClosing() {
      return closing;
    }

    @Override
    public void leave() {
      left.incrementAndGet();
    }
  }

  public static DownloadRequest request(Path savePath) {
    return DownloadRequest.of(
        new FileName("mod.zip"), SourceUrl.parse("http://localhost/mod.zip"), savePath);
  }

  protected static DownloadRequest with(
      DownloadRequest request, Install install, boolean unpack, boolean keepArchive) {
    return new DownloadRequest(
        request.fileName(),
        request.url(),
        request.savePath(),
        request.mirrors(),
        request.checksum(),
        request.headers(),
        install,
        request.onExisting(),
        unpack,
        keepArchive,
        request.stripComponents(),
        request.connections(),
        request.maxBytesPerSecond(),
        request.priority());
  }

  protected static DownloadRequest replacing(Path savePath) {
    return with(request(savePath), Install.REPLACE, true, false);
  }

  protected static DownloadRequest keeping(Path savePath) {
    return with(request(savePath), Install.MERGE, false, false);
  }

  protected Claim claim(DownloadRequest request) {
    Claimed claimed = workspace.claim(request);
    if (claimed instanceof Claimed.Granted(Claim claim)) {
      return claim;
    }
    throw new AssertionError("refused: " + claimed);
  }

  protected Staging open(DownloadRequest request) {
    OpenedStaging opened = workspace.open(claim(request), cancellation);
    if (opened instanceof OpenedStaging.Ready(Staging staging)) {
      return staging;
    }
    throw new AssertionError("failed: " + opened);
  }

  protected static Tree newTree(Staging staging) {
    NewTree made = staging.newTree();
    if (made instanceof NewTree.Made(Tree tree)) {
      return tree;
    }
    throw new AssertionError("failed: " + made);
  }

  protected static void write(Tree tree, String path, String content) {
    Opened opened = tree.file(new EntryPath(path), false, Optional.empty());
    if (!(opened instanceof Opened.Ready(Sink sink))) {
      throw new AssertionError("failed: " + opened);
    }
    try (sink) {
      assertThat(sink.write(ByteBuffer.wrap(content.getBytes(UTF_8)))).isEmpty();
      assertThat(sink.finish()).isEmpty();
    }
  }

  /** A staging with a sealed tree of files, each of which holds its own path. */
  protected Staging staged(DownloadRequest request, String... paths) {
    Staging staging = open(request);
    Tree tree = newTree(staging);
    for (String path : paths) {
      write(tree, path, path);
    }
    assertThat(tree.seal()).isEmpty();
    return staging;
  }

  private static void arrive(Staging staging, String content) {
    ArrivingFile.Writer writer = staging.archive().writer(1);
    writer.write(0, ByteBuffer.wrap(content.getBytes(UTF_8)));
    writer.finish(content.length());
  }

  private static Order order(OnExisting onExisting) {
    return new Order(true, Optional.empty(), Install.MERGE, onExisting);
  }

  private void assertDone(Published published) {
    assertThat(published)
        .isInstanceOfSatisfying(
            Published.Done.class, done -> assertThat(done.path()).isEqualTo(savePath));
  }

  private static List<FileList.Entry> listed(Published published) {
    if (published instanceof Published.Done(Path path, FileList files)) {
      return files.page(Optional.empty(), Integer.MAX_VALUE);
    }
    throw new AssertionError("not done: " + published);
  }

  private static FileList.Entry fresh(String path, long bytes) {
    return new FileList.Entry(path, bytes, false);
  }

  private static FileList.Entry replaced(String path, long bytes) {
    return new FileList.Entry(path, bytes, true);
  }

  private void assertConflict(Published published) {
    assertThat(published).isInstanceOf(Published.Failed.class);
    if (published instanceof Published.Failed(Failure failure)) {
      assertThat(failure).isInstanceOf(Failure.DestinationConflict.class);
    }
    assertThat(gate.entered()).isZero();
  }

  @Nested
  class ALife {
    @Test
    void beginsWithARecoveryThatChangesNothingWhereNothingWasLeft() throws Exception {
      put(savePath.resolve("mine"), "mine");

      workspace.recover();

      assertThat(workspace.stagingFolders()).isZero();
      assertThat(files()).containsOnly(entry("mods/one/mine", "mine"));
      assertThat(staged(request(savePath), "a").publish(TREE, gate))
          .isInstanceOf(Published.Done.class);
    }

    @Test
    void endsOnceAndLeavesWhatWasPublished() throws Exception {
      Staging staging = staged(request(savePath), "a");
      staging.publish(TREE, gate);
      staging.discard();

      workspace.close();
      workspace.close();

      assertThat(workspace.stagingFolders()).isZero();
      assertThat(files()).containsOnlyKeys("mods/one/a");
    }
  }

  @Nested
  class Claiming {
    @Test
    void letsSeveralMergeIntoOneFolder() {
      claim(request(savePath));

      assertThat(workspace.claim(request(savePath))).isInstanceOf(Claimed.Granted.class);
    }

    @Test
    void doesNotShareAReplacedFolder() {
      claim(replacing(savePath));

      assertThat(workspace.claim(request(savePath))).isEqualTo(busy(savePath));
      assertThat(workspace.claim(request(savePath.resolve("below"))))
          .isInstanceOf(Claimed.Refused.class);
    }

    @Test
    void doesNotReplaceWhatIsHeldAboveOrBelow() {
      claim(request(savePath));

      assertThat(workspace.claim(replacing(savePath.resolve("below"))))
          .isInstanceOf(Claimed.Refused.class);
      assertThat(workspace.claim(replacing(savePath))).isInstanceOf(Claimed.Refused.class);
      assertThat(workspace.claim(replacing(savePath.resolveSibling("other"))))
          .isInstanceOf(Claimed.Granted.class);
    }

    @Test
    void doesNotShareAPublishedFile() {
      claim(keeping(savePath));

      assertThat(workspace.claim(with(request(savePath), Install.MERGE, true, true)))
          .isInstanceOf(Claimed.Refused.class);
      assertThat(workspace.claim(request(savePath))).isInstanceOf(Claimed.Granted.class);
    }

    @Test
    void freesADestinationWhenTheLastClaimIsClosed() {
      Claim first = claim(request(savePath));
      Claim second = claim(request(savePath));

      first.close();
      first.close();
      assertThat(workspace.claim(replacing(savePath))).isInstanceOf(Claimed.Refused.class);

      second.close();
      assertThat(workspace.claim(replacing(savePath))).isInstanceOf(Claimed.Granted.class);
    }

    @Test
    void refusesAFileAtOrAboveTheDestination() throws Exception {
      put(root.resolve("file"), "x");

      assertThat(workspace.claim(request(root.resolve("file"))))
          .isEqualTo(conflict(root.resolve("file")));
      assertThat(workspace.claim(request(root.resolve("file/below"))))
          .isEqualTo(conflict(root.resolve("file")));
    }

    @Test
    void refusesWhatIsNotAbsoluteOrHasDots() {
      assertThat(workspace.claim(request(Path.of("relative")))).isInstanceOf(Claimed.Refused.class);
      assertThat(workspace.claim(request(root.resolve("a/../b"))))
          .isInstanceOf(Claimed.Refused.class);
      assertThat(workspace.claim(request(root.resolve("a/./b"))))
          .isInstanceOf(Claimed.Refused.class);
    }

    private Claimed busy(Path path) {
      return new Claimed.Refused(new Failure.DestinationBusy(path.toString()));
    }

    private Claimed conflict(Path path) {
      return new Claimed.Refused(
          new Failure.DestinationConflict(path.toString(), "is not a folder"));
    }
  }

  @Nested
  class PublishingIntoANewFolder {
    @Test
    void bringsTheWholeTreeWithMissingParents() throws Exception {
      Staging staging = staged(request(savePath), "a", "b/c");

      Published published = staging.publish(TREE, gate);

      assertDone(published);
      assertThat(files()).containsOnly(entry("mods/one/a", "a"), entry("mods/one/b/c", "b/c"));
    }

    @Test
    void entersTheGateOnceAndLeavesIt() {
      staged(request(savePath), "a").publish(TREE, gate);

      assertThat(gate.entered()).isEqualTo(1);
      assertThat(gate.left()).isEqualTo(1);
    }

    @Test
    void makesNothingWhenTheGateRefuses() throws Exception {
      gate.shut();
      Staging staging = staged(request(savePath), "a");

      Published published = staging.publish(TREE, gate);

      assertThat(published).isEqualTo(new Published.Refused());
      assertThat(exists(root.resolve("mods"))).isFalse();
      assertThat(gate.left()).isZero();
    }

    @Test
    void makesNothingOnceItIsCancelled() throws Exception {
      Staging staging = staged(request(savePath), "a");

      cancellation.cancel();

      assertThat(staging.publish(TREE, gate)).isEqualTo(new Published.Refused());
      assertThat(gate.entered()).isZero();
      assertThat(exists(root.resolve("mods"))).isFalse();
    }

    @Test
    void bringsTheArchiveItselfWhenItIsNotUnzipped() throws Exception {
      Staging staging = open(keeping(savePath));
      arrive(staging, "zipped");
      Order order =
          new Order(false, Optional.of(new FileName("mod.zip")), Install.MERGE, OnExisting.REPLACE);

      Published published = staging.publish(order, gate);

      assertDone(published);
      assertThat(files()).containsOnly(entry("mods/one/mod.zip", "zipped"));
    }

    @Test
    void bringsTheArchiveBesideItsTree() throws Exception {
      Staging staging = staged(with(request(savePath), Install.MERGE, true, true), "a");
      arrive(staging, "zipped");
      Order order =
          new Order(true, Optional.of(new FileName("mod.zip")), Install.MERGE, OnExisting.REPLACE);

      staging.publish(order, gate);

      assertThat(files())
          .containsOnly(entry("mods/one/a", "a"), entry("mods/one/mod.zip", "zipped"));
    }

    @Test
    void bringsAnEmptyTree() {
      staged(request(savePath)).publish(TREE, gate);

      assertThat(exists(savePath)).isTrue();
    }

    @Test
    void publishesTheNewestTreeAlone() throws Exception {
      Staging staging = staged(request(savePath), "old");
      write(newTree(staging), "new", "new");

      staging.publish(TREE, gate);

      assertThat(files()).containsOnlyKeys("mods/one/new");
    }
  }

  @Nested
  class Merging {
    @BeforeEach
    void putFiles() throws Exception {
      put(savePath.resolve("a"), "old a");
      put(savePath.resolve("sub/mine"), "mine");
    }

    @Test
    void replacesFilesAndLeavesOthers() throws Exception {
      Staging staging = staged(request(savePath), "a", "sub/new", "fresh/f");

      Published published = staging.publish(TREE, gate);

      assertDone(published);
      assertThat(files())
          .containsOnly(
              entry("mods/one/a", "a"),
              entry("mods/one/sub/mine", "mine"),
              entry("mods/one/sub/new", "sub/new"),
              entry("mods/one/fresh/f", "fresh/f"));
      assertThat(gate.entered()).isEqualTo(1);
      assertThat(gate.left()).isEqualTo(1);
    }

    @Test
    void keepsFilesWhenToldTo() throws Exception {
      staged(request(savePath), "a", "b").publish(order(OnExisting.KEEP), gate);

      assertThat(files()).contains(entry("mods/one/a", "old a"), entry("mods/one/b", "b"));
    }

    @Test
    void failsOnAnExistingFileWhenToldTo() throws Exception {
      Staging staging = staged(request(savePath), "a", "b");

      Published published = staging.publish(order(OnExisting.FAIL), gate);

      assertConflict(published);
      assertUntouched();
    }

    @Test
    void failsOnAFileWhereTheArchiveHasAFolder() throws Exception {
      assertConflict(staged(request(savePath), "a/b", "c").publish(TREE, gate));
      assertUntouched();
    }

    @Test
    void failsOnAFolderWhereTheArchiveHasAFile() throws Exception {
      assertConflict(staged(request(savePath), "sub", "c").publish(TREE, gate));
      assertUntouched();
    }

    @Test
    void touchesNothingWhenTheGateRefuses() throws Exception {
      gate.shut();

      Published published = staged(request(savePath), "a", "b").publish(TREE, gate);

      assertThat(published).isEqualTo(new Published.Refused());
      assertUntouched();
    }

    @Test
    void isRefusedOrDoneAndNothingBetweenWhenTheSessionEndsMeanwhile() throws Exception {
      gate.startClosing();

      Published published = staged(request(savePath), "a", "b").publish(TREE, gate);

      assertThat(gate.left()).isEqualTo(gate.entered());
      if (published.equals(new Published.Refused())) {
        assertUntouched();
      } else {
        assertDone(published);
        assertThat(files()).contains(entry("mods/one/a", "a"), entry("mods/one/b", "b"));
      }
    }

    private void assertUntouched() throws Exception {
      assertThat(files())
          .containsOnly(entry("mods/one/a", "old a"), entry("mods/one/sub/mine", "mine"));
    }
  }

  @Nested
  class Replacing {
    private final Order order =
        new Order(true, Optional.empty(), Install.REPLACE, OnExisting.REPLACE);

    @BeforeEach
    void putFiles() throws Exception {
      put(savePath.resolve("old"), "old");
      put(root.resolve("mods/other"), "other");
    }

    @Test
    void leavesExactlyTheTree() throws Exception {
      Published published = staged(replacing(savePath), "new").publish(order, gate);

      assertDone(published);
      assertThat(files()).containsOnly(entry("mods/one/new", "new"), entry("mods/other", "other"));
    }

    @Test
    void touchesNothingWhenTheGateRefuses() throws Exception {
      gate.shut();

      staged(replacing(savePath), "new").publish(order, gate);

      assertThat(files()).containsOnly(entry("mods/one/old", "old"), entry("mods/other", "other"));
    }
  }

  @Nested
  class Listing {
    private final FileName archive = new FileName("mod.zip");

    private Staging stagedWithArchive(DownloadRequest request, String... paths) {
      Staging staging = staged(request, paths);
      arrive(staging, "zipped");
      return staging;
    }

    @Test
    void tellsTheFilesAndLinksOfANewFolderAndNoFolder() {
      Staging staging = open(request(savePath));
      Tree tree = newTree(staging);
      write(tree, "b/c", "12345");
      write(tree, "a", "");
      assertThat(tree.folder(new EntryPath("empty"))).isEmpty();
      assertThat(tree.link(new EntryPath("b/link"), "c")).isEmpty();

      assertThat(listed(staging.publish(TREE, gate)))
          .containsExactly(fresh("a", 0), fresh("b/c", 5), fresh("b/link", 0));
    }

    @Test
    void tellsTheArchiveToo() {
      Staging unzipped =
          stagedWithArchive(with(request(savePath), Install.MERGE, true, true), "n", "a/b");
      Order both = new Order(true, Optional.of(archive), Install.MERGE, OnExisting.REPLACE);

      assertThat(listed(unzipped.publish(both, gate)))
          .containsExactly(fresh("a/b", 3), fresh("mod.zip", 6), fresh("n", 1));
    }

    @Test
    void tellsTheArchiveAlone() {
      Staging staging = open(keeping(savePath));
      arrive(staging, "zipped");
      Order order = new Order(false, Optional.of(archive), Install.MERGE, OnExisting.REPLACE);

      assertThat(listed(staging.publish(order, gate))).containsExactly(fresh("mod.zip", 6));
    }

    @Test
    void tellsWhatAMergeReplaced() throws Exception {
      put(savePath.resolve("a"), "old a");
      put(savePath.resolve("sub/x"), "old x");
      put(savePath.resolve("sub/mine"), "mine");
      put(savePath.resolve("mod.zip"), "old zip");
      Staging staging =
          stagedWithArchive(
              with(request(savePath), Install.MERGE, true, true), "a", "sub/x", "sub/y", "new/f");
      Order both = new Order(true, Optional.of(archive), Install.MERGE, OnExisting.REPLACE);

      assertThat(listed(staging.publish(both, gate)))
          .containsExactly(
              replaced("a", 1),
              replaced("mod.zip", 6),
              fresh("new/f", 5),
              replaced("sub/x", 5),
              fresh("sub/y", 5));
    }

    @Test
    void leavesOutWhatWasKept() throws Exception {
      put(savePath.resolve("a"), "old a");
      put(savePath.resolve("sub/x"), "old x");
      put(savePath.resolve("mod.zip"), "old zip");
      Staging staging =
          stagedWithArchive(
              with(request(savePath), Install.MERGE, true, true), "a", "b", "sub/x", "sub/y");
      Order both = new Order(true, Optional.of(archive), Install.MERGE, OnExisting.KEEP);

      assertThat(listed(staging.publish(both, gate)))
          .containsExactly(fresh("b", 1), fresh("sub/y", 5));
    }

    @Test
    void tellsWhatWentWithAReplacedFolder() throws Exception {
      put(savePath.resolve("a"), "old a");
      put(savePath.resolve("sub/x"), "old x");
      put(savePath.resolve("was/folder"), "old folder");
      put(savePath.resolve("gone"), "old gone");
      Staging staging = staged(replacing(savePath), "a", "sub/x", "sub/y", "was", "gone/f", "new");
      Order order = new Order(true, Optional.empty(), Install.REPLACE, OnExisting.KEEP);

      assertThat(listed(staging.publish(order, gate)))
          .containsExactly(
              replaced("a", 1),
              fresh("gone/f", 6),
              fresh("new", 3),
              replaced("sub/x", 5),
              fresh("sub/y", 5),
              fresh("was", 3));
    }
  }

  @Test
  void makesAnotherTreeWhenOneWasDropped() throws Exception {
    Staging staging = staged(request(savePath), "a");

    staging.dropTree();
    staging.dropTree();
    Tree fresh = newTree(staging);
    write(fresh, "b", "b");
    assertThat(fresh.seal()).isEmpty();

    assertThat(staging.publish(TREE, gate)).isInstanceOf(Published.Done.class);
    assertThat(files()).containsOnlyKeys("mods/one/b");
  }

  @Nested
  class Discarding {
    @Test
    void leavesNothingBelowTheDestination() throws Exception {
      Staging staging = staged(request(savePath), "a");

      staging.discard();
      staging.discard();

      assertThat(files()).isEmpty();
      assertThat(exists(root.resolve("mods"))).isFalse();
    }

    @Test
    void leavesWhatWasPublished() throws Exception {
      Staging staging = staged(request(savePath), "a");
      staging.publish(TREE, gate);

      staging.discard();

      assertThat(files()).containsOnlyKeys("mods/one/a");
    }

    @Test
    void countsAStagingUntilItIsGone() {
      Staging staging = open(request(savePath));

      assertThat(workspace.stagingFolders()).isEqualTo(1);
      assertThat(staging.gone()).isNotDone();

      staging.discard();

      assertThat(staging.gone()).succeedsWithin(Duration.ofSeconds(30));
      assertThat(workspace.stagingFolders()).isZero();
      staging.discard();
      assertThat(workspace.stagingFolders()).isZero();
    }
  }
}
