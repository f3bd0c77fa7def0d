-- Revert pgpm-geotypes:schemas/public/schema from pg

-- Nothing to undo: the schema is not ours.
