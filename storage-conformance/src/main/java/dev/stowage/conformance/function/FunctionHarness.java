package dev.stowage.conformance.function;

import dev.stowage.OpenOptions;
import dev.stowage.Pacer;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.KitPacer;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.function.Code;
import dev.stowage.function.CodeKind;
import dev.stowage.function.ContainerImage;
import dev.stowage.function.FunctionDeployer;
import dev.stowage.function.TriggerSpec;
import java.net.URI;
import java.util.Optional;

/**
 * What a provider gives the kit: a service, code that it can deploy, and the means to disturb it.
 * The kit makes one per test, and closes it. Names of the kit start with a random word.
 */
public interface FunctionHarness extends AutoCloseable {
  /** Opens the service; called again it is another process that sees the same functions. */
  FunctionDeployer open(OpenOptions options);

  /** Faults by the names of the methods of {@code FunctionDriver}. */
  FaultPlan faults();

  RequestLog log();

  /** Code of this kind, other than FILE and INLINE, that works. */
  default Code code(CodeKind kind) {
    return switch (kind) {
      case BLOB -> Code.blob("code", "function.zip");
      case URL -> Code.url(URI.create("https://example.invalid/function.zip"));
      case IMAGE -> Code.image(ContainerImage.of("registry.invalid/function:1"));
      case FILE, INLINE -> throw new AssertionError("the kit brings its own archive");
    };
  }

  /** An image that cannot be pulled. */
  default Code missingImage() {
    return Code.image(ContainerImage.of("registry.invalid/missing:1"));
  }

  /** A runtime that the service has. */
  String runtime();

  /** A trigger of a type that needs nothing else. */
  default TriggerSpec trigger(String name) {
    return TriggerSpec.http(name);
  }

  /** The clock of the store: one that does not wait, unless the service really works meanwhile. */
  default Pacer pacer() {
    return new KitPacer();
  }

  /** The type of the native client that {@code unwrap} documents, if there is one. */
  default Optional<Class<?>> nativeType() {
    return Optional.empty();
  }

  @Override
  void close();
}
