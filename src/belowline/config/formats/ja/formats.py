"""Japanese: 2014年3月5日 15:04; Django leaves no space before the time."""

DATETIME_FORMAT = "Y年n月j日 G:i"
