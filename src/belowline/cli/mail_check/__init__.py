"""Looks at how mail leaves as the large mailbox providers look at it, and says what to mend."""
