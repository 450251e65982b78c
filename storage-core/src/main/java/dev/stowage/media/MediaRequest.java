package dev.stowage.media;

/**
 * What a job is to do. Immutable.
 *
 * <p>What is not said is left to the service. What cannot make sense anywhere is refused when the
 * request is built; what one provider cannot do is refused when it is submitted.
 */
public sealed interface MediaRequest
    permits RunWorkflow,
        RunSystemWorkflow,
        Transcode,
        Snapshots,
        Animation,
        Sprite,
        AudioConvert,
        DocumentConvert,
        Concatenate,
        WatermarkDecode,
        RawInstruction {
  MediaKind kind();
}
