package dev.stowage.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stowage.ErrorCode;
import dev.stowage.OpenOptions;
import dev.stowage.StorageException;
import dev.stowage.conformance.kv.ManualPacer;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.media.FakeMediaFlow;
import dev.stowage.fakes.oci.nosql.FakeNosql;
import dev.stowage.fakes.oci.vault.FakeVault;
import dev.stowage.kv.Document;
import dev.stowage.kv.KeyRange;
import dev.stowage.kv.KvStore;
import dev.stowage.kv.RowKey;
import dev.stowage.kv.ScanRequest;
import dev.stowage.media.JobFilter;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.RunWorkflow;
import dev.stowage.secret.SecretStore;
import dev.stowage.secret.SecretValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong on the wire to rows, secrets and media jobs: the right answer after another try,
 * or a failure; never something else.
 */
class WireFaultsOnServicesTest {
  private static final FakeOci OCI = FakeOci.start();

  /** Each hits one exchange, somewhere. */
  private static final List<Fault> TRANSIENT =
      List.of(
          Fault.unavailable(),
          Fault.unavailable(Duration.ofSeconds(2)),
          Fault.tooManyRequests(Duration.ofSeconds(3)),
          Fault.refusal(500, "InternalServerError"),
          Fault.refusal(502, ""),
          Fault.refusal(504, ""),
          Fault.resetBeforeBody(),
          Fault.lostResponse(),
          Fault.resetDuringResponse(5),
          Fault.hardTruncation(9),
          Fault.cleanTruncation(9),
          Fault.closeAfterResponse(),
          Fault.dribble(),
          Fault.shortReads(1));

  private final OpenOptions options =
      OpenOptions.defaults()
          .withEnvironment(OCI.environment())
          .withPacer(new ManualPacer(Instant.now()));

  @BeforeEach
  void fresh() {
    OCI.reset();
    OCI.service(FakeNosql.class)
        .createTable("create table t (p string, s string, doc json, primary key(shard(p), s))");
    OCI.service(FakeMediaFlow.class).putObject("sample.mp4");
  }

  private static String rest(String more) {
    return "?compartment=" + OCI.compartment() + "&endpoint=" + OCI.endpoint() + more;
  }

  private static void arm(Fault fault) {
    OCI.faults().clear();
    OCI.faults().onAny().arm(fault);
  }

  @Test
  void rows() {
    try (KvStore rows = KvStore.open("oci-nosql://t" + rest("&key=p,s&document=doc"), options)) {
      RowKey key = RowKey.of("a").and("b");
      for (int i = 0; i < TRANSIENT.size(); i++) {
        Document document = Document.empty().with("n", i);
        arm(TRANSIENT.get(i));
        rows.put(key, document);
        arm(TRANSIENT.get(i));
        assertEquals(document, rows.get(key).orElseThrow().document());
        arm(TRANSIENT.get(i));
        assertEquals(1, rows.scan(ScanRequest.of(KeyRange.within(RowKey.of("a")))).count());
        arm(TRANSIENT.get(i));
        rows.update(key, d -> d.with("n", d.integer("n").orElseThrow() + 100));
        assertEquals(i + 100L, rows.get(key).orElseThrow().document().integer("n").orElseThrow());
        arm(TRANSIENT.get(i));
        RowKey fresh = RowKey.of("c").and("k" + i);
        rows.create(fresh, document);
        assertEquals(document, rows.get(fresh).orElseThrow().document());
        arm(TRANSIENT.get(i));
        rows.delete(key);
        assertTrue(rows.get(key).isEmpty());
      }
    }
  }

  @Test
  void secrets() {
    FakeVault vault = OCI.service(FakeVault.class);
    vault.createSecret("db", "aHVudGVyMg==", "BASE64");
    try (SecretStore secrets =
        SecretStore.open(
            "oci-vault://" + vault.vaultId() + rest("&key=" + vault.keyId()), options)) {
      for (Fault fault : TRANSIENT) {
        arm(fault);
        try (SecretValue value = secrets.get("db")) {
          assertEquals("hunter2", value.text());
        }
        arm(fault);
        assertEquals(List.of("db"), secrets.list("").toList());
        arm(fault);
        assertEquals(1, secrets.versions("db").size());
      }
    }
  }

  @Test
  void mediaJobs() {
    String workflow = OCI.service(FakeMediaFlow.class).workflowId();
    try (MediaJobs jobs = MediaJobs.open("oci-media://media" + rest(""), options)) {
      for (int i = 0; i < TRANSIENT.size(); i++) {
        arm(TRANSIENT.get(i));
        MediaJob job =
            jobs.submit(
                RunWorkflow.builder(workflow)
                    .parameter("input", "objectName", "sample.mp4")
                    .build());
        arm(TRANSIENT.get(i));
        assertEquals(job.id(), jobs.job(job.id()).id());
        OCI.faults().clear();
        assertEquals(i + 1, jobs.list(JobFilter.all()).count(), "one job for one submit");
      }
    }
  }

  @Test
  void outagesEndAsUnavailable() {
    try (KvStore rows = KvStore.open("oci-nosql://t" + rest("&key=p,s&document=doc"), options)) {
      for (Fault fault :
          List.of(Fault.unavailable(), Fault.resetBeforeBody(), Fault.cleanTruncation(9))) {
        OCI.faults().clear();
        OCI.faults().onAny().always().arm(fault);
        StorageException outage =
            assertThrows(StorageException.class, () -> rows.get(RowKey.of("a").and("b")));
        assertEquals(ErrorCode.UNAVAILABLE, outage.code());
        assertEquals(Optional.of("oci-nosql"), outage.provider());
      }
    }
  }
}
