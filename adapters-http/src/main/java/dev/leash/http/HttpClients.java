package dev.leash.http;

import dev.leash.domain.port.Clock;
import jakarta.inject.Inject;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one client when it is first needed, and keeps its pool tidy. Safe for use by several
 * threads.
 */
final class HttpClients {
  private final HttpSettings settings;
  private final Clock clock;
  private final Supplier<TlsSocketStrategy> tls;
  private final DnsResolver dns;
  private final AtomicLong connections = new AtomicLong();

  // Guarded by this.
  private @Nullable PoolingHttpClientConnectionManager pool;
  private @Nullable HttpClient client;
  private Clock.@Nullable Alarm idle;

  @Inject
  HttpClients(HttpSettings settings, Clock clock) {
    this(
        settings,
        clock,
        DefaultClientTlsStrategy::createSystemDefault,
        SystemDefaultDnsResolver.INSTANCE);
  }

  HttpClients(
      HttpSettings settings, Clock clock, Supplier<TlsSocketStrategy> tls, DnsResolver dns) {
    this.settings = settings;
    this.clock = clock;
    this.tls = tls;
    this.dns = dns;
  }

  synchronized HttpClient client() {
    if (client == null) {
      pool = newPool();
      client = newClient(pool);
    }
    return client;
  }

  /**
   * A connection has gone back to the pool: when none follows for a while, all that wait there are
   * closed.
   */
  synchronized void returned() {
    if (idle != null) {
      idle.close();
    }
    idle = clock.after(settings.idleTimeout(), this::closeIdle);
  }

  /** Closes the connections that nobody uses. */
  synchronized void closeIdle() {
    if (pool != null) {
      pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }
  }

  // The place for a proxy is the route planner.
  private HttpClient newClient(PoolingHttpClientConnectionManager connections) {
    TimeValue keepAlive = TimeValue.of(settings.idleTimeout());
    return HttpClientBuilder.create()
        .setConnectionManager(connections)
        .setRequestExecutor(new ExchangeExecutor())
        .setRoutePlanner(new DefaultRoutePlanner(null))
        .setConnectionReuseStrategy(HttpClients::mayBeKept)
        .setKeepAliveStrategy((response, context) -> keepAlive)
        .setDefaultRequestConfig(requestConfig())
        .setUserAgent(settings.userAgent())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .build();
  }

  // Whatever is not read to its end is closed. An answer that may have no body goes back to the
  // pool before anyone can look
  // at what the server sends after it.
  private static boolean mayBeKept(
      HttpRequest request, HttpResponse response, HttpContext context) {
    return Answer.mayHaveArchive(response.getCode())
        && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
  }

  // No response time-out: a socket's would also hold for the body. StallWatch does that.
  private static RequestConfig requestConfig() {
    return RequestConfig.custom()
        .setAuthenticationEnabled(false)
        .setProtocolUpgradeEnabled(false)
        .setRedirectsEnabled(false)
        .build();
  }

  private PoolingHttpClientConnectionManager newPool() {
    Http1Config http1 =
        Http1Config.custom()
            .setMaxHeaderCount(settings.maxHeaders())
            .setMaxLineLength(settings.maxHeaderLine())
            .build();
    PoolingHttpClientConnectionManager manager =
        new PoolingHttpClientConnectionManager(
            operator(),
            PoolConcurrencyPolicy.STRICT,
            PoolReusePolicy.LIFO,
            TimeValue.NEG_ONE_MILLISECOND,
            _ -> new ArchiveConnection("http-" + connections.incrementAndGet(), http1));
    manager.setMaxTotal(settings.maxConnections());
    manager.setDefaultMaxPerRoute(settings.maxConnections());
    manager.setDefaultConnectionConfig(
        ConnectionConfig.custom().setConnectTimeout(Timeout.of(settings.connectTimeout())).build());
    return manager;
  }

  private DefaultHttpClientConnectionOperator operator() {
    return new DefaultHttpClientConnectionOperator(
        proxy -> Exchange.current().connecting(proxy == null ? new Socket() : new Socket(proxy)),
        null,
        dns,
        RegistryBuilder.<TlsSocketStrategy>create().register("https", tls.get()).build());
  }
}
