-- A span is seen by readers while the generation of the tree lies between its two ends. A great change is laid
-- beside the tree for the next generation, batch by batch; one write of the generation makes it the tree.
ALTER TABLE tree_state ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tree_state ADD COLUMN staged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tree_span ADD COLUMN first_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tree_span ADD COLUMN last_seen INTEGER NOT NULL DEFAULT 1000000000000;
DROP INDEX tree_span_unit;
CREATE UNIQUE INDEX tree_span_unit ON tree_span(unit_id, from_date, first_seen);
CREATE TABLE tree_next_path(
  unit_id INTEGER NOT NULL PRIMARY KEY,
  path TEXT NOT NULL
);
