package dev.stowage.oci;

import com.oracle.bmc.Realm;
import com.oracle.bmc.Region;
import dev.stowage.StorageException;
import java.net.URI;
import java.util.regex.Pattern;

/** A service of OCI, by the host it has in each region. */
public enum OciService {
  OBJECT_STORAGE("objectstorage.", "."),
  NOSQL("nosql.", ".oci."),
  SECRETS("secrets.vaults.", ".oci."),
  VAULTS("vaults.", ".oci."),
  MEDIA("mediaservices.", ".oci."),
  AUTH("auth.", ".");

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z0-9]+)+-[0-9]+");

  private final String before;
  private final String after;

  OciService(String before, String after) {
    this.before = before;
    this.after = after;
  }

  /**
   * The service's address in a region. A region that the SDK has not heard of is taken to be of the
   * commercial realm.
   */
  public URI endpoint(String region) {
    Realm realm = Realm.OC1;
    String id = region;
    try {
      Region known = Region.fromRegionCodeOrId(region);
      realm = known.getRealm();
      id = known.getRegionId();
    } catch (IllegalArgumentException e) {
      if (!REGION.matcher(region).matches()) {
        throw StorageException.invalidArgument(
            "\"" + region + "\" is not a region; write one such as eu-frankfurt-1");
      }
    }
    return URI.create("https://" + before + id + after + realm.getSecondLevelDomain());
  }
}
