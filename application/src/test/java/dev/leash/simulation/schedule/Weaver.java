package dev.leash.simulation.schedule;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;

/**
 * Weaves a scheduler's steps into a class, so that another thread can go on wherever one could; see
 * {@link WovenCode}. What the class does on one thread stays the same.
 *
 * <p>Constructors get no steps: the JDK runs some of them under locks of its own.
 */
final class Weaver {
  /** What a synchronized method does once it is in its monitor. */
  private static final String GUARDED = "$guarded";

  private final ClassFile format;
  private final Fields fields;

  Weaver(ClassLoader classes, Fields fields) {
    this.format =
        ClassFile.of(
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    this.fields = fields;
  }

  byte[] weave(byte[] plain) {
    ClassModel model = format.parse(plain);
    ClassDesc self = model.thisClass().asSymbol();
    return format.transformClass(
        model,
        (builder, element) -> {
          if (element instanceof MethodModel method && isWoven(method)) {
            weave(builder, method, self);
          } else {
            builder.with(element);
          }
        });
  }

  private static boolean isWoven(MethodModel method) {
    return method.code().isPresent() && !method.methodName().stringValue().startsWith("<");
  }

  private void weave(ClassBuilder builder, MethodModel method, ClassDesc self) {
    String site = self.displayName().replaceFirst("[$].*", "");
    CodeTransform steps = new WovenCode(fields, site);
    if (!method.flags().has(AccessFlag.SYNCHRONIZED)) {
      builder.transformMethod(
          method,
          (to, element) -> {
            if (element instanceof java.lang.classfile.CodeModel code) {
              to.transformCode(code, steps);
            } else {
              to.with(element);
            }
          });
      return;
    }
    String name = method.methodName().stringValue();
    MethodTypeDesc type = method.methodTypeSymbol();
    int flags = method.flags().flagsMask() & ~ClassFile.ACC_SYNCHRONIZED;
    builder.withMethod(
        name + GUARDED,
        type,
        (flags & ~(ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)) | ClassFile.ACC_PRIVATE,
        to -> to.transformCode(method.code().orElseThrow(), steps));
    builder.withMethodBody(
        name,
        type,
        flags,
        code ->
            new Guard(code, self, site, name, type, method.flags().has(AccessFlag.STATIC)).write());
  }

  /** The method that enters the monitor, calls the other and leaves it, whatever happens. */
  private record Guard(
      CodeBuilder code,
      ClassDesc self,
      String site,
      String name,
      MethodTypeDesc type,
      boolean isStatic) {
    void write() {
      loadMonitor(code);
      WovenCode.enter(code, site);
      code.trying(
          body -> {
            call(body);
            exit(body);
            body.return_(TypeKind.from(type.returnType()));
          },
          handlers ->
              handlers.catchingAll(handler -> {
                exit(handler);
                handler.athrow();
              }));
    }

    private void exit(CodeBuilder to) {
      loadMonitor(to);
      WovenCode.exit(to);
    }

    private void loadMonitor(CodeBuilder to) {
      if (isStatic) {
        to.loadConstant(self);
      } else {
        to.aload(to.receiverSlot());
      }
    }

    private void call(CodeBuilder to) {
      if (!isStatic) {
        to.aload(to.receiverSlot());
      }
      for (int i = 0; i < type.parameterCount(); i++) {
        to.loadLocal(TypeKind.from(type.parameterType(i)), to.parameterSlot(i));
      }
      if (isStatic) {
        to.invokestatic(self, name + GUARDED, type);
      } else {
        to.invokespecial(self, name + GUARDED, type);
      }
    }
  }
}
