package dev.stowage.local;

import dev.stowage.media.MediaJobs;

/** Submits a job, prints its id and returns; see {@link FileMediaTest}. */
final class MediaChild {
  private MediaChild() {}

  public static void main(String[] args) {
    try (MediaJobs jobs = MediaJobs.open(args[0])) {
      System.out.println(jobs.submit(MediaSamples.copy("in", "out.mp4", "mp4")).id());
      System.out.flush();
    }
  }
}
