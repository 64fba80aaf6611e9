CREATE TABLE tree_unit(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  fold TEXT NOT NULL
);
CREATE INDEX tree_unit_fold ON tree_unit(fold);
CREATE TABLE tree_span(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL REFERENCES tree_unit(id),
  parent_id INTEGER REFERENCES tree_unit(id),
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT
);
CREATE UNIQUE INDEX tree_span_unit ON tree_span(unit_id, from_date);
CREATE INDEX tree_span_parent ON tree_span(parent_id, from_date, to_date);
CREATE TABLE tree_scope(
  unit_id INTEGER PRIMARY KEY,
  path TEXT NOT NULL
);
CREATE INDEX tree_scope_path ON tree_scope(path, unit_id);
CREATE TABLE tree_state(
  id INTEGER PRIMARY KEY,
  scope_day TEXT NOT NULL,
  version INTEGER NOT NULL
);
-- sqlite:
CREATE VIRTUAL TABLE tree_search USING fts5(words, content='tree_span', content_rowid='id', detail=none, columnsize=0, prefix='1 2 3', tokenize="ascii tokenchars '_'");
-- postgresql:
ALTER TABLE tree_span ADD COLUMN search tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
CREATE INDEX tree_span_search ON tree_span USING gin (search);
CREATE INDEX tree_span_level ON tree_span(level, id);
