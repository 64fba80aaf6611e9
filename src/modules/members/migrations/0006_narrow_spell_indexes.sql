-- A member and a cell have a few spells each: the day finds nothing that the key alone does not, and of twelve million
-- entries the narrow ones are laid in half the pages.
DROP INDEX members_spell_member;
CREATE INDEX members_spell_member ON members_spell(member_id);
DROP INDEX members_spell_unit;
CREATE INDEX members_spell_unit ON members_spell(unit_id);
