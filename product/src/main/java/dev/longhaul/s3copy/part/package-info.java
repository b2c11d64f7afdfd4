/// Large objects of the original procedure in functions: whoever gets the job opens an upload and
/// hands its parts out, each is carried by whoever takes it, and of those who find all of them
/// carried exactly one ends the job. Tables `S3MPU` and `S3MPUResult` say who has what.
///
/// There is no second way to copy: the upload is opened, completed and proved by the reconciler
/// like any other, and what it writes down of uploads lies in these tables, so that any process can
/// go on with it.
@NullMarked
package dev.longhaul.s3copy.part;

import org.jspecify.annotations.NullMarked;
