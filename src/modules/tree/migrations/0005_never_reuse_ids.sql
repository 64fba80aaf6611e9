-- The greatest id of a unit that was taken away: on SQLite, which gives the number after the greatest stored one, it
-- would come back, and whatever still names it would be the next unit's.
ALTER TABLE tree_state ADD COLUMN last_unit INTEGER NOT NULL DEFAULT 0;
