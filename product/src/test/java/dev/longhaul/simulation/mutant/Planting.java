package dev.longhaul.simulation.mutant;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// How a method is broken.
sealed interface Planting {
  /// It does this and nothing else.
  record Body(Consumer<CodeBuilder> body) implements Planting {}

  /// The methods of that name that it calls are not called; the answer is made here instead.
  record Answer(String called, Consumer<CodeBuilder> instead) implements Planting {}

  /// The class with the bug in it.
  ///
  /// @throws IllegalArgumentException when the method, or the call in it, is not there: then the
  ///   engine was changed and the bug has to follow
  static byte[] plant(Bug bug, byte[] original) {
    ClassFile classFile = ClassFile.of();
    ClassModel model = classFile.parse(original);
    List<MethodModel> methods =
        model.methods().stream()
            .filter(method -> method.methodName().equalsString(bug.method()))
            .filter(method -> method.code().isPresent())
            .filter(method -> !method.flags().has(AccessFlag.BRIDGE))
            .toList();
    AtomicInteger changed = new AtomicInteger();
    byte[] planted =
        classFile.transformClass(
            model,
            ClassTransform.transformingMethods(
                methods::contains, transform(bug.planting(), changed)));
    if (methods.size() != 1 || changed.get() == 0) {
      throw new IllegalArgumentException(
          "no one place for the bug: %s; %d methods are called %s, and %d places changed"
              .formatted(bug, methods.size(), bug.method(), changed.get()));
    }
    return planted;
  }

  private static MethodTransform transform(Planting planting, AtomicInteger changed) {
    return switch (planting) {
      case Body(Consumer<CodeBuilder> body) ->
          (method, element) -> {
            if (element instanceof CodeModel) {
              method.withCode(body);
              changed.incrementAndGet();
            } else {
              method.with(element);
            }
          };
      case Answer(String called, Consumer<CodeBuilder> instead) ->
          MethodTransform.transformingCode(answering(called, instead, changed));
    };
  }

  private static CodeTransform answering(
      String called, Consumer<CodeBuilder> instead, AtomicInteger changed) {
    return (CodeBuilder code, CodeElement element) -> {
      if (element instanceof InvokeInstruction call && call.name().equalsString(called)) {
        List<ClassDesc> arguments = call.typeSymbol().parameterList().reversed();
        arguments.forEach(argument -> pop(code, TypeKind.from(argument)));
        if (call.opcode() != Opcode.INVOKESTATIC) {
          code.pop();
        }
        instead.accept(code);
        changed.incrementAndGet();
      } else {
        code.with(element);
      }
    };
  }

  private static void pop(CodeBuilder code, TypeKind kind) {
    if (kind.slotSize() == 2) {
      code.pop2();
    } else {
      code.pop();
    }
  }
}
