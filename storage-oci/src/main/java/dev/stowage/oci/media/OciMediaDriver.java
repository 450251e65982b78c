package dev.stowage.oci.media;

import dev.stowage.OpenOptions;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaCapabilities;
import dev.stowage.media.MediaFeature;
import dev.stowage.media.MediaKind;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.RunWorkflow;
import dev.stowage.media.SubmitOptions;
import dev.stowage.oci.OciFailures;
import dev.stowage.oci.OciService;
import dev.stowage.oci.OciWire;
import dev.stowage.spi.BlobDriver;
import dev.stowage.spi.Failure;
import dev.stowage.spi.MediaDriver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The jobs of one compartment. */
final class OciMediaDriver implements MediaDriver {
  private static final OciFailures FAILURES = OciFailures.shared();
  private static final MediaCapabilities CAPABILITIES =
      new MediaCapabilities(
          EnumSet.of(MediaKind.WORKFLOW, MediaKind.SYSTEM_WORKFLOW),
          EnumSet.of(
              MediaFeature.CANCEL,
              MediaFeature.CLIENT_TOKEN,
              MediaFeature.NAMES,
              MediaFeature.LIST,
              MediaFeature.TASKS));

  private final OciMediaConfig config;
  private final MediaFlowApi api;
  private final OciMediaFlow flow;

  OciMediaDriver(OciMediaConfig config, OpenOptions options) {
    this.config = config;
    this.api = new MediaFlowApi(OciWire.open(OciService.MEDIA, config.connection(), options));
    this.flow = new OciMediaFlow(api, config.compartment());
  }

  static Failure meaning(Throwable thrown) {
    return FAILURES.classify(thrown);
  }

  @Override
  public String scheme() {
    return OciMediaProvider.SCHEME;
  }

  @Override
  public String container() {
    return config.compartment();
  }

  @Override
  public MediaCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Failure classify(Throwable thrown) {
    return FAILURES.classify(thrown);
  }

  @Override
  public Optional<String> unsupported(MediaRequest request) {
    return Optional.empty();
  }

  /** One request, and one more before it if parameters are checked. */
  @Override
  public JobInfo submit(MediaRequest request, SubmitOptions options) throws IOException {
    if (config.checksParameters() && request instanceof RunWorkflow workflow) {
      OciMediaFlow.read(api.workflow(workflow.workflowId())).check(workflow);
    }
    String body = MediaFlowJson.job(config.compartment(), request, options);
    return MediaFlowJson.info(
        api.create(body, options.clientToken().orElseThrow()), config.bucket());
  }

  @Override
  public JobInfo get(String id) throws IOException {
    return MediaFlowJson.info(api.get(id), config.bucket());
  }

  @Override
  public void cancel(String id) throws IOException {
    api.delete(id);
  }

  @Override
  public BlobDriver.Page<JobInfo> list(JobFilter filter, @Nullable String cursor)
      throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("compartmentId", config.compartment());
    if (filter.states().size() == 1) {
      MediaState only = filter.states().iterator().next();
      MediaFlowJson.name(only).ifPresent(name -> query.put("lifecycleState", name));
    }
    MediaFlowApi.Page page = api.jobs(query, cursor);
    List<JobInfo> jobs = new ArrayList<>();
    page.items().forEach(job -> jobs.add(MediaFlowJson.info(job, config.bucket())));
    return new BlobDriver.Page<>(jobs, page.next());
  }

  @Override
  public <T> @Nullable T unwrap(Class<T> type) {
    return type == OciMediaFlow.class ? type.cast(flow) : null;
  }

  @Override
  public void close() {
    api.close();
  }
}
