package dev.stowage.oci.nosql;

import dev.stowage.StorageException;
import dev.stowage.StorageUrl;
import dev.stowage.oci.OciConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one table is reached: the parameters of an {@code oci-nosql:} URL. Immutable.
 *
 * <p>What the table looks like is asked of the service with the first call, unless it is said here:
 * then there is no such request, which is what a function wants that handles one event.
 */
public final class OciNosqlConfig {
  private final State state;

  private OciNosqlConfig(State state) {
    this.state = state;
  }

  /** A table by its name, which needs a compartment, or by its OCID. */
  public static OciNosqlConfig of(String table) {
    if (table.isEmpty()) {
      throw StorageException.invalidArgument(
          "the URL names no table; write oci-nosql://table?compartment=ocid1...");
    }
    State state = new State();
    state.table = table;
    return new OciNosqlConfig(state);
  }

  static OciNosqlConfig of(StorageUrl url) {
    url.allowParams(
        OciConfig.parametersAnd("compartment", "key", "shard", "document", "mark", "consistency"));
    if (!url.path().isEmpty()) {
      throw StorageException.invalidArgument(
          "an oci-nosql: URL ends with the name of the table; " + url.path() + " follows it");
    }
    OciNosqlConfig config = of(url.container()).withConnection(OciConfig.of(url));
    if (url.param("compartment").isPresent()) {
      config = config.withCompartment(url.param("compartment").get());
    }
    if (url.param("key").isPresent()) {
      config = config.withKey(url.param("key").get().split(",", -1));
    }
    if (url.param("shard").isPresent()) {
      config = config.withShardColumns(number(url.param("shard").get()));
    }
    if (url.param("document").isPresent()) {
      config = config.withDocumentColumn(url.param("document").get());
    }
    if (url.param("mark").isPresent()) {
      config = config.withMarkColumn(url.param("mark").get());
    }
    boolean strong =
        url.choice("consistency", "eventual", "eventual", "absolute").equals("absolute");
    return config.withAbsoluteConsistency(strong).checked();
  }

  private static int number(String text) {
    if (!text.matches("[1-9]")) {
      throw StorageException.invalidArgument(
          "shard=" + text + "; it takes the number of shard key columns, at least 1");
    }
    return Integer.parseInt(text);
  }

  private OciNosqlConfig checked() {
    if (table().startsWith("ocid1.") || state.compartment != null) {
      return this;
    }
    throw StorageException.invalidArgument(
        "table \""
            + table()
            + "\" is named without its compartment; add compartment=ocid1..., or"
            + " name the table by its OCID");
  }

  /** Where and as whom. */
  public OciNosqlConfig withConnection(OciConfig value) {
    return with(s -> s.connection = value);
  }

  /** The OCID of the table's compartment. */
  public OciNosqlConfig withCompartment(String value) {
    return with(s -> s.compartment = value);
  }

  /**
   * The columns of the primary key in their order, each as {@code name} or {@code name:type} with
   * the type string, integer or long, or uuid or identity for one that the service makes up.
   */
  public OciNosqlConfig withKey(String... columns) {
    List<KeyColumn> parsed = new ArrayList<>();
    for (String column : columns) {
      parsed.add(KeyColumn.parse(column));
    }
    return with(s -> s.key = List.copyOf(parsed));
  }

  /** How many of the key's columns are the shard key; 1 unless said. */
  public OciNosqlConfig withShardColumns(int value) {
    return with(s -> s.shard = value);
  }

  /** The JSON column that documents are kept in as a whole. */
  public OciNosqlConfig withDocumentColumn(String value) {
    return with(s -> s.document = value);
  }

  /**
   * A string column for the marks by which a write recognises itself after its answer was lost. Not
   * needed where documents are kept in a JSON column.
   */
  public OciNosqlConfig withMarkColumn(String value) {
    return with(s -> s.mark = value);
  }

  /** Whether every read sees every write before it, at twice the cost. */
  public OciNosqlConfig withAbsoluteConsistency(boolean value) {
    return with(s -> s.absolute = value);
  }

  String table() {
    return state.table;
  }

  OciConfig connection() {
    return state.connection;
  }

  Optional<String> compartment() {
    return Optional.ofNullable(state.compartment);
  }

  /** Empty when it is to be found out. */
  List<KeyColumn> key() {
    return state.key;
  }

  int shardColumns() {
    return state.shard;
  }

  Optional<String> documentColumn() {
    return Optional.ofNullable(state.document);
  }

  Optional<String> markColumn() {
    return Optional.ofNullable(state.mark);
  }

  boolean absolute() {
    return state.absolute;
  }

  @Override
  public String toString() {
    return "OciNosqlConfig[" + state.table + ", " + state.connection + "]";
  }

  private OciNosqlConfig with(Consumer<State> change) {
    State copy = new State();
    copy.table = state.table;
    copy.connection = state.connection;
    copy.compartment = state.compartment;
    copy.key = state.key;
    copy.shard = state.shard;
    copy.document = state.document;
    copy.mark = state.mark;
    copy.absolute = state.absolute;
    change.accept(copy);
    return new OciNosqlConfig(copy);
  }

  private static final class State {
    private String table = "";
    private OciConfig connection = OciConfig.defaults();
    private @Nullable String compartment;
    private List<KeyColumn> key = List.of();
    private int shard = 1;
    private @Nullable String document;
    private @Nullable String mark;
    private boolean absolute;
  }
}
