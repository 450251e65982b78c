package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.OSSClient;
import dev.stowage.OpenOptions;
import dev.stowage.conformance.driver.FaultPlan;
import dev.stowage.conformance.driver.RequestLog;
import dev.stowage.conformance.media.MediaDriverHarness;
import dev.stowage.conformance.media.MediaHarness;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oss.FakeOss;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A bucket of a fake that is bound to a project. */
final class OssMediaHarness implements MediaHarness {
  private final FakeOss fake;
  private final String bucket = "media-" + UUID.randomUUID();
  private final RequestLog log = new RequestLog();
  private final FaultPlan faults = new FaultPlan(log);
  private final MediaDriverHarness above;
  private final boolean hostile;

  private OssMediaHarness(FakeOss fake, String parameters, boolean hostile) {
    this.fake = fake;
    this.hostile = hostile;
    fake.createBucket(bucket);
    fake.attach(bucket, "project");
    String url =
        "oss-media://"
            + bucket
            + FakeHarness.query(fake, fake.secretKey())
            + "&imm-endpoint="
            + fake.endpoint()
            + parameters;
    MediaDriverHarness driver =
        MediaDriverHarness.of(url)
            .withUnsupported(
                Transcode.builder(MediaBlob.of("in"), MediaBlob.of("out.mp4"), "mp4")
                    .video(VideoSettings.builder(VideoCodec.AV1).build())
                    .withoutAudio(true)
                    .build());
    above = hostile ? driver.changed(one -> new WireMediaDriver(one, faults, fake)) : driver;
    if (hostile) {
      fake.faults().onAny().always().arm(Fault.dribble());
    }
  }

  static OssMediaHarness clean(FakeOss fake, String parameters) {
    return new OssMediaHarness(fake, parameters, false);
  }

  static OssMediaHarness hostile(FakeOss fake) {
    return new OssMediaHarness(fake, "", true);
  }

  @Override
  public MediaJobs open(OpenOptions options) {
    return above.open(options.withEnvironment(Map.of()));
  }

  @Override
  public FaultPlan faults() {
    return hostile ? faults : above.faults();
  }

  @Override
  public RequestLog log() {
    return hostile ? log : above.log();
  }

  @Override
  public MediaBlob input(MediaKind kind) {
    MediaBlob input = MediaBlob.of(kind == MediaKind.DOCUMENT_CONVERT ? "in.docx" : "in.mp4");
    fake.putObject(bucket, input.key(), new byte[] {1, 2, 3});
    fake.hideText(bucket, input.key(), "hidden");
    return input;
  }

  @Override
  public MediaBlob missingInput() {
    return MediaBlob.of("missing.mp4");
  }

  @Override
  public MediaBlob target(String suffix) {
    return MediaBlob.of("out/" + suffix);
  }

  @Override
  public boolean hasBytes(MediaBlob blob) {
    return fake.object(blob.container().orElse(bucket), blob.key())
        .map(found -> found.size() > 0)
        .orElse(false);
  }

  @Override
  public MediaRequest request(MediaKind kind, MediaBlob input) {
    return kind == MediaKind.RAW
        ? RawInstruction.of(input, "video/convert,f_mp4,vcodec_h264").withOutput(target("raw"))
        : MediaHarness.super.request(kind, input);
  }

  @Override
  public Optional<MediaRequest> unsupported() {
    return above.unsupported();
  }

  @Override
  public Optional<Class<?>> nativeType() {
    return Optional.of(OSSClient.class);
  }

  @Override
  public void close() {
    above.close();
    fake.faults().clear();
  }
}
