ALTER TABLE identity_account ADD COLUMN ordered TEXT NOT NULL DEFAULT '';
CREATE INDEX identity_account_ordered ON identity_account(ordered);
