-- The register is found by sets of documents, the same on both engines: `ids` are 65,536 of them a row, as places or
-- bits; `cells` are 4 bytes a document for one order or tally. A document that changed waits with the words under
-- which it is still kept. Tables named …_index_… are made from others: a backup leaves them out.
-- sqlite:
DROP TRIGGER documents_document_added;
DROP TRIGGER documents_document_changed;
DROP TRIGGER documents_document_removed;
DROP TABLE documents_search;
CREATE TABLE documents_index_word (word TEXT NOT NULL, block INTEGER NOT NULL, ids BLOB NOT NULL, PRIMARY KEY (word, block)) WITHOUT ROWID;
-- postgresql:
DROP INDEX documents_document_lexemes;
ALTER TABLE documents_document DROP COLUMN lexemes;
DROP INDEX documents_document_kind, documents_document_code, documents_document_issuer, documents_document_advising, documents_document_field, documents_document_congress, documents_document_open;
CREATE TABLE documents_index_word (word TEXT COLLATE "C" NOT NULL, block BIGINT NOT NULL, ids BYTEA NOT NULL, PRIMARY KEY (word, block));
ALTER TABLE documents_index_word ALTER COLUMN ids SET STORAGE EXTERNAL;
-- both:
CREATE TABLE documents_index_cells (
  name TEXT NOT NULL,
  block INTEGER NOT NULL,
  version INTEGER NOT NULL,
  cells BLOB NOT NULL,
  PRIMARY KEY (name, block)
);
CREATE TABLE documents_index_text (
  id INTEGER PRIMARY KEY,
  value TEXT NOT NULL UNIQUE
);
CREATE TABLE documents_index_waiting (
  document_id INTEGER PRIMARY KEY,
  words TEXT NOT NULL
);
INSERT INTO documents_index_waiting(document_id, words) SELECT id, '' FROM documents_document;
-- sqlite:
CREATE TRIGGER documents_document_added AFTER INSERT ON documents_document BEGIN
  INSERT INTO documents_index_waiting(document_id, words) VALUES (new.id, '') ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER documents_document_changed AFTER UPDATE OF position, kind, number, code, congress_id, issued, issuer_id, advising_id, field, words ON documents_document BEGIN
  INSERT INTO documents_index_waiting(document_id, words) VALUES (new.id, old.words) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER documents_document_removed AFTER DELETE ON documents_document BEGIN
  INSERT INTO documents_index_waiting(document_id, words) VALUES (old.id, old.words) ON CONFLICT DO NOTHING;
END;
-- postgresql:
ALTER TABLE documents_index_cells ALTER COLUMN cells SET STORAGE EXTERNAL;
CREATE FUNCTION documents_index_wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO documents_index_waiting(document_id, words) VALUES (COALESCE(new.id, old.id), COALESCE(old.words, '')) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER documents_document_waits AFTER INSERT OR DELETE OR UPDATE OF position, kind, number, code, congress_id, issued, issuer_id, advising_id, field, words ON documents_document FOR EACH ROW EXECUTE FUNCTION documents_index_wait();
