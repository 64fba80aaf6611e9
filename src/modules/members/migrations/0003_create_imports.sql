-- What an import was, and did.
ALTER TABLE members_batch ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE members_batch ADD COLUMN job_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
ALTER TABLE members_batch ADD COLUMN file_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE members_batch ADD COLUMN account TEXT NOT NULL DEFAULT '';
ALTER TABLE members_batch ADD COLUMN dry_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN valid_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN rows INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN same INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members_batch ADD COLUMN problems INTEGER NOT NULL DEFAULT 0;
-- JSON: how many problems of each key, and what the first said.
ALTER TABLE members_batch ADD COLUMN counts TEXT NOT NULL DEFAULT '{}';
-- The sum of the versions of the members that it made, or gave spells to: another sum, and something was built on it.
ALTER TABLE members_batch ADD COLUMN versions INTEGER NOT NULL DEFAULT 0;
CREATE INDEX members_batch_job ON members_batch(job_id);
CREATE TABLE members_import_problem(
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  field TEXT NOT NULL,
  key TEXT NOT NULL,
  parameters TEXT NOT NULL
);
CREATE INDEX members_import_problem_batch ON members_import_problem(batch_id, id);
-- A member as it was before a batch corrected it; version: the one that the correction made.
CREATE TABLE members_correction(
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  before TEXT NOT NULL
);
CREATE INDEX members_correction_batch ON members_correction(batch_id, id);
-- Drawn anew at every write: with the version it tells one state of the register from all others.
ALTER TABLE members_state ADD COLUMN stamp INTEGER NOT NULL DEFAULT 0;
