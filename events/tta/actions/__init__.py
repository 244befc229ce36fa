"""What one does with a request: each module is one thing, under the verb that a user would use."""
