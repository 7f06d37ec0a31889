-- The people who sign in: users with their roles and row scope, the secrets they hold (kept as hashes only),
-- the views they saved, and the requests that must not have their effect twice.

create table users (
    id text primary key,
    email text not null unique,
    name text not null,
    roles text not null,
    status text not null,
    password_hash text,
    language text not null,
    theme text not null,
    scope text not null,
    version bigint not null,
    created_at text not null,
    changed_at text not null
);

create table user_session (
    token_hash text primary key,
    user_id text not null,
    created_at text not null,
    seen_at text not null,
    expires_at text not null,
    agent text not null
);
create index user_session_by_user on user_session (user_id);

-- One-time links: the first administrator's, invitations, new passwords.
create table user_link (
    token_hash text primary key,
    purpose text not null,
    user_id text,
    created_at text not null,
    expires_at text not null,
    used_at text
);

create table api_token (
    id text primary key,
    user_id text not null,
    name text not null,
    prefix text not null,
    token_hash text not null unique,
    scopes text not null,
    created_at text not null,
    expires_at text not null,
    last_used_at text,
    revoked_at text
);
create index api_token_by_user on api_token (user_id);

-- Wrong passwords per account and per address, for the growing wait.
create table sign_in_failure (
    subject text primary key,
    failures bigint not null,
    last_at text not null
);

create table saved_view (
    id text primary key,
    user_id text not null,
    screen text not null,
    name text not null,
    query text not null,
    shared bigint not null,
    created_at text not null
);
create index saved_view_by_screen on saved_view (screen);

create table idempotency_key (
    user_id text not null,
    key text not null,
    request_hash text not null,
    created_at text not null,
    primary key (user_id, key)
) {keyed};
