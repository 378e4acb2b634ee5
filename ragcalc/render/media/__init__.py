"""What media need: escapes, styles, streams of text, workbooks. Knows no report."""
