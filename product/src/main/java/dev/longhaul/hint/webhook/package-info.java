/// Events that stores post: MinIO, Ceph, SNS, or whoever sends a message in one of their forms.
@NullMarked
package dev.longhaul.hint.webhook;

import org.jspecify.annotations.NullMarked;
