package dev.stowage.fakes.swift;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of the fake: what it is about, and the method. */
enum SwiftOperation {
  VERSIONS("keystone.versions"),
  ISSUE_TOKEN("keystone.issue"),
  SHOW_TOKEN("keystone.show"),
  CHECK_TOKEN("keystone.check"),
  REVOKE_TOKEN("keystone.revoke"),
  TEMP_AUTH("auth.GET"),
  INFO("info.GET"),
  ACCOUNT_GET("account.GET"),
  ACCOUNT_HEAD("account.HEAD"),
  ACCOUNT_POST("account.POST"),
  BULK_DELETE("bulk.DELETE"),
  CONTAINER_GET("container.GET"),
  CONTAINER_HEAD("container.HEAD"),
  CONTAINER_PUT("container.PUT"),
  CONTAINER_POST("container.POST"),
  CONTAINER_DELETE("container.DELETE"),
  OBJECT_GET("object.GET"),
  OBJECT_HEAD("object.HEAD"),
  OBJECT_PUT("object.PUT"),
  OBJECT_POST("object.POST"),
  OBJECT_COPY("object.COPY"),
  OBJECT_DELETE("object.DELETE"),
  MANIFEST_GET("manifest.GET"),
  MANIFEST_PUT("manifest.PUT"),
  MANIFEST_DELETE("manifest.DELETE"),
  UNKNOWN("unknown");

  private static final Set<String> TITLES =
      Arrays.stream(values())
          .map(SwiftOperation::title)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  private final String title;

  SwiftOperation(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Set<String> titles() {
    return TITLES;
  }

  /** By what it is about and the method, where that is all there is to it. */
  static Optional<SwiftOperation> of(String about, String method) {
    String wanted = about + "." + method;
    return Arrays.stream(values()).filter(o -> o.title.equals(wanted)).findFirst();
  }

  /** Whether it only looks. */
  boolean reads() {
    return switch (this) {
      case ACCOUNT_GET,
          ACCOUNT_HEAD,
          CONTAINER_GET,
          CONTAINER_HEAD,
          OBJECT_GET,
          OBJECT_HEAD,
          MANIFEST_GET ->
          true;
      default -> false;
    };
  }

  boolean ofAccount() {
    return this == ACCOUNT_GET || this == ACCOUNT_HEAD || this == ACCOUNT_POST;
  }
}
