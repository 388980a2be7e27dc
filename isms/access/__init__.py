"""Who may do what: the policy as pure rules and one table, and the mark that every view bears."""
