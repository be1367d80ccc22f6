package dev.leash.bootstrap.proof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A download that a race asks for.
 *
 * @param awaited asked for by {@code start_download} and {@code await_download}, not in one call
 */
record Order(String id, Aim aim, Way way, Place place, Mod mod, boolean awaited) {
  /** The call that is answered with the outcome. */
  String outcomeCall() {
    return id;
  }

  /** The call that is answered at once; none where there is one call only. */
  String startCall() {
    return id + "-start";
  }

  List<Wire.Call> calls(String url, Path root, long session) {
    ObjectNode params = Wire.params();
    params.put("fileName", Way.ARCHIVE).put("downloadUrl", url);
    params.put("savePath", root.resolve(place.folder()).toString());
    params.put("downloadId", id).put("sessionId", session);
    way.ask(params);
    List<Wire.Call> calls = new ArrayList<>();
    if (awaited) {
      calls.add(new Wire.Call(startCall(), "start_download", params));
      calls.add(
          new Wire.Call(outcomeCall(), "await_download", Wire.params().put("downloadId", id)));
    } else {
      calls.add(new Wire.Call(outcomeCall(), "download_and_unzip", params));
    }
    return calls;
  }
}
