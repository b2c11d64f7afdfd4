package dev.longhaul.store;

/// One bucket of one store: its address and the small ports to it. Decorators wrap the ports.
public record ObjectStore(
    BucketAddress address,
    ObjectReader reader,
    ObjectWriter writer,
    MultipartUploads uploads,
    ObjectLister lister,
    BucketInspector inspector) {}
