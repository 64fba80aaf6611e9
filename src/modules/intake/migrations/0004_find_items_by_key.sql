CREATE INDEX intake_item_by_key ON intake_item(text_id, item_key);
