"""Award decisions: their head, articles, signature and lists of recipients → conferrals with the rows that say so."""
