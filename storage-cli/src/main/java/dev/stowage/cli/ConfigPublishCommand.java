package dev.stowage.cli;

import dev.stowage.blob.BlobBody;
import dev.stowage.blob.SignedUrl;
import dev.stowage.config.PublishedResult;
import dev.stowage.config.ResultPublisher;
import dev.stowage.config.StorageConfigs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "publish",
    description = {
      "Put a result at the default configuration, or at one that is named. Prints its url, and",
      "below it the signed URL when the configuration says so."
    })
final class ConfigPublishCommand extends ConfigCommand.OnRegistry {
  @Option(names = "--config", paramLabel = "ID", description = "The configuration.")
  @Nullable String config;

  @Parameters(index = "0", paramLabel = "NAME", description = "The key below the path.")
  String name = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "A file, or - for standard input.")
  String file = "";

  @Override
  int run(StorageConfigs configs, Output out) {
    BlobBody body = file.equals("-") ? BlobBody.once(System.in) : BlobBody.of(Path.of(file));
    try (ResultPublisher publisher = configs.publisher()) {
      PublishedResult result =
          config == null ? publisher.publish(name, body) : publisher.publish(config, name, body);
      print(result, out);
    }
    return 0;
  }

  private static void print(PublishedResult result, Output out) {
    if (!out.isJson()) {
      out.line(result.url());
      result.signedUrl().ifPresent(signed -> out.line(signed.uri().toString()));
      return;
    }
    var row = Output.row();
    row.put("url", result.url());
    if (result.signedUrl().isPresent()) {
      SignedUrl signed = result.signedUrl().get();
      row.put("signed_url", signed.uri().toString());
      row.put("expires", signed.expires().toString());
    }
    out.json(row);
  }
}
