package dev.stowage.swift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.blob.Checksum;
import dev.stowage.blob.SignRequest;
import dev.stowage.blob.UrlSigner;
import dev.stowage.conformance.Case;
import dev.stowage.conformance.ConformanceReport;
import dev.stowage.conformance.blob.Bench;
import dev.stowage.conformance.blob.BlobStoreContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The contract with what is known to be different about Swift, wherever it runs. */
interface SwiftContract extends BlobStoreContract {
  @Override
  default Map<String, String> deviations() {
    return Map.of(
        "B122", "TempURL: a signature for PUT is good for HEAD as well, as Swift documents",
        "B124", "TempURL: Swift serves no name of slashes only, so signing one is refused",
        "B126", "TempURL: Swift writes the Content-Disposition itself, of the same meaning");
  }

  /** The kit's case wants at least one value that can be bound; TempURL has none. */
  @Case("B125")
  @Override
  default void sign_boundValues_areEnforced(Bench bench) {
    UrlSigner signer = bench.store().urlSigner().orElseThrow();
    SignRequest put = SignRequest.put("k", Duration.ofMinutes(5));
    for (SignRequest bound :
        List.of(
            put.withContentType("text/css"),
            put.withContentLength(5),
            put.withChecksum(Checksum.crc32c(1)))) {
      StorageException e = assertThrows(StorageException.class, () -> signer.sign(bound));
      assertEquals(ErrorCode.UNSUPPORTED, e.code());
    }
    ConformanceReport.refused("bound values");
  }
}
