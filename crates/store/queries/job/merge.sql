-- Lets a waiting job of the same key stand for a new one: it runs as early and as often as the new one would.
-- Parameters: $1 deduplication key, $2 not before, $3 attempts.
update jobs
set run_at = case when run_at < $2 then run_at else $2 end,
    attempts_max = case when attempts_max > attempts + $3 then attempts_max else attempts + $3 end
where state = 'waiting'
    and deduplication_key = $1
