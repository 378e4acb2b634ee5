"""The rules, pure: a catalogue and a period in, a report out."""
