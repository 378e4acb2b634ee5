"""What a catalogue may say: fields, indicators, thresholds, codes. Knows no file."""
