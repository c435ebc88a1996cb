"""The texts of the site: takes them out of the sources, and keeps each language's file in step."""
