CREATE TABLE identity_account(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  full_name TEXT NOT NULL,
  search TEXT NOT NULL,
  unit_id INTEGER NOT NULL,
  password_hash TEXT NOT NULL,
  must_change INTEGER NOT NULL,
  disabled INTEGER NOT NULL,
  totp_secret TEXT,
  totp_pending TEXT,
  totp_step INTEGER NOT NULL,
  language TEXT NOT NULL,
  theme TEXT NOT NULL,
  text_size TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  signed_in_at INTEGER,
  version INTEGER NOT NULL
);
CREATE INDEX identity_account_unit ON identity_account(unit_id);
CREATE TABLE identity_grant(
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES identity_account(id),
  role TEXT NOT NULL,
  unit_id INTEGER NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  granted_by TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX identity_grant_account ON identity_grant(account_id);
CREATE INDEX identity_grant_unit ON identity_grant(unit_id);
CREATE TABLE identity_session(
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES identity_account(id),
  token_hash TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  csrf TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  remote TEXT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX identity_session_account ON identity_session(account_id);
CREATE TABLE identity_token(
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES identity_account(id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  scope TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER
);
CREATE INDEX identity_token_account ON identity_token(account_id);
CREATE TABLE identity_recovery_code(
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES identity_account(id),
  code_hash TEXT NOT NULL,
  used_at INTEGER
);
CREATE INDEX identity_recovery_code_account ON identity_recovery_code(account_id);
CREATE TABLE identity_link(
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
);
CREATE INDEX identity_link_account ON identity_link(account_id);
CREATE TABLE identity_role_setting(
  role TEXT NOT NULL UNIQUE,
  second_factor INTEGER NOT NULL
);
