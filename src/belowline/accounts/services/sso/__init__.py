"""Publishers' own accounts: tokens that they sign, and the logins that come of them."""
