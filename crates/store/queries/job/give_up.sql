-- Fails jobs whose last attempt vanished with its worker: a job that kills its worker must not run for ever.
-- Parameters: $1 now, $2 why, for the operator.
update jobs
set state = 'failed',
    last_error = $2,
    lease_until = null,
    finished_at = $1
where state = 'running'
    and lease_until <= $1
    and attempts >= attempts_max
