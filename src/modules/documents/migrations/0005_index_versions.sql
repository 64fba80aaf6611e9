-- Grows whenever the index takes documents in: an answer made from the index holds as long as this number is the same.
CREATE TABLE documents_index_state (version INTEGER NOT NULL);
INSERT INTO documents_index_state(version) VALUES (1);
