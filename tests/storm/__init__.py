"""A storm: many clients who write at once, while connections and workers are killed; and the account of it afterwards.

`client` sends requests and notes what became of each, `operations` says what to send, `harm` kills, `account` compares
what was acknowledged with what is there, and `rules` goes through everything that the database promises.
"""
