package dev.leash.benchmarks.install.data;

import java.util.List;
import java.util.stream.IntStream;

/** The trees that are installed, before they are put into archives. */
enum Content {
  /** Few large files, as games' assets are: 730 MB, 410 MB of them when deflated. */
  LARGE(0) {
    @Override
    List<SeededFile> files(Scale scale) {
      return IntStream.range(0, 40)
          .mapToObj(i -> file("assets/pack-%02d/data-%02d.bin".formatted(i / 8, i), i))
          .map(file -> sized(file, scale.of(6_000_000), scale.of(28_500_000), 6))
          .toList();
    }
  },
  /** Small files in many folders: 121 MB. */
  MANY(1) {
    @Override
    List<SeededFile> files(Scale scale) {
      return IntStream.range(0, scale.of(20_000))
          .mapToObj(
              i -> file("src/%02d/%02d/file-%05d.txt".formatted(i / 1000, i / 100 % 10, i), i))
          .map(file -> sized(file, 100, 11_900, 8))
          .toList();
    }
  },
  /** What others have compressed before: 1 GB. */
  STORED(2) {
    @Override
    List<SeededFile> files(Scale scale) {
      return IntStream.range(0, 20)
          .mapToObj(i -> file("media/film-%02d.bin".formatted(i), i))
          .map(file -> sized(file, scale.of(50_000_000), 1, 0))
          .toList();
    }
  },
  /** All files of all zips of a pack, in a folder for each zip. */
  PACK(3) {
    @Override
    List<SeededFile> files(Scale scale) {
      return IntStream.range(0, scale.of(200) * FILES_OF_A_PART)
          .mapToObj(i ->
              file("%03d/mod/part-%d.bin".formatted(i / FILES_OF_A_PART, i % FILES_OF_A_PART), i))
          .map(file -> sized(file, 50_000, 215_000, 5))
          .toList();
    }
  };

  private static final int FILES_OF_A_PART = 10;

  /** Another seed is other data. */
  private static final long SEED = 4711;

  private final int salt;

  Content(int salt) {
    this.salt = salt;
  }

  abstract List<SeededFile> files(Scale scale);

  SeededFile file(String path, int number) {
    long seed = new Draw(SEED + 1_000_003L * number + salt).next();
    return new SeededFile(path, 0, Texture.NOISE, seed);
  }

  /**
   * The file with a size and a texture.
   *
   * @param textOfNine how many of nine files are text
   */
  private static SeededFile sized(SeededFile file, int least, int spread, int textOfNine) {
    Draw draw = new Draw(~file.seed());
    int bytes = least + draw.below(spread);
    Texture texture = draw.below(9) < textOfNine ? Texture.TEXT : Texture.NOISE;
    return new SeededFile(file.path(), bytes, texture, file.seed());
  }
}
