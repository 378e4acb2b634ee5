"""What is wrong with a catalogue: the formats of `ragcalc check`, and problems as text."""
