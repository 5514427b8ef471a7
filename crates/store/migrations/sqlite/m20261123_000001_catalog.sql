-- The catalog: publishers, people, datasets, versions, drafts, events, jobs, idempotency keys.
-- Times are microseconds since 1970-01-01T00:00:00Z, days are ISO 8601, parts in JSON are never searched inside.

create table publishers (
    id blob not null constraint publishers_pk primary key,
    identifier text not null constraint publishers_identifier_unique unique,
    parent_id blob constraint publishers_parent_fk references publishers (id),
    kind text not null,
    names text not null,
    edrpou text,
    closed_on text,
    merged_into_id blob constraint publishers_merged_into_fk references publishers (id),
    revision bigint not null
);

create table people (
    id blob not null constraint people_pk primary key,
    email text constraint people_email_unique unique,
    name text not null,
    password_hash text,
    language text not null,
    created_at bigint not null,
    deleted_at bigint,
    revision bigint not null
);

-- A membership without a publisher holds in the whole city.
create table memberships (
    person_id blob not null constraint memberships_person_fk references people (id) on delete cascade,
    position integer not null,
    publisher_id blob constraint memberships_publisher_fk references publishers (id),
    role text not null,
    from_day text not null,
    until_day text,
    constraint memberships_pk primary key (person_id, position)
);

create table sessions (
    secret_hash text not null constraint sessions_pk primary key,
    person_id blob not null constraint sessions_person_fk references people (id) on delete cascade,
    created_at bigint not null,
    used_at bigint not null,
    expires_at bigint not null
);
create index sessions_by_person on sessions (person_id);

create table api_tokens (
    id blob not null constraint api_tokens_pk primary key,
    person_id blob not null constraint api_tokens_person_fk references people (id) on delete cascade,
    name text not null,
    secret_hash text not null constraint api_tokens_secret_hash_unique unique,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    revoked_at bigint
);
create index api_tokens_by_person on api_tokens (person_id, created_at);

create table failed_sign_ins (
    id integer not null constraint failed_sign_ins_pk primary key autoincrement,
    key text not null,
    failed_at bigint not null
);
create index failed_sign_ins_by_key on failed_sign_ins (key, failed_at);
create index failed_sign_ins_by_time on failed_sign_ins (failed_at);

create table datasets (
    id blob not null constraint datasets_pk primary key,
    publisher_id blob not null constraint datasets_publisher_fk references publishers (id),
    state text not null constraint datasets_state_known check (state in ('draft', 'published', 'withdrawn')),
    theme text,
    title_key text not null,
    search_text text not null,
    passport text not null,
    withdrawn_because text,
    external_identifiers text not null,
    targets text not null,
    issued bigint,
    modified bigint not null,
    created_at bigint not null,
    revision bigint not null
);
create index datasets_by_modified on datasets (modified, id);
create index datasets_by_title on datasets (title_key, id);
create index datasets_by_publisher on datasets (publisher_id, state);
create index datasets_by_theme on datasets (theme, state);

-- Present and past identifiers share one key, so that none is ever given to two datasets.
create table dataset_identifiers (
    identifier text not null constraint dataset_identifiers_pk primary key,
    dataset_id blob not null constraint dataset_identifiers_dataset_fk references datasets (id) on delete cascade,
    is_current boolean not null,
    position integer not null,
    constraint dataset_identifiers_position_unique unique (dataset_id, position)
);
create unique index dataset_identifiers_one_current on dataset_identifiers (dataset_id) where is_current;

create table distributions (
    id blob not null constraint distributions_pk primary key,
    dataset_id blob not null constraint distributions_dataset_fk references datasets (id) on delete cascade,
    number integer not null constraint distributions_number_from_one check (number >= 1),
    title text not null,
    standard text,
    recipe text,
    latest_version integer not null,
    constraint distributions_number_unique unique (dataset_id, number)
);

create table versions (
    id blob not null constraint versions_pk primary key,
    dataset_id blob not null constraint versions_dataset_fk references datasets (id),
    distribution_id blob not null constraint versions_distribution_fk references distributions (id),
    number integer not null constraint versions_number_from_one check (number >= 1),
    original_sha256 text not null,
    original_bytes bigint not null,
    original_file_name text not null,
    original_is_public boolean not null,
    recipe_sha256 text not null,
    recipe_bytes bigint not null,
    report_sha256 text not null,
    report_bytes bigint not null,
    profile_sha256 text not null,
    profile_bytes bigint not null,
    note text not null,
    data_date text,
    published_by_id blob,
    published_at bigint not null,
    changes text,
    is_purged boolean not null,
    purge text,
    constraint versions_number_unique unique (distribution_id, number)
);
create index versions_by_dataset on versions (dataset_id, distribution_id, number);

create table version_tables (
    version_id blob not null constraint version_tables_version_fk references versions (id) on delete cascade,
    position integer not null,
    name text not null,
    title text not null,
    data_sha256 text not null,
    data_bytes bigint not null,
    rows bigint not null,
    fields text not null,
    table_schema text not null,
    constraint version_tables_pk primary key (version_id, position),
    constraint version_tables_name_unique unique (version_id, name)
);

create table representations (
    version_id blob not null constraint representations_version_fk references versions (id) on delete cascade,
    table_name text not null,
    format text not null,
    sha256 text not null,
    bytes bigint not null,
    constraint representations_pk primary key (version_id, table_name, format)
);

create table drafts (
    id blob not null constraint drafts_pk primary key,
    dataset_id blob not null constraint drafts_dataset_fk references datasets (id) on delete cascade,
    distribution_id blob not null constraint drafts_distribution_fk references distributions (id) on delete cascade,
    person_id blob,
    file_name text not null,
    state_name text not null,
    state text not null,
    is_open boolean not null,
    original text,
    recipe text not null,
    undo text not null,
    built text,
    justifications text not null,
    created_at bigint not null,
    changed_at bigint not null,
    warned_at bigint,
    revision bigint not null
);
create index drafts_by_dataset on drafts (dataset_id, changed_at);
create index drafts_open on drafts (is_open, changed_at);
create index drafts_by_distribution on drafts (distribution_id);

-- The log outlives what it speaks of, so it refers to nothing by foreign key.
create table events (
    sequence integer not null constraint events_pk primary key autoincrement,
    id blob not null constraint events_id_unique unique,
    happened_at bigint not null,
    person_id blob,
    kind text not null,
    dataset_id blob,
    publisher_id blob,
    data text not null
);
create index events_by_dataset on events (dataset_id, sequence);
create index events_by_publisher on events (publisher_id, sequence);

create table jobs (
    id blob not null constraint jobs_pk primary key,
    kind text not null,
    work text not null,
    state text not null constraint jobs_state_known check (state in ('waiting', 'running', 'done', 'failed')),
    run_at bigint not null,
    attempts integer not null,
    attempts_max integer not null,
    lease_until bigint,
    last_error text,
    facts text,
    deduplication_key text,
    dataset_id blob,
    created_at bigint not null,
    finished_at bigint
);
create index jobs_waiting on jobs (run_at, id) where state = 'waiting';
create index jobs_running on jobs (lease_until) where state = 'running';
create index jobs_waiting_by_key on jobs (deduplication_key) where state = 'waiting';
create index jobs_by_state on jobs (state, finished_at);
create index jobs_by_time on jobs (created_at, id);

create table idempotency_keys (
    person_id blob not null,
    key text not null,
    fingerprint text not null,
    claimed_at bigint not null,
    answer text,
    constraint idempotency_keys_pk primary key (person_id, key)
);
create index idempotency_keys_by_time on idempotency_keys (claimed_at);
