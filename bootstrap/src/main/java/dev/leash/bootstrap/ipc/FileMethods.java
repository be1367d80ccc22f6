package dev.leash.bootstrap.ipc;

import dev.leash.application.ListFiles;
import dev.leash.domain.download.DownloadId;
import dev.leash.domain.download.FileList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The methods about the files that downloads have published. */
final class FileMethods {
  private static final int LIMIT = 1_000;

  /** With the longest paths that an archive may have, some 11 MB; usually a tenth of that. */
  private static final int MAX_LIMIT = 10_000;

  private final ListFiles listFiles;

  FileMethods(ListFiles listFiles) {
    this.listFiles = listFiles;
  }

  List<Method> methods() {
    return List.of(
        new Method(
            "list_files",
            List.of(
                Param.required("downloadId", ParamType.STRING, DownloadMethods.ID),
                Param.optional("limit", ParamType.INTEGER, "1 to " + MAX_LIMIT),
                Param.optional("after", ParamType.STRING, "a path, as the list has it")),
            this::list));
  }

  private void list(Params params, Client client, Reply reply) {
    DownloadId id = params.requiredParsed("downloadId", DownloadId::new);
    int limit = (int) params.integer("limit", 1, MAX_LIMIT).orElse(LIMIT);
    switch (listFiles.list(new ListFiles.Query(id, params.string("after"), limit))) {
      case ListFiles.Result.Listed(List<FileList.Entry> files) -> reply.result(json(files));
      case ListFiles.Result.UnknownDownload() -> reply.error(Errors.unknownDownload(id.value()));
      case ListFiles.Result.Forgotten() -> reply.error(Errors.forgottenFiles(id.value()));
    }
  }

  private static JsonNode json(List<FileList.Entry> files) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (FileList.Entry file : files) {
      ObjectNode json = list.addObject();
      json.put("path", file.path());
      json.put("bytes", file.bytes());
      json.put("replaced", file.replaced());
    }
    return list;
  }
}
