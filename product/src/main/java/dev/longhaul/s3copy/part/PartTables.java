package dev.longhaul.s3copy.part;

/// The tables of large objects, as those see them who use them.
public record PartTables(UploadNotes notes, UploadRows uploads, PartRows parts) {
  /// The tables' names, unless the environment names others.
  public static final String PARTS = "S3MPU";

  public static final String UPLOADS = "S3MPUResult";
}
