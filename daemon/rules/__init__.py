"""What we look for: categories, terms, rules, guards and names, and the evidence they leave."""
