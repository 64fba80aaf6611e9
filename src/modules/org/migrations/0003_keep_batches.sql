-- An import of units is a batch: named, with the hash of its file, and undone while nothing was built on it.
CREATE TABLE org_batch(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  kind TEXT NOT NULL DEFAULT 'units',
  job_id INTEGER NOT NULL DEFAULT 0,
  file_name TEXT NOT NULL DEFAULT '',
  file_hash TEXT NOT NULL DEFAULT '',
  account TEXT NOT NULL DEFAULT '',
  dry_run INTEGER NOT NULL DEFAULT 0,
  valid_only INTEGER NOT NULL DEFAULT 0,
  rows INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  added INTEGER NOT NULL DEFAULT 0,
  corrected INTEGER NOT NULL DEFAULT 0,
  same INTEGER NOT NULL DEFAULT 0,
  problems INTEGER NOT NULL DEFAULT 0,
  counts TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX org_batch_job ON org_batch(job_id);
-- Earlier imports kept nothing of what was before them: they stay as they are.
INSERT INTO org_batch(id, name, state, account_id, made_at, job_id, file_name, file_hash, dry_run, valid_only, rows,
  refused, same, problems)
  SELECT id, file_name, 'checked', account_id, created_at, job_id, file_name, file_hash, dry_run, valid_only, rows,
    refused, accepted, problems FROM org_import;
-- postgresql:
SELECT setval(pg_get_serial_sequence('org_batch', 'id'), (SELECT COALESCE(MAX(id), 0) + 1 FROM org_batch), false);
-- both:
ALTER TABLE org_import_problem RENAME TO org_import_problem_before;
DROP INDEX org_import_problem_import;
CREATE TABLE org_import_problem(
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  field TEXT NOT NULL,
  key TEXT NOT NULL,
  parameters TEXT NOT NULL
);
INSERT INTO org_import_problem(batch_id, line, field, key, parameters)
  SELECT import_id, line, field, key, parameters FROM org_import_problem_before ORDER BY id;
DROP TABLE org_import_problem_before;
DROP TABLE org_import;
CREATE INDEX org_import_problem_batch ON org_import_problem(batch_id, id);
-- A unit that a batch made or changed: its whole history before it, JSON, [] for a new one; and the mark of the
-- history that the batch left.
CREATE TABLE org_correction(
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL
);
CREATE INDEX org_correction_batch ON org_correction(batch_id, id);
