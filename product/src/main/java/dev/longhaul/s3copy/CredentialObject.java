package dev.longhaul.s3copy;

import dev.longhaul.object.ObjectKey;

/// Where the destination's keys lie: an object of two lines in the source's world. It is named in
/// commands and jobs, its content never is.
public record CredentialObject(String bucket, ObjectKey key) {
  public CredentialObject {
    CopyJob.checkBucket("credbucket", bucket);
  }
}
