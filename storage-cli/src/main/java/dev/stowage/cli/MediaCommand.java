package dev.stowage.cli;

import dev.stowage.StorageException;
import dev.stowage.media.Animation;
import dev.stowage.media.AudioCodec;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.AudioSettings;
import dev.stowage.media.Concatenate;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.Frames;
import dev.stowage.media.JobFilter;
import dev.stowage.media.JobInfo;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaJob;
import dev.stowage.media.MediaJobs;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.MediaState;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.Scaling;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.SubmitOptions;
import dev.stowage.media.Transcode;
import dev.stowage.media.VideoCodec;
import dev.stowage.media.VideoSettings;
import dev.stowage.media.WatermarkDecode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "media",
    description = {
      "Media jobs of a service. A job is accepted first and done later: submit prints its id,",
      "--wait waits for its end."
    },
    subcommands = {
      MediaCommand.Submit.class,
      MediaRunCommand.class,
      MediaCommand.Status.class,
      MediaCommand.Cancel.class,
      MediaCommand.ListJobs.class
    })
final class MediaCommand {
  /** What a job does. */
  enum Kind {
    TRANSCODE,
    SNAPSHOTS,
    ANIMATION,
    SPRITE,
    AUDIO,
    CONCAT,
    DOCUMENT,
    WATERMARK,
    RAW
  }

  private MediaCommand() {}

  /** A service and what all its commands take. */
  abstract static class OnService implements Callable<Integer> {
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "URL", description = "The media service.")
    String url = "";

    @Override
    public final Integer call() {
      try (MediaJobs jobs = MediaJobs.open(url, common.open());
          Output out = common.output()) {
        return run(jobs, out);
      }
    }

    abstract int run(MediaJobs jobs, Output out);
  }

  /** Exit code 1 for a job that ended without success. */
  static int report(MediaJob job, Output out) {
    JobInfo info = job.info();
    if (out.isJson()) {
      var row = Output.row();
      row.put("id", info.id());
      row.put("state", info.state());
      info.progress().ifPresent(percent -> row.put("progress", percent));
      row.put("outputs", info.outputs().stream().map(o -> o.blob().toString()).toList());
      info.text().ifPresent(text -> row.put("text", text));
      info.failure().ifPresent(failure -> row.put("failure", failure.toString()));
      out.json(row);
    } else {
      StringBuilder line = new StringBuilder(info.id()).append('\t').append(info.state());
      info.progress().ifPresent(percent -> line.append('\t').append(percent).append(" %"));
      out.line(line.toString());
      info.outputs().forEach(o -> out.line("output\t" + Text.printable(o.blob().toString())));
      info.text().ifPresent(text -> out.line("text\t" + Text.printable(text)));
      info.failure().ifPresent(f -> out.line("failure\t" + Text.printable(f.toString())));
    }
    boolean failed = info.state() == MediaState.FAILED || info.state() == MediaState.REJECTED;
    return failed ? Failures.FAILED : 0;
  }

  @Command(name = "submit", description = "Submit a job on keys of the service's store.")
  static final class Submit extends OnService {
    @Parameters(index = "1", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}")
    Kind kind = Kind.TRANSCODE;

    @Parameters(
        index = "2",
        paramLabel = "FORMAT",
        description = {
          "Such as mp4, jpg, gif, mp3, pdf; text for watermark, which reads one.",
          "For raw the instruction, in the provider's words."
        })
    String format = "";

    @Parameters(
        index = "3..*",
        arity = "1..*",
        paramLabel = "KEY",
        description = "The input, or for concat the inputs in order; last the output, if any.")
    List<String> keys = List.of();

    @Option(names = "--vcodec", description = "${COMPLETION-CANDIDATES}")
    @Nullable VideoCodec videoCodec;

    @Option(names = "--acodec", description = "${COMPLETION-CANDIDATES}")
    @Nullable AudioCodec audioCodec;

    @Option(names = "--width", paramLabel = "PIXELS", description = "Scale to this width.")
    @Nullable Integer width;

    @Option(
        names = "--every",
        paramLabel = "TIME",
        converter = CommonOptions.DurationConverter.class,
        description = "A frame every so often, such as 1s.")
    @Nullable Duration every;

    @Option(names = "--count", paramLabel = "N", description = "So many frames at most.")
    @Nullable Integer count;

    @Option(
        names = "--wait",
        paramLabel = "TIME",
        converter = CommonOptions.DurationConverter.class,
        description = "Wait for the end, at most so long.")
    @Nullable Duration wait;

    @Option(names = "--source-format", description = "Of a document, when its key does not say.")
    @Nullable String sourceFormat;

    @Option(names = "--pages", description = "Of a document, such as 1,3-5.")
    @Nullable String pages;

    @Option(names = "--topic", description = "What is told when the job is over.")
    @Nullable String topic;

    @Option(names = "--target", paramLabel = "CONTAINER", description = "Where the output goes.")
    @Nullable String container;

    @Override
    int run(MediaJobs jobs, Output out) {
      SubmitOptions options = SubmitOptions.defaults();
      MediaJob job =
          jobs.submit(request(), topic == null ? options : options.withNotifyTopic(topic));
      if (wait != null) {
        job.await(wait);
      }
      return report(job, out);
    }

    private MediaRequest request() {
      MediaBlob in = MediaBlob.of(keys.get(0));
      if (kind == Kind.WATERMARK || kind == Kind.RAW && keys.size() == 1) {
        return kind == Kind.RAW ? RawInstruction.of(in, format) : WatermarkDecode.of(in);
      }
      if (keys.size() < 2 || kind != Kind.CONCAT && keys.size() != 2) {
        throw StorageException.invalidArgument(
            kind.name().toLowerCase(Locale.ROOT) + " takes one input and one output");
      }
      String key = keys.get(keys.size() - 1);
      MediaBlob target = container == null ? MediaBlob.of(key) : MediaBlob.of(container, key);
      return switch (kind) {
        case TRANSCODE -> transcode(in, target);
        case SNAPSHOTS -> {
          var builder = Snapshots.builder(in, target, format).frames(frames());
          yield (width == null ? builder : builder.scaling(Scaling.width(width))).build();
        }
        case ANIMATION -> {
          var builder = Animation.builder(in, target, format).frames(frames());
          yield (width == null ? builder : builder.scaling(Scaling.width(width))).build();
        }
        case SPRITE -> {
          var builder = Sprite.builder(in, target, format).frames(frames());
          yield (width == null ? builder : builder.scaling(Scaling.width(width))).build();
        }
        case AUDIO -> AudioConvert.builder(in, target, format).audio(audio()).build();
        case CONCAT -> concatenate(target);
        case DOCUMENT -> document(in, target);
        case RAW -> RawInstruction.of(in, format).withOutput(target);
        case WATERMARK -> throw new IllegalStateException("has no output");
      };
    }

    private DocumentConvert document(MediaBlob in, MediaBlob target) {
      DocumentConvert.Builder builder = DocumentConvert.builder(in, target, format);
      if (sourceFormat != null) {
        builder.sourceFormat(sourceFormat);
      }
      return (pages == null ? builder : builder.pages(pages)).build();
    }

    private Transcode transcode(MediaBlob in, MediaBlob target) {
      Transcode.Builder builder = Transcode.builder(in, target, format).audio(audio());
      return builder.video(video()).build();
    }

    private Concatenate concatenate(MediaBlob target) {
      Concatenate.Builder builder =
          Concatenate.builder(target, format).video(video()).audio(audio());
      keys.subList(0, keys.size() - 1).forEach(key -> builder.segment(MediaBlob.of(key)));
      return builder.build();
    }

    private VideoSettings video() {
      if (videoCodec == null) {
        throw StorageException.invalidArgument(
            "say --vcodec: without a codec services silently ignore every other setting; copy"
                + " keeps the stream as it is");
      }
      if (videoCodec == VideoCodec.COPY) {
        return VideoSettings.copy();
      }
      VideoSettings.Builder builder = VideoSettings.builder(videoCodec);
      return (width == null ? builder : builder.scaling(Scaling.width(width))).build();
    }

    private AudioSettings audio() {
      if (audioCodec == null) {
        return AudioSettings.ofFormat();
      }
      return audioCodec == AudioCodec.COPY
          ? AudioSettings.copy()
          : AudioSettings.builder(audioCodec).build();
    }

    private Frames frames() {
      Frames frames = every == null ? Frames.all() : Frames.every(every);
      return count == null ? frames : frames.withCount(count);
    }
  }

  @Command(name = "status", description = "Print how a job is.")
  static final class Status extends OnService {
    @Parameters(index = "1", paramLabel = "ID")
    String id = "";

    @Override
    int run(MediaJobs jobs, Output out) {
      MediaJob job = jobs.job(id);
      job.refresh();
      return report(job, out);
    }
  }

  @Command(name = "cancel", description = "Ask a job to stop; it may still end with success.")
  static final class Cancel extends OnService {
    @Parameters(index = "1", paramLabel = "ID")
    String id = "";

    @Override
    int run(MediaJobs jobs, Output out) {
      MediaJob job = jobs.job(id);
      job.cancel();
      job.refresh();
      report(job, out);
      return 0;
    }
  }

  @Command(name = "list", description = "List jobs, the newest first.")
  static final class ListJobs extends OnService {
    @Override
    int run(MediaJobs jobs, Output out) {
      try (Stream<MediaJob> all = jobs.list(JobFilter.all())) {
        all.forEach(job -> report(job, out));
      }
      return 0;
    }
  }
}
