package dev.stowage.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A script in place of ffmpeg: says what it would, takes a while, and makes files that are none. A
 * word in the input tells it to go wrong.
 */
final class FakeFfmpeg {
  private static final String SCRIPT =
      """
      #!/bin/sh
      # Every call on a line, for the test to look at.
      for a in "$@"; do printf '%s\\t' "$a"; done >> "$(dirname "$0")/calls"
      echo >> "$(dirname "$0")/calls"
      for last; do :; done
      echo "  Duration: 00:00:10.00, start: 0.000000, bitrate: 100 kb/s" >&2
      echo "  Stream #0:0: Video: h264, yuv420p, 320x240 [SAR 1:1], 25 fps, 25 tbr" >&2
      if grep -q broken in0; then
        echo "in0: Invalid data found when processing input" >&2
        exit 69
      fi
      if [ "$last" = - ]; then exit 0; fi
      if grep -q endless in0; then exec sleep 600; fi
      for percent in 1 2 3 4; do
        echo "out_time_us=${percent}500000"
        echo "progress=continue"
        sleep 0.2
      done
      file=${last#file:}
      case "$file" in
        *%06d*)
          echo one > "$(printf "$file" 1)"
          echo two > "$(printf "$file" 2)" ;;
        *) echo made > "$file" ;;
      esac
      echo "progress=end"
      """;

  private final Path program;

  FakeFfmpeg(Path directory) throws IOException {
    Files.createDirectories(directory);
    program = directory.resolve("fake-ffmpeg");
    Files.writeString(program, SCRIPT);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  Path program() {
    return program;
  }

  /** All arguments of all calls, with tabs between them. */
  String calls() throws IOException {
    return Files.readString(program.resolveSibling("calls"));
  }
}
