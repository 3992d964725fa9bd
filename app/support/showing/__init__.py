"""How support reads: a request, lists of them, figures."""
