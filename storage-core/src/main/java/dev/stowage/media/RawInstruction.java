package dev.stowage.media;

import dev.stowage.StorageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is not modelled here, in the provider's own words, passed on unchanged. */
public final class RawInstruction implements MediaRequest {
  private final MediaBlob input;
  private final String instruction;
  private final @Nullable MediaBlob output;

  private RawInstruction(MediaBlob input, String instruction, @Nullable MediaBlob output) {
    this.input = input;
    this.instruction = instruction;
    this.output = output;
  }

  /** Each provider documents how it reads the instruction. */
  public static RawInstruction of(MediaBlob input, String instruction) {
    if (instruction.isEmpty()) {
      throw StorageException.invalidArgument("the instruction is empty");
    }
    return new RawInstruction(input, instruction, null);
  }

  public RawInstruction withOutput(MediaBlob value) {
    return new RawInstruction(input, instruction, value);
  }

  @Override
  public MediaKind kind() {
    return MediaKind.RAW;
  }

  public MediaBlob input() {
    return input;
  }

  public String instruction() {
    return instruction;
  }

  public Optional<MediaBlob> output() {
    return Optional.ofNullable(output);
  }

  @Override
  public String toString() {
    return "RawInstruction[" + input + "]";
  }
}
