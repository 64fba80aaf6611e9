-- Ids of reduction targets that were removed: no other one gets them.
CREATE TABLE statistics_removed_reduction(
  reduction_id INTEGER NOT NULL,
  PRIMARY KEY(reduction_id)
);
