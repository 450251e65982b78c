package dev.stowage.fakes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Pieces, one behind the other; none of them is empty or joined itself. */
final class JoinedBytes extends FakeBytes {
  private final List<FakeBytes> pieces;
  private final long size;

  private JoinedBytes(List<FakeBytes> pieces) {
    this.pieces = pieces;
    size = pieces.stream().mapToLong(FakeBytes::size).sum();
  }

  static FakeBytes of(List<FakeBytes> parts) {
    List<FakeBytes> flat = new ArrayList<>();
    for (FakeBytes part : parts) {
      if (part instanceof JoinedBytes joined) {
        flat.addAll(joined.pieces);
      } else if (!part.isEmpty()) {
        flat.add(part);
      }
    }
    return switch (flat.size()) {
      case 0 -> EMPTY;
      case 1 -> flat.get(0);
      default -> new JoinedBytes(List.copyOf(flat));
    };
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public FakeBytes slice(long from, long to) {
    Objects.checkFromToIndex(from, to, size);
    List<FakeBytes> within = new ArrayList<>();
    long start = 0;
    for (FakeBytes piece : pieces) {
      long end = start + piece.size();
      if (from <= start && end <= to) {
        within.add(piece);
      } else if (Math.max(from, start) < Math.min(to, end)) {
        within.add(piece.slice(Math.max(from, start) - start, Math.min(to, end) - start));
      }
      start = end;
    }
    return of(within);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (FakeBytes piece : pieces) {
      piece.writeTo(out);
    }
  }

  @Override
  long computed(FakeCrc crc) {
    long all = pieces.get(0).crc(crc);
    for (FakeBytes piece : pieces.subList(1, pieces.size())) {
      all = crc.combined(all, piece.crc(crc), piece.size());
    }
    return all;
  }
}
