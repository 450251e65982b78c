package dev.stowage.conformance.blob;

/**
 * The whole contract of a blob store. A test class of a provider implements it:
 *
 * <pre>{@code
 * class FileBlobConformanceTest implements BlobStoreContract {
 *   public String provider() { return "file"; }
 *   public String configuration() { return "embedded"; }
 *   public BlobHarness newHarness() { return DriverHarness.of(urlOfAFreshDirectory()); }
 * }
 * }</pre>
 */
public interface BlobStoreContract
    extends OpeningContract,
        LifecycleContract,
        KeyContract,
        ForeignContract,
        ScopeContract,
        WriteContract,
        WriteResultContract,
        WriterContract,
        CancelContract,
        AttributeContract,
        IntegrityContract,
        AppendContract,
        LargeContract,
        ConditionalWriteContract,
        ConditionalPartsContract,
        LostResponseContract,
        ReadContract,
        RangeContract,
        ResumeContract,
        ConditionalReadContract,
        StatContract,
        ListContract,
        PagingContract,
        VersionContract,
        MultipartContract,
        DeleteContract,
        CopyContract,
        CrossCopyContract,
        SigningContract,
        BoundSigningContract,
        ErrorContract,
        BudgetContract,
        RandomProgramContract,
        KeyCodecContract {}
