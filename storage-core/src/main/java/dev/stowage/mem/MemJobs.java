package dev.stowage.mem;

import dev.stowage.spi.MediaFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The jobs of one service in memory. */
final class MemJobs {
  private final MediaFiles files;
  private final List<MemJob> jobs = new ArrayList<>();
  private final Map<String, MemJob> byToken = new HashMap<>();

  MemJobs(MediaFiles files) {
    this.files = files;
  }

  MediaFiles files() {
    return files;
  }

  /** A new job, or the one that this token made before. */
  synchronized MemJob submit(@Nullable String token, Function<String, MemJob> job) {
    MemJob known = token == null ? null : byToken.get(token);
    if (known != null) {
      return known;
    }
    MemJob made = job.apply("job-" + (jobs.size() + 1));
    jobs.add(made);
    if (token != null) {
      byToken.put(token, made);
    }
    return made;
  }

  synchronized @Nullable MemJob find(String id) {
    return jobs.stream().filter(job -> job.id().equals(id)).findFirst().orElse(null);
  }

  /** Newest first. */
  synchronized List<MemJob> all() {
    List<MemJob> newestFirst = new ArrayList<>(jobs);
    Collections.reverse(newestFirst);
    return newestFirst;
  }
}
