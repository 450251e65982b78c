package dev.stowage.oss;

import dev.stowage.OpenOptions;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.conformance.function.FunctionDriverHarness;
import dev.stowage.conformance.function.FunctionHarness;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.function.Code;
import dev.stowage.function.CodeKind;
import dev.stowage.function.FunctionDeployer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Function Compute of a fake, with code that it finds. */
final class FcHarness implements FunctionHarness {
  private static final byte[] ZIP = {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0};

  private final FunctionDriverHarness above;
  private final String bucket = "code-" + UUID.randomUUID();

  private final FakeOss fake;

  /**
   * @param hostile whether the wire is slow, and every so often refuses
   */
  FcHarness(FakeOss fake, boolean hostile) {
    this.fake = fake;
    if (hostile) {
      fake.faults().onAny().always().arm(Fault.dribble());
      for (String one : List.of("GetFunction", "ListFunctions", "UpdateFunction", "HeadObject")) {
        fake.faults().on(one).every(4).arm(Fault.refusal(503, "ServiceUnavailable"));
      }
      fake.faults().on("CreateTrigger").every(5).arm(Fault.refusal(429, "ResourceExhausted"));
    }
    fake.createBucket(bucket);
    fake.putObject(bucket, "function.zip", ZIP);
    above = FunctionDriverHarness.of(url(fake) + "&staging=" + bucket + "/staging", "python3.12");
  }

  static String url(FakeOss fake) {
    return "alibaba-fc://"
        + fake.account()
        + FakeHarness.query(fake, fake.secretKey())
        + "&fc-endpoint="
        + fake.endpoint();
  }

  @Override
  public FunctionDeployer open(OpenOptions options) {
    return above.open(options.withEnvironment(Map.of()));
  }

  @Override
  public FaultPlan faults() {
    return above.faults();
  }

  @Override
  public RequestLog log() {
    return above.log();
  }

  @Override
  public Code code(CodeKind kind) {
    return switch (kind) {
      case BLOB -> Code.blob(bucket, "function.zip");
      case URL -> Code.url(URI.create("oss://" + bucket + "/function.zip"));
      default -> FunctionHarness.super.code(kind);
    };
  }

  @Override
  public String runtime() {
    return "python3.12";
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return Optional.of(FcVersions.class);
  }

  @Override
  public void close() {
    above.close();
    fake.faults().clear();
  }
}
