/// S3 Inventory reports in place of the source's listing: finding the newest complete one, checking
/// it against its manifest, and reading its rows. A report is days old and may lack recent keys, so
/// its entries are hints and nothing else; a report of which any file fails its check is not used
/// at all (H63).
@NullMarked
package dev.longhaul.scan.inventory;

import org.jspecify.annotations.NullMarked;
