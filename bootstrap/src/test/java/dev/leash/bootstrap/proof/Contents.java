package dev.leash.bootstrap.proof;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What lies below a folder, by relative path: a file's content, cut down to a fingerprint where it
 * is long, or that it is a folder.
 */
final class Contents {
  static final String FOLDER = "(folder)";

  /** Most files of the proofs are shorter: these are compared to the letter. */
  private static final int SHORT = 80;

  private Contents() {}

  static String of(byte[] file) {
    if (file.length <= SHORT) {
      return new String(file, StandardCharsets.ISO_8859_1);
    }
    CRC32 crc = new CRC32();
    crc.update(file);
    return "(" + file.length + " bytes, crc " + Long.toHexString(crc.getValue()) + ")";
  }

  /** These files below a folder, with all folders on the way. */
  static SortedMap<String, String> below(String folder, Map<String, byte[]> files) {
    SortedMap<String, String> contents = new TreeMap<>();
    addFolders(contents, folder);
    files.forEach((name, file) -> {
      String path = folder + "/" + name;
      addFolders(contents, path.substring(0, path.lastIndexOf('/')));
      contents.put(path, of(file));
    });
    return contents;
  }

  /** What differs, for a message: the first few. */
  static String difference(Map<String, ?> expected, Map<String, ?> actual) {
    SortedMap<String, String> differing = new TreeMap<>();
    expected.forEach((path, content) -> {
      if (!content.equals(actual.get(path))) {
        differing.put(path, content + " → " + actual.get(path));
      }
    });
    actual.forEach((path, content) -> {
      if (!expected.containsKey(path)) {
        differing.put(path, "nothing → " + content);
      }
    });
    return differing.size()
        + " differ: "
        + differing.entrySet().stream().limit(4).map(Object::toString).toList();
  }

  private static void addFolders(Map<String, String> contents, String folder) {
    for (int end = folder.length(); end > 0; end = folder.lastIndexOf('/', end - 1)) {
      contents.put(folder.substring(0, end), FOLDER);
    }
  }
}
