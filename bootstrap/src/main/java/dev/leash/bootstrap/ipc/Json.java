package dev.leash.bootstrap.ipc;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the socket speaks it: one document a message, bounded depth, no name twice. Safe for use
 * by several threads.
 */
final class Json {
  private final JsonMapper mapper;

  Json(IpcLimits limits) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.jsonDepth())
                    .maxStringLength(limits.messageBytes())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.mapper =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // An id goes back as it came, whatever number it is.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
  }

  /** Empty when the bytes are no JSON document. */
  Optional<JsonNode> parse(byte[] message) {
    try {
      return Optional.of(mapper.readTree(message)).filter(node -> !node.isMissingNode());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  byte[] encode(JsonNode node) {
    return mapper.writeValueAsBytes(node);
  }
}
