-- Which reorganisation passed a grant on; 0: it was given by hand.
ALTER TABLE identity_grant ADD COLUMN plan INTEGER NOT NULL DEFAULT 0;
CREATE INDEX identity_grant_plan ON identity_grant(plan) WHERE plan <> 0;
