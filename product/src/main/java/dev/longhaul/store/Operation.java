package dev.longhaul.store;

/// The kinds of calls to a store: what is limited, retried, counted and billed by.
public enum Operation {
  HEAD_BUCKET(false),
  LIST(false),
  HEAD(false),
  GET(false),
  GET_TAGS(false),
  PUT(true),
  COPY(true),
  PUT_TAGS(true),
  DELETE(true),
  CREATE_UPLOAD(true),
  UPLOAD_PART(false),
  COPY_PART(false),
  LIST_PARTS(false),
  LIST_UPLOADS(false),
  COMPLETE_UPLOAD(true),
  ABORT_UPLOAD(false),
  GET_NOTIFICATIONS(false),
  PUT_NOTIFICATIONS(true);

  private final boolean decides;

  Operation(boolean decides) {
    this.decides = decides;
  }

  /// Whether repeating it after a lost answer may do harm or hide what happened. Such calls are
  /// never repeated by a decorator (decision 10): the engine observes again instead.
  public boolean isRepeatable() {
    return !decides;
  }
}
