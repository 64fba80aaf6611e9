-- Ids of plans that were removed: no other plan gets them.
CREATE TABLE reorganisation_removed(
  plan_id INTEGER NOT NULL,
  PRIMARY KEY(plan_id)
);
