CREATE TABLE jobs_job(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  input TEXT NOT NULL,
  result TEXT NOT NULL DEFAULT '',
  error_key TEXT NOT NULL DEFAULT '',
  error_parameters TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  cancel_asked INTEGER NOT NULL DEFAULT 0,
  account_id INTEGER NOT NULL,
  actor_kind INTEGER NOT NULL,
  actor_name TEXT NOT NULL,
  actor_session INTEGER NOT NULL,
  actor_scope TEXT NOT NULL,
  actor_request TEXT NOT NULL,
  unit_id INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX jobs_job_state ON jobs_job(state, id);
CREATE INDEX jobs_job_account ON jobs_job(account_id, id);
