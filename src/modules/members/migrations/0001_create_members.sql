-- A batch is an import: its rows count once its state is live.
CREATE TABLE members_batch(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  made_at INTEGER NOT NULL
);
-- Grows with every write that changed a member or a spell.
CREATE TABLE members_state(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL
);
INSERT INTO members_state(id, version) VALUES (1, 0);
CREATE TABLE members_member(
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  full_name TEXT NOT NULL,
  gender TEXT NOT NULL,
  birth_date TEXT,
  ethnicity TEXT,
  education TEXT,
  occupation TEXT,
  focus_group TEXT NOT NULL,
  citizen_sealed BLOB,
  citizen_hash BLOB,
  admitted_on TEXT,
  ceremony_on TEXT,
  official_on TEXT,
  standing TEXT NOT NULL,
  merged_into INTEGER,
  batch_id INTEGER NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX members_member_citizen ON members_member(citizen_hash) WHERE citizen_hash IS NOT NULL;
CREATE TABLE members_spell(
  id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  status TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  reason TEXT,
  document_id INTEGER,
  batch_id INTEGER NOT NULL
);
CREATE INDEX members_spell_member ON members_spell(member_id, from_date);
CREATE INDEX members_spell_unit ON members_spell(unit_id, from_date);
