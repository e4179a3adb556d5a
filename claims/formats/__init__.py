"""How the languages of the pages write dates, where Django writes them in another way."""
