-- An edit of a relation carries the version it saw.
ALTER TABLE documents_relation ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
