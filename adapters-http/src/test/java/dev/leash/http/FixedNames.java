package dev.leash.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;

/**
 * A look-up that asks nobody: every name is the loopback's but those that end in {@code .invalid}.
 *
 * @param asked opened by the first look-up
 * @param answer lets the look-ups end
 */
record FixedNames(CountDownLatch asked, CountDownLatch answer) implements DnsResolver {
  static FixedNames atOnce() {
    return new FixedNames(new CountDownLatch(1), new CountDownLatch(0));
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    asked.countDown();
    try {
      answer.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (host.endsWith(".invalid")) {
      throw new UnknownHostException(host);
    }
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
