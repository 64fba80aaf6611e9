-- An edit of a function carries the version it saw.
ALTER TABLE org_function ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
