package dev.stowage.fakes.oci;

import dev.stowage.fakes.FakeClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What the services behind one {@link FakeOci} share: a tenancy, a time, and ids. Thread-safe. */
public final class OciAccount {

  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter RFC3339 =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final FakeClock clock;
  private final AtomicLong ids = new AtomicLong();
  private final ThreadLocal<String> caller = ThreadLocal.withInitial(() -> "");

  OciAccount(FakeClock clock) {
    this.clock = clock;
  }

  public FakeClock clock() {
    return clock;
  }

  /** The tenancy's OCID, which is its root compartment too. */
  public String tenancy() {
    return "ocid1.tenancy.oc1..aaaaaaaastowagefaketenancy";
  }

  /** A compartment of the tenancy. */
  public String compartment() {
    return "ocid1.compartment.oc1..aaaaaaaastowagefakecompartment";
  }

  /** Whether an OCID is one of the compartments that are there. */
  public boolean knows(String compartmentId) {
    return compartmentId.equals(compartment()) || compartmentId.equals(tenancy());
  }

  public String region() {
    return "us-phoenix-1";
  }

  /** The name of the tenancy's Object Storage namespace. */
  public String namespace() {
    return "axstowagefake";
  }

  /** Issues an OCID of a kind, such as {@code vaultsecret}. */
  public String newOcid(String kind) {
    return String.format("ocid1.%s.oc1.phx.aaaaaaaa%012dstowage", kind, ids.incrementAndGet());
  }

  /** Issues a number that was not issued before. */
  public long newNumber() {
    return ids.incrementAndGet();
  }

  public Instant now() {
    return clock.instant();
  }

  /** The signing key's name in the request that this thread answers; empty for nobody's. */
  public Optional<String> caller() {
    return Optional.of(caller.get()).filter(c -> !c.isEmpty());
  }

  void setCaller(String keyId) {
    caller.set(keyId);
  }

  /** A time as headers have it. */
  public static String httpDate(Instant time) {
    return HTTP.format(time);
  }

  /** A time as documents have it. */
  public static String rfc3339(Instant time) {
    return RFC3339.format(time);
  }
}
