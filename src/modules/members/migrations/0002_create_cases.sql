-- Of an end by rule: the article, never a description.
ALTER TABLE members_spell ADD COLUMN article TEXT;
-- What takes its course over time: an admission, a recognition, a transfer, an absence. subject: JSON of the applicant.
CREATE TABLE members_case(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  stage TEXT NOT NULL,
  member_id INTEGER,
  unit_id INTEGER NOT NULL,
  other_unit_id INTEGER,
  subject TEXT,
  from_date TEXT NOT NULL,
  due_date TEXT,
  closed_date TEXT,
  document_id INTEGER,
  note TEXT NOT NULL,
  version INTEGER NOT NULL
);
CREATE INDEX members_case_member ON members_case(member_id);
CREATE INDEX members_case_unit ON members_case(unit_id, state);
CREATE INDEX members_case_other_unit ON members_case(other_unit_id, state) WHERE other_unit_id IS NOT NULL;
CREATE TABLE members_step(
  id INTEGER PRIMARY KEY,
  case_id INTEGER NOT NULL,
  stage TEXT NOT NULL,
  on_date TEXT NOT NULL,
  agreed INTEGER NOT NULL,
  entitled INTEGER,
  in_favour INTEGER,
  document_id INTEGER,
  note TEXT NOT NULL,
  entered_for TEXT NOT NULL,
  account TEXT NOT NULL
);
CREATE INDEX members_step_case ON members_step(case_id, id);
CREATE TABLE members_badge(
  id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL,
  years INTEGER NOT NULL,
  on_date TEXT NOT NULL,
  manner TEXT NOT NULL,
  document_id INTEGER
);
CREATE UNIQUE INDEX members_badge_once ON members_badge(member_id, years);
-- A member's account, through which the own record is read.
CREATE TABLE members_account(
  account_id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL UNIQUE
);
-- A field that its member holds to be wrong, and what the unit answers.
CREATE TABLE members_question(
  id INTEGER PRIMARY KEY,
  member_id INTEGER NOT NULL,
  unit_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  asked_on TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_on TEXT,
  accepted INTEGER,
  version INTEGER NOT NULL
);
CREATE INDEX members_question_member ON members_question(member_id);
CREATE INDEX members_question_unit ON members_question(unit_id);
