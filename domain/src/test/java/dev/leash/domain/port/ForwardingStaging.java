package dev.leash.domain.port;

import java.util.concurrent.CompletableFuture;

/** Another staging, of which a test changes what it overrides. As safe for threads as that is. */
public abstract class ForwardingStaging implements Staging {
  private final Staging inner;

  protected ForwardingStaging(Staging inner) {
    this.inner = inner;
  }

  @Override
  public ArrivingFile archive() {
    return inner.archive();
  }

  @Override
  public NewTree newTree() {
    return inner.newTree();
  }

  @Override
  public void dropTree() {
    inner.dropTree();
  }

  @Override
  public Published publish(Order order, Gate gate) {
    return inner.publish(order, gate);
  }

  @Override
  public void discard() {
    inner.discard();
  }

  @Override
  public CompletableFuture<Void> gone() {
    return inner.gone();
  }
}
