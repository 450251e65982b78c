package dev.stowage.cli;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.BlobLocation;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.SignedUrl;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "sign",
    description = "Make a URL that lets whoever has it do one thing with an object for a while.")
final class SignCommand implements Callable<Integer> {
  @Mixin CommonOptions common = new CommonOptions();

  @Option(names = "--method", description = "GET (default), HEAD, PUT or DELETE.")
  SignRequest.Method method = SignRequest.Method.GET;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = CommonOptions.DurationConverter.class,
      description = "How long it is good for, such as 15m (default 1h).")
  Duration life = Duration.ofHours(1);

  @Option(names = "--content-type", paramLabel = "TYPE", description = "Bind an upload to it.")
  @Nullable String contentType;

  @Option(names = "--content-length", paramLabel = "N", description = "Bind an upload to it.")
  @Nullable Long contentLength;

  @Option(names = "--if-absent", description = "Bind an upload to creating the object.")
  boolean ifAbsent;

  @Parameters(paramLabel = "URL")
  String url = "";

  @Override
  public Integer call() {
    try (BlobLocation location = Blobs.object(url, common.open());
        Output out = common.output()) {
      SignedUrl signed =
          location
              .store()
              .urlSigner()
              .orElseThrow(
                  () ->
                      StorageException.of(
                          ErrorCode.UNSUPPORTED,
                          "this store cannot sign URLs; stowage probe shows what it can"))
              .sign(request(location.key()));
      if (out.isJson()) {
        var row = Output.row();
        row.put("method", signed.method());
        row.put("url", signed.uri().toString());
        row.put("headers", signed.headers());
        row.put("expires", signed.expires().toString());
        out.json(row);
      } else {
        out.line(signed.uri().toString());
        // Beside standard output, so that a script gets nothing but the URL.
        signed
            .headers()
            .forEach((name, value) -> System.err.println("send with it: " + name + ": " + value));
      }
      return 0;
    }
  }

  private SignRequest request(String key) {
    SignRequest request =
        switch (method) {
          case GET -> SignRequest.get(key, life);
          case HEAD -> SignRequest.head(key, life);
          case PUT -> SignRequest.put(key, life);
          case DELETE -> SignRequest.delete(key, life);
        };
    if (contentType != null) {
      request = request.withContentType(contentType);
    }
    if (contentLength != null) {
      request = request.withContentLength(contentLength);
    }
    return ifAbsent ? request.withCreateOnly() : request;
  }
}
