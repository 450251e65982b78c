package dev.stowage.fakes;

/**
 * A fault that is due on one exchange. Whoever carries it out calls {@link #fire()}; a claim that
 * is not carried out goes back, and the fault waits for the next request.
 */
public final class FaultClaim {

  private final ArmedFault armed;
  private final RequestJournal.Entry entry;
  private boolean fired;

  FaultClaim(ArmedFault armed, RequestJournal.Entry entry) {
    this.armed = armed;
    this.entry = entry;
  }

  public Fault fault() {
    return armed.fault();
  }

  /** Counts the exchange as broken by this fault; a second call does nothing. */
  public synchronized void fire() {
    if (!fired) {
      fired = true;
      entry.broken(fault().kind());
      armed.fire();
    }
  }

  synchronized void settle() {
    armed.settle(fired);
  }
}
