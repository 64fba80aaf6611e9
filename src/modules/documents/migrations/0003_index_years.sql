-- PostgreSQL's index gives its hits in no order: a year's words are made its own, so that the newest are found without
-- all the others. A year has 366 days here, counted as positions are.
-- postgresql:
DROP INDEX documents_document_lexemes;
ALTER TABLE documents_document DROP COLUMN lexemes;
ALTER TABLE documents_document ADD COLUMN lexemes TSVECTOR GENERATED ALWAYS AS (array_to_tsvector(string_to_array(lpad(((position >> 32) / 366)::text, 3, '0') || replace(words, ' ', ' ' || lpad(((position >> 32) / 366)::text, 3, '0')), ' '))) STORED;
ALTER TABLE documents_document ALTER COLUMN lexemes SET STATISTICS 1000;
CREATE INDEX documents_document_lexemes ON documents_document USING gin(lexemes) WITH (fastupdate = off);
