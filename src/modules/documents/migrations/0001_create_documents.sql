-- both:
CREATE TABLE documents_congress (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  opened TEXT,
  closed TEXT NOT NULL,
  plenum TEXT,
  term_from TEXT NOT NULL,
  source TEXT NOT NULL,
  UNIQUE (unit_id, number)
);
CREATE TABLE documents_body (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  UNIQUE (unit_id, name_key)
);
CREATE TABLE documents_series (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  code_key TEXT NOT NULL,
  congress_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  UNIQUE (unit_id, code_key, congress_id, run)
);
CREATE TABLE documents_number (
  series_id INTEGER NOT NULL REFERENCES documents_series(id),
  number INTEGER NOT NULL,
  suffix TEXT NOT NULL,
  state TEXT NOT NULL,
  document_id INTEGER,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (series_id, number, suffix)
);
CREATE TABLE documents_document (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  merged_into INTEGER,
  kind TEXT NOT NULL,
  number INTEGER,
  suffix TEXT NOT NULL,
  code TEXT NOT NULL,
  code_key TEXT NOT NULL,
  year INTEGER,
  series_id INTEGER,
  congress_id INTEGER NOT NULL,
  congress_paper INTEGER NOT NULL,
  issued TEXT,
  owner_unit_id INTEGER NOT NULL,
  issuer_id INTEGER,
  advising_id INTEGER,
  open_to_all INTEGER NOT NULL,
  effective_from TEXT,
  effective_to TEXT,
  field TEXT NOT NULL,
  field_key TEXT NOT NULL,
  subject TEXT NOT NULL,
  addressees TEXT NOT NULL,
  source TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  words TEXT NOT NULL
);
CREATE INDEX documents_document_number ON documents_document(number, code_key);
CREATE INDEX documents_document_owner ON documents_document(owner_unit_id, position);
CREATE TABLE documents_party (
  document_id INTEGER NOT NULL REFERENCES documents_document(id),
  unit_id INTEGER NOT NULL,
  subtree INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (document_id, unit_id)
);
CREATE INDEX documents_party_unit ON documents_party(unit_id, document_id);
CREATE TABLE documents_alias (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents_document(id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  UNIQUE (document_id, name_key)
);
CREATE INDEX documents_alias_key ON documents_alias(name_key);
CREATE TABLE documents_relation (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  source_id INTEGER NOT NULL REFERENCES documents_document(id),
  target_id INTEGER NOT NULL REFERENCES documents_document(id),
  provision TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  extent TEXT NOT NULL,
  source TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (source_id, target_id, kind, provision)
);
CREATE INDEX documents_relation_target ON documents_relation(target_id, kind);
CREATE TABLE documents_effect (
  document_id INTEGER NOT NULL REFERENCES documents_document(id),
  from_on TEXT NOT NULL,
  to_on TEXT,
  status TEXT NOT NULL,
  PRIMARY KEY (document_id, from_on)
);
CREATE TABLE documents_file (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents_document(id),
  hash TEXT NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
);
CREATE INDEX documents_file_document ON documents_file(document_id);
CREATE TABLE documents_claim (
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  value INTEGER NOT NULL,
  query TEXT NOT NULL,
  dated TEXT,
  source_document_id INTEGER,
  source TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL
);
CREATE TABLE documents_view (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  UNIQUE (account_id, name)
);
-- The words of a document, its facets ("_k_resolution") among them, newest first by rowid = position.
-- sqlite:
CREATE VIRTUAL TABLE documents_search USING fts5(words, content='documents_document', content_rowid='position', detail=none, columnsize=0, tokenize="ascii tokenchars '_'", prefix='2 3');
CREATE TRIGGER documents_document_added AFTER INSERT ON documents_document BEGIN
  INSERT INTO documents_search(rowid, words) VALUES (new.position, new.words);
END;
CREATE TRIGGER documents_document_changed AFTER UPDATE OF position, words ON documents_document
WHEN old.words <> new.words OR old.position <> new.position BEGIN
  INSERT INTO documents_search(documents_search, rowid, words) VALUES ('delete', old.position, old.words);
  INSERT INTO documents_search(rowid, words) VALUES (new.position, new.words);
END;
CREATE TRIGGER documents_document_removed AFTER DELETE ON documents_document BEGIN
  INSERT INTO documents_search(documents_search, rowid, words) VALUES ('delete', old.position, old.words);
END;
-- postgresql:
ALTER TABLE documents_document ADD COLUMN lexemes TSVECTOR GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
ALTER TABLE documents_document ALTER COLUMN lexemes SET STATISTICS 1000;
CREATE INDEX documents_document_lexemes ON documents_document USING gin(lexemes) WITH (fastupdate = off);
CREATE INDEX documents_document_kind ON documents_document(kind, position);
CREATE INDEX documents_document_code ON documents_document(code_key, position);
CREATE INDEX documents_document_issuer ON documents_document(issuer_id, position);
CREATE INDEX documents_document_advising ON documents_document(advising_id, position);
CREATE INDEX documents_document_field ON documents_document(field_key, position);
CREATE INDEX documents_document_congress ON documents_document(congress_id, position);
CREATE INDEX documents_document_open ON documents_document(open_to_all, position);
-- both:
CREATE INDEX documents_document_series ON documents_document(series_id, state, number);
