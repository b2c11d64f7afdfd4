package dev.longhaul.s3copy.worker;

/// A job that is understood and not done; the message says why.
public final class JobRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobRefused(String message) {
    super(message);
  }
}
