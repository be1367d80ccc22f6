package dev.leash.bootstrap.ipc;

import dev.leash.application.ListFiles;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.FileList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The methods about the files that downloads have published. */
final class FileMethods {
  private static final int LIMIT = 1_000;

  /** With the longest paths that an archive may have, some 11 MB; usually a tenth of that. */
  private static final int MAX_LIMIT = 10_000;

  private static final Shape<FileList.Entry> FILE =
      Shape.<FileList.Entry>named("PublishedFile", "A file or link that a download published.")
          .text(
              "path", "from the result's path, with / between its components", FileList.Entry::path)
          .count("bytes", "of the file; 0 for a symbolic link", FileList.Entry::bytes)
          .flag("replaced", "whether one that was there before made room", FileList.Entry::replaced)
          .build();

  private final ListFiles listFiles;

  FileMethods(ListFiles listFiles) {
    this.listFiles = listFiles;
  }

  List<Method> methods() {
    return List.of(
        new Method(
            "list_files",
            "Tells what a completed download published, so that an app can uninstall it.",
            List.of(
                Param.required("downloadId", DownloadMethods.ID, "which download"),
                Param.optional(
                    "limit",
                    Schema.whole("1 to " + MAX_LIMIT, 1, MAX_LIMIT),
                    "how many at the most; " + LIMIT + " unless told"),
                Param.optional(
                    "after",
                    Schema.text("a path, as the list has it"),
                    "those whose paths come after this one")),
            new Method.Result("files", Schema.list("files", Schema.of(FILE), Integer.MAX_VALUE)),
            this::list));
  }

  private void list(Params params, Client client, Reply reply) {
    DownloadId id = params.requiredParsed("downloadId", DownloadId::new);
    int limit = (int) params.integer("limit").orElse(LIMIT);
    switch (listFiles.list(new ListFiles.Query(id, params.string("after"), limit))) {
      case ListFiles.Result.Listed(List<FileList.Entry> files) -> reply.result(json(files));
      case ListFiles.Result.UnknownDownload() -> reply.error(Errors.unknownDownload(id.value()));
      case ListFiles.Result.Forgotten() -> reply.error(Errors.forgottenFiles(id.value()));
    }
  }

  private static JsonNode json(List<FileList.Entry> files) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    files.forEach(file -> list.add(FILE.write(file)));
    return list;
  }
}
