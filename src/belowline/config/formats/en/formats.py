"""English: 5 March 2014, 15:04; read the same on both sides of the Atlantic."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
