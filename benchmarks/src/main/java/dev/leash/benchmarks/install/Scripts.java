package dev.leash.benchmarks.install;

import dev.leash.benchmarks.kit.Tool;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What a shell is told, so that a peer installs. */
final class Scripts {
  private static final String[] SEVEN_ZIP = {"7zz", "7z", "7za"};
  private static final String ARIA2 = "aria2c -q --file-allocation=none -x16 -s16 -j16 ";
  private static final String CURL = "curl -sSf ";

  private Scripts() {}

  static String of(Peer peer, Job job) {
    return job.items().size() == 1 ? ofOne(peer, job) : ofPack(peer, job);
  }

  private static String ofOne(Peer peer, Job job) {
    Job.Item item = job.items().getFirst();
    String url = Shell.quoted(item.url());
    String archive = Shell.quoted(job.archive(item));
    String tree = Shell.quoted(job.tree());
    return switch (peer) {
      case DOWNLOAD_ALONE -> CURL + "-o /dev/null " + url;
      case CURL_BSDTAR -> CURL + url + " | bsdtar -xf - -C " + tree;
      case CURL_UNZIP ->
          CURL + "-o %s %s && unzip -q %s -d %s".formatted(archive, url, archive, tree);
      case CURL_TAR -> {
        String unpacked = item.archive().endsWith(".gz") ? "-xz" : "--zstd -x";
        yield CURL + url + " | tar " + unpacked + " -C " + tree;
      }
      case ARIA2_7Z ->
          ARIA2
              + "-d %s %s && ".formatted(Shell.quoted(job.scratch()), url)
              + sevenZip(archive, tree);
      case CURL_Z_BSDTAR -> throw new IllegalArgumentException("it is for packs");
    };
  }

  /** One after the other, where the tools do not do several at once themselves. */
  private static String ofPack(Peer peer, Job job) {
    String names = joined(job, " ");
    String first = job.items().getFirst().url();
    String base = Shell.quoted(first.substring(0, first.lastIndexOf('/') + 1));
    String scratch = Shell.quoted(job.scratch());
    String folders = "cd %s && mkdir %s && ".formatted(Shell.quoted(job.tree()), names);
    String each = folders + "for n in " + names + "; do ";
    return switch (peer) {
      case CURL_BSDTAR -> each + CURL + base + "$n.zip | bsdtar -xf - -C $n || exit; done";
      case CURL_UNZIP ->
          each
              + CURL
              + "-o %s/$n.zip %s$n.zip && unzip -q %s/$n.zip -d $n || exit; done"
                  .formatted(scratch, base, scratch);
      case ARIA2_7Z ->
          ARIA2
              + "-Z -d %s %s && ".formatted(scratch, urls(job))
              + sevenZip(
                  Shell.quoted(job.scratch().resolve("*.zip")),
                  Shell.quoted(job.tree().resolve("*")));
      case CURL_Z_BSDTAR ->
          folders
              + CURL
              + "-Z -o %s/'#1.zip' %s'{%s}.zip' && ".formatted(scratch, base, joined(job, ","))
              + "printf '%s\\n' "
              + names
              + " | xargs -P 2 -I N bsdtar -xf %s/N.zip -C N".formatted(scratch);
      case CURL_TAR, DOWNLOAD_ALONE -> throw new IllegalArgumentException("it is for one archive");
    };
  }

  private static String sevenZip(String archive, String into) {
    Path program = Tool.find(SEVEN_ZIP).orElse(Path.of(SEVEN_ZIP[0]));
    return "%s x -y -bso0 -bsp0 -o%s %s".formatted(Shell.quoted(program), into, archive);
  }

  private static String joined(Job job, String separator) {
    return job.items().stream().map(Job.Item::folder).collect(Collectors.joining(separator));
  }

  private static String urls(Job job) {
    return job.items().stream()
        .map(item -> Shell.quoted(item.url()))
        .collect(Collectors.joining(" "));
  }
}
