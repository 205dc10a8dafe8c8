"""Time as Vietnamese writing names it: expressions found in one scan, and the intervals that they stand for."""
