-- A file is kept once, under the SHA-256 of its bytes, in parts of 1 MiB.
CREATE TABLE files_file (
  hash TEXT PRIMARY KEY,
  size BIGINT NOT NULL,
  parts BIGINT NOT NULL
);
-- sqlite:
CREATE TABLE files_part (
  hash TEXT NOT NULL REFERENCES files_file(hash),
  part BIGINT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (hash, part)
);
-- postgresql:
CREATE TABLE files_part (
  hash TEXT NOT NULL REFERENCES files_file(hash),
  part BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (hash, part)
);
