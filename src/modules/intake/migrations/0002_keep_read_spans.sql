-- Where the reader saw an item, beside where a person put it: a newer reader is compared with what the older one
-- said. Empty for an item that a person added.
ALTER TABLE intake_item ADD COLUMN read_start INTEGER;
ALTER TABLE intake_item ADD COLUMN read_end INTEGER;
UPDATE intake_item SET read_start = start_at, read_end = end_at;
