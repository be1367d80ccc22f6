package dev.leash.bootstrap.cli;

import dev.leash.bootstrap.ThisProcess;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"leash " + ThisProcess.version()};
  }
}
