package dev.stowage.oci;

import dev.stowage.fakes.FakeResponse;
import dev.stowage.fakes.oci.OciRequest;
import dev.stowage.fakes.oci.OciServiceFake;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps the bodies of the requests to a service. */
public final class BodyRecorder implements OciServiceFake {
  private record Body(String operation, String text) {}

  private final OciServiceFake service;
  private final List<Body> bodies = new ArrayList<>();

  public BodyRecorder(OciServiceFake service) {
    this.service = service;
  }

  /** The bodies of one operation in order. */
  public synchronized List<String> of(String operation) {
    return bodies.stream().filter(b -> b.operation().equals(operation)).map(Body::text).toList();
  }

  /** The body of the last request of one operation. */
  public String last(String operation) {
    List<String> all = of(operation);
    return all.get(all.size() - 1);
  }

  @Override
  public Set<String> operations() {
    return service.operations();
  }

  @Override
  public Optional<String> operation(OciRequest head) {
    return service.operation(head);
  }

  @Override
  public FakeResponse answer(String operation, OciRequest request) {
    synchronized (this) {
      bodies.add(new Body(operation, new String(request.body(), StandardCharsets.UTF_8)));
    }
    return service.answer(operation, request);
  }

  @Override
  public synchronized void clear() {
    bodies.clear();
    service.clear();
  }
}
