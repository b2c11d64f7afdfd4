package dev.longhaul.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/// Goes into the process of `longhaul run` and ends it at a [CrashPoint], without a word and
/// without its shutdown hooks: what is not on disk or on the wire by then never gets there. So the
/// product needs no place in it where tests may reach in.
public final class CrashAgent {
  /// What `kill -9` leaves as an exit code.
  static final int KILLED = 137;

  private static final AtomicInteger LEFT = new AtomicInteger();

  private CrashAgent() {}

  /// Writes a jar that the option `-javaagent` takes.
  static Path write(Path folder) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", CrashAgent.class.getName());
    Path jar = folder.resolve("crash-agent.jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
      return jar;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// The option that makes a process end at this point.
  static String option(Path jar, CrashPoint point) {
    return "-javaagent:" + jar + "=" + point.argument();
  }

  /// Called by the virtual machine before anything else.
  public static void premain(String argument, Instrumentation instrumentation) {
    CrashPoint point = CrashPoint.parse(argument);
    LEFT.set(point.nth());
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] bytes) {
            return point.step().type().equals(name) ? changed(loader, bytes, point) : null;
          }
        });
  }

  private static byte[] changed(ClassLoader loader, byte[] bytes, CrashPoint point) {
    ClassFile files =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)));
    return files.transformClass(
        files.parse(bytes),
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString(point.step().method()),
            point.after() ? atTheEnd() : atTheBeginning()));
  }

  private static CodeTransform atTheBeginning() {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        call(code);
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        code.with(element);
      }
    };
  }

  private static CodeTransform atTheEnd() {
    return (code, element) -> {
      if (element instanceof ReturnInstruction) {
        call(code);
      }
      code.with(element);
    };
  }

  private static void call(CodeBuilder code) {
    code.invokestatic(ClassDesc.of(CrashAgent.class.getName()), "reached", ConstantDescs.MTD_void);
  }

  /// Called by the changed method.
  public static void reached() {
    if (LEFT.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
