CREATE TABLE identity_throttle(
  attempt_key TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL
);
