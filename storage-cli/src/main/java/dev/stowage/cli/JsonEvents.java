package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.transfer.TransferListener;
import java.util.Map;

/** What happens to each object, one JSON object per line. */
final class JsonEvents implements TransferListener {
  private final Output out;

  JsonEvents(Output out) {
    this.out = out;
  }

  private synchronized void print(String event, String key, String name, Object value) {
    Map<String, Object> row = Output.row();
    row.put("event", event);
    row.put("key", key);
    row.put(name, value);
    out.json(row);
  }

  @Override
  public void started(String key, long size) {
    print("started", key, "size", size);
  }

  @Override
  public void done(String key, long size) {
    print("done", key, "size", size);
  }

  @Override
  public void skipped(String key, String reason) {
    print("skipped", key, "reason", reason);
  }

  @Override
  public void deleted(String key) {
    print("deleted", key, "deleted", true);
  }

  @Override
  public void failed(String key, StorageException failure) {
    print("failed", key, "code", failure.code());
  }
}
