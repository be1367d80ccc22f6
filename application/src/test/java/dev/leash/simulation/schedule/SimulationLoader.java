package dev.leash.simulation.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a simulation of its own: what is simulated, woven, and the world around it, plain. What
 * both sides share, the scheduler above all, stays what its parent has.
 */
public final class SimulationLoader extends ClassLoader {
  private static final List<String> WOVEN = List.of("dev.leash.domain.", "dev.leash.application.");
  private static final String WORLD = "dev.leash.simulation.";
  private static final String SHARED = SimulationLoader.class.getPackageName() + ".";

  private final Map<String, byte[]> changed;
  private final Map<String, Map<String, FieldModel>> fields = new HashMap<>();
  private final Weaver weaver;

  /**
   * @param changed classes that differ from the class path's, by their names
   */
  public SimulationLoader(ClassLoader parent, Map<String, byte[]> changed) {
    super(parent);
    this.changed = Map.copyOf(changed);
    this.weaver = new Weaver(parent, new FieldsOfClasses());
  }

  /** The world of this loader, by its class's name. */
  public Simulator simulator(String name) {
    try {
      Object supplier = loadClass(name).getDeclaredConstructor().newInstance();
      return (Simulator) supplier;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no simulator " + name, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      return isOwn(name) ? define(name) : super.loadClass(name, resolve);
    }
  }

  private static boolean isWoven(String name) {
    return WOVEN.stream().anyMatch(name::startsWith);
  }

  private static boolean isOwn(String name) {
    return isWoven(name) || (name.startsWith(WORLD) && !name.startsWith(SHARED));
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] plain = find(name).orElseThrow(() -> new ClassNotFoundException(name));
    byte[] bytes = isWoven(name) ? weaver.weave(plain) : plain;
    return defineClass(name, bytes, 0, bytes.length);
  }

  private Optional<byte[]> find(String name) {
    byte[] other = changed.get(name);
    if (other != null) {
      return Optional.of(other);
    }
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class FieldsOfClasses implements Fields {
    @Override
    public boolean isFinal(String owner, String name) {
      return find(owner, name).map(field -> field.flags().has(AccessFlag.FINAL)).orElse(true);
    }

    @Override
    public boolean isVolatile(String owner, String name) {
      return find(owner, name).map(field -> field.flags().has(AccessFlag.VOLATILE)).orElse(false);
    }

    private Optional<FieldModel> find(String owner, String name) {
      String className = owner.replace('/', '.');
      return isWoven(className)
          ? Optional.ofNullable(fields.computeIfAbsent(className, this::all).get(name))
          : Optional.empty();
    }

    private Map<String, FieldModel> all(String className) {
      Map<String, FieldModel> all = new HashMap<>();
      SimulationLoader.this
          .find(className)
          .map(ClassFile.of()::parse)
          .ifPresent(model ->
              model.fields().forEach(field -> all.put(field.fieldName().stringValue(), field)));
      return all;
    }
  }
}
