package dev.stowage.examples;

import dev.stowage.media.DocumentConvert;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.oss.OssTask;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes pictures of the pages of a Word document in Alibaba OSS, which does it asynchronously:
 *
 * <pre>
 * DocumentToPictures --region cn-hangzhou --bucket docs --key report.docx
 *     --target-key 'pages/{index}.png' [--target-bucket pictures] [--endpoint ENDPOINT]
 * </pre>
 *
 * with the access key in {@code OSS_ACCESS_KEY_ID} and {@code OSS_ACCESS_KEY_SECRET}. The bucket is
 * bound to a project of Intelligent Media Management.
 */
public final class DocumentToPictures {
  private static final List<String> REQUIRED = List.of("region", "bucket", "key", "target-key");
  private static final List<String> OPTIONAL = List.of("target-bucket", "endpoint", "imm-endpoint");

  private DocumentToPictures() {}

  public static void main(String[] args) {
    Map<String, String> options = options(args);
    if (!options.keySet().containsAll(REQUIRED)) {
      System.err.println("required: --region --bucket --key --target-key");
      return;
    }
    String bucket = options.getOrDefault("bucket", "");
    try (MediaJobs jobs = MediaJobs.open(url(bucket, options))) {
      MediaBlob document = MediaBlob.of(options.getOrDefault("key", ""));
      MediaBlob target =
          MediaBlob.of(
              options.getOrDefault("target-bucket", bucket),
              options.getOrDefault("target-key", ""));
      MediaJob job =
          jobs.submit(
              DocumentConvert.builder(document, target, "png").sourceFormat("docx").build());
      OssTask task = OssTask.of(job);
      System.out.println("status code: " + task.statusCode());
      System.out.println("request id: " + task.requestId());
      System.out.println("event id: " + task.eventId().orElse("none"));
      System.out.println("task id: " + task.taskId().orElse("none"));
      System.out.println("process request id: " + task.processRequestId().orElse("none"));
      // All of this says that OSS took the job. How it went is another question:
      System.out.println("state: " + job.await(Duration.ofMinutes(5)));
      job.failure().map(MediaFailure::reason).ifPresent(System.out::println);
      job.outputs().forEach(output -> System.out.println("page: " + output.blob().key()));
    }
  }

  private static String url(String bucket, Map<String, String> options) {
    StringBuilder url = new StringBuilder("oss-media://").append(bucket);
    char separator = '?';
    for (String name : List.of("region", "endpoint", "imm-endpoint")) {
      String given = options.getOrDefault(name, "");
      if (!given.isEmpty()) {
        String value = URLEncoder.encode(given, StandardCharsets.UTF_8);
        url.append(separator).append(name).append('=').append(value);
        separator = '&';
      }
    }
    return url.toString();
  }

  private static Map<String, String> options(String... args) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i + 1 < args.length; i += 2) {
      String name = args[i].replaceFirst("^--", "").replace('_', '-');
      if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
        throw new IllegalArgumentException("unknown option " + args[i]);
      }
      options.put(name, args[i + 1]);
    }
    return options;
  }
}
