-- Counts what is public: versions of published datasets that were not purged, and the rows of the latest of each distribution.
select
    (
        select count(*)
        from versions as version
        join datasets as dataset on dataset.id = version.dataset_id
        where dataset.state = 'published'
            and not version.is_purged
    ) as versions,
    (
        select cast(coalesce(sum(published_table.rows), 0) as bigint)
        from version_tables as published_table
        join versions as version on version.id = published_table.version_id
        join distributions as distribution on distribution.id = version.distribution_id
        join datasets as dataset on dataset.id = version.dataset_id
        where dataset.state = 'published'
            and not version.is_purged
            and version.number = distribution.latest_version
    ) as table_rows
