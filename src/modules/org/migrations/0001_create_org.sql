CREATE TABLE org_function(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  document TEXT NOT NULL,
  provision TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  entered_at INTEGER NOT NULL
);
CREATE INDEX org_function_unit ON org_function(unit_id, from_date);
CREATE TABLE org_import(
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  dry_run INTEGER NOT NULL,
  valid_only INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  problems INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX org_import_job ON org_import(job_id);
CREATE TABLE org_import_problem(
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES org_import(id),
  line INTEGER NOT NULL,
  field TEXT NOT NULL,
  key TEXT NOT NULL,
  parameters TEXT NOT NULL
);
CREATE INDEX org_import_problem_import ON org_import_problem(import_id, id);
