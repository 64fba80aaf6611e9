CREATE INDEX members_member_merged ON members_member(merged_into) WHERE merged_into IS NOT NULL;
-- Two records made one. kept_before, dissolved_before: JSON of the members as they were; the versions are those that
-- the merge made, last_case and last_badge the last there were.
CREATE TABLE members_merge(
  id INTEGER PRIMARY KEY,
  kept_id INTEGER NOT NULL,
  dissolved_id INTEGER NOT NULL,
  on_date TEXT NOT NULL,
  kept_before TEXT NOT NULL,
  dissolved_before TEXT NOT NULL,
  kept_version INTEGER NOT NULL,
  dissolved_version INTEGER NOT NULL,
  last_case INTEGER NOT NULL,
  last_badge INTEGER NOT NULL,
  undone INTEGER NOT NULL
);
CREATE INDEX members_merge_dissolved ON members_merge(dissolved_id);
-- Two records that were looked at and are of two people.
CREATE TABLE members_distinct(
  low_id INTEGER NOT NULL,
  high_id INTEGER NOT NULL,
  account TEXT NOT NULL,
  on_date TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY(low_id, high_id)
);
-- A look through the register for records of one person, as far as one of the two is at home below the unit.
CREATE TABLE members_scan(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  account TEXT NOT NULL,
  finished_at INTEGER,
  same_number INTEGER NOT NULL,
  same_birth INTEGER NOT NULL,
  near INTEGER NOT NULL,
  crowded INTEGER NOT NULL,
  capped INTEGER NOT NULL
);
CREATE INDEX members_scan_unit ON members_scan(unit_id, id);
CREATE TABLE members_likeness(
  scan_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  likeness TEXT NOT NULL,
  PRIMARY KEY(scan_id, number)
);
