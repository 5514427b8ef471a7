-- Every blob that a version or a representation refers to. Purged versions hold nothing.
select original_sha256 as sha256 from versions where not is_purged
union
select recipe_sha256 from versions where not is_purged
union
select report_sha256 from versions where not is_purged
union
select profile_sha256 from versions where not is_purged
union
select published_table.data_sha256
from version_tables as published_table
join versions as version on version.id = published_table.version_id
where not version.is_purged
union
select sha256 from representations
