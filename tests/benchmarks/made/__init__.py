"""A commissioner and its localities as people make them: everything here goes through the services."""
