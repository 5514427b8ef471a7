-- Gives the job that has waited longest to one worker; a job whose lease ran out counts as waiting.
-- Parameters: $1 now, $2 end of the lease.
update jobs
set state = 'running',
    attempts = attempts + 1,
    lease_until = $2
where id = (
    select candidate.id
    from jobs as candidate
    where (candidate.state = 'waiting' and candidate.run_at <= $1)
        or (candidate.state = 'running' and candidate.lease_until <= $1)
    order by candidate.run_at, candidate.created_at, candidate.id
    limit 1
)
returning id, kind, work, state, run_at, attempts, attempts_max, lease_until, last_error, facts,
    deduplication_key, dataset_id, created_at, finished_at
