-- A superior's decision that an organisation is weak, on a listed ground, until it is taken back.
CREATE TABLE reviews_judgement(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  ground TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  decided_on TEXT NOT NULL,
  ended_on TEXT,
  end_document_id INTEGER,
  version INTEGER NOT NULL
);
CREATE INDEX reviews_judgement_unit ON reviews_judgement(unit_id, decided_on);
-- How an organisation is to be strengthened: one lead, one deadline, one result.
CREATE TABLE reviews_remedy(
  id INTEGER PRIMARY KEY,
  unit_id INTEGER NOT NULL,
  lead_id INTEGER NOT NULL,
  goal TEXT NOT NULL,
  document_id INTEGER NOT NULL,
  opened_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  closed_on TEXT,
  result TEXT,
  end_document_id INTEGER,
  version INTEGER NOT NULL
);
CREATE INDEX reviews_remedy_unit ON reviews_remedy(unit_id, opened_on);
CREATE INDEX reviews_remedy_lead ON reviews_remedy(lead_id);
CREATE INDEX reviews_remedy_due ON reviews_remedy(due_on);
CREATE TABLE reviews_step(
  id INTEGER PRIMARY KEY,
  remedy_id INTEGER NOT NULL,
  measure TEXT NOT NULL,
  text TEXT NOT NULL,
  due_on TEXT,
  state TEXT NOT NULL,
  state_on TEXT,
  note TEXT NOT NULL
);
CREATE INDEX reviews_step_remedy ON reviews_step(remedy_id, id);
-- What was done to a plan, in order; never changed.
CREATE TABLE reviews_event(
  id INTEGER PRIMARY KEY,
  remedy_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  on_date TEXT NOT NULL,
  due_on TEXT,
  text TEXT NOT NULL,
  document_id INTEGER,
  measure TEXT,
  step TEXT,
  account TEXT NOT NULL
);
CREATE INDEX reviews_event_remedy ON reviews_event(remedy_id, id);
