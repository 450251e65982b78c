package dev.stowage.config.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A curl command line as documents print it, and the bytes that curl 7.88 sends for it. So the
 * lines are run wherever the tests are, also where there is no curl.
 */
final class CurlCommand {
  private final List<String> words;

  private CurlCommand(List<String> words) {
    this.words = words;
  }

  /** The words of a command line, quoted as a shell reads it, with variables replaced. */
  static CurlCommand parse(String line, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != '\'' && c == '\\') {
        i++;
        if (line.charAt(i) != '\n') {
          word.append(line.charAt(i));
          inWord = true;
        }
      } else if (quote == 0 && Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
        inWord = true;
      } else if (quote == c) {
        quote = 0;
      } else if (quote != '\'' && c == '$') {
        int end = i + 1;
        while (end < line.length() && Character.isUpperCase(line.charAt(end))) {
          end++;
        }
        String name = line.substring(i + 1, end);
        word.append(Optional.ofNullable(variables.get(name)).orElseThrow());
        inWord = true;
        i = end - 1;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    if (!words.get(0).equals("curl")) {
      throw new IllegalArgumentException("not curl: " + line);
    }
    return new CurlCommand(words.subList(1, words.size()));
  }

  /** What curl sends; the host is as the line says, wherever it is sent. */
  byte[] request() {
    Map<String, String> headers = new LinkedHashMap<>();
    Optional<String> method = Optional.empty();
    Optional<String> data = Optional.empty();
    Optional<URI> url = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-X", "--request" -> method = Optional.of(words.get(++i));
        case "-H", "--header" -> {
          String header = words.get(++i);
          int colon = header.indexOf(':');
          headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        case "-d", "--data" -> data = Optional.of(words.get(++i));
        case "-u", "--user" ->
            headers.put(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(words.get(++i).getBytes(UTF_8)));
        default -> url = Optional.of(URI.create(words.get(i)));
      }
    }
    return bytes(method, url.orElseThrow(), headers, data);
  }

  private static byte[] bytes(
      Optional<String> method, URI url, Map<String, String> headers, Optional<String> data) {
    StringBuilder head = new StringBuilder();
    head.append(method.orElse(data.isPresent() ? "POST" : "GET"))
        .append(' ')
        .append(url.getRawPath())
        .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
        .append(" HTTP/1.1\r\nHost: ")
        .append(url.getRawAuthority())
        .append("\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (data.isPresent()) {
      head.append("Content-Length: " + data.get().getBytes(UTF_8).length + "\r\n");
      if (!headers.containsKey("Content-Type")) {
        head.append("Content-Type: application/x-www-form-urlencoded\r\n");
      }
    }
    return (head + "\r\n" + data.orElse("")).getBytes(UTF_8);
  }
}
