-- What the register did not take of an accepted item: sentences for the reviewers.
ALTER TABLE intake_item ADD COLUMN refusals TEXT NOT NULL DEFAULT '[]';
-- Which file an accepted item hung on a document, so that reopening it takes the file off again.
CREATE TABLE intake_attachment(
  item_id INTEGER NOT NULL,
  document_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  PRIMARY KEY(item_id, file_id)
);
