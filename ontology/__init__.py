"""The vocabulary: classes, properties, awards, posts and places, and how IRIs are minted."""
