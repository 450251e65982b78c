package dev.stowage.oci.media;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.oci.OciConfig;
import java.util.function.Consumer;

/**
 * How jobs of one compartment are reached: the parameters of an {@code oci-media:} URL. Immutable.
 */
public final class OciMediaConfig {
  private final State state;

  private OciMediaConfig(State state) {
    this.state = state;
  }

  /** The compartment of the jobs by its OCID. */
  public static OciMediaConfig of(String compartmentId) {
    if (compartmentId.isEmpty()) {
      throw StorageException.invalidArgument(
          "the URL names no compartment; write oci-media://bucket?compartment=ocid1...");
    }
    State state = new State();
    state.compartment = compartmentId;
    return new OciMediaConfig(state);
  }

  static OciMediaConfig of(StorageUrl url) {
    url.allowParams(OciConfig.parametersAnd("compartment", "bucket", "check"));
    if (!url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "an oci-media: URL has no path; " + url.path() + " follows its first part");
    }
    // What stands in front is the bucket, or the compartment itself.
    boolean compartment = url.container().startsWith("ocid1.");
    String bucket = compartment ? "" : url.container();
    if (compartment && url.param("compartment").isPresent()
        || !bucket.isEmpty() && url.param("bucket").isPresent()) {
      throw StorageException.invalidArgument(
          (compartment ? "the compartment" : "the bucket") + " stands twice in the URL");
    }
    String id = compartment ? url.container() : url.param("compartment").orElse("");
    return of(id)
        .withConnection(OciConfig.of(url))
        .withBucket(url.param("bucket").orElse(bucket))
        .withParameterCheck(url.choice("check", "false", "true", "false").equals("true"));
  }

  /** Where and as whom. */
  public OciMediaConfig withConnection(OciConfig value) {
    return with(s -> s.connection = value);
  }

  /** The bucket whose outputs are shown by their keys alone; empty for none. */
  public OciMediaConfig withBucket(String value) {
    return with(s -> s.bucket = value);
  }

  /**
   * Whether a workflow is read before a job is handed in, so that a parameter that none of its
   * tasks refers to is refused instead of failing the job later. Costs a request.
   */
  public OciMediaConfig withParameterCheck(boolean value) {
    return with(s -> s.check = value);
  }

  String compartment() {
    return state.compartment;
  }

  OciConfig connection() {
    return state.connection;
  }

  String bucket() {
    return state.bucket;
  }

  boolean checksParameters() {
    return state.check;
  }

  @Override
  public String toString() {
    return "OciMediaConfig[" + state.compartment + ", " + state.connection + "]";
  }

  private OciMediaConfig with(Consumer<State> change) {
    State copy = new State();
    copy.compartment = state.compartment;
    copy.connection = state.connection;
    copy.bucket = state.bucket;
    copy.check = state.check;
    change.accept(copy);
    return new OciMediaConfig(copy);
  }

  private static final class State {
    private String compartment = "";
    private OciConfig connection = OciConfig.defaults();
    private String bucket = "";
    private boolean check;
  }
}
