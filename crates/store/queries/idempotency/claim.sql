-- Claims a key, or takes over a claim of the same request that its process left unanswered. No row changed: the key is taken.
-- Parameters: $1 person id, $2 key, $3 fingerprint, $4 now, $5 claims before this moment were left behind.
insert into idempotency_keys (person_id, key, fingerprint, claimed_at, answer)
values ($1, $2, $3, $4, null)
on conflict (person_id, key) do update
set claimed_at = excluded.claimed_at
where idempotency_keys.answer is null
    and idempotency_keys.fingerprint = excluded.fingerprint
    and idempotency_keys.claimed_at < $5
