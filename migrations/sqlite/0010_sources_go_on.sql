-- A source is never given up any more: those that were are due again. Overdue at start, they get a time each.
update source set due_at = gave_up_at, gave_up_at = null, attempts = 0, crashes = 0, lease_token = null,
  leased_until = null where gave_up_at is not null and active;
