package dev.stowage.local;

import dev.stowage.conformance.kv.DriverKvHarness;
import dev.stowage.conformance.kv.KvHarness;
import dev.stowage.conformance.kv.KvStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileKvConformanceTest implements KvStoreContract {
  @TempDir Path directory;

  private KvHarness harness;

  @BeforeEach
  void open() {
    String base = "file://" + directory.toUri().getRawPath();
    harness = new DriverKvHarness(base + "rows", base + "missing?create=false", Connection.class);
  }

  @Override
  public KvHarness harness() {
    return harness;
  }

  @Override
  public String provider() {
    return "file";
  }

  @Override
  public String configuration() {
    return "embedded";
  }
}
