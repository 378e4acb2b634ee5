"""What documents share: cells, labels, symbols, numbers, phrases, histories, charts."""
