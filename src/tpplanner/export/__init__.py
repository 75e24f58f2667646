"""What people print, post and read: made from a session, a plan and a report."""
