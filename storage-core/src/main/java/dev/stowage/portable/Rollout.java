package dev.stowage.portable;

import dev.stowage.ErrorCode;
import dev.stowage.StorageException;
import dev.stowage.function.Deployment;
import dev.stowage.function.DeploymentInfo;
import dev.stowage.function.DeploymentProblem;
import dev.stowage.function.DeploymentRequest;
import dev.stowage.function.TriggerInfo;
import dev.stowage.function.TriggerSpec;
import dev.stowage.spi.FunctionDriver;
import java.util.ArrayList;
import java.util.List;

/** One deploy: the function, then its triggers, and back again if that was asked for. */
final class Rollout {
  private final FunctionDriver driver;
  private final Calls calls;
  private final DeploymentRequest request;
  private final List<TriggerInfo> triggers = new ArrayList<>();
  private final List<DeploymentProblem> problems = new ArrayList<>();
  private final List<String> madeTriggers = new ArrayList<>();
  private boolean madeFunction;

  Rollout(FunctionDriver driver, Calls calls, DeploymentRequest request) {
    this.driver = driver;
    this.calls = calls;
    this.request = request;
  }

  Deployment run(PortableFunctionDeployer deployer) {
    DeploymentInfo info =
        calls.run(Call.idempotent("deploy", request.name()), n -> createOrUpdate());
    for (TriggerSpec trigger : request.triggers()) {
      try {
        triggers.add(
            calls.run(
                Call.idempotent("deploy trigger", request.name()), n -> createOrUpdate(trigger)));
      } catch (StorageException e) {
        if (e.code() == ErrorCode.CANCELLED || e.code() == ErrorCode.CLOSED) {
          throw e;
        }
        problems.add(new DeploymentProblem("trigger \"" + trigger.name() + "\"", e));
      }
    }
    if (request.rollback() && !problems.isEmpty()) {
      throw takenBack(problems.get(0));
    }
    return new PortableDeployment(deployer, info, triggers, problems);
  }

  /** Whoever loses a race to create, or to delete, finds the other state and goes on from there. */
  private DeploymentInfo createOrUpdate() throws Exception {
    try {
      return driver.update(request);
    } catch (Exception e) {
      rethrowUnless(e, ErrorCode.NOT_FOUND);
    }
    try {
      DeploymentInfo made = driver.create(request);
      madeFunction = true;
      return made;
    } catch (Exception e) {
      rethrowUnless(e, ErrorCode.ALREADY_EXISTS);
    }
    return driver.update(request);
  }

  private TriggerInfo createOrUpdate(TriggerSpec trigger) throws Exception {
    try {
      TriggerInfo made = driver.createTrigger(request.name(), trigger);
      madeTriggers.add(trigger.name());
      return made;
    } catch (Exception e) {
      rethrowUnless(e, ErrorCode.ALREADY_EXISTS);
    }
    return driver.updateTrigger(request.name(), trigger);
  }

  private void rethrowUnless(Exception e, ErrorCode expected) throws Exception {
    if (calls.meaningOf(e).code() != expected) {
      throw e;
    }
  }

  /** What was there before stays. */
  private StorageException takenBack(DeploymentProblem problem) {
    StorageException failure =
        problem.failure().toBuilder()
            .operation("deploy")
            .key(request.name())
            .cause(problem.failure())
            .build();
    try {
      for (String trigger : madeTriggers) {
        calls.run(
            Call.idempotent("delete trigger", request.name()),
            n -> {
              driver.deleteTrigger(request.name(), trigger);
              return true;
            });
      }
      if (madeFunction) {
        calls.run(
            Call.idempotent("delete", request.name()),
            n -> {
              driver.delete(request.name());
              return true;
            });
      }
    } catch (StorageException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }
}
