-- What a reorganisation changed, as it was: a spell that it closed or gave to another cell, a case that it gave on.
CREATE TABLE members_reorganised(
  plan_id INTEGER NOT NULL,
  spell_id INTEGER NOT NULL,
  member_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  successor_id INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  reason TEXT,
  document_id INTEGER,
  article TEXT,
  PRIMARY KEY(plan_id, spell_id)
);
CREATE INDEX members_reorganised_unit ON members_reorganised(plan_id, unit_id);
CREATE INDEX members_reorganised_member ON members_reorganised(member_id);
CREATE TABLE members_reorganised_case(
  plan_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  other_unit_id INTEGER,
  PRIMARY KEY(plan_id, case_id)
);
