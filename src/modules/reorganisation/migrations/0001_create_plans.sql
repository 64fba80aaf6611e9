CREATE TABLE reorganisation_plan(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  owner_id INTEGER NOT NULL,
  decision TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  effective_on TEXT NOT NULL,
  plan TEXT NOT NULL,
  planner_id INTEGER NOT NULL,
  planner TEXT NOT NULL,
  approver TEXT NOT NULL,
  committer TEXT NOT NULL,
  growth TEXT NOT NULL,
  proof TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  commit_order INTEGER NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX reorganisation_plan_state ON reorganisation_plan(state, id);
-- Every unit that a committed plan touched, as it was and as it was left.
CREATE TABLE reorganisation_unit(
  plan_id INTEGER NOT NULL REFERENCES reorganisation_plan(id),
  unit_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  step INTEGER NOT NULL,
  fate TEXT NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  successors TEXT NOT NULL,
  was TEXT NOT NULL,
  left_as TEXT NOT NULL,
  PRIMARY KEY(plan_id, unit_id)
);
CREATE INDEX reorganisation_unit_of ON reorganisation_unit(unit_id, plan_id);
