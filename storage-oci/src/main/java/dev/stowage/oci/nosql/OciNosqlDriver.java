package dev.stowage.oci.nosql;

import dev.stowage.Pacer;
import dev.stowage.StorageException;
import dev.stowage.kv.Document;
import dev.stowage.kv.KvCapabilities;
import dev.stowage.kv.KvFeature;
import dev.stowage.kv.KvLimits;
import dev.stowage.kv.Row;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.Statement;
import dev.stowage.spi.Failure;
import dev.stowage.spi.KvCondition;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvPage;
import dev.stowage.spi.KvRead;
import dev.stowage.spi.KvRecord;
import dev.stowage.spi.KvScan;
import dev.stowage.spi.KvWrite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table. What it looks like is found out with the first call, if it was not said. */
final class OciNosqlDriver implements KvDriver {
  private static final int MOST_KEY_BYTES = 64;
  private static final int MOST_ROW_BYTES = 512 * 1024;

  /** Two levels of an answer stand around a document, and there are levels to a document only. */
  private static final int MOST_DEPTH = 90;

  private final OciNosqlConfig config;
  private final NosqlApi api;
  private final Pacer pacer;
  private final KvCapabilities capabilities;
  private final OciNosql tables;
  private volatile @Nullable Opened opened;

  /** What works once the table is known. */
  private record Opened(
      NosqlSchema schema, NosqlMapping mapping, NosqlScans scans, NosqlStatements statements) {}

  OciNosqlDriver(OciNosqlConfig config, NosqlApi api, Pacer pacer) {
    this.config = config;
    this.api = api;
    this.pacer = pacer;
    this.capabilities = capabilities(config);
    this.tables = new OciNosql(api, config.compartment().orElse(""), pacer, false);
    boolean said =
        !config.key().isEmpty()
            && config.documentColumn().isPresent()
            && !config.table().startsWith("ocid1.")
            && config.compartment().isPresent();
    if (said) {
      opened =
          open(
              new NosqlSchema(
                  config.table(),
                  config.compartment().get(),
                  config.key(),
                  config.shardColumns(),
                  config.documentColumn().get(),
                  config.markColumn().orElse(null),
                  Map.of(),
                  false));
    }
  }

  private static KvCapabilities capabilities(OciNosqlConfig config) {
    EnumSet<KvFeature> features =
        EnumSet.of(KvFeature.TTL, KvFeature.STATEMENTS, KvFeature.STRONG_READS);
    // Texts keep whatever they say; a document column does, and a TIMESTAMP(9) column too.
    features.add(KvFeature.NANOSECONDS);
    List<KeyColumn> key = config.key();
    if (key.size() == 1 && key.get(0).isGenerated()) {
      features.add(KvFeature.GENERATED_KEYS);
    }
    KvLimits limits =
        KvLimits.none()
            .withKeyParts(
                key.isEmpty() ? 1 : key.size(), key.isEmpty() ? Integer.MAX_VALUE : key.size())
            .withPartitionParts(config.shardColumns())
            .withMaxKeyBytes(MOST_KEY_BYTES)
            .withMaxRowBytes(MOST_ROW_BYTES)
            .withMaxDepth(MOST_DEPTH)
            .withTtlResolution(Duration.ofDays(1));
    return new KvCapabilities(features, limits);
  }

  @Override
  public String scheme() {
    return OciNosqlProvider.SCHEME;
  }

  @Override
  public String container() {
    return config.table();
  }

  @Override
  public KvCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public Optional<String> keyProblem(RowKey key) {
    Opened known = opened;
    List<KeyColumn> columns = known == null ? config.key() : known.schema().key();
    return columns.isEmpty() ? Optional.empty() : NosqlMapping.keyProblem(columns, key);
  }

  @Override
  public boolean keepsWriteIds() {
    Opened known = opened;
    return known == null
        ? config.documentColumn().isPresent() || config.markColumn().isPresent()
        : known.mapping().keepsMarks();
  }

  private Opened table() throws IOException {
    Opened known = opened;
    if (known == null) {
      known = open(NosqlSchema.of(api.table(config.table(), config.compartment()).body(), config));
      opened = known;
    }
    return known;
  }

  private Opened open(NosqlSchema schema) {
    NosqlMapping mapping = new NosqlMapping(schema);
    return new Opened(
        schema,
        mapping,
        new NosqlScans(api, schema, mapping, config.absolute()),
        new NosqlStatements(api, schema.compartment(), config.absolute()));
  }

  @Override
  public @Nullable KvRecord get(RowKey key, KvRead read) throws IOException {
    NosqlMapping mapping = table().mapping();
    boolean absolute = read.strong() || config.absolute();
    NosqlAnswer answer =
        api.getRow(config.table(), config.compartment(), mapping.keyParameters(key), absolute);
    return mapping.record(key, answer);
  }

  @Override
  public KvOutcome write(KvWrite write) throws IOException {
    return write.isDelete() ? delete(write) : put(write);
  }

  private KvOutcome delete(KvWrite write) throws IOException {
    KvCondition condition = write.condition();
    boolean bound = condition.kind() == KvCondition.Kind.REVISION;
    NosqlAnswer answer =
        api.deleteRow(
            config.table(),
            config.compartment(),
            table().mapping().keyParameters(write.key()),
            bound ? NosqlMapping.etag(condition.revision()) : null);
    boolean gone = answer.body().bool("isSuccess").orElse(false);
    return gone || !bound ? KvOutcome.done() : KvOutcome.refused();
  }

  private KvOutcome put(KvWrite write) throws IOException {
    Opened table = table();
    Map<String, Object> details = details();
    details.put("value", table.mapping().value(write.key(), write.document(), write.writeId()));
    KvCondition condition = write.condition();
    switch (condition.kind()) {
      case ABSENT -> details.put("option", "IF_ABSENT");
      case PRESENT -> details.put("option", "IF_PRESENT");
      case NONE, REVISION -> {}
    }
    boolean expires = new NosqlLife(api, config, table.schema(), pacer).addTo(details, write);
    boolean bound = condition.kind() == KvCondition.Kind.REVISION;
    NosqlAnswer answer =
        api.putRow(config.table(), details, bound ? NosqlMapping.etag(condition.revision()) : null);
    // The service answers 200 also when it did nothing, and then tells no version.
    return answer
        .body()
        .string("version")
        .map(version -> KvOutcome.stored(NosqlMapping.revision(version, expires)))
        .orElse(KvOutcome.refused());
  }

  private Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("compartmentId", config.compartment());
    return details;
  }

  @Override
  public Row insert(Document document, @Nullable Instant expiresAt) throws IOException {
    Opened table = table();
    Map<String, Object> details = details();
    details.put("value", table.mapping().value(document));
    boolean expires =
        expiresAt == null
            ? table.schema().expires()
            : NosqlLife.addDays(details, expiresAt, pacer.now());
    NosqlAnswer answer = api.putRow(config.table(), details, null);
    String made =
        answer
            .body()
            .string("generatedValue")
            .orElseThrow(
                () -> StorageException.invalidArgument("the table makes up no values for its key"));
    KeyColumn column = table.schema().key().get(0);
    RowKey key = column.isText() ? RowKey.of(made) : RowKey.of(Long.parseLong(made));
    String version =
        answer.body().string("version").orElseThrow(() -> new IOException("no version was told"));
    KvRecord stored = expires ? get(key, new KvRead(List.of(), true)) : null;
    Instant end = stored == null ? null : stored.row().expiresAt().orElse(null);
    return Row.of(key, document, NosqlMapping.revision(version, end != null), end);
  }

  @Override
  public KvPage<Row> scan(KvScan scan) throws IOException {
    return table().scans().page(scan);
  }

  @Override
  public KvPage<Document> query(Statement statement, @Nullable String cursor) throws IOException {
    return table().statements().page(statement, cursor);
  }

  @Override
  public Failure classify(Throwable thrown) {
    return NosqlFailures.classify(thrown);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type == OciNosql.class ? Optional.of(type.cast(tables)) : Optional.empty();
  }

  @Override
  public void close() {
    api.close();
  }
}
