package dev.stowage.oci.nosql;

import dev.stowage.conformance.kv.ForwardingKvDriver;
import dev.stowage.conformance.kv.KvFaults;
import dev.stowage.fakes.ArmedFault;
import dev.stowage.fakes.Fault;
import dev.stowage.fakes.FaultSwitches;
import dev.stowage.spi.KvDriver;
import dev.stowage.spi.KvOutcome;
import dev.stowage.spi.KvWrite;
import java.util.ArrayDeque;
import java.util.Deque;

/** Loses answers to writes of rows on the wire, and lets others act before that is noticed. */
final class WireLosses {
  private record Loss(ArmedFault fault, Runnable meanwhile) {}

  private final FaultSwitches wire;
  private final Deque<Loss> losses = new ArrayDeque<>();

  WireLosses(FaultSwitches wire) {
    this.wire = wire;
  }

  KvFaults over(KvFaults above) {
    return new KvFaults() {
      @Override
      public void failNext(int times, Exception failure) {
        above.failNext(times, failure);
      }

      @Override
      public void loseNextAnswer(Runnable meanwhile) {
        losses.add(
            new Loss(
                wire.onAny()
                    .when(head -> !head.method().equals("GET") && head.path().endsWith("/rows"))
                    .arm(Fault.lostResponse()),
                meanwhile));
      }

      @Override
      public void leaveUnprocessed(int requests, int done) {
        above.leaveUnprocessed(requests, done);
      }
    };
  }

  KvDriver around(KvDriver driver) {
    return new ForwardingKvDriver(driver) {
      @Override
      public KvOutcome write(KvWrite write) throws Exception {
        try {
          return super.write(write);
        } catch (Exception e) {
          Loss loss = losses.peek();
          if (loss != null && loss.fault().fired() > 0) {
            losses.remove();
            loss.meanwhile().run();
          }
          throw e;
        }
      }
    };
  }
}
