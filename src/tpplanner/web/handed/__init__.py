"""What is handed out of a planning, what left, what is still to be done."""
