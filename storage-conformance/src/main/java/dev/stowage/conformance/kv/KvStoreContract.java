package dev.stowage.conformance.kv;

/** The whole contract of a {@link dev.stowage.kv.KvStore}. */
public interface KvStoreContract
    extends KvKeyContract,
        KvWriteContract,
        KvBindingContract,
        KvValueContract,
        KvTextContract,
        KvRevisionContract,
        KvLostAnswerContract,
        KvModifyContract,
        KvBatchContract,
        KvTransactionContract,
        KvScanContract,
        KvQueryContract,
        KvTtlContract,
        KvOperationContract {}
