package dev.leash.bootstrap.proof;

/** Where a download was when it ended, by what the daemon told of it last. */
enum Met {
  /** Its session had ended before its call was looked at: nothing was started. */
  REFUSED,
  QUEUED,
  CONNECTING,
  UNANSWERED,
  HEAD,
  BODY,
  ARRIVED,
  UNZIPPING,
  UNZIPPED,
  WAITING_FOR_TURN,
  /** It had begun to publish, and was undone. */
  UNDONE,
  /** It was publishing, and completed after the end of its session. */
  COMPLETED_AFTER_THE_END,
  COMPLETED_BEFORE_THE_END;

  boolean isCompleted() {
    return this == COMPLETED_AFTER_THE_END || this == COMPLETED_BEFORE_THE_END;
  }

  /** Whether it was behind the gate when its session ended: then the answer waits for it. */
  boolean isPublishing() {
    return this == UNDONE || this == COMPLETED_AFTER_THE_END;
  }

  /** Whether its server is left with the body unsent. */
  boolean isInTransfer() {
    return this != REFUSED && compareTo(ARRIVED) < 0;
  }
}
