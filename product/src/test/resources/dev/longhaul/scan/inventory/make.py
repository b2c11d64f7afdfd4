"""Makes the Parquet files beside this script, as S3 Inventory lays them out. Needs pyarrow."""

import datetime
import pyarrow as pa
import pyarrow.parquet as pq

WHEN = datetime.datetime(2026, 11, 20, 1, 2, 3, 456000, tzinfo=datetime.timezone.utc)
ETAG = "0123456789abcdef0123456789abcdef"


def schema(versions):
    fields = [
        pa.field("bucket", pa.string(), nullable=False),
        pa.field("key", pa.string(), nullable=False),
    ]
    if versions:
        fields += [
            pa.field("version_id", pa.string()),
            pa.field("is_latest", pa.bool_()),
            pa.field("is_delete_marker", pa.bool_()),
        ]
    return pa.schema(
        fields
        + [
            pa.field("size", pa.int64()),
            pa.field("last_modified_date", pa.timestamp("ms", tz="UTC")),
            pa.field("e_tag", pa.string()),
            pa.field("storage_class", pa.string()),
        ]
    )


def row(key, size=12, etag=ETAG, storage_class="STANDARD", **more):
    return dict(
        bucket="source",
        key=key,
        size=size,
        last_modified_date=WHEN,
        e_tag=etag,
        storage_class=storage_class,
        **more,
    )


def write(name, rows, versions, **how):
    table = pa.Table.from_pylist(rows, schema=schema(versions))
    pq.write_table(table, name, **how)


KEYS = ["plain", "a b+c%20d", "caf\u00e9/\U0001f600", "line\nbreak", "dir/"]

write(
    "current.parquet",
    [row(key, size) for size, key in enumerate(KEYS)] + [row("cold", 7, ETAG + "-3", "GLACIER")],
    False,
    compression="snappy",
    version="1.0",
)
write(
    "versions.parquet",
    [
        row("kept", 1, version_id="v2", is_latest=True, is_delete_marker=False),
        row("kept", 9, version_id="v1", is_latest=False, is_delete_marker=False),
        row("gone", None, None, None, version_id="v4", is_latest=True, is_delete_marker=True),
        row("gone", 9, version_id="v3", is_latest=False, is_delete_marker=False),
        row("old", 3, version_id="", is_latest=True, is_delete_marker=False),
    ],
    True,
    compression="snappy",
)
write(
    "many-groups.parquet",
    [row("k%04d" % number, number) for number in range(600)],
    False,
    compression="snappy",
    row_group_size=70,
)
pq.write_table(
    pa.table({"bucket": ["source"], "key": ["plain"]}), "only-keys.parquet", compression="snappy"
)
