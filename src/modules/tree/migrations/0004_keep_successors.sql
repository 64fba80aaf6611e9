-- What took the place of a unit that ended: one row a successor. plan: of the reorganisation that did it; 0 by hand.
CREATE TABLE tree_successor(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES tree_unit(id),
  successor_id INTEGER NOT NULL REFERENCES tree_unit(id),
  on_date TEXT NOT NULL,
  plan INTEGER NOT NULL
);
CREATE UNIQUE INDEX tree_successor_unit ON tree_successor(unit_id, successor_id, on_date);
CREATE INDEX tree_successor_of ON tree_successor(successor_id);
CREATE INDEX tree_successor_plan ON tree_successor(plan);
