package dev.leash.benchmarks.install.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one installation downloads. */
public enum Payload {
  LARGE(Content.LARGE, Format.ZIP),
  LARGE_TAR_GZ(Content.LARGE, Format.TAR_GZ),
  LARGE_TAR_ZST(Content.LARGE, Format.TAR_ZST),
  MANY(Content.MANY, Format.ZIP),
  STORED(Content.STORED, Format.STORED_ZIP),
  PACK(Content.PACK, Format.ZIP);

  private final Content content;
  private final Format format;

  Payload(Content content, Format format) {
    this.content = content;
    this.format = format;
  }

  /** Whether there is what it takes to make it. */
  public boolean isPossible() {
    return format != Format.TAR_ZST || Zstd.isAvailable();
  }

  Content content() {
    return content;
  }

  Format format() {
    return format;
  }

  /** Where its archives are, in the data folder. */
  String folder() {
    return content.name().toLowerCase(Locale.ROOT);
  }

  String manifest() {
    return folder() + ".manifest";
  }

  /** Each archive's files by the archive's name. */
  Map<String, List<SeededFile>> archives(Scale scale) {
    List<SeededFile> files = content.files(scale);
    if (this != PACK) {
      return Map.of(folder() + "." + format.extension(), files);
    }
    return files.stream()
        .collect(
            Collectors.groupingBy(
                file -> Path.of(file.path()).getName(0) + ".zip",
                TreeMap::new,
                Collectors.mapping(Payload::inItsZip, Collectors.toList())));
  }

  /** The zip's name is the folder that it is unzipped into: its files do not have it. */
  private static SeededFile inItsZip(SeededFile file) {
    String path = file.path().substring(file.path().indexOf('/') + 1);
    return new SeededFile(path, file.bytes(), file.texture(), file.seed());
  }
}
