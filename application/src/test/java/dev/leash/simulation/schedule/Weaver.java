package dev.leash.simulation.schedule;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Set;

/**
 * Weaves a scheduler's steps into a class, so that another thread can go on wherever one could; see
 * {@link WovenCode}. What the class does on one thread stays the same.
 *
 * <p>Constructors get no steps: the JDK runs some of them under locks of its own.
 */
final class Weaver {
  /** What a synchronized method does once it is in its monitor. */
  private static final String GUARDED = "$guarded";

  private static final Set<String> MONITORS_OWN = Set.of("wait", "notify", "notifyAll");

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
          if (element instanceof MethodModel method && method.code().isPresent()) {
            weave(builder, method, self);
          } else {
            builder.with(element);
          }
        });
  }

  private void weave(ClassBuilder builder, MethodModel method, ClassDesc self) {
    String site = self.displayName().replaceFirst("[$].*", "");
    CodeTransform steps = new WovenCode(fields, site);
    if (method.methodName().stringValue().startsWith("<")) {
      requireNoMonitor(method.code().orElseThrow(), self);
      builder.with(method);
    } else if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
      new Guard(method, self, site).write(builder, steps);
    } else {
      builder.transformMethod(
          method,
          (to, element) -> {
            if (element instanceof CodeModel code) {
              to.transformCode(code, steps);
            } else {
              to.with(element);
            }
          });
    }
  }

  /** One of the JDK's, which nobody simulates, would be another one than that of the methods. */
  private static void requireNoMonitor(CodeModel code, ClassDesc self) {
    if (code.elementStream()
        .anyMatch(element ->
            element instanceof MonitorInstruction
                || (element instanceof InvokeInstruction call
                    && MONITORS_OWN.contains(call.name().stringValue())))) {
      throw new IllegalArgumentException(
          "a constructor of " + self.displayName() + " has a monitor, which cannot be woven");
    }
  }

  /**
   * A synchronized method in two: one that enters the monitor, calls the other and leaves it,
   * whatever happens.
   */
  private record Guard(MethodModel method, ClassDesc self, String site) {
    void write(ClassBuilder builder, CodeTransform steps) {
      int flags = method.flags().flagsMask() & ~ClassFile.ACC_SYNCHRONIZED;
      builder.withMethod(
          guarded(),
          type(),
          (flags & ~(ClassFile.ACC_PUBLIC | ClassFile.ACC_PROTECTED)) | ClassFile.ACC_PRIVATE,
          to -> to.transformCode(method.code().orElseThrow(), steps));
      builder.withMethodBody(method.methodName().stringValue(), type(), flags, this::enterAndCall);
    }

    private void enterAndCall(CodeBuilder code) {
      loadMonitor(code);
      WovenCode.enter(code, site);
      code.trying(
          body -> {
            call(body);
            exit(body);
            body.return_(TypeKind.from(type().returnType()));
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
      if (isStatic()) {
        to.loadConstant(self);
      } else {
        to.aload(to.receiverSlot());
      }
    }

    private void call(CodeBuilder to) {
      if (!isStatic()) {
        to.aload(to.receiverSlot());
      }
      for (int i = 0; i < type().parameterCount(); i++) {
        to.loadLocal(TypeKind.from(type().parameterType(i)), to.parameterSlot(i));
      }
      if (isStatic()) {
        to.invokestatic(self, guarded(), type());
      } else {
        to.invokespecial(self, guarded(), type());
      }
    }

    private String guarded() {
      return method.methodName().stringValue() + GUARDED;
    }

    private MethodTypeDesc type() {
      return method.methodTypeSymbol();
    }

    private boolean isStatic() {
      return method.flags().has(AccessFlag.STATIC);
    }
  }
}
