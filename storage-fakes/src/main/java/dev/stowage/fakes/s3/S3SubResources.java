package dev.stowage.fakes.s3;

import java.util.Set;

/** Sub-resources of S3 that the fake answers with 501. */
final class S3SubResources {

  static final Set<String> UNKNOWN_ONES =
      Set.of(
          "accelerate",
          "acl",
          "analytics",
          "append",
          "cors",
          "encryption",
          "intelligent-tiering",
          "inventory",
          "lifecycle",
          "logging",
          "metrics",
          "notification",
          "ownershipControls",
          "policy",
          "policyStatus",
          "publicAccessBlock",
          "renameObject",
          "replication",
          "requestPayment",
          "restore",
          "select",
          "tagging",
          "torrent",
          "website");

  private S3SubResources() {}
}
