package dev.leash.domain.download;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a completed download has published.
 *
 * @param path the real path of the folder
 * @param files how many files were unzipped
 * @param bytes of all those files
 * @param archiveBytes of the archive
 * @param sha256 of the archive, in lower-case hex
 * @param duration from its acceptance to its end
 */
public record DownloadResult(
    Path path, long files, long bytes, long archiveBytes, String sha256, Duration duration) {}
