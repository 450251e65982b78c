package dev.stowage.oss;

import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import dev.stowage.ErrorCode;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ListRequest;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells by the target blobs whether a job is done, for those who may not ask about tasks. A blob
 * that was there before the job is not its output.
 */
final class TargetWatch {
  /** How long nothing new must have come, when nobody says how many there will be. */
  static final Duration QUIET = Duration.ofSeconds(30);

  private static final int PAGE = 1000;

  private final OssApi api;

  TargetWatch(OssApi api) {
    this.api = api;
  }

  /** What is there before a job is handed in. */
  JobTicket.Before before(MediaPlan plan) throws IOException {
    if (plan.output().isEmpty()) {
      return JobTicket.Before.NOTHING;
    }
    if (plan.beginning().isEmpty()) {
      Optional<BlobInfo> blob = find(plan.target(), plan.output().get().key());
      return blob.map(b -> new JobTicket.Before(b.modified(), b.etag()))
          .orElse(JobTicket.Before.NOTHING);
    }
    Instant newest = Instant.EPOCH;
    for (BlobInfo blob : all(plan.target(), plan.beginning().get()).blobs()) {
      newest = blob.modified().isAfter(newest) ? blob.modified() : newest;
    }
    return new JobTicket.Before(newest, "");
  }

  private Optional<BlobInfo> find(String bucket, String key) throws IOException {
    try {
      return Optional.of(
          OssReplies.whole(key, api.forBucket(bucket).head(key, null, java.util.Map.of())));
    } catch (ServiceException e) {
      if (OssFailures.classify(e).code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * @param at the service's time of the last page
   */
  private record Found(List<BlobInfo> blobs, Instant at) {}

  private Found all(String bucket, String prefix) throws IOException {
    List<BlobInfo> blobs = new ArrayList<>();
    ListRequest request = ListRequest.of(prefix).withPageSize(PAGE);
    while (true) {
      OssApi.Seen seen = api.forBucket(bucket).seen(request);
      blobs.addAll(seen.page().blobs());
      if (seen.page().cursor().isEmpty()) {
        return new Found(blobs, seen.at());
      }
      request = request.withCursor(seen.page().cursor().get());
    }
  }

  /**
   * The outputs of a job, and whether they are all.
   *
   * @param complete false also when it cannot be told yet
   */
  record Outputs(List<MediaOutput> made, boolean complete) {}

  Outputs look(JobTicket ticket) throws IOException {
    if (ticket.output().isEmpty()) {
      return new Outputs(List.of(), ticket.done());
    }
    MediaBlob target = ticket.output().get();
    String bucket = target.container().orElse(ticket.input());
    JobTicket.Before before = ticket.before();
    if (ticket.beginning().isEmpty()) {
      Optional<BlobInfo> blob = find(bucket, target.key());
      boolean made =
          blob.filter(
                  b -> b.modified().isAfter(before.modified()) || !b.etag().equals(before.etag()))
              .isPresent();
      return made
          ? new Outputs(List.of(new MediaOutput(ticket.type(), target)), true)
          : new Outputs(List.of(), false);
    }
    Found found = all(bucket, ticket.beginning().get());
    List<MediaOutput> made = new ArrayList<>();
    Instant newest = Instant.EPOCH;
    for (BlobInfo blob : found.blobs()) {
      if (blob.modified().isAfter(before.modified())) {
        made.add(new MediaOutput(ticket.type(), MediaBlob.of(bucket, blob.key())));
        newest = blob.modified().isAfter(newest) ? blob.modified() : newest;
      }
    }
    boolean complete =
        ticket.count() >= 0
            ? made.size() >= ticket.count()
            : !made.isEmpty() && Duration.between(newest, found.at()).compareTo(QUIET) >= 0;
    return new Outputs(made, complete);
  }
}
