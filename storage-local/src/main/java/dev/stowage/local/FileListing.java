package dev.stowage.local;

import dev.stowage.StorageException;
import dev.stowage.blob.BlobInfo;
import dev.stowage.blob.ListPage;
import dev.stowage.blob.ListRequest;
import dev.stowage.local.Layout.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a listing. The cursor is the position after the page, so any process can go on from it;
 * this one goes on faster, because it keeps the walks of recent pages.
 */
final class FileListing {
  private static final int MOST_WALKS = 8;
  private static final long MOST_HELD_BYTES = 24L << 20;

  private final StoreAccess access;
  private final Layout layout;
  private final Path root;
  private final Map<Place, KeyWalk> walks = new LinkedHashMap<>();

  /** Where a page begins, and of what listing it is. */
  private record Place(String prefix, Optional<String> delimiter, String cursor) {}

  FileListing(StoreSettings settings, StoreAccess access, Layout layout) {
    this.root = settings.root();
    this.access = access;
    this.layout = layout;
  }

  ListPage page(ListRequest request) throws IOException {
    access.requireStore();
    byte[] start = request.startAfter().map(FileListing::utf8).orElse(null);
    byte[] after = later(start, request.cursor().map(FileListing::position).orElse(null));
    KeyWalk walk = resume(request, after);
    Page page = new Page(request, start);
    while (true) {
      Step step = walk.next();
      if (step == null) {
        return page.end(null);
      }
      if (page.isFull()) {
        walk.unread(step);
        String cursor = page.cursor();
        keep(new Place(request.prefix(), request.delimiter(), cursor), walk);
        return page.end(cursor);
      }
      page.take(step, walk);
    }
  }

  private KeyWalk resume(ListRequest request, byte @Nullable [] after) throws IOException {
    String cursor = request.cursor().orElse(null);
    if (cursor != null) {
      KeyWalk kept = take(new Place(request.prefix(), request.delimiter(), cursor));
      if (kept != null && !kept.isStale()) {
        return kept;
      }
    }
    boolean fold = request.delimiter().map("/"::equals).orElse(false);
    return new KeyWalk(layout, root, utf8(request.prefix()), fold, after);
  }

  private @Nullable KeyWalk take(Place place) {
    synchronized (walks) {
      return walks.remove(place);
    }
  }

  private void keep(Place place, KeyWalk walk) {
    synchronized (walks) {
      walks.put(place, walk);
      long held = walks.values().stream().mapToLong(KeyWalk::heldBytes).sum();
      var oldest = walks.entrySet().iterator();
      while (walks.size() > MOST_WALKS || held > MOST_HELD_BYTES && walks.size() > 1) {
        held -= oldest.next().getValue().heldBytes();
        oldest.remove();
      }
    }
  }

  /** One page while it is filled. */
  private final class Page {
    private final ListRequest request;
    private final byte @Nullable [] start;
    private final List<BlobInfo> blobs = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private byte[] last = new byte[0];

    Page(ListRequest request, byte @Nullable [] start) {
      this.request = request;
      this.start = start;
    }

    boolean isFull() {
      return blobs.size() + prefixes.size() >= request.pageSize();
    }

    void take(Step step, KeyWalk walk) throws IOException {
      String text = new String(step.bytes(), StandardCharsets.UTF_8);
      if (!Arrays.equals(utf8(text), step.bytes())) {
        // A file that looks like ours, of a name that no key has.
        return;
      }
      String common = common(text);
      if (common != null) {
        fold(common, walk);
        return;
      }
      try {
        blobs.add(layout.listed(text, step.file()));
        last = step.bytes();
      } catch (NoSuchFileException e) {
        // Deleted since its directory was read.
        return;
      } catch (FileSystemException e) {
        if (!FileFailures.isNotDirectory(e)) {
          throw e;
        }
      }
    }

    private @Nullable String common(String key) {
      if (request.delimiter().isEmpty()) {
        return null;
      }
      String delimiter = request.delimiter().get();
      int at = key.indexOf(delimiter, request.prefix().length());
      return at < 0 ? null : key.substring(0, at + delimiter.length());
    }

    private void fold(String common, KeyWalk walk) {
      byte[] bytes = utf8(common);
      byte[] end = KeyFilter.pastAll(bytes);
      walk.skipTo(end);
      if (start == null || Arrays.compareUnsigned(bytes, start) > 0) {
        prefixes.add(common);
        last = end;
      }
    }

    String cursor() {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(last);
    }

    ListPage end(@Nullable String cursor) {
      return new ListPage(blobs, prefixes, Optional.ofNullable(cursor));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] position(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw StorageException.builder(
              dev.stowage.ErrorCode.INVALID_ARGUMENT, "the cursor is not one of this store")
          .cause(e)
          .build();
    }
  }

  private static byte @Nullable [] later(byte @Nullable [] one, byte @Nullable [] other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Arrays.compareUnsigned(one, other) > 0 ? one : other;
  }
}
