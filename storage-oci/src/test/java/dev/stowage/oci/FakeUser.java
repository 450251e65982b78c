package dev.stowage.oci;

import dev.stowage.fakes.oci.FakeOci;
import dev.stowage.fakes.oci.OciKeys;
import java.util.Map;

/** The user of a fake as credentials for a URL, and one whom it does not know. */
public final class FakeUser {
  private static final String OTHER = OciKeys.pem(OciKeys.generate());

  private FakeUser() {}

  /** The parameters of a URL: where, and as whom. */
  public static String query(FakeOci fake) {
    return query(fake, fake.privateKeyPem());
  }

  /** The same with a key that is not the user's. */
  public static String unknown(FakeOci fake) {
    return query(fake, OTHER);
  }

  private static String query(FakeOci fake, String key) {
    Map<String, String> values =
        Map.of(
            "user", fake.user(),
            "tenancy", fake.tenancy(),
            "fingerprint", fake.fingerprint(),
            "region", fake.region(),
            "key_content", key);
    return "?endpoint=" + fake.endpoint() + "&credential=file:" + SecretFile.of(values);
  }
}
