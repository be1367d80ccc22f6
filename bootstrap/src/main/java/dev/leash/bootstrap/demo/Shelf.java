package dev.leash.bootstrap.demo;

import dev.leash.bootstrap.demo.Sample.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The mods that the demo's page offers, each of which shows something else. Immutable. */
final class Shelf {
  private static final long KB = 1_000;
  private static final long MB = 1_000_000;

  private final List<Mod> mods;

  /**
   * @param about one line for the page
   */
  private record Mod(Sample sample, String title, String about) {}

  private Shelf(List<Mod> mods) {
    this.mods = mods;
  }

  /** Makes the archives in this folder. */
  static Shelf stock(Path folder) throws IOException {
    Path textures = folder.resolve("textures.zip");
    Path regions = folder.resolve("regions.zip");
    Path small = folder.resolve("small.zip");
    Path damaged = folder.resolve("damaged.zip");
    DemoArchive.make(textures);
    DemoArchive.make(regions, 480, 128 << 10);
    DemoArchive.make(small, 8, 1 << 20);
    DemoArchive.damage(small, damaged);
    return new Shelf(
        List.of(
            mod(
                "texture-pack",
                textures,
                5 * MB,
                Manner.BY_RANGES,
                "Texture pack",
                "Takes some seconds"),
            mod("big-map", regions, 8 * MB, Manner.BY_RANGES, "Big map", "Hundreds of files"),
            mod(
                "slow-mirror",
                textures,
                400 * KB,
                Manner.BY_RANGES,
                "Slow mirror",
                "Takes a minute"),
            mod(
                "live-build",
                small,
                2 * MB,
                Manner.LENGTH_UNTOLD,
                "Live build",
                "Its length is not told"),
            mod(
                "broken-archive",
                damaged,
                3 * MB,
                Manner.BY_RANGES,
                "Broken archive",
                "Damaged in the middle"),
            mod(
                "stalling-server",
                textures,
                4 * MB,
                Manner.STALLING,
                "Stalling server",
                "Goes silent after a third")));
  }

  List<Sample> samples() {
    return mods.stream().map(Mod::sample).toList();
  }

  /**
   * What the page reads: no secret is in it.
   *
   * @param savePath where the mods' folders go
   */
  byte[] describe(DemoOrigin origin, Path savePath) throws IOException {
    ObjectNode demo = JsonMapper.shared().createObjectNode();
    demo.put("savePath", savePath.toString());
    ArrayNode list = demo.putArray("mods");
    for (Mod mod : mods) {
      Sample sample = mod.sample();
      ObjectNode one = list.addObject();
      one.put("id", sample.name()).put("title", mod.title()).put("about", mod.about());
      one.put("fileName", sample.name() + ".zip").put("downloadUrl", origin.url(sample));
      if (sample.manner() == Manner.LENGTH_UNTOLD) {
        one.putNull("bytes");
      } else {
        one.put("bytes", Files.size(sample.file()));
      }
    }
    return JsonMapper.shared().writeValueAsBytes(demo);
  }

  private static Mod mod(
      String name, Path file, long bytesPerSecond, Manner manner, String title, String about) {
    return new Mod(new Sample(name, file, bytesPerSecond, manner), title, about);
  }
}
