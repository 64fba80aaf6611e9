-- A file is kept once, under the SHA-256 of its bytes, in parts of 1 MiB.
CREATE TABLE files_file (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  parts INTEGER NOT NULL
);
CREATE TABLE files_part (
  hash TEXT NOT NULL REFERENCES files_file(hash),
  part INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (hash, part)
);
