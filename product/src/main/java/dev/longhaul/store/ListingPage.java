package dev.longhaul.store;

import dev.longhaul.object.ListedObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One valid page of a listing (H54, H59, H60 were checked by who made it).
///
/// @param ascending whether its keys rise strictly in byte order (H58)
/// @param nextToken where the next page begins; `null` exactly when this is the last page
public record ListingPage(
    List<ListedObject> objects, boolean ascending, @Nullable String nextToken) {}
