-- The paths of all units are an edition; tree_state names the one that holds. A change that moves many units writes
-- the next edition beside it, and one write of its number makes it hold. tree_scope, which other modules join, is the
-- edition that holds.
ALTER TABLE tree_state ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;
-- sqlite:
CREATE TABLE tree_path(
  unit_id INTEGER NOT NULL,
  edition INTEGER NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY(unit_id, edition)
) WITHOUT ROWID;
-- postgresql:
CREATE TABLE tree_path(
  unit_id BIGINT NOT NULL,
  edition BIGINT NOT NULL,
  path TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY(unit_id, edition)
);
-- both:
INSERT INTO tree_path(unit_id, edition, path) SELECT unit_id, 0, path FROM tree_scope;
DROP TABLE tree_scope;
DROP TABLE tree_next_path;
-- The path first: SQLite, which counts nothing, would take an edition for a few rows and begin with it.
CREATE INDEX tree_path_below ON tree_path(path, edition, unit_id);
CREATE VIEW tree_scope AS SELECT unit_id, path FROM tree_path WHERE edition = (SELECT edition FROM tree_state);
