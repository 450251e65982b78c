package dev.stowage.fakes.swift;

import dev.stowage.fakes.FakeResponse;

/** Sends each call to the part that knows it. */
final class SwiftService {
  private final SwiftAccounts accounts;
  private final SwiftContainers containers;
  private final SwiftReads reads;
  private final SwiftWrites writes;
  private final SwiftManifests manifests;
  private final SwiftCopies copies;
  private final SwiftBulk bulk;
  private final boolean bulkDelete;

  SwiftService(SwiftState state) {
    accounts = new SwiftAccounts(state);
    containers = new SwiftContainers(state);
    reads = new SwiftReads(state);
    writes = new SwiftWrites(state);
    manifests = new SwiftManifests(state, writes);
    copies = new SwiftCopies(state, reads, writes, manifests);
    bulk = new SwiftBulk(state, containers, writes);
    bulkDelete = state.limits().bulkDelete();
  }

  /** What is not known of a query is ignored: so this is a change of the account. */
  private FakeResponse unknowing(SwiftCall call, SwiftCaller caller) {
    if (!call.request().method().equals("POST") || !call.container().isEmpty()) {
      throw new SwiftError(405);
    }
    return accounts.answer(call, caller);
  }

  FakeResponse answer(SwiftCall call, SwiftCaller caller) {
    return switch (call.operation()) {
      case ACCOUNT_GET, ACCOUNT_HEAD, ACCOUNT_POST -> accounts.answer(call, caller);
      case CONTAINER_GET -> containers.list(call, caller);
      case CONTAINER_HEAD -> containers.head(call, caller);
      case CONTAINER_PUT -> containers.put(call, caller);
      case CONTAINER_POST -> containers.post(call, caller);
      case CONTAINER_DELETE -> containers.delete(call, caller);
      case OBJECT_GET, OBJECT_HEAD, MANIFEST_GET -> reads.get(call, caller);
      case OBJECT_PUT -> writes.put(call, caller);
      case OBJECT_POST -> writes.post(call, caller);
      case OBJECT_DELETE -> writes.delete(call, caller);
      case OBJECT_COPY -> copies.copy(call, caller);
      case MANIFEST_PUT -> manifests.put(call, caller);
      case MANIFEST_DELETE -> bulk.deleteManifest(call, caller);
      case BULK_DELETE -> bulkDelete ? bulk.delete(call, caller) : unknowing(call, caller);
      default -> throw new SwiftError(405);
    };
  }
}
