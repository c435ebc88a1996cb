"""The news site: articles, discussions and the forms of readers."""
