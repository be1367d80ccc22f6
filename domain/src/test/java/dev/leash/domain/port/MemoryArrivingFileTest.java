package dev.leash.domain.port;

final class MemoryArrivingFileTest extends ArrivingFileContract {
  @Override
  protected ArrivingFile create(Cancellation cancellation) {
    return new MemoryArrivingFile(cancellation);
  }
}
