package dev.leash.bootstrap.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A real port, of which the first connections cannot be had. Safe for use by several threads. */
final class FailingServerChannel extends ServerSocketChannel {
  private final ServerSocketChannel real;
  private final int failures;
  private final AtomicInteger asked = new AtomicInteger();

  private FailingServerChannel(ServerSocketChannel real, int failures) {
    super(real.provider());
    this.real = real;
    this.failures = failures;
  }

  static FailingServerChannel open(int failures) throws IOException {
    ServerSocketChannel real = ServerSocketChannel.open();
    real.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    return new FailingServerChannel(real, failures);
  }

  /** How often a connection was asked for. */
  int asked() {
    return asked.get();
  }

  @Override
  public SocketChannel accept() throws IOException {
    if (asked.incrementAndGet() <= failures) {
      throw new IOException("Too many open files");
    }
    return real.accept();
  }

  @Override
  public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
    return real.bind(local, backlog);
  }

  @Override
  public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
    return real.setOption(name, value);
  }

  @Override
  public <T> T getOption(SocketOption<T> name) throws IOException {
    return real.getOption(name);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return real.supportedOptions();
  }

  @Override
  public ServerSocket socket() {
    return real.socket();
  }

  @Override
  public SocketAddress getLocalAddress() throws IOException {
    return real.getLocalAddress();
  }

  @Override
  protected void implCloseSelectableChannel() throws IOException {
    real.close();
  }

  @Override
  protected void implConfigureBlocking(boolean block) throws IOException {
    real.configureBlocking(block);
  }
}
