-- What a unit is to reach in a year; a change is a new version. Values in thousandths.
CREATE TABLE statistics_target(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  measure TEXT NOT NULL,
  version INTEGER NOT NULL,
  value INTEGER NOT NULL,
  reason TEXT NOT NULL,
  is_local INTEGER NOT NULL,
  is_late INTEGER NOT NULL,
  set_on TEXT NOT NULL,
  set_by TEXT NOT NULL,
  UNIQUE(unit_id, year, measure, version)
);
