package dev.stowage.local;

import dev.stowage.ErrorCode;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaFailure;
import dev.stowage.media.MediaState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs of one directory: each has a directory with its record, and one to work in. */
final class JobRecords {
  static final String DIRECTORY = ".stowage-media";
  private static final int ID = 16;

  private final Path home;

  JobRecords(Path directory) {
    this.home = directory.resolve(DIRECTORY);
  }

  /** The same token is the same id. */
  static String idOf(@Nullable String token) {
    if (token == null) {
      return HexFormat.of().formatHex(Gcm.random(ID));
    }
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(Gcm.sha256(bytes, bytes.length), 0, ID);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Path directory(String id) {
    return home.resolve(id);
  }

  Path work(String id) {
    return directory(id).resolve("work");
  }

  String owner() throws IOException {
    PrivateFiles.makeDirectory(home);
    PrivateFiles.makeDirectory(owners());
    return JobOwner.mine(owners());
  }

  private Path owners() {
    return home.resolve("owners");
  }

  private Path record(String id) {
    return directory(id).resolve("job.json");
  }

  /** Returns false, and does nothing, when there is such a job. */
  boolean create(JobRecord job) throws IOException {
    String id = job.info().id();
    Path draft = home.resolve("draft-" + UUID.randomUUID());
    PrivateFiles.makeDirectory(draft);
    PrivateFiles.create(draft.resolve("job.json"), job.toJson());
    try {
      Files.move(draft, directory(id), StandardCopyOption.ATOMIC_MOVE);
      Directories.force(home);
      return true;
    } catch (FileSystemException e) {
      TempFiles.deleteTree(draft);
      if (Files.exists(record(id))) {
        return false;
      }
      throw e;
    }
  }

  /** Null when there is no such job. */
  @Nullable JobRecord read(String id) throws IOException {
    if (!id.matches("[0-9a-f]{32}")) {
      return null;
    }
    try {
      return JobRecord.parse(Files.readAllBytes(record(id)));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  void write(JobRecord job) throws IOException {
    PrivateFiles.replace(record(job.info().id()), job.toJson());
  }

  /** Newest first. */
  List<JobRecord> all() throws IOException {
    List<JobRecord> jobs = new ArrayList<>();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(home)) {
      for (Path directory : directories) {
        JobRecord job = read(String.valueOf(directory.getFileName()));
        if (job != null) {
          jobs.add(job);
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    jobs.sort((a, b) -> position(b.info()).compareTo(position(a.info())));
    return jobs;
  }

  /** Where it stands in a listing. */
  static String position(JobInfo job) {
    Instant created = job.created().orElse(Instant.EPOCH);
    return String.format(Locale.ROOT, "%020d%09d", created.getEpochSecond(), created.getNano())
        + job.id();
  }

  /** Whether the process that runs it still does. */
  boolean isRun(JobRecord job) throws IOException {
    return JobOwner.isAlive(owners(), job.owner());
  }

  void askToCancel(String id) throws IOException {
    PrivateFiles.createIfAbsent(directory(id).resolve("cancel"));
  }

  boolean isAskedToCancel(String id) {
    return Files.exists(directory(id).resolve("cancel"));
  }

  /** Says of a job whose process is gone how it ended, and takes away what it left. */
  JobRecord bury(JobRecord job, Instant now) throws IOException {
    ProcessHandle.of(job.pid())
        .filter(process -> job.started() != 0 && startOf(process) == job.started())
        .ifPresent(ProcessHandle::destroyForcibly);
    String where =
        job.storing()
            ? " while it stored the outputs: some of them may be there"
            : "; nothing was stored";
    JobRecord buried =
        job.with(
            job.info().toBuilder()
                .state(MediaState.FAILED)
                .ended(now)
                .failure(
                    new MediaFailure(
                        ErrorCode.UNAVAILABLE,
                        "ProcessEnded",
                        "the process that ran the job ended" + where))
                .build());
    write(buried);
    TempFiles.deleteTree(work(job.info().id()));
    return buried;
  }

  static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
