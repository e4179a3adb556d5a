"""How a request becomes SQL, and what that SQL costs."""
