package dev.longhaul.s3copy;

/// Both tables of the procedure, as those see them who use them.
public record CopyTables(JobLeases leases, JobRecords records, JobScans scans) {
  /// The tables' names, unless the environment names others.
  public static final String OPEN = "S3Single";

  public static final String RESULTS = "S3SingleResult";
}
