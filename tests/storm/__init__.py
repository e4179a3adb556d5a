"""A storm: many clients write at once while connections and workers are killed; afterwards the results are checked.

`client` sends requests and records the result of each, `operations` says what to send, `harm` injects the faults,
`account` compares acknowledged requests with the history, and `rules` checks all rules of the database.
"""
