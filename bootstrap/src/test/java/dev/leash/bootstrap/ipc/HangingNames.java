package dev.leash.bootstrap.ipc;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The look-up of names of this whole virtual machine, as the platform's but for names that hang
 * until a test answers them. So the daemon's own resolver is tested, and no part of it is replaced.
 * Safe for use by several threads.
 */
public final class HangingNames extends InetAddressResolverProvider {
  private static final Map<String, Name> NAMES = new ConcurrentHashMap<>();
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The platform makes it. */
  public HangingNames() {}

  /**
   * A name of the loopback whose look-up hangs.
   *
   * @param asked opened by its look-up
   * @param answered lets it end
   */
  record Name(String host, CountDownLatch asked, CountDownLatch answered) {}

  /** A name that nobody has asked for: the platform remembers the answers. */
  static Name next() {
    Name name =
        new Name(
            "hanging-" + COUNT.incrementAndGet() + ".invalid",
            new CountDownLatch(1),
            new CountDownLatch(1));
    NAMES.put(name.host(), name);
    return name;
  }

  @Override
  public String name() {
    return "hanging";
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver platform = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        Name name = NAMES.get(host);
        if (name == null) {
          return platform.lookupByName(host, policy);
        }
        name.asked().countDown();
        try {
          name.answered().await();
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
        return Stream.of(InetAddress.ofLiteral("127.0.0.1"));
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return platform.lookupByAddress(address);
      }
    };
  }
}
