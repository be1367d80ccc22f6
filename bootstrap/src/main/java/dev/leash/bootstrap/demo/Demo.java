package dev.leash.bootstrap.demo;

import dev.leash.bootstrap.Daemon;
import dev.leash.bootstrap.DaemonSettings;
import dev.leash.bootstrap.client.LeashClient;
import dev.leash.bootstrap.client.RpcException;
import dev.leash.bootstrap.demo.Sample.Manner;
import dev.leash.bootstrap.lock.StartFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import tools.jackson.databind.JsonNode;

/** Tells the story: a download that completes, one that a refresh cancels, and its successor. */
public final class Demo {
  /** Far more than anything here takes; only a broken promise waits for so long. */
  private static final int PATIENCE_SECONDS = 5;

  /** The archive takes some three seconds. */
  private static final long BYTES_PER_SECOND = 10_000_000;

  private final PrintStream out;
  private final Findings findings = new Findings();

  public Demo(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @return whether everything that was promised was seen to hold
   */
  public boolean run() throws IOException, StartFailure, RpcException, InterruptedException {
    try (DemoFolder folder = DemoFolder.make()) {
      run(folder);
    }
    out.println();
    out.println("What was promised, and what was seen:");
    findings.print(out);
    return findings.allHold();
  }

  private void run(DemoFolder folder)
      throws IOException, StartFailure, RpcException, InterruptedException {
    Path mods = folder.folder("mods");
    DaemonSettings settings =
        DaemonSettings.of(folder.file("leash.sock"), folder.file("state"), List.of(mods));
    Sample mod = new Sample("mod", folder.file("mod.zip"), BYTES_PER_SECOND, Manner.WHOLE);
    DemoArchive.make(mod.file());
    try (DemoOrigin origin = new DemoOrigin(List.of(mod));
        Daemon daemon = Daemon.start(settings.logging(Level.WARN))) {
      out.println(
          "A server with mod.zip ("
              + Files.size(mod.file()) / 1_000_000
              + " MB), the daemon on "
              + daemon.socket());
      complete(daemon, origin.url(mod), mods.resolve("first"));
      refresh(daemon, origin, origin.url(mod), mods.resolve("second"));
    }
  }

  private void complete(Daemon daemon, String url, Path target)
      throws IOException, RpcException, InterruptedException {
    try (Page page = Page.open(daemon.socket())) {
      out.println();
      out.println(
          "1. The page opens: session " + page.session() + ". It downloads and unzips a mod.");
      CompletableFuture<JsonNode> answer = page.download(url, target);
      page.awaitHalfWay();
      boolean hidden = !Files.exists(target);
      JsonNode result = LeashClient.await(answer);
      page.endProgress();
      printTree(target);
      findings.add(
          "All or nothing: the folder is there when it is whole, and not before.",
          hidden && countFiles(target) == DemoArchive.FILES,
          "half-way there was "
              + (hidden ? "nothing" : "something")
              + "; then "
              + countFiles(target)
              + " files, "
              + result.path("bytes").asLong()
              + " bytes");
    }
  }

  private void refresh(Daemon daemon, DemoOrigin origin, String url, Path target)
      throws IOException, RpcException, InterruptedException {
    try (Page old = Page.open(daemon.socket())) {
      out.println();
      out.println(
          "2. The page is opened again: session " + old.session() + ". It downloads another mod…");
      CompletableFuture<JsonNode> answer = old.download(url, target);
      old.awaitHalfWay();
      long before = System.nanoTime();
      try (Page page = Page.open(daemon.socket())) {
        long begun = System.nanoTime();
        String reason = reason(answer);
        long told = System.nanoTime();
        old.endProgress();
        out.println(
            "   …and is refreshed half-way: session "
                + page.session()
                + ". The old caller hears: "
                + reason);
        judgeCancellation(origin, target, reason, new long[] {begun - before, told - before});
        out.println();
        out.println("3. The new page asks for the same mod again.");
        CompletableFuture<JsonNode> again = page.download(url, target);
        LeashClient.await(again);
        page.endProgress();
        findings.add(
            "The new session's download of the same mod to the same place completes.",
            countFiles(target) == DemoArchive.FILES,
            countFiles(target) + " files in " + target.getFileName());
      }
    }
  }

  private void judgeCancellation(DemoOrigin origin, Path target, String reason, long[] nanos)
      throws InterruptedException {
    findings.add(
        "Prompt: whoever waited hears of it, with the reason.",
        reason.equals("CANCELLED_SESSION_CHANGE"),
        "%s after %.1f ms; the new session was answered after %.1f ms"
            .formatted(reason, nanos[1] / 1e6, nanos[0] / 1e6));
    findings.add(
        "No orphan: the server's connection is closed.",
        await(() -> origin.broken() == 1),
        "the server saw " + origin.broken() + " transfer broken off");
    Path parent = target.resolveSibling("");
    findings.add(
        "Nothing left: no file, no staging folder.",
        await(() -> !Files.exists(target) && onlyFirst(parent)),
        "beside the first mod, "
            + parent.getFileName()
            + "/ has "
            + (onlyFirst(parent) ? "nothing" : "something"));
  }

  private static String reason(CompletableFuture<JsonNode> answer)
      throws IOException, InterruptedException {
    try {
      LeashClient.await(answer);
      return "completed";
    } catch (RpcException e) {
      return e.reason();
    }
  }

  /** What is deleted goes on another thread, soon. */
  private static boolean await(BooleanSupplier condition) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || never.await(1, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private static boolean onlyFirst(Path mods) {
    try (Stream<Path> children = Files.list(mods)) {
      return children.allMatch(child -> child.endsWith("first"));
    } catch (IOException e) {
      return false;
    }
  }

  private void printTree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> all = files.sorted().toList();
      all.stream()
          .limit(8)
          .map(file ->
              "   "
                  + root.resolveSibling("").relativize(file)
                  + (Files.isDirectory(file) ? "/" : ""))
          .forEach(out::println);
      out.println("   … " + all.size() + " in all");
    }
  }

  private static long countFiles(Path root) throws IOException {
    if (!Files.exists(root)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
