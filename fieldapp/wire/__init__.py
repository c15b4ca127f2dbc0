"""What travels between device and centre: messages, their JSON form, versions and problem codes (SYNC.md)."""
