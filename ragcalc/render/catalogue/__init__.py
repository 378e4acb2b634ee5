"""What a catalogue holds, for `ragcalc list`."""
