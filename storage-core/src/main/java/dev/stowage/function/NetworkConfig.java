package dev.stowage.function;

import dev.stowage.StorageException;
import java.util.List;

/**
 * The private network that a function runs in.
 *
 * @param networkId of the network as a whole
 * @param subnetIds of one or more parts of it
 * @param securityGroupId of the rules for its traffic
 */
public record NetworkConfig(String networkId, List<String> subnetIds, String securityGroupId) {
  public NetworkConfig {
    subnetIds = List.copyOf(subnetIds);
    if (networkId.isEmpty() || subnetIds.isEmpty() || securityGroupId.isEmpty()) {
      throw StorageException.invalidArgument(
          "a network needs its id, at least one subnet and a security group, or is left out");
    }
  }
}
