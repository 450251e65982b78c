package dev.stowage.fakes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where bodies are kept: in memory, or the larger ones in files. */
final class BodyStore {
  /** Beyond this a body goes into a file, if files are wanted. */
  static final int IN_MEMORY = 64 << 10;

  private volatile @Nullable BodyFiles files;

  /** Keeps them in files from now on. */
  synchronized void onDisk(Path parent) {
    if (files != null) {
      throw new IllegalStateException("bodies are on disk already");
    }
    files = new BodyFiles(parent);
  }

  boolean onDisk() {
    return files != null;
  }

  /** Removes all files; bodies are kept in memory again. */
  synchronized void removeFiles() {
    BodyFiles old = files;
    files = null;
    if (old != null) {
      old.remove();
    }
  }

  Buffer buffer() {
    return new Buffer(files);
  }

  /** A body that is coming in. Closed before its end, it leaves nothing. */
  static final class Buffer extends OutputStream {
    private final @Nullable BodyFiles files;
    private ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path path;
    private @Nullable OutputStream file;
    private long size;
    private boolean kept;

    private Buffer(@Nullable BodyFiles files) {
      this.files = files;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      size += length;
      if (file == null && files != null && size > IN_MEMORY) {
        path = files.newPath();
        file = files.create(path);
        memory.writeTo(file);
        memory = new ByteArrayOutputStream(0);
      }
      (file == null ? memory : file).write(bytes, from, length);
    }

    /** What has come; nothing is written afterwards. */
    FakeBytes bytes() throws IOException {
      if (file == null || path == null || files == null) {
        return FakeBytes.of(memory.toByteArray());
      }
      file.close();
      kept = true;
      return files.keep(path, size);
    }

    @Override
    public void close() throws IOException {
      if (file != null && path != null && !kept) {
        file.close();
        BodyFiles.delete(path);
      }
    }
  }
}
