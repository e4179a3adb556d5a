"""`/claims/match/`: the claims that a passage of text may be about, with who affirms and who denies them."""
