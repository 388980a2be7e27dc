"""Where people start: pages made of what others offer."""
