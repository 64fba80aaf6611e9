-- A file that waits for its sender to look at its columns and problems; its bytes lie in a folder.
CREATE TABLE imports_upload(
  id TEXT PRIMARY KEY,
  account_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  made_at INTEGER NOT NULL
);
-- What an account last said of a file with this first row. head: of the names in it, in any order. columns: JSON.
CREATE TABLE imports_columns(
  account_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  head TEXT NOT NULL,
  columns TEXT NOT NULL,
  PRIMARY KEY(account_id, kind, head)
);
