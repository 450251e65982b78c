package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a document, its text, or pictures of its pages, of a document. */
public final class DocumentConvert implements MediaRequest {
  private final MediaBlob input;
  private final MediaBlob output;
  private final String format;
  private final @Nullable String sourceFormat;
  private final @Nullable String pages;

  private DocumentConvert(Builder from) {
    input = from.input;
    output = from.output;
    format = from.format;
    sourceFormat = from.sourceFormat;
    pages = from.pages;
  }

  /** The format is that of the output: {@code pdf}, {@code png}, {@code jpg} or {@code txt}. */
  public static Builder builder(MediaBlob input, MediaBlob output, String format) {
    return new Builder(input, output, format);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.DOCUMENT_CONVERT;
  }

  public MediaBlob input() {
    return input;
  }

  public MediaBlob output() {
    return output;
  }

  public String format() {
    return format;
  }

  /** Empty for what the extension of the input says. */
  public Optional<String> sourceFormat() {
    return Optional.ofNullable(sourceFormat);
  }

  /** Such as {@code 1,2,4-10}; empty for all. */
  public Optional<String> pages() {
    return Optional.ofNullable(pages);
  }

  @Override
  public String toString() {
    return "DocumentConvert[" + input + " -> " + output + "]";
  }

  /** Not thread-safe. */
  public static final class Builder {
    private final MediaBlob input;
    private final MediaBlob output;
    private final String format;
    private @Nullable String sourceFormat;
    private @Nullable String pages;

    private Builder(MediaBlob input, MediaBlob output, String format) {
      this.input = input;
      this.output = output;
      this.format = format;
    }

    public Builder sourceFormat(String value) {
      MediaFormats.check(value);
      sourceFormat = value;
      return this;
    }

    /** Numbers from 1 and ranges, such as {@code 1,2,4-10}. */
    public Builder pages(String value) {
      if (!value.matches("[1-9]\\d*(-[1-9]\\d*)?(,[1-9]\\d*(-[1-9]\\d*)?)*")) {
        throw StorageException.invalidArgument("pages \"" + value + "\"; write them as 1,2,4-10");
      }
      pages = value;
      return this;
    }

    /**
     * @throws StorageException INVALID_ARGUMENT when pictures of several pages would go to one blob
     */
    public DocumentConvert build() {
      MediaFormats.check(format);
      boolean pictures = format.equals("png") || format.equals("jpg");
      boolean onePage = pages != null && pages.matches("\\d+");
      if (pictures && !onePage && !output.hasIndex()) {
        throw StorageException.invalidArgument(
            "every page would overwrite the one before at \""
                + output
                + "\"; put {index} in the key, or convert one page");
      }
      return new DocumentConvert(this);
    }
  }
}
