-- Remembers a stored representation, unless its version was purged meanwhile. The latest bytes win.
-- Parameters: $1 version id, $2 table, $3 format, $4 sha256, $5 bytes.
insert into representations (version_id, table_name, format, sha256, bytes)
select version.id, $2, $3, $4, $5
from versions as version
where version.id = $1
    and not version.is_purged
on conflict (version_id, table_name, format) do update
set sha256 = excluded.sha256,
    bytes = excluded.bytes
