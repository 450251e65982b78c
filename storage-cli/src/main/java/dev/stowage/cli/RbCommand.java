package dev.stowage.cli;

import dev.stowage.blob.BlobService;
import dev.stowage.blob.BlobStore;
import dev.stowage.blob.DeleteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rb", description = "Remove an empty container (a bucket).")
final class RbCommand implements Callable<Integer> {
  private static final int CHUNK = 1000;

  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--force", description = "Delete every object in it first.")
  boolean force;

  @Parameters(paramLabel = "URL")
  String url = "";

  @Override
  public Integer call() {
    Container container = Container.of(url);
    try (BlobService service = BlobService.open(container.account(), common.open());
        Output out = common.output()) {
      if (force && service.exists(container.name())) {
        try (BlobStore store = service.store(container.name())) {
          empty(store);
        }
      }
      service.delete(container.name());
      if (!out.isJson()) {
        out.line("removed " + Text.printable(container.name()));
      }
      return 0;
    }
  }

  private static void empty(BlobStore store) {
    List<String> keys = new ArrayList<>();
    try (var all = store.list("")) {
      for (var blob : (Iterable<dev.stowage.blob.BlobInfo>) all::iterator) {
        keys.add(blob.key());
        if (keys.size() == CHUNK) {
          delete(store, keys);
        }
      }
    }
    delete(store, keys);
  }

  private static void delete(BlobStore store, List<String> keys) {
    for (DeleteResult result : store.deleteAll(keys)) {
      if (result.failure().isPresent()) {
        throw result.failure().get();
      }
    }
    keys.clear();
  }
}
