"""What every room stands on: clock, ids, events, refusals, markup."""
