"""The service manager's desk: form versions are checked against what is published, published, and listed (PRO-2)."""
