"""What a responsable does on the page, as scripts that another person can follow word by word."""
