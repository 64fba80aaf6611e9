-- A text that was read, and its body apart from it, so that lists stay cheap.
CREATE TABLE intake_text(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  encoding TEXT NOT NULL,
  length INTEGER NOT NULL,
  pages TEXT NOT NULL,
  warnings TEXT NOT NULL,
  reader_version TEXT NOT NULL,
  day TEXT,
  day_inferred INTEGER NOT NULL DEFAULT 0,
  waiting INTEGER NOT NULL,
  decided INTEGER NOT NULL DEFAULT 0,
  account_id INTEGER NOT NULL,
  account_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX intake_text_by_unit ON intake_text(unit_id, id);
CREATE UNIQUE INDEX intake_text_by_file ON intake_text(unit_id, file_hash);
CREATE TABLE intake_body(text_id INTEGER NOT NULL PRIMARY KEY, body TEXT NOT NULL);

-- One reading. `original` is what the reader said; `canonical` what holds now; `proposed` what a newer
-- reader would say of a decided item.
CREATE TABLE intake_item(
  id INTEGER PRIMARY KEY,
  text_id INTEGER NOT NULL,
  item_key TEXT NOT NULL,
  type TEXT NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  words TEXT NOT NULL,
  canonical TEXT NOT NULL,
  original TEXT NOT NULL,
  proposed TEXT,
  difference TEXT NOT NULL DEFAULT 'none',
  certainty TEXT NOT NULL,
  method TEXT NOT NULL,
  candidates TEXT NOT NULL,
  is_optional INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting',
  document_id INTEGER,
  decided_by TEXT,
  decided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX intake_item_by_text ON intake_item(text_id, start_at);
CREATE INDEX intake_item_by_document ON intake_item(document_id);

CREATE TABLE intake_contradiction(
  id INTEGER PRIMARY KEY,
  text_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  spans TEXT NOT NULL,
  found TEXT NOT NULL,
  expected TEXT NOT NULL
);
CREATE INDEX intake_contradiction_by_text ON intake_contradiction(text_id);

-- What an accepted reading says, until the module that owns such facts takes it over.
CREATE TABLE intake_fact(
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL,
  text_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  type TEXT NOT NULL,
  words TEXT NOT NULL,
  words_fold TEXT NOT NULL,
  canonical TEXT NOT NULL,
  day TEXT
);
CREATE INDEX intake_fact_by_item ON intake_fact(item_id);
CREATE INDEX intake_fact_by_type ON intake_fact(type, id);

-- Who is attested in which office on which day, one row an office.
CREATE TABLE intake_attestation(
  id INTEGER PRIMARY KEY,
  item_id INTEGER NOT NULL,
  text_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  person_name TEXT NOT NULL,
  person_fold TEXT NOT NULL,
  office TEXT NOT NULL,
  office_fold TEXT NOT NULL,
  day TEXT
);
CREATE INDEX intake_attestation_by_item ON intake_attestation(item_id);
CREATE INDEX intake_attestation_by_person ON intake_attestation(person_fold, day);
CREATE INDEX intake_attestation_by_office ON intake_attestation(office_fold, day);

-- Which relation an accepted item wrote, so that reopening it takes the relation back.
CREATE TABLE intake_relation(item_id INTEGER NOT NULL, relation_id INTEGER NOT NULL, PRIMARY KEY(item_id, relation_id));
