"""What stands beside articles of offers and of other sites."""
