-- What was set for a parameter of a rule, from a day on; before the first row its default holds. Never overwritten:
-- of two rows for one day the later one counts.
CREATE TABLE policy_parameter(
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  key TEXT NOT NULL,
  from_date TEXT NOT NULL,
  value INTEGER NOT NULL,
  set_by TEXT NOT NULL,
  set_at INTEGER NOT NULL
);
CREATE INDEX policy_parameter_day ON policy_parameter(rule, key, from_date);
