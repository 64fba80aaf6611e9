-- plan: the reorganisation that gave the version to a unit in another's place; 0: somebody set it.
ALTER TABLE statistics_target ADD COLUMN plan INTEGER NOT NULL DEFAULT 0;

-- So many units of a kind fewer below a unit, in a period.
CREATE TABLE statistics_reduction(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  fewer INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  basis TEXT NOT NULL,
  set_on TEXT NOT NULL,
  set_by TEXT NOT NULL
);
CREATE INDEX statistics_reduction_unit ON statistics_reduction(unit_id);
