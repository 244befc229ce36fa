"""Mail that comes to the sender's mailbox: calendars' answers (RFC 5546, 3.2.3), and mail that came back (RFC 3464)."""
