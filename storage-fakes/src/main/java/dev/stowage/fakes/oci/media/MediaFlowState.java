package dev.stowage.fakes.oci.media;

import dev.stowage.fakes.oci.OciAccount;
import dev.stowage.fakes.oci.OciError;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Workflows, jobs, and the objects that jobs see. Guarded by its own lock. */
final class MediaFlowState {
  static final String WORKFLOW = "ocid1.mediaworkflow.oc1.phx.fakeworkflow000001stowage";
  static final String SYSTEM_WORKFLOW = "transcode";
  static final String BUCKET = "media";

  private static final List<String> REFERENCES =
      List.of("input/objectName", "input/objectNameFilename", "output/objectName");

  private final OciAccount account;
  private final Map<String, MediaWorkflow> workflows = new LinkedHashMap<>();
  private final Map<String, MediaFlowJob> jobs = new LinkedHashMap<>();
  private final Map<String, String> byToken = new HashMap<>();
  private final Set<String> objects = new HashSet<>();
  private Supplier<Instant> time;

  MediaFlowState(OciAccount account) {
    this.account = account;
    this.time = account::now;
    clear();
  }

  void clear() {
    workflows.clear();
    jobs.clear();
    byToken.clear();
    objects.clear();
    time = account::now;
    List<String> tasks = List.of("transcode");
    workflows.put(WORKFLOW, new MediaWorkflow(WORKFLOW, "mine", false, tasks, REFERENCES));
    String system = "ocid1.mediaworkflow.oc1.phx.system000001stowage";
    workflows.put(system, new MediaWorkflow(system, SYSTEM_WORKFLOW, true, tasks, REFERENCES));
  }

  OciAccount account() {
    return account;
  }

  Map<String, MediaWorkflow> workflows() {
    return workflows;
  }

  Map<String, MediaFlowJob> jobs() {
    return jobs;
  }

  Map<String, String> byToken() {
    return byToken;
  }

  Set<String> objects() {
    return objects;
  }

  Instant now() {
    return time.get();
  }

  void setTime(Supplier<Instant> value) {
    time = value;
  }

  MediaFlowJob require(String id) {
    MediaFlowJob job = jobs.get(id);
    if (job == null) {
      throw OciError.notAuthorizedOrNotFound();
    }
    return job;
  }
}
