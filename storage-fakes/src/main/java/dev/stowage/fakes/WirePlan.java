package dev.stowage.fakes;

/**
 * How an answer goes onto the wire once the faults have had their say.
 *
 * @param body the bytes to draw from
 * @param end how many of them are sent
 * @param announced how many of them the head promises
 * @param piece the size of the pieces they come in; 0 for one piece
 * @param after what becomes of the connection
 */
record WirePlan(FakeBytes body, long end, long announced, int piece, After after) {

  /** How the connection goes on after an answer. */
  enum After {
    /** The next request may come. */
    KEEP,
    /** It is closed. */
    CLOSE,
    /** It is reset. */
    RESET,
    /** Nothing more comes, and the connection stays. */
    HOLD
  }

  static WirePlan of(FakeRequest request, FakeResponse response, boolean keep) {
    FakeBytes body = bodyless(request, response) ? FakeBytes.EMPTY : response.bytes();
    After after = keep ? After.KEEP : After.CLOSE;
    WirePlan plan = new WirePlan(body, body.size(), body.size(), 0, after);
    if (body.isEmpty() || response.status() >= 300) {
      return plan;
    }
    for (FaultClaim claim : request.faults()) {
      plan = plan.damagedBy(claim);
    }
    return plan;
  }

  static boolean bodyless(FakeRequest request, FakeResponse response) {
    return request.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
  }

  /** Whether the body ends where the head says it does. */
  boolean whole() {
    return end == announced && after != After.RESET && after != After.HOLD;
  }

  private WirePlan damagedBy(FaultClaim claim) {
    long at = Math.min(claim.fault().amount(), body.size() - 1);
    long cut = Math.min(end, at);
    WirePlan damaged =
        switch (claim.fault().kind()) {
          case CLEAN_TRUNCATION -> new WirePlan(body, cut, cut, piece, after);
          case HARD_TRUNCATION -> new WirePlan(body, cut, announced, piece, After.CLOSE);
          case RESET_DURING_RESPONSE -> new WirePlan(body, cut, announced, piece, After.RESET);
          case STALLED_RESPONSE -> new WirePlan(body, cut, announced, piece, After.HOLD);
          case SHORT_READS ->
              new WirePlan(body, end, announced, (int) claim.fault().amount(), after);
          case FLIPPED_RESPONSE_BIT -> new WirePlan(body.flipped(at), end, announced, piece, after);
          default -> this;
        };
    if (!damaged.equals(this)) {
      claim.fire();
    }
    return damaged;
  }
}
