package dev.longhaul.s3copy;

/// What should be a job is none; the message says which field is wrong.
public final class MalformedJob extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public MalformedJob(String message) {
    super(message);
  }

  MalformedJob(String message, Throwable cause) {
    super(message, cause);
  }
}
