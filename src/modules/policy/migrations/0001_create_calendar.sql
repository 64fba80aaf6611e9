-- A year of the working-day calendar that was entered here: stands instead of what came with the program.
CREATE TABLE policy_year(
  year INTEGER PRIMARY KEY,
  announced INTEGER NOT NULL,
  source TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE TABLE policy_day(
  day TEXT PRIMARY KEY,
  year INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL
);
