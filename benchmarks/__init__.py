"""The tracker's answers measured beside other ways to give the same ones: `make bench`."""
