CREATE TABLE audit_view(
  sequence INTEGER NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  verb TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  unit_id INTEGER NOT NULL,
  difference TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  request_id TEXT NOT NULL,
  mark TEXT NOT NULL
);
CREATE INDEX audit_view_account ON audit_view(account_id, sequence);
CREATE INDEX audit_view_object ON audit_view(object_kind, object_id, sequence);
CREATE TABLE audit_view_seal(
  sequence INTEGER NOT NULL UNIQUE,
  hash TEXT NOT NULL
);
CREATE TABLE audit_view_head(
  place INTEGER NOT NULL UNIQUE,
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  signature TEXT NOT NULL
);
