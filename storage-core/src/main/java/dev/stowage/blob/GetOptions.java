package dev.stowage.blob;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which bytes of which version are read, and under which condition. Immutable. */
public final class GetOptions {
  private static final GetOptions DEFAULTS = new GetOptions(new State());

  private final State state;

  private GetOptions(State state) {
    this.state = state;
  }

  /** The whole of the latest version, in any case. */
  public static GetOptions defaults() {
    return DEFAULTS;
  }

  public GetOptions withRange(ByteRange value) {
    return with(s -> s.range = value);
  }

  /** Only this etag; else {@code PRECONDITION_FAILED}. */
  public GetOptions withIfMatch(String etag) {
    return with(s -> s.ifMatch = etag);
  }

  /** Only if the etag is another one; else {@code NOT_MODIFIED}. */
  public GetOptions withIfNoneMatch(String etag) {
    return with(s -> s.ifNoneMatch = etag);
  }

  /** Only if modified after this time; else {@code NOT_MODIFIED}. */
  public GetOptions withIfModifiedSince(Instant value) {
    return with(s -> s.ifModifiedSince = value);
  }

  /** Only if not modified after this time; else {@code PRECONDITION_FAILED}. */
  public GetOptions withIfUnmodifiedSince(Instant value) {
    return with(s -> s.ifUnmodifiedSince = value);
  }

  /** A version that is not the latest. */
  public GetOptions withVersion(String value) {
    return with(s -> s.version = value);
  }

  public ByteRange range() {
    return state.range;
  }

  public Optional<String> ifMatch() {
    return Optional.ofNullable(state.ifMatch);
  }

  public Optional<String> ifNoneMatch() {
    return Optional.ofNullable(state.ifNoneMatch);
  }

  public Optional<Instant> ifModifiedSince() {
    return Optional.ofNullable(state.ifModifiedSince);
  }

  public Optional<Instant> ifUnmodifiedSince() {
    return Optional.ofNullable(state.ifUnmodifiedSince);
  }

  public Optional<String> version() {
    return Optional.ofNullable(state.version);
  }

  private GetOptions with(Consumer<State> change) {
    State copy = new State();
    copy.range = state.range;
    copy.ifMatch = state.ifMatch;
    copy.ifNoneMatch = state.ifNoneMatch;
    copy.ifModifiedSince = state.ifModifiedSince;
    copy.ifUnmodifiedSince = state.ifUnmodifiedSince;
    copy.version = state.version;
    change.accept(copy);
    return new GetOptions(copy);
  }

  private static final class State {
    private ByteRange range = ByteRange.all();
    private @Nullable String ifMatch;
    private @Nullable String ifNoneMatch;
    private @Nullable Instant ifModifiedSince;
    private @Nullable Instant ifUnmodifiedSince;
    private @Nullable String version;
  }
}
