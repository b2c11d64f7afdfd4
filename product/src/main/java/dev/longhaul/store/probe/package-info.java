/// Finding out what a store really does, by trying it: which preconditions stop a write, what ETags
/// mean, which digests are checked, how odd keys survive (H20, H25, H34, H45, H47, H52 to H54).
///
/// A destination is tried on canaries under a prefix of their own, which are removed afterwards. A
/// source is only ever read (decision 9). Whatever is not proved counts as absent.
@NullMarked
package dev.longhaul.store.probe;

import org.jspecify.annotations.NullMarked;
