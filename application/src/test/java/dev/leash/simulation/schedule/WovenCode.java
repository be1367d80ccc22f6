package dev.leash.simulation.schedule;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * A method with a step at every place where it matters which thread goes on: before a monitor is
 * entered, before a call into {@code java.util.concurrent}, at a volatile field, and at a plain one
 * unless its thread is in a monitor that the same source entered, which is where a race would be.
 * Monitors become the simulation's own.
 */
final class WovenCode implements CodeTransform {
  static final ClassDesc STEPS = Steps.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc OF_OBJECT =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object);
  private static final MethodTypeDesc OF_SITE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);
  private static final MethodTypeDesc OF_OBJECT_AND_SITE =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_Object, ConstantDescs.CD_String);

  private static final String CONCURRENT = "java/util/concurrent/";
  private static final String NO_MORE_THAN_A_UNIT = CONCURRENT + "TimeUnit";

  private final Fields fields;
  private final String site;

  /**
   * @param site the source file, so to say: what it guards, it guards itself
   */
  WovenCode(Fields fields, String site) {
    this.fields = fields;
    this.site = site;
  }

  @Override
  public void accept(CodeBuilder builder, CodeElement element) {
    switch (element) {
      case MonitorInstruction monitor when monitor.opcode() == Opcode.MONITORENTER ->
          enter(builder, site);
      case MonitorInstruction _ -> exit(builder);
      case InvokeInstruction invocation -> invoke(builder, invocation);
      case FieldInstruction access -> access(builder, access);
      default -> builder.with(element);
    }
  }

  static void enter(CodeBuilder builder, String site) {
    builder.loadConstant(site);
    builder.invokestatic(STEPS, "enter", OF_OBJECT_AND_SITE);
  }

  static void exit(CodeBuilder builder) {
    call(builder, "exit");
  }

  private void step(CodeBuilder builder, String kind) {
    builder.loadConstant(site);
    builder.invokestatic(STEPS, kind, OF_SITE);
  }

  private static void call(CodeBuilder builder, String name) {
    builder.invokestatic(STEPS, name, OF_OBJECT);
  }

  private void invoke(CodeBuilder builder, InvokeInstruction invocation) {
    String name = invocation.name().stringValue();
    String owner = invocation.owner().asInternalName();
    if (name.equals("wait")) {
      if (invocation.typeSymbol().parameterCount() > 0) {
        throw new IllegalArgumentException("a wait for time is the clock's affair");
      }
      call(builder, "await");
    } else if (name.equals("notify")) {
      throw new IllegalArgumentException(site + ": which one a notify wakes, no seed knows");
    } else if (name.equals("notifyAll")) {
      call(builder, "notifyAll");
    } else {
      if (owner.startsWith(CONCURRENT)
          && !owner.equals(NO_MORE_THAN_A_UNIT)
          && !name.startsWith("<")) {
        step(builder, "shared");
      }
      builder.with(invocation);
    }
  }

  private void access(CodeBuilder builder, FieldInstruction access) {
    String owner = access.owner().asInternalName();
    String name = access.name().stringValue();
    boolean reads = access.opcode() == Opcode.GETFIELD || access.opcode() == Opcode.GETSTATIC;
    boolean isVolatile = fields.isVolatile(owner, name);
    boolean isPlain = !isVolatile && !fields.isFinal(owner, name);
    if (isVolatile) {
      step(builder, "shared");
    }
    if (isPlain && !reads) {
      step(builder, "unguarded");
    }
    builder.with(access);
    if (isVolatile && reads) {
      // What follows may be a call by an interface of java.util, which has no step.
      step(builder, "shared");
    }
    if (isPlain && reads) {
      step(builder, "unguarded");
    }
  }
}
