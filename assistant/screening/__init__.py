"""Recognises what is no question to be searched for: danger, requests under an Act, what is off topic."""
