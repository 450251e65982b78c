package dev.stowage.conformance;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all contracts have in common: whom they are about, and that outcomes are recorded. */
@ExtendWith(ConformanceReport.class)
@DisplayNameGeneration(CaseNames.class)
public interface Contract {
  /** The URL scheme of the provider under test. */
  String provider();

  /**
   * What stands behind it: {@code embedded}, or a word that starts with {@code fake}, {@code
   * hostile} or {@code real}, such as {@code real-swift-2.30}.
   */
  String configuration();

  /** {@code blob}, {@code kv}, {@code secret}, {@code media} or {@code function}. */
  String service();

  /**
   * Cases that are known to fail because of the server behind, with the reason: by id, or by the
   * name of the method where only one of several of an id fails. Such a case must fail: once it
   * passes the kit says so, and the entry goes. A reason that starts with {@link
   * ConformanceReport#SOMETIMES} is one that depends on a race.
   */
  default Map<String, String> deviations() {
    return Map.of();
  }
}
