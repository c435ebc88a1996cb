"""What every request passes: visit, access, other sites, headers, languages, refusals, assets."""
