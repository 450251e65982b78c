package dev.stowage.mem;

import dev.stowage.media.Animation;
import dev.stowage.media.AudioConvert;
import dev.stowage.media.Concatenate;
import dev.stowage.media.DocumentConvert;
import dev.stowage.media.Frames;
import dev.stowage.media.MediaBlob;
import dev.stowage.media.MediaOutput;
import dev.stowage.media.MediaOutput.Type;
import dev.stowage.media.MediaRequest;
import dev.stowage.media.RawInstruction;
import dev.stowage.media.RunSystemWorkflow;
import dev.stowage.media.RunWorkflow;
import dev.stowage.media.Snapshots;
import dev.stowage.media.Sprite;
import dev.stowage.media.Transcode;
import dev.stowage.media.WatermarkDecode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request comes down to for a service that makes nothing real.
 *
 * @param task the name of its only step
 * @param inputs what must be there
 * @param outputs what it makes
 * @param text a result that is not a file
 */
record MemWork(
    String task, List<MediaBlob> inputs, List<MediaOutput> outputs, Optional<String> text) {
  /** How many pages or frames a job makes unless it is told. */
  private static final int SOME = 3;

  static MemWork of(MediaRequest request) {
    return switch (request.kind()) {
      case WORKFLOW -> workflow(((RunWorkflow) request).parameters());
      case SYSTEM_WORKFLOW -> workflow(((RunSystemWorkflow) request).parameters());
      case TRANSCODE -> {
        Transcode job = (Transcode) request;
        yield made("transcode", job.input(), output(Type.VIDEO, job.output()));
      }
      case SNAPSHOTS -> {
        Snapshots job = (Snapshots) request;
        yield several("snapshots", job.input(), frames(job));
      }
      case ANIMATION -> {
        Animation job = (Animation) request;
        yield made("animation", job.input(), output(Type.IMAGE, job.output()));
      }
      case SPRITE -> {
        Sprite job = (Sprite) request;
        yield made("sprite", job.input(), output(Type.IMAGE, job.output()));
      }
      case AUDIO_CONVERT -> {
        AudioConvert job = (AudioConvert) request;
        yield made("audio", job.input(), output(Type.AUDIO, job.output()));
      }
      case DOCUMENT_CONVERT -> {
        DocumentConvert job = (DocumentConvert) request;
        yield several("document", job.input(), pages(job));
      }
      case CONCATENATE -> {
        Concatenate job = (Concatenate) request;
        List<MediaBlob> inputs = job.segments().stream().map(Concatenate.Segment::blob).toList();
        Type type = job.video().isPresent() ? Type.VIDEO : Type.AUDIO;
        yield new MemWork(
            "concatenate", inputs, List.of(output(type, job.output())), Optional.empty());
      }
      case WATERMARK_DECODE -> {
        WatermarkDecode job = (WatermarkDecode) request;
        yield new MemWork(
            "watermark", List.of(job.input()), List.of(), Optional.of("mem: " + job.input()));
      }
      case RAW -> {
        RawInstruction job = (RawInstruction) request;
        List<MediaOutput> outputs =
            job.output().map(blob -> List.of(output(Type.OTHER, blob))).orElse(List.of());
        yield several("raw", job.input(), outputs);
      }
    };
  }

  /** A workflow reads {@code input/objectName} and writes {@code output/objectName}. */
  private static MemWork workflow(Map<String, Map<String, Object>> parameters) {
    List<MediaBlob> inputs = named(parameters, "input");
    List<MediaOutput> outputs =
        named(parameters, "output").stream().map(blob -> output(Type.VIDEO, blob)).toList();
    return new MemWork("workflow", inputs, outputs, Optional.empty());
  }

  private static List<MediaBlob> named(Map<String, Map<String, Object>> parameters, String task) {
    Object key = parameters.getOrDefault(task, Map.of()).get("objectName");
    Object bucket = parameters.getOrDefault(task, Map.of()).get("bucketName");
    if (key == null) {
      return List.of();
    }
    return List.of(
        new MediaBlob(Optional.ofNullable(bucket).map(String::valueOf), String.valueOf(key)));
  }

  private static List<MediaOutput> frames(Snapshots job) {
    Frames frames = job.frames();
    List<MediaOutput> outputs = new ArrayList<>();
    for (int i = 1; i <= frames.count().orElse(SOME); i++) {
      String key =
          job.output().key().contains(MediaBlob.INDEX)
              ? job.output().key().replace(MediaBlob.INDEX, String.valueOf(i))
              : job.output().key() + "_" + i + "." + job.format();
      outputs.add(output(Type.IMAGE, new MediaBlob(job.output().container(), key)));
    }
    return outputs;
  }

  private static List<MediaOutput> pages(DocumentConvert job) {
    MediaBlob to = job.output();
    if (!to.key().contains(MediaBlob.INDEX)) {
      return List.of(output(Type.DOCUMENT, to));
    }
    List<MediaOutput> outputs = new ArrayList<>();
    for (int i = 1; i <= SOME; i++) {
      String key = to.key().replace(MediaBlob.INDEX, String.valueOf(i));
      outputs.add(output(Type.IMAGE, new MediaBlob(to.container(), key)));
    }
    return outputs;
  }

  private static MediaOutput output(Type type, MediaBlob blob) {
    return new MediaOutput(type, blob);
  }

  private static MemWork made(String task, MediaBlob input, MediaOutput output) {
    return several(task, input, List.of(output));
  }

  private static MemWork several(String task, MediaBlob input, List<MediaOutput> outputs) {
    return new MemWork(task, List.of(input), outputs, Optional.empty());
  }
}
