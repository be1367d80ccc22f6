package dev.leash.http;

import dev.leash.domain.port.Transfer.Source;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Where bytes can be asked for beside a body: what gave the body, under the validator that came
 * with it.
 *
 * @param hop the last of the body's; so its host hears no more than it has
 * @param total of the archive
 */
record SideSource(Hop hop, Version version, Validator validator, long total) {
  /** Empty where it cannot be, may not be, or does not pay. */
  static Optional<SideSource> of(Hop hop, Answer answer, Version version, Source source) {
    boolean may =
        source.connections() > 1
            && answer.status() == HttpStatus.SC_OK
            && answer.length().orElse(0) > Wishes.NEAR
            && answer.all(HttpHeaders.ACCEPT_RANGES).stream().noneMatch("none"::equalsIgnoreCase);
    return version
        .validator()
        .filter(_ -> may)
        .map(validator -> new SideSource(hop, version, validator, answer.length().orElseThrow()));
  }

  Rest request(ByteRange range) {
    return new Rest(range.from(), OptionalLong.of(range.to()), validator);
  }

  /** What a part brings, if it is the one that was asked for, or its beginning, of this version. */
  Optional<ContentRange> part(ByteRange asked, Answer answer) {
    return Optional.of(answer)
        .filter(part -> part.status() == HttpStatus.SC_PARTIAL_CONTENT && version.isOf(part))
        .flatMap(ContentRange::of)
        .filter(range -> range.first() == asked.from() && range.end() <= asked.to())
        .filter(range -> range.total().orElse(total) == total);
  }
}
