"""The reading page: a text with its quotations, a card for the one at hand, and the lists of what is left."""
