package dev.stowage.fakes.oss;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An instruction such as {@code doc/convert,target_png|sys/saveas,o_…,b_…/notify,topic_…}.
 *
 * @param style the operation, such as {@code video/convert}
 * @param parameters of the operation, in order; those of {@code /pre} and {@code /sur} segments are
 *     in {@code segments}
 * @param segments keys of recordings to put together with the source
 * @param target where the result goes; empty for nowhere
 * @param bucket where the result goes, if it says so
 * @param topic whom to tell
 */
record ProcessText(
    String style,
    Map<String, String> parameters,
    List<String> segments,
    String target,
    Optional<String> bucket,
    Optional<String> topic) {
  private static final Set<String> ASYNC =
      Set.of(
          "doc/convert",
          "video/convert",
          "video/animation",
          "video/snapshots",
          "video/sprite",
          "video/concat",
          "audio/convert",
          "audio/concat",
          "image/deblindwatermark");

  /** Reads the body of a request; {@code async} says which operations are known. */
  static ProcessText parse(String body, boolean async) {
    String start = async ? "x-oss-async-process=" : "x-oss-process=";
    if (!body.startsWith(start)) {
      throw OssError.invalidArgument("The body must begin with " + start);
    }
    String[] steps = body.substring(start.length()).split("\\|", -1);
    String[] main = steps[0].split("/", -1);
    if (main.length < 2) {
      throw OssError.invalidArgument("Unknown style.");
    }
    String[] first = main[1].split(",", -1);
    String style = main[0] + "/" + first[0];
    Set<String> known = async ? ASYNC : Set.of("image/blindwatermark");
    if (!known.contains(style)) {
      throw OssError.invalidArgument("Unknown or unsupported style " + style);
    }
    Map<String, String> parameters = parameters(first);
    List<String> segments = new ArrayList<>();
    for (String more : List.of(main).subList(2, main.length)) {
      String[] words = more.split(",", -1);
      if (!Set.of("pre", "sur").contains(words[0]) || !style.endsWith("/concat")) {
        throw OssError.invalidArgument("Unknown segment " + words[0]);
      }
      segments.add(decoded(parameters(words).getOrDefault("o", "")));
    }
    if (steps.length > 2) {
      throw OssError.invalidArgument("Only sys/saveas may follow one operation.");
    }
    return steps.length == 1
        ? new ProcessText(style, parameters, segments, "", Optional.empty(), Optional.empty())
        : saved(style, parameters, segments, steps[1]);
  }

  private static ProcessText saved(
      String style, Map<String, String> parameters, List<String> segments, String step) {
    String[] parts = step.split("/", -1);
    if (parts.length < 2 || !parts[0].equals("sys") || !parts[1].startsWith("saveas,")) {
      throw OssError.invalidArgument("Only sys/saveas may follow an operation.");
    }
    Map<String, String> saveas = parameters(parts[1].split(",", -1));
    if (!saveas.containsKey("o")) {
      throw OssError.invalidArgument("sys/saveas needs o_.");
    }
    Optional<String> topic = Optional.empty();
    if (parts.length == 3) {
      if (!parts[2].startsWith("notify,topic_")) {
        throw OssError.invalidArgument("Only notify may follow sys/saveas.");
      }
      topic = Optional.of(decoded(parts[2].substring("notify,topic_".length())));
    }
    return new ProcessText(
        style,
        parameters,
        segments,
        decoded(saveas.getOrDefault("o", "")),
        Optional.ofNullable(saveas.get("b")).map(ProcessText::decoded),
        topic);
  }

  private static Map<String, String> parameters(String[] words) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String word : List.of(words).subList(1, words.length)) {
      int mark = word.indexOf('_');
      if (mark < 1 || parameters.put(word.substring(0, mark), word.substring(mark + 1)) != null) {
        throw OssError.invalidArgument("Malformed parameter " + word);
      }
    }
    return parameters;
  }

  /** URL-safe, and without padding. */
  static String decoded(String text) {
    if (!text.matches("[A-Za-z0-9_-]+")) {
      throw OssError.invalidArgument("Not URL-safe Base64 without padding.");
    }
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  /** The words that ids of its tasks begin with. */
  String taskType() {
    return style.equals("doc/convert")
        ? "OfficeConversion"
        : style.equals("image/deblindwatermark") ? "DecodeBlindWatermark" : "MediaConvert";
  }

  /** The keys that it makes. */
  List<String> outputs() {
    int count = 1;
    if (style.equals("video/snapshots")) {
      count = number("num");
    } else if (style.equals("doc/convert") && target.contains("{index}")) {
      count = 3;
    }
    List<String> keys = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      boolean named = target.contains("{index}");
      boolean bare = style.equals("video/snapshots") && !target.matches(".*\\.[a-z0-9]{1,5}");
      String key = target.replace("{index}", Integer.toString(i));
      keys.add(bare && !named ? key + "_0_" + i + "." + parameters.get("f") : key);
    }
    return keys.stream().distinct().toList();
  }

  private int number(String name) {
    String text = parameters.getOrDefault(name, "");
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : 3;
  }
}
