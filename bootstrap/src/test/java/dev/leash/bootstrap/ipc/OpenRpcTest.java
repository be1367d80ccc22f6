package dev.leash.bootstrap.ipc;

import static dev.leash.bootstrap.ipc.JsonRpcTest.assertError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code rpc.discover} says what is so. */
final class OpenRpcTest extends AgainstADaemon {
  /**
   * Were it not so: {@code ./leash call rpc.discover}, and its result is the new file, which the
   * frontends' types are made of.
   */
  @Test
  void isTheDocumentThatIsInTheDocs() throws Exception {
    ObjectNode discovered = client.result("rpc.discover", "{}").asObject();

    assertThat(unversioned(discovered)).isEqualTo(unversioned(Contract.get().document()));
  }

  @Test
  void namesEachMethodOnceAndEachIsThere() throws Exception {
    List<String> names = names(document().path("methods"));

    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(15).contains("rpc.discover");
    for (String name : names) {
      // A param that no method has: so nothing is done but the look-up of the method.
      JsonNode answer = client.call(name, "{'no such param': 1}");
      assertError(answer, -32602, "INVALID_PARAMS");
      assertThat(answer.at("/error/message").asString()).contains(name);
    }
  }

  @Test
  void describesAllThatItRefersTo() throws Exception {
    JsonNode document = document();
    Set<String> described =
        document.at("/components/schemas").propertyNames().stream()
            .map(name -> "#/components/schemas/" + name)
            .collect(Collectors.toSet());

    assertThat(document.findValuesAsString("$ref")).isNotEmpty().allMatch(described::contains);
    assertThat(document.findValuesAsString("$ref"))
        .containsAll(described.stream().filter(ref -> !ref.endsWith("Error")).toList());
  }

  /** What a client sends is judged by the same definitions, and the error names what was wrong. */
  @Test
  void refusesWhatItsSchemasRefuse() throws Exception {
    int tried = 0;
    for (JsonNode method : document().path("methods").values()) {
      for (JsonNode param : method.path("params").values()) {
        ObjectNode params = JsonMapper.shared().createObjectNode();
        params.set(param.path("name").asString(), misfit(param.path("schema")));

        JsonNode answer = client.call(method.path("name").asString(), params);

        assertError(answer, -32602, "INVALID_PARAMS");
        assertThat(answer.at("/error/message").asString())
            .contains("'" + param.path("name").asString() + "'", "it takes");
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(40);
  }

  @Test
  void isHeldAgainstEachMessage() {
    ObjectNode broken = JsonMapper.shared().createObjectNode().put("downloadId", "one");

    assertThatThrownBy(() -> Contract.get().checkNotification("download_progress", broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sessionId");
  }

  private JsonNode document() throws Exception {
    return client.result("rpc.discover", "{}");
  }

  /** An object fits no string, number, flag or array; an array no object. */
  private static JsonNode misfit(JsonNode schema) {
    return schema.path("type").asString("").equals("object")
        ? JsonMapper.shared().createArrayNode()
        : JsonMapper.shared().createObjectNode();
  }

  private static List<String> names(JsonNode list) {
    return list.values().stream().map(item -> item.path("name").asString()).toList();
  }

  /** The version is the build's. */
  private static JsonNode unversioned(JsonNode document) {
    ObjectNode copy = document.deepCopy().asObject();
    copy.path("info").asObject().remove("version");
    return copy;
  }
}
